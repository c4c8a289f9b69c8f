"""What the descriptions cannot say, told to Schemathesis.

Only requests that are meant to be valid are touched, and of them only what no schema can say: a
cursor is one that the server gave out, two values fit each other, JSON stands in a text, a name has
a letter. What is changed keeps what was generated as far as it goes. Requests that are meant to be
invalid are sent as they are, and every answer is checked in full.
"""

from __future__ import annotations

import atexit
import json
import os
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import Phase, settings

from bench.fuzz.graphql_values import Values, read_archive
from bench.fuzz.levels import end_filters
from bench.fuzz.rest_values import Keys

PHASES = "FUZZ_PHASES"
"""The variable of the environment that names the phases of a run."""
URL = "FUZZ_URL"
"""Names the address of GraphQL."""
FOUND = "FUZZ_FOUND"
"""Names a file for the fields on the root that have found something."""
COUNTS = "FUZZ_COUNTS"
"""Names a file for how many requests were made of each operation."""
BATCH = '{"q0": {"query": "Tarnova", "type": "place", "limit": 3}}'
EXTENSION = '{"ids": [], "properties": []}'
FILTER_DEPTH = 3
"""The server allows five levels of filters; the generator knows of no bound."""
_NAMES = {"name", "q", "place", "speaker", "originalSpeaker", "relayedBy"}
"""Parameters that are compared by letters and figures alone."""
_GROUPS = ("speaker", "party", "place", "type", "day", "week", "month")
_PERIODS = frozenset(_GROUPS[-3:])
LONGEST_PERIOD = 91
"""Days that `to` may lie behind `from`."""
LONGEST_WAIT = 0.1
"""Seconds to wait for events."""
REFUSED = frozenset(
    {
        "bad-characters", "bad-facet", "bad-filter", "bad-group", "bad-id", "bad-page",
        "bad-review", "bad-webhook", "empty-text", "invalid-date", "paragraph-too-long",
        "query-too-costly",
        "query-too-deep", "query-too-large", "review-conflict", "text-not-storable",
        "text-too-heavy", "too-complex", "too-many-aliases", "too-many-directives",
        "too-many-fields", "too-many-roots", "too-many-tokens", "unknown-key",
    }
)  # fmt: skip
"""How GraphQL may refuse what its types allow: values out of bounds, unknown keys, too much."""
_OF_METHODS = frozenset({"AllowHeaderMismatch", "UnsupportedMethodResponse"})
_ONE_FOR_A_LIST = re.compile(r"in body - where .*-> (in|notIn|and|or): Incorrect type")
_ALSO_A_KEY = re.compile(r"/v1/[a-z-]+/(stats/)?query")
_NOTHING: tuple[Any, ...] = (None, [], [None], {})
_found: set[str] = set()
_known_cursors: dict[str, str] = {}
_made: Counter[str] = Counter()

# Every example is drawn anew. Schemathesis would have Hypothesis climb from those that were
# accepted to others alike, but to be accepted or not has no slope: of two hundred examples many
# were near copies of one, and to compare each with all before took longer than all requests.
settings.register_profile(
    "drawn", database=None, phases=[each for each in Phase if each is not Phase.target]
)
settings.load_profile("drawn")


@schemathesis.hook
def before_load_schema(context: Any, raw_schema: dict[str, Any]) -> None:
    """Let filters come to an end for the phase that tries every way through a description."""
    del context
    if os.environ.get(PHASES) == "coverage" and "components" in raw_schema:
        end_filters(raw_schema)


@schemathesis.hook
def after_call(context: Any, case: Any, response: Any) -> None:
    """Keep the cursors that lists give out, and which fields of GraphQL have found something."""
    del context
    if case.path.endswith("/graphql"):
        if response.status_code == HTTPStatus.OK:
            _note_found(response.json().get("data") or {})
        return
    _made[_list_of(case)] += 1
    if response.status_code in (HTTPStatus.OK, HTTPStatus.CREATED) and _is_json(response):
        body = response.json()
        _keys().note(case, body)
        given = case.body if isinstance(case.body, dict) else case.query or {}
        cursor = body.get("nextCursor") if isinstance(body, dict) else None
        if isinstance(cursor, str) and not given.get("sort"):
            _known_cursors.setdefault(_list_of(case), cursor)


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Pass over GraphQL's refusals of values that its types allow: pages of 0, cursors made up.

    Schemathesis takes any error there for one of the server. Those for queries that the schema
    itself does not allow stay failures: it makes valid ones alone.

    Of REST, `query` may be a key: to get it is allowed, and finds nothing. In filters one value
    stands for a list of one, as in GraphQL, whose filters they are.
    """
    del context
    kind = type(failure).__name__
    if kind in _OF_METHODS and _ALSO_A_KEY.fullmatch(case.path):
        return False
    if kind == "AcceptedNegativeData" and _ONE_FOR_A_LIST.search(failure.message):
        return False
    if not case.path.endswith("/graphql") or response.status_code != HTTPStatus.OK:
        return True
    errors = response.json().get("errors")
    return not errors or any(
        each.get("extensions", {}).get("code") not in REFUSED for each in errors
    )


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: Any) -> None:
    """Make valid what is meant to be."""
    del context, kwargs
    if case.meta is None or case.meta.generation.mode.value != "positive":
        return
    if case.path.endswith("/graphql"):
        if isinstance(case.body, str):
            case.body = _values().settle(case.body)
        return
    _keys().settle(case)
    if case.query:
        _settle_query(case)
    if isinstance(case.body, dict):
        case.body = _whole(case.body)
        _settle_body(case)
    elif isinstance(case.body, list) and case.path.endswith("/compare"):
        for pair in case.body:
            _fill_texts(pair)


@cache
def _values() -> Values:
    return Values(partial(read_archive, os.environ[URL]))


@cache
def _keys() -> Keys:
    return Keys(partial(read_archive, os.environ[URL]))


@atexit.register
def _tell_counts() -> None:
    if COUNTS in os.environ:
        Path(os.environ[COUNTS]).write_text(json.dumps(_made), encoding="utf-8")


def _note_found(data: dict[str, Any]) -> None:
    """Append the fields on the root that were answered with something, each once."""
    new = {name for name, value in data.items() if value not in _NOTHING} - _found
    if new:
        _found.update(new)
        with Path(os.environ[FOUND]).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}\n" for name in sorted(new))


def _is_json(response: Any) -> bool:
    kind: str = response.headers.get("content-type", [""])[0]
    return kind.partition(";")[0] in {"application/json", "application/geo+json"}


def _list_of(case: Any) -> str:
    return f"{case.method} {case.path}"


def _settle_query(case: Any) -> None:
    query = case.query
    if "cursor" in query and not case.path.startswith("/v1/reconcile"):
        _settle_cursor(case, query)
    if "near" in query or "radiusKm" in query:
        query.setdefault("near", "49.7,37.6")
        query.setdefault("radiusKm", "100")
    if "wait" in query:  # for what comes next, and nothing does
        query["wait"] = min(float(query["wait"]), LONGEST_WAIT)
    if "bbox" in query:
        query["bbox"] = _southern_edge_first(str(query["bbox"]))
    for name in _NAMES & query.keys():
        query[name] = f"{query[name]}a"
    if case.path.endswith("/control"):
        query["from"], query["to"] = _period(query["from"], query["to"])
    if "groupBy" in query:
        query["groupBy"] = _groups(query["groupBy"])
    if "queries" in query:
        query["queries"] = BATCH
    if "extend" in query:
        query["extend"] = EXTENSION


def _southern_edge_first(box: str) -> str:
    west, south, east, north = box.split(",")
    low, high = sorted((south, north), key=float)
    return f"{west},{low},{east},{high}"


def _period(start: str, end: str) -> tuple[str, str]:
    """Put two days in order, and no further apart than is allowed."""
    first, last = sorted((date.fromisoformat(start), date.fromisoformat(end)))
    return str(first), str(min(last, first + timedelta(days=LONGEST_PERIOD)))


def _groups(texts: Any) -> list[str]:
    """Choose a name for each text, each once, and of periods one."""
    chosen: list[str] = []
    for text in texts:
        known = text.lower() if text.lower() in _GROUPS else _GROUPS[len(text) % len(_GROUPS)]
        if known not in chosen and not (known in _PERIODS and _PERIODS & set(chosen)):
            chosen.append(known)
    return chosen


def _settle_cursor(case: Any, given: Any) -> None:
    """Give the cursor of the same list; it holds for the order that was not chosen."""
    cursor = _known_cursors.get(_list_of(case))
    given.pop("cursor")
    if cursor is not None:
        given["cursor"] = cursor
        given.pop("sort", None)


def _settle_body(case: Any) -> None:
    body = case.body
    if "cursor" in body:
        _settle_cursor(case, body)
    if "groupBy" in body:
        body["groupBy"] = [name.upper() for name in _groups(body["groupBy"])]
    if "url" in body and case.path.endswith("/webhooks"):
        body["url"] = "https://news.example/hook"
    if "where" in body:
        body["where"] = _settled_filter(body["where"], 0)
    for name, text in (("queries", BATCH), ("extend", EXTENSION)):
        if name in body:
            body[name] = text
    if case.path.endswith(("/compare", "/annotate")):
        _fill_texts(body)


def _whole(value: Any) -> Any:
    """Write whole numbers as such: 7.0 is one for JSON Schema, and is not for many a server."""
    if isinstance(value, dict):
        return {key: _whole(item) for key, item in value.items()}
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _settled_filter(where: Any, depth: int) -> Any:
    """Cut what lies too deep; give names a letter."""
    if isinstance(where, list):
        return [_settled_filter(item, depth) for item in where[:3]]
    if not isinstance(where, dict):
        return where
    kept = {}
    for key, node in where.items():
        if key == "name" and isinstance(node, dict):
            kept[key] = {name: _lettered(text) for name, text in node.items()}
        elif key == "search":
            kept[key] = _lettered(node)
        elif isinstance(node, dict | list) and depth >= FILTER_DEPTH and key in _DEEP:
            continue
        else:
            kept[key] = _settled_filter(node, depth + 1)
    return kept


_DEEP = {"and", "or", "not", "speaker", "statement", "article", "place", "dispute", "contradiction",
         "quantity", "originalSpeaker", "relayedBy", "outlet"}  # fmt: skip


def _lettered(text: Any) -> Any:
    if isinstance(text, list):
        return [_lettered(item) for item in text]
    return f"{text}a" if isinstance(text, str) else text


def _fill_texts(body: Any) -> None:
    """Texts of blanks alone are refused as empty."""
    for name in ("text", "a", "b"):
        if isinstance(body, dict) and isinstance(body.get(name), str):
            body[name] = f"The mayor said so. {body[name]}"[:2000]
