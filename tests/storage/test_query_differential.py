"""The query engine and a naive evaluator give the same answers to generated queries."""

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

from db.query.engine import QueryEngine, open_engine
from db.query.errors import QueryError, TooComplexError
from db.query.roots import ROOTS
from db.query.selection import Field, Slot, argument, select
from tests.databases import Database
from tests.storage.archive import Archive, make_archive
from tests.storage.naive import Naive, global_id, same
from tests.storage.naive_columns import TABLES
from tests.storage.queries import all_orders, root_field, selection, where

SEED = 11
SEEDS = st.integers(0, 2**31)
"""Each stands for one random query; a failing one is found again by its number."""


@dataclass(repr=False)
class Filled:
    """A database with an archive in it, an engine on it, and an evaluator of the same rows."""

    engine: QueryEngine
    naive: Naive
    archive: Archive
    loop: asyncio.AbstractEventLoop

    def ask(self, *fields: Field) -> str:
        """Answer a selection by the engine."""
        plan = self.engine.plan(fields)
        return self.loop.run_until_complete(self.engine.run(plan, {})).decode()

    def check(self, *fields: Field) -> None:
        """Compare both answers."""
        expected = self.naive.answer(fields)
        try:
            answer = self.ask(*fields)
        except TooComplexError:
            reject()  # SQLite's parser has a limit; how deep it lets us go is tested elsewhere
        assert same(answer, expected)


@pytest.fixture
def filled(database: Database) -> Iterator[Filled]:
    """Fill a database with random rows."""
    archive = make_archive(SEED)
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    engine = open_engine(database.url)
    loop = asyncio.new_event_loop()
    yield Filled(engine, Naive(archive), archive, loop)
    loop.run_until_complete(engine.executor.close())
    loop.close()


ONE_DATABASE = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@ONE_DATABASE
@given(seed=SEEDS)
def test_generated_queries_agree(filled: Filled, seed: int) -> None:
    filled.check(root_field(Random(seed)))


@ONE_DATABASE
@given(seed=SEEDS)
def test_generated_filters_split_all_rows(filled: Filled, seed: int) -> None:
    """A filter and its negation give all rows between them, and none twice."""
    chosen_where = where(Random(seed), "Statement")

    def count(node: Any) -> int:
        chosen = Field("statements", "s", {"where": argument(node)}, select("totalCount"))
        return int(json.loads(filled.ask(chosen))["s"]["totalCount"])

    both = {"and": [{"superseded": False}]}
    kept, dropped = count({**both, "or": [chosen_where]}), count({**both, "not": chosen_where})
    assert kept + dropped == count(both)


@pytest.mark.parametrize("key", ["originalSpeaker", "relayedBy"])
@ONE_DATABASE
@given(seed=SEEDS)
def test_generated_filters_on_chains_agree(filled: Filled, key: str, seed: int) -> None:
    chance = Random(seed)
    inner = where(chance, "Relay" if key == "relayedBy" else "Speaker", depth=1)
    node = {key: inner, **({"superseded": True} if chance.random() < 0.2 else {})}
    if chance.random() < 0.3:
        node["place"] = where(chance, "Location", depth=1)
    page = select("totalCount", edges=select(node=select("key")))
    filled.check(Field("statements", "s", {"first": Slot(100), "where": argument(node)}, page))


@ONE_DATABASE
@given(seed=SEEDS)
def test_generated_nodes_agree(filled: Filled, seed: int) -> None:
    chance = Random(seed)
    type_name = chance.choice(sorted(TABLES))
    row = chance.choice([*filled.archive.rows(TABLES[type_name]), {"id": 10_000}])
    variants = {name: selection(chance, name) for name in TABLES}
    one, other = global_id(type_name, row), global_id("Speaker", {"id": 2})
    filled.check(
        Field("node", "n", {"id": Slot(one)}, variants=variants),
        Field("nodes", "m", {"ids": Slot([one, other, one])}, variants=variants),
    )


@pytest.mark.parametrize(("root", "type_name"), [(n.lower(), n) for n in TABLES if n != "NearMiss"])
def test_rows_are_found_by_key(filled: Filled, root: str, type_name: str) -> None:
    for row in [*filled.archive.rows(TABLES[type_name])[:9], {"key": "none' OR '1'='1"}]:
        filled.check(Field(root, "found", {"key": Slot(row["key"])}, select("key", "__typename")))


def _page(root: str, arguments: dict[str, Any]) -> Field:
    page_info = select("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
    fields = select(edges=select("cursor", node=select("key")), pageInfo=page_info)
    return Field(root, "page", {k: argument(v) for k, v in arguments.items()}, fields)


@pytest.mark.parametrize(("root", "order", "direction"), all_orders())
@pytest.mark.parametrize("backwards", [False, True])
def test_pages_joined_are_the_whole_list(
    filled: Filled, root: str, order: str, direction: str, *, backwards: bool
) -> None:
    order_by = {"field": order, "direction": direction}
    whole = json.loads(filled.ask(_page(root, {"first": 100, "orderBy": order_by})))["page"]
    expected = [edge["node"]["key"] for edge in whole["edges"]]
    found: list[str] = []
    cursor = None
    size, position, more = ("last", "before", "hasPreviousPage") if backwards else _FORWARDS
    while True:
        arguments = {size: 4, "orderBy": order_by} | ({position: cursor} if cursor else {})
        page = json.loads(filled.ask(_page(root, arguments)))["page"]
        keys = [edge["node"]["key"] for edge in page["edges"]]
        found = keys + found if backwards else found + keys
        info = page["pageInfo"]
        assert info["hasPreviousPage" if not backwards else "hasNextPage"] == bool(cursor)
        assert info["startCursor"] == page["edges"][0]["cursor"]
        assert info["endCursor"] == page["edges"][-1]["cursor"]
        if not info[more]:
            break
        cursor = info["startCursor" if backwards else "endCursor"]
    assert found == expected
    assert len(expected) > 1


_FORWARDS = ("first", "after", "hasNextPage")


@ONE_DATABASE
@given(seed=SEEDS)
def test_windows_between_two_cursors_agree(filled: Filled, seed: int) -> None:
    chance = Random(seed)
    node = where(chance, "Statement") if chance.random() < 0.5 else {}
    everything = _page("statements", {"first": 100, "where": node})
    edges = json.loads(filled.ask(everything))["page"]["edges"]
    bounds: dict[str, int] = {}
    if edges:
        for name in chance.sample(("after", "before"), chance.randint(0, 2)):
            bounds[name] = chance.randrange(len(edges))
    size = {chance.choice(("first", "last")): chance.randint(1, 5)}
    cursors = {name: edges[index]["cursor"] for name, index in bounds.items()}
    page = json.loads(filled.ask(_page("statements", {**size, **cursors, "where": node})))["page"]
    start, end = bounds.get("after", -1) + 1, bounds.get("before", len(edges))
    inner = edges[start:end]
    kept = inner[: size["first"]] if "first" in size else inner[-size["last"] :]
    assert page["edges"] == kept
    if kept:
        info = page["pageInfo"]
        assert info["hasNextPage"] == (kept[-1] != edges[-1])
        assert info["hasPreviousPage"] == (kept[0] != edges[0])


_AROUND = {"near": {"latitude": 30, "longitude": 120, "radiusKm": 2000}}
_BOX = {"bbox": {"south": -90, "west": -180, "north": 90, "east": 180}}
FOUND = {
    "words": {"search": "drones"},
    "two words": {"search": "river bridge"},
    "two side by side": {"search": '"river bridge"'},
    "words in a period": {"search": "drones", "said": {"gt": "2024-03-03", "lte": "2024-03-09"}},
    "words at a place": {"search": "drones", "place": {"key": {"eq": "geonames:900"}}},
    "words at no place": {"search": "drones", "place": {"key": {"eq": "x"}}},
    "words of a side": {"search": "drones", "speaker": {"party": {"eq": "AM"}}},
    "words around a point": {"search": "drones", "place": _AROUND},
    "a circle": {"place": _AROUND},
    "a box": {"place": _BOX},
    "a name": {"place": {"name": {"contains": "a"}}},
    "a box and more": {"place": _BOX, "party": {"ne": "AM"}, "article": {"language": {"eq": "en"}}},
    "a box or words": {"or": [{"place": _BOX}, {"search": "drones"}]},
}


FOUND_ORDERS = (("DATE", "ASC"), ("DATE", "DESC"), ("RECORDED", "DESC"), ("CONFIDENCE", "ASC"))


@pytest.mark.parametrize("where", FOUND.values(), ids=FOUND)
def test_rows_found_by_words_and_places_agree(filled: Filled, where: dict[str, Any]) -> None:
    """Such pages are read in other ways than by trying row after row."""
    page = select("totalCount", edges=select(node=select("key")))
    for name, direction in FOUND_ORDERS:
        order = {"field": name, "direction": direction}
        asked = {"where": argument(where), "orderBy": argument(order)}
        filled.check(Field("statements", "s", {**asked, "first": Slot(100)}, page))
        filled.check(Field("statements", "s", {**asked, "last": Slot(3)}, page))
        for stop in (1, 2, 50):
            capped = Field("totalCount", "n", {"atMost": Slot(stop)})
            filled.check(Field("statements", "s", asked, (capped,)))


@pytest.mark.parametrize("where", FOUND.values(), ids=FOUND)
def test_pages_of_found_rows_joined_are_all_of_them(filled: Filled, where: dict[str, Any]) -> None:
    for name, direction in FOUND_ORDERS:
        asked = {"where": where, "orderBy": {"field": name, "direction": direction}}
        whole = json.loads(filled.ask(_page("statements", {"first": 100, **asked})))["page"]
        expected = [edge["node"]["key"] for edge in whole["edges"]]
        for size, position, more, end in (
            ("first", "after", "hasNextPage", "endCursor"),
            ("last", "before", "hasPreviousPage", "startCursor"),
        ):
            found: list[str] = []
            arguments: dict[str, Any] = {size: max(2, len(expected) // 5), **asked}
            while True:
                page = json.loads(filled.ask(_page("statements", arguments)))["page"]
                keys = [edge["node"]["key"] for edge in page["edges"]]
                found = found + keys if size == "first" else keys + found
                if not page["pageInfo"][more]:
                    break
                arguments[position] = page["pageInfo"][end]
            assert found == expected


@pytest.mark.parametrize("stop", [0, -1, True, 1.5, "9", 10**7])
def test_how_far_to_count_is_checked(filled: Filled, stop: Any) -> None:
    capped = Field("totalCount", "n", {"atMost": Slot(stop)})
    with pytest.raises(QueryError, match="must be a whole number"):
        filled.engine.plan([Field("statements", "s", {}, (capped,))])


def test_every_root_is_tried() -> None:
    tried = {root for root, _, _ in all_orders()} | {n.lower() for n in TABLES} - {"nearmiss"}
    elsewhere = {"changes", "control", "statementStats"}  # by tests of their own
    assert tried | {"node", "nodes"} | elsewhere == set(ROOTS)
