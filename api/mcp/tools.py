"""What the tools do: they only read, and every answer is bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from api.annotating import Annotator, GivenPair
from api.problems import ProblemError
from api.rest.compare import MAX_TEXT, judge
from api.rest.control import Control
from api.rest.fields import fields_of
from api.rest.reading import PageAnswer, PageRequest, read_page
from api.rest.resources import RESOURCES
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Field, variables_as_arguments

MAX_ITEMS = 20
MAX_WORDS = 600
"""Characters of a text that an answer repeats."""
MAX_SIDES = 6
MAX_STATEMENTS = 5
"""Statements of a side."""
MAX_NAME = 200
_RESOURCES = {each.path: each for each in RESOURCES}

type Answer = dict[str, Any]


class BadCallError(Exception):
    """A call that cannot be answered, with a word on what to change."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Where tools read; both are asked for with each call, as a server opens them late."""

    engine: Callable[[], QueryEngine]
    annotator: Callable[[], Annotator]

    async def search_statements(self, where: dict[str, Any], limit: int) -> Answer:
        """Return the newest statements under a filter, and whether there are more."""
        page = await self._page("statements", where, "-date", limit)
        found = [_statement(each) for each in page.items]
        return {"statements": found, "more": page.next_cursor is not None}

    async def disputes_of_place(self, place: str, limit: int) -> Answer:
        """Return the largest disputes on a place, by its name, with their sides."""
        where = {"place": {"name": {"eq": _name("place", place)}}}
        page = await self._page("disputes", where, "-size", limit)
        found = [_dispute(each) for each in page.items]
        return {"disputes": found, "more": page.next_cursor is not None}

    async def compare_texts(
        self, a: str, b: str, a_published: str | None, b_published: str | None
    ) -> Answer:
        """Judge two texts."""
        for name, text in (("a", a), ("b", b)):
            if not text.strip() or len(text) > MAX_TEXT:
                raise BadCallError(f"{name} must have 1 to {MAX_TEXT} characters")
        pair = GivenPair(
            _text("a", a),
            _text("b", b),
            _day("a_published", a_published),
            _day("b_published", b_published),
        )
        try:
            verdict = (await judge(self.annotator(), [pair]))[0]
        except ProblemError as error:
            raise BadCallError(f"{error.code}: {error.detail}") from error
        if "error" in verdict:
            raise BadCallError(f"{verdict['error']['code']}: {verdict['error']['message']}")
        return verdict

    async def who_held_it(self, place: str, first: str, last: str) -> Answer:
        """Return each side's claims of control of a place, by its name or key, day by day."""
        key = await self._place(_name("place", place))
        given = {"place": key, "from": first, "to": last}
        engine = self.engine()
        plan = engine.cached("mcp-control")
        if plan is None:
            arguments = variables_as_arguments(given)
            plan = engine.plan([Field("control", "control", arguments, fields_of(Control))])
            engine.keep("mcp-control", plan)
        try:
            found = orjson.loads(await engine.run_in_turn(plan, given))["control"]
        except QueryError as error:
            raise _told(error) from error
        if found is None:
            raise BadCallError("place must be the name or the key of a place that is known")
        return {
            "place": {"key": key, "name": found["place"]["name"]},
            "complete": found["complete"],
            "days": [_control_day(each) for each in found["days"]],
        }

    async def _place(self, place: str) -> str:
        """Return the key of a place; of namesakes that of the first, in order of their keys."""
        if ":" in place:
            return place
        page = await self._page("locations", {"name": {"eq": place}}, None, MAX_ITEMS)
        if not page.items:
            raise BadCallError(
                "no place of this name is known: search_statements has `text` for it"
            )
        return min(str(each["key"]) for each in page.items)

    async def _page(
        self, path: str, where: dict[str, Any], sort: str | None, limit: int
    ) -> PageAnswer:
        if not 1 <= limit <= MAX_ITEMS:
            raise BadCallError(f"limit must be 1 to {MAX_ITEMS}")
        asked = PageRequest(where, sort, limit, None)
        try:
            return await read_page(self.engine(), _RESOURCES[path], asked)
        except QueryError as error:
            raise _told(error) from error


def statement_filter(given: dict[str, str | None]) -> dict[str, Any]:
    """Make the filter that a search stands for."""
    paths = {
        "text": ("search",),
        "speaker": ("speaker", "name", "contains"),
        "party": ("party", "eq"),
        "place": ("place", "name", "eq"),
        "claim_type": ("claimType", "eq"),
        "said_from": ("said", "gte"),
        "said_to": ("said", "lte"),
    }
    where: dict[str, Any] = {}
    for name, value in given.items():
        if value is None:
            continue
        *steps, last = paths[name]
        inner = where
        for step in steps:
            inner = inner.setdefault(step, {})
        inner[last] = _name(name, value)
    return where


def _statement(item: Answer) -> Answer:
    """Write a statement in short, with what leads back to its article."""
    speaker, article = item["speaker"] or {}, item["article"]
    return {
        "key": item["key"],
        "text": _cut(item["text"]),
        "speaker": speaker.get("name"),
        "party": item["party"],
        "said": item["said"],
        "claim_type": item["claim"]["type"],
        "polarity": item["claim"]["polarity"],
        "places": sorted({each["location"]["name"] for each in item["places"]}),
        "figures": [each["mention"] for each in item["quantities"]][:MAX_ITEMS],
        "article": {name: article[name] for name in ("title", "url", "published")},
        "contradicted_by": [
            {"text": _cut(each["other"]["text"]), "reason": each["contradiction"]["reason"]}
            for each in item["contradictions"][:MAX_STATEMENTS]
        ],
        "confidence": item["confidence"],
    }


def _dispute(item: Answer) -> Answer:
    return {
        "key": item["key"],
        "matter": item["matter"],
        "first_seen": item["firstSeen"],
        "last_seen": item["lastSeen"],
        "sources": item["sourceCount"],
        "sides": [
            {
                "parties": side["parties"],
                "claims": [_cut(claim) for claim in side["claims"][:MAX_STATEMENTS]],
                "statements": [_said(each) for each in side["statements"][:MAX_STATEMENTS]],
                "more_statements": max(side["statementCount"] - MAX_STATEMENTS, 0),
            }
            for side in item["sides"][:MAX_SIDES]
        ],
    }


def _control_day(day: Answer) -> Answer:
    sides = [
        {
            "party": side["party"],
            "contested": side["contested"],
            "statements": [_said(each) for each in side["statements"][:MAX_STATEMENTS]],
        }
        for side in day["sides"][:MAX_SIDES]
    ]
    return {"date": day["date"], "contested": day["contested"], "sides": sides}


def _said(item: Answer) -> Answer:
    speaker = item["speaker"] or {}
    return {
        "key": item["key"],
        "text": _cut(item["text"]),
        "speaker": speaker.get("name"),
        "said": item["said"],
    }


def _cut(text: str) -> str:
    return text if len(text) <= MAX_WORDS else f"{text[: MAX_WORDS - 1]}…"


def _name(where: str, value: str) -> str:
    if not value.strip() or len(value) > MAX_NAME:
        raise BadCallError(f"{where} must have 1 to {MAX_NAME} characters")
    return _text(where, value.strip())


def _text(where: str, value: str) -> str:
    if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise BadCallError(f"{where} has a character that no text has")
    return value


def _day(where: str, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError as error:
        raise BadCallError(f"{where} must be a day that exists, YYYY-MM-DD") from error


_NAMES = {"place.name": "place", "said.gte": "said_from", "said.lte": "said_to",
          "from": "first", "to": "last", "control.from": "first", "control.to": "last"}  # fmt: skip


def _told(error: QueryError) -> BadCallError:
    """Name the argument at fault as the tools do."""
    steps = [str(step) for step in error.path if step not in {"where", "page"}]
    where = ".".join(steps)
    named = _NAMES.get(where, where)
    return BadCallError(f"{error.code}: {named} {error.message}".replace("  ", " "))
