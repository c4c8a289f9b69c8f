"""Words over many months: pages joined are all that fit, whatever else is asked for beside them."""

# ruff: noqa: S311 - random questions keep no secrets
from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import bindparam, update

from db.query.engine import QueryEngine, open_engine
from db.query.selection import Field, Slot, select, variables_as_arguments
from db.tables import metadata
from tests.databases import Database
from tests.storage.archive import PARTIES, WORDS, Archive, Row, make_archive
from tests.storage.naive_filters import NaiveFilters

MONTHS = 40
LATER = datetime(2029, 1, 1, tzinfo=UTC)
PLAIN = [
    word for word in WORDS if word.isascii() and word.isalpha() and word not in {"the", "here"}
]
"""Words that neither database leaves out or takes apart."""
PAGE = select(
    edges=select(node=select("key")),
    pageInfo=select("hasNextPage", "hasPreviousPage", "startCursor", "endCursor"),
)


@dataclass(repr=False)
class Spread:
    """Statements said in many months, some of them superseded since they were stored."""

    engine: QueryEngine
    archive: Archive
    loop: asyncio.AbstractEventLoop

    def page(self, **arguments: Any) -> dict[str, Any]:
        """Ask for a page."""
        field = Field("statements", "page", variables_as_arguments(arguments), PAGE)
        plan = self.engine.plan([field])
        answer = self.loop.run_until_complete(self.engine.run(plan, arguments))
        found: dict[str, Any] = json.loads(answer)["page"]
        return found

    def count(self, where: Any, stop: int | None) -> int:
        """Count, until there are so many."""
        arguments = {"atMost": Slot(stop)} if stop else {}
        counted = Field("totalCount", "n", arguments, ())
        given = {"where": where}
        field = Field("statements", "s", variables_as_arguments(given), (counted,))
        answer = self.loop.run_until_complete(self.engine.run(self.engine.plan([field]), given))
        return int(json.loads(answer)["s"]["n"])

    def expected(self, where: Any, *, descending: bool) -> list[str]:
        """Try each row."""
        fits = NaiveFilters(self.archive).fits
        rows = [
            row
            for row in self.archive.rows("statement")
            if row["superseded_at"] is None and fits("Statement", row, where)
        ]
        rows.sort(key=lambda row: (row["sort_at"], row["id"]), reverse=descending)
        return [row["key"] for row in rows]


def _spread(archive: Archive, chance: Random) -> None:
    """Say some of it earlier, and some on the first or last day of a month."""
    moved: dict[int, datetime] = {}
    for row in archive.rows("statement"):
        if row["said_on"] is not None:
            day = row["said_on"] - timedelta(days=31 * chance.randrange(MONTHS))
            if chance.random() < 0.3:
                day = day.replace(day=1) - timedelta(days=chance.randrange(2))
            row["said_on"] = day
            row["sort_at"] = datetime(day.year, day.month, day.day, tzinfo=UTC)
        moved[row["id"]] = row["sort_at"]
    for link in archive.rows("statement_location"):
        link["sort_at"] = moved[link["statement_id"]]


def _supersede(database: Database, rows: list[Row]) -> None:
    table = metadata.tables["statement"]
    change = update(table).where(table.c.id == bindparam("row")).values(superseded_at=LATER)
    engine = database.engine()
    with engine.begin() as connection:
        connection.execute(change, [{"row": row["id"]} for row in rows])
    engine.dispose()
    for row in rows:
        row["superseded_at"] = LATER


@pytest.fixture
def spread(database: Database) -> Iterator[Spread]:
    """Fill a database, and supersede some of what it has."""
    chance = Random(5)
    archive = make_archive(23, statements=300)
    _spread(archive, chance)
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    current = [row for row in archive.rows("statement") if row["superseded_at"] is None]
    _supersede(database, chance.sample(current, 60))
    engine = open_engine(database.url)
    loop = asyncio.new_event_loop()
    yield Spread(engine, archive, loop)
    loop.run_until_complete(engine.executor.close())
    loop.close()


def _where(chance: Random, archive: Archive) -> dict[str, Any]:
    """Ask for words, or for two that stand side by side; for more beside them now and then."""
    words = chance.choices(PLAIN, k=chance.choice((1, 1, 1, 2)))
    if chance.random() < 0.3:
        text = chance.choice(archive.rows("statement"))["text"].split()
        pairs = [pair for pair in pairwise(text) if set(pair) <= set(PLAIN)]
        words += [f'"{first} {second}"' for first, second in pairs[:1]]
    where: dict[str, Any] = {"search": " ".join(words)}
    beside: dict[str, Any] = {
        "place": {"key": {"eq": f"geonames:{900 + chance.randrange(9)}"}},
        "party": {"eq": chance.choice(PARTIES)},
        "claimType": {"in": ["CONTROL", "STRIKE"]},
        "said": {
            name: f"{chance.choice((2021, 2022, 2023, 2024))}-0{chance.randrange(1, 10)}-01"
            for name in chance.sample(("gt", "gte", "lt", "lte"), k=chance.randrange(3))
        }
        or {"isNull": chance.random() < 0.5},
        "speaker": {"party": {"eq": chance.choice(PARTIES)}},
        "polarity": {"ne": "NEGATIVE"},
    }
    for name in chance.sample(sorted(beside), k=chance.choice((0, 0, 1, 1, 2))):
        where[name] = beside[name]
    return where


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**31))
def test_pages_joined_are_all_that_fit(spread: Spread, seed: int) -> None:
    chance = Random(seed)
    where = _where(chance, spread.archive)
    direction = chance.choice(("ASC", "DESC"))
    expected = spread.expected(where, descending=direction == "DESC")
    order = {"field": "DATE", "direction": direction}
    size, position, more, other, end = chance.choice(
        (
            ("first", "after", "hasNextPage", "hasPreviousPage", "endCursor"),
            ("last", "before", "hasPreviousPage", "hasNextPage", "startCursor"),
        )
    )
    arguments: dict[str, Any] = {"where": where, "orderBy": order}
    arguments[size] = max(chance.randrange(1, 30), len(expected) // 4)
    found: list[str] = []
    while True:
        page = spread.page(**arguments)
        keys = [edge["node"]["key"] for edge in page["edges"]]
        assert page["pageInfo"][other] == bool(found)
        found = found + keys if size == "first" else keys + found
        if not page["pageInfo"][more]:
            break
        arguments[position] = page["pageInfo"][end]
    assert found == expected
    for stop in (None, 1, 7, 1000):
        assert spread.count(where, stop) == min(len(expected), stop or len(expected))


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("size", ["first", "last"])
def test_a_page_between_two_cursors(spread: Spread, size: str, direction: str) -> None:
    where, order = {"search": "river"}, {"field": "DATE", "direction": direction}
    expected = spread.expected(where, descending=direction == "DESC")
    assert len(expected) > 20
    cursors = {}
    for name, number in (("after", 5), ("before", 15)):
        page = spread.page(where=where, orderBy=order, first=number)
        cursors[name] = page["pageInfo"]["endCursor"]
    page = spread.page(where=where, orderBy=order, **{size: 4}, **cursors)
    between = expected[5:14]
    keys = [edge["node"]["key"] for edge in page["edges"]]
    assert keys == (between[:4] if size == "first" else between[-4:])
    assert page["pageInfo"]["hasNextPage"]
    assert page["pageInfo"]["hasPreviousPage"]


@pytest.mark.parametrize("order", ["RECORDED", "CONFIDENCE"])
def test_other_orders_have_the_same_rows(spread: Spread, order: str) -> None:
    where = {"search": "drones"}
    page = spread.page(where=where, orderBy={"field": order, "direction": "DESC"}, first=100)
    found = sorted(edge["node"]["key"] for edge in page["edges"])
    assert found == sorted(spread.expected(where, descending=True))


@pytest.mark.parametrize(
    "search",
    [
        "the",
        '"the"',
        "it's o'clock \\ back\\slash",
        "<b x> river",
        "!river | bridge & (held)",
        "river:*",
        "https://news.example/a?b='c' a@b.example",
        "place1",
        "x" * 400,
        "'; drop -- drones",
    ],
)
def test_signs_and_words_of_no_weight_do_no_harm(spread: Spread, search: str) -> None:
    """What the pages find is what all of them together are, without an error."""
    where = {"search": search}
    page = spread.page(where=where, first=100)
    assert len(page["edges"]) == spread.count(where, 1000) == spread.count(where, None)
