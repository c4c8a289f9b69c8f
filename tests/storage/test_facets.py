"""Facets of lists are those of a plain evaluation, under any filter and order."""

# ruff: noqa: S311 - random queries keep no secrets
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from db.query.catalogue import NODE_TYPES
from db.query.engine import QueryEngine, open_engine
from db.query.errors import QueryError, TooComplexError
from db.query.selection import Field, Slot, argument, select
from tests.databases import Database
from tests.storage import naive_facets
from tests.storage.archive import Archive, Row, make_archive
from tests.storage.naive import Naive
from tests.storage.naive_columns import DEFAULT_ORDERS, ROOTS, SORT_COLUMNS, TABLES
from tests.storage.queries import order, where

SEEDS = st.integers(0, 2**31)
ONE_DATABASE = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = {"first": 1000}


@dataclass(repr=False)
class Asker:
    """An archive of random rows, and an engine on it."""

    archive: Archive
    naive: Naive
    engine: QueryEngine
    loop: asyncio.AbstractEventLoop

    def ask(self, root: str, arguments: dict[str, Any], facets: Field) -> Any:
        """Ask the engine for the facets of a list."""
        given = {name: argument(value) for name, value in arguments.items()}
        plan = self.engine.plan([Field(root, "page", given, (facets,))])
        answer = self.loop.run_until_complete(self.engine.run(plan, {}))
        return json.loads(answer)["page"][facets.key]

    def rows(self, type_name: str, arguments: dict[str, Any]) -> list[Row]:
        """Return the rows of a list in its order, in plain Python."""
        rows = self.archive.rows(TABLES[type_name])
        found = self.naive.matching(type_name, rows, arguments.get("where"))
        name, descending = DEFAULT_ORDERS.get(type_name, ("DATE", True))
        if asked := arguments.get("orderBy"):
            name, descending = asked["field"], asked.get("direction") == "DESC"
        column = SORT_COLUMNS[name]
        return sorted(found, key=lambda row: _key(row, column), reverse=descending)


def _key(row: Row, column: str) -> tuple[Any, int]:
    value = row[column]
    return value.encode() if isinstance(value, str) else value, row["id"]


def _facets(names: list[str], type_name: str, at_most: int | None, first: int) -> Field:
    """Ask for some facets under keys of their own."""
    members = list(select("counted", "complete"))
    for index, name in enumerate(names):
        is_row = bool(naive_facets.FACETS[type_name][name].table)
        value = Field("value", "value", fields=select("key") if is_row else ())
        shown = (value, Field("count", "count"))
        members.append(Field(name, f"f{index}", {"first": Slot(first)}, shown))
    arguments = {} if at_most is None else {"atMost": Slot(at_most)}
    return Field("facets", "facets", arguments, tuple(members))


def _plain(values: list[dict[str, Any]]) -> list[Any]:
    return [
        (each["value"]["key"] if isinstance(each["value"], dict) else each["value"], each["count"])
        for each in values
    ]


@pytest.fixture
def asker(database: Database) -> Iterator[Asker]:
    """Fill a database with random rows."""
    archive = make_archive(8, statements=70)
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    loop = asyncio.new_event_loop()
    engine = open_engine(database.url)
    yield Asker(archive, Naive(archive), engine, loop)
    loop.run_until_complete(engine.executor.close())
    loop.close()


def _check(asker: Asker, root: str, arguments: dict[str, Any], facets: Field) -> None:
    type_name = ROOTS[root]
    try:
        answer = asker.ask(root, arguments, facets)
    except TooComplexError:
        reject()  # SQLite's parser has a limit; how deep it lets us go is tested elsewhere
    stop = facets.arguments["atMost"].value if facets.arguments else 10_000  # type: ignore[union-attr]  # a slot
    rows = asker.rows(type_name, arguments)[:stop]
    assert answer["counted"] == len(rows)
    assert answer["complete"] is (len(rows) < stop)
    for member in facets.fields[2:]:
        expected = naive_facets.count(asker.archive, type_name, member.name, rows)
        first = member.arguments["first"].value  # type: ignore[union-attr]  # as above
        assert _plain(answer[member.key]) == expected[:first], member.name


@ONE_DATABASE
@given(seed=SEEDS)
def test_facets_under_generated_filters_agree(asker: Asker, seed: int) -> None:
    chance = Random(seed)
    root = chance.choice([*ROOTS, "statements", "statements", "contradictions"])
    type_name = ROOTS[root]
    arguments: dict[str, Any] = {"first": chance.randint(1, 4)}
    if chance.random() < 0.8:
        arguments["where"] = where(chance, type_name)
    if chance.random() < 0.4:
        arguments["orderBy"] = order(chance, type_name)
    names = sorted(naive_facets.FACETS[type_name])
    chosen = chance.sample(names, chance.randint(1, min(4, len(names))))
    at_most = chance.choice((None, None, 1, 7, 30))
    first = chance.choice((1, 3, 1000))
    _check(asker, root, arguments, _facets(chosen, type_name, at_most, first))


@pytest.mark.parametrize("root", ROOTS)
def test_all_facets_of_a_list_at_once(asker: Asker, root: str) -> None:
    names = sorted(naive_facets.FACETS[ROOTS[root]])
    assert set(names) == set(NODE_TYPES[ROOTS[root]].facets)
    _check(asker, root, {}, _facets(names, ROOTS[root], None, 1000))
    _check(asker, root, {"last": 2}, _facets(names, ROOTS[root], 5, 2))


@pytest.mark.parametrize(
    "where",
    [
        {"search": "drones"},
        {"search": "drones", "place": {"key": {"eq": "geonames:900"}}},
        {"place": {"key": {"eq": "geonames:900"}}},
        {"place": {"name": {"contains": "a"}}, "party": {"ne": "AM"}},
        {"place": {"bbox": {"south": -90, "west": -180, "north": 90, "east": 180}}},
        {"superseded": True},
    ],
)
def test_wherever_the_rows_are_found(asker: Asker, where: dict[str, Any]) -> None:
    names = ["party", "place", "month", "outlet"]
    for at_most in (None, 3):
        _check(asker, "statements", {"where": where}, _facets(names, "Statement", at_most, 1000))


def test_facets_stand_beside_a_page_and_heed_no_cursor(asker: Asker) -> None:
    edges, counts = select(edges=select("cursor")), select(facets=select(party=select("count")))
    page = {"first": Slot(2)}

    def ask(**more: Slot) -> Any:
        plan = asker.engine.plan([Field("statements", "s", {**page, **more}, (*edges, *counts))])
        return json.loads(asker.loop.run_until_complete(asker.engine.run(plan, {})))["s"]

    whole = ask()
    onward = ask(after=Slot(whole["edges"][1]["cursor"]))
    assert onward["facets"] == whole["facets"]
    assert onward["edges"] != whole["edges"]


def test_lists_in_a_list_have_their_own(asker: Asker) -> None:
    counts = select("counted", party=select("value", "count"))
    inner = Field("statements", "statements", {}, select(facets=counts))
    node = (Field("key", "key"), inner)
    edges = select(edges=(Field("node", "node", fields=node),))
    plan = asker.engine.plan([Field("speakers", "s", {"first": Slot(100)}, edges)])
    answer = json.loads(asker.loop.run_until_complete(asker.engine.run(plan, {})))["s"]
    for edge in answer["edges"]:
        speaker = next(r for r in asker.archive.rows("speaker") if r["key"] == edge["node"]["key"])
        rows = [
            row
            for row in asker.archive.rows("statement")
            if row["speaker_id"] == speaker["id"] and not row["superseded_at"]
        ]
        found = edge["node"]["statements"]["facets"]
        expected = naive_facets.count(asker.archive, "Statement", "party", rows)
        assert (found["counted"], _plain(found["party"])) == (len(rows), expected)


@pytest.mark.parametrize("size", [0, -1, True, 1.5, "9", 10**6])
def test_sizes_are_checked(asker: Asker, size: Any) -> None:
    values = Field("party", "party", {"first": Slot(size)}, select("count"))
    capped = Field("facets", "facets", {"atMost": Slot(size)}, select("counted"))
    for facets in (capped, Field("facets", "facets", {}, (values,))):
        with pytest.raises(QueryError, match="must be a whole number") as caught:
            asker.ask("statements", {}, facets)
        assert caught.value.path[:2] == ("page", "facets")


def test_what_cannot_be_counted_by_is_named(asker: Asker) -> None:
    facets = Field("facets", "facets", {}, select(colour=select("count")))
    with pytest.raises(QueryError, match="there are kind, party") as caught:
        asker.ask("speakers", {}, facets)
    assert (caught.value.code, caught.value.path) == ("bad-facet", ("page", "facets", "colour"))
