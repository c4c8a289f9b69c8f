"""Counts of statements are those of a plain evaluation, from kept counts or not."""

# ruff: noqa: S311 - random queries keep no secrets
from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from db.counts import recount
from db.dates import sort_moment
from db.query.engine import QueryEngine, open_engine
from db.query.errors import QueryError, TooComplexError
from db.query.selection import Field, Slot, argument, select
from db.query.statistics import StatementGroup, reads_statements
from db.tables import Statement
from db.tables.base import table_of
from tests.databases import Database
from tests.storage.archive import Archive, Row, make_archive
from tests.storage.naive import Naive
from tests.storage.queries import where as random_where

DAYS = ("1899-12-30", "1900-01-01", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-02")
FIELDS = select("count", "party", "type", "period", speaker=select("key"), place=select("key"))
GROUPS = list(StatementGroup)
PERIODS = {"DAY", "WEEK", "MONTH"}
ONE_DATABASE = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEEDS = st.integers(0, 2**31)


class Asker:
    """An archive of random rows, and an engine on it."""

    def __init__(self, database: Database, archive: Archive) -> None:
        self.archive = archive
        self.naive = Naive(archive)
        self.engine: QueryEngine = open_engine(database.url)
        self.loop = asyncio.new_event_loop()

    def ask(self, groups: list[str], where: Any = None, first: int | None = None) -> Any:
        """Ask the engine."""
        arguments = {"groupBy": Slot(groups), "where": argument(where)}
        if first is not None:
            arguments["first"] = Slot(first)
        plan = self.engine.plan([Field("statementStats", "s", arguments, FIELDS)])
        return json.loads(self.loop.run_until_complete(self.engine.run(plan, {})))["s"]

    def close(self) -> None:
        """Give all back."""
        self.loop.run_until_complete(self.engine.executor.close())
        self.loop.close()

    def expected(self, groups: list[str], where: Any) -> Counter[tuple[Any, ...]]:
        """Count in plain Python."""
        counted: Counter[tuple[Any, ...]] = Counter()
        for row in self.naive.matching("Statement", self.archive.rows("statement"), where):
            for place in self._places(row) if "PLACE" in groups else [None]:
                counted[self._group(row, place, groups)] += 1
        return counted

    def _places(self, statement: Row) -> list[str | None]:
        ids = {
            each["location_id"]
            for each in self.archive.rows("statement_location")
            if each["statement_id"] == statement["id"]
        }
        return [self.archive.tables["location"][each - 1]["key"] for each in ids] or [None]

    def _group(self, row: Row, place: str | None, groups: list[str]) -> tuple[Any, ...]:
        speaker = self.archive.get("speaker", row["speaker_id"])
        said = row["said_on"]
        starts = {
            "DAY": said,
            "WEEK": said and said - timedelta(days=said.weekday()),
            "MONTH": said and said.replace(day=1),
        }
        periods = [starts[each] for each in groups if each in starts]
        period = periods[0] if periods else None
        return (
            speaker["key"] if speaker and "SPEAKER" in groups else None,
            row["party"] if "PARTY" in groups else None,
            place,
            row["claim_type"].name if "TYPE" in groups else None,
            period and period.isoformat(),
        )

    def check(self, groups: list[str], where: Any) -> None:
        """Compare both answers."""
        try:
            answer = self.ask(groups, where, 1000)
        except TooComplexError:
            return  # SQLite's parser has a limit; how deep it lets us go is tested elsewhere
        counts = [each["count"] for each in answer]
        assert counts == sorted(counts, reverse=True)
        assert Counter({_key(each): each["count"] for each in answer}) == self.expected(
            groups, where
        )
        assert len({_key(each) for each in answer}) == len(answer)


def _key(stat: dict[str, Any]) -> tuple[Any, ...]:
    keys = (stat[name] and stat[name]["key"] for name in ("speaker", "place"))
    speaker, place = keys
    return speaker, stat["party"], place, stat["type"], stat["period"]


@pytest.fixture
def asker(database: Database) -> Iterator[Asker]:
    """Fill a database with random rows."""
    archive = make_archive(3, statements=90)
    # Days in months that hold the sort key of the undated, and in which time ends.
    chance = Random(1)
    for row in chance.sample(archive.rows("statement"), 12):
        day = chance.choice([date(1900, 1, 2), date(1900, 1, 9), date(9999, 12, 30)])
        row["said_on"], row["sort_at"] = day, _moment(day)
        for named in archive.rows("statement_location"):
            if named["statement_id"] == row["id"]:
                named["sort_at"] = row["sort_at"]
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    asker = Asker(database, archive)
    yield asker
    asker.close()


def _moment(day: date) -> Any:
    return sort_moment(day)


def _groups(chance: Random, allowed: list[str]) -> list[str]:
    chosen = chance.sample(allowed, chance.randint(1, min(3, len(allowed))))
    periods = [each for each in chosen if each in PERIODS]
    return [each for each in chosen if each not in periods[1:]]


def _kept_where(chance: Random, archive: Archive) -> dict[str, Any]:
    where: dict[str, Any] = {}
    if chance.random() < 0.5:
        operators = ({"eq": "UA"}, {"ne": "UA"}, {"in": ["RU", "M23"]}, {"isNull": True})
        where["party"] = chance.choice(operators)
    if chance.random() < 0.3:
        where["claimType"] = chance.choice(({"eq": "STRIKE"}, {"notIn": ["STRIKE"]}))
    if chance.random() < 0.3:
        key = chance.choice(archive.rows("speaker"))["key"]
        where["speaker"] = chance.choice(({"key": {"eq": key}}, {"kind": {"eq": "PERSON"}}))
    if chance.random() < 0.8:
        names = chance.sample(["eq", "gt", "gte", "lt", "lte", "isNull"], chance.randint(1, 3))
        where["said"] = {name: chance.choice(_days(archive)) for name in names}
        if "isNull" in where["said"]:
            where["said"]["isNull"] = chance.random() < 0.4
    return where


def _days(archive: Archive) -> list[str]:
    said = [row["said_on"].isoformat() for row in archive.rows("statement") if row["said_on"]]
    return [*said, *DAYS, *DAYS]


@ONE_DATABASE
@given(seed=SEEDS)
def test_any_groups_under_any_filter(asker: Asker, seed: int) -> None:
    chance = Random(seed)
    groups = _groups(chance, [str(each) for each in GROUPS])
    asker.check(groups, random_where(chance, "Statement") if chance.random() < 0.8 else None)


@ONE_DATABASE
@given(seed=SEEDS)
def test_groups_and_filters_of_the_kept_counts(asker: Asker, seed: int) -> None:
    chance = Random(seed)
    groups = _groups(chance, ["SPEAKER", "PARTY", "TYPE", "MONTH"])
    asker.check(groups, _kept_where(chance, asker.archive))


@pytest.mark.parametrize(
    ("groups", "where", "kept"),
    [
        (["SPEAKER"], None, True),
        (["SPEAKER", "MONTH"], {"party": {"eq": "UA"}, "said": {"gte": "2024-03-02"}}, True),
        (["TYPE", "PARTY", "MONTH"], {}, True),
        (["MONTH"], {"speaker": {"name": {"contains": "ana"}}}, True),
        (["SPEAKER", "TYPE"], None, False),
        (["PLACE"], None, False),
        (["WEEK"], None, False),
        (["PARTY"], {"place": {"country": {"eq": "UA"}}}, False),
        (["PARTY"], {"not": {"party": {"eq": "UA"}}}, False),
        (["PARTY"], {"superseded": True}, False),
    ],
)
def test_what_is_kept(groups: list[str], where: Any, kept: bool) -> None:  # noqa: FBT001 - a case
    arguments = {"groupBy": Slot(groups), "where": argument(where)}
    assert reads_statements(arguments) is not kept


def test_kept_counts_are_what_is_read(asker: Asker, database: Database) -> None:
    """Only where they answer: this marks rows behind their back."""
    before = asker.ask(["PARTY"]), asker.ask(["PLACE"])
    engine = database.engine()
    with engine.begin() as connection:
        table = table_of(Statement)
        connection.execute(update(table).values(superseded_at=_moment(date(2025, 1, 1))))
    assert asker.ask(["PARTY"]) == before[0]
    assert asker.ask(["PLACE"]) == [] != before[1]
    recount(engine)
    engine.dispose()
    assert asker.ask(["PARTY"]) == []


@pytest.mark.parametrize("groups", [["SPEAKER", "MONTH"], ["PLACE", "TYPE"], ["PARTY", "DAY"]])
def test_the_first_are_the_first_of_all(asker: Asker, groups: list[str]) -> None:
    whole = asker.ask(groups, None, 1000)
    for size in (1, 3, 10):
        assert asker.ask(groups, None, size) == whole[:size]
    assert asker.ask(groups) == whole[:100]


@pytest.mark.parametrize(
    ("groups", "where", "first", "code"),
    [
        ([], None, None, "bad-group"),
        (["DAY", "MONTH"], None, None, "bad-group"),
        (["COLOUR"], None, None, "bad-group"),
        ("MONTHS", None, None, "bad-group"),
        (["PARTY"], None, 0, "bad-page"),
        (["PARTY"], None, 1001, "bad-page"),
        (["PARTY"], {"said": {"gte": "2024-02-30"}}, None, "bad-filter"),
        (["PARTY"], {"said": {"gte": None}}, None, "bad-filter"),
        (["PARTY"], {"said": {"lte": "9999-12-31"}}, None, "bad-filter"),
        (["PARTY"], {"said": {"near": "2024-02-20"}}, None, "bad-filter"),
        (["PARTY"], {"party": {"like": "U"}}, None, "bad-filter"),
        (["PARTY"], {"colour": "red"}, None, "bad-filter"),
        (["PLACE"], "all", None, "bad-filter"),
    ],
)
def test_what_is_refused(asker: Asker, groups: Any, where: Any, first: Any, code: str) -> None:
    with pytest.raises(QueryError) as caught:
        asker.ask(groups, where, first)
    assert caught.value.code == code


def test_a_wrong_day_is_told_by_its_bound(asker: Asker) -> None:
    with pytest.raises(QueryError) as caught:
        asker.ask(["PARTY"], {"said": {"gte": "2024-01-05", "lt": "yesterday"}})
    assert caught.value.path == ("s", "where", "said", "lt")
