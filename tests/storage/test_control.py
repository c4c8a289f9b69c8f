"""Who held a place, according to whom: compared with an evaluation without SQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import db.query.control
from db.enums import ReviewStatus
from db.query.control import CLAIM_TYPES, CONTESTING, MODALITIES, SAID_WITHIN
from db.query.engine import QueryEngine, open_engine
from db.query.errors import QueryError
from db.query.selection import Field, Slot, select
from importer.model import ContradictionType
from tests.databases import Database
from tests.storage.archive import PLACES, Archive, Row, make_archive

FIRST = date(2024, 2, 26)
FIELDS = (
    *select("complete", place=select("key")),
    Field(
        "days",
        "days",
        fields=select(
            "date", "contested", sides=select("party", "contested", statements=select("key"))
        ),
    ),
)


class Asker:
    """An archive of random rows, and an engine on it."""

    def __init__(self, database: Database, archive: Archive) -> None:
        self.archive = archive
        self.engine: QueryEngine = open_engine(database.url)
        self.loop = asyncio.new_event_loop()

    def ask(self, place: str, first: object, last: object) -> Any:
        """Ask the engine."""
        arguments = {"place": Slot(place), "from": Slot(first), "to": Slot(last)}
        plan = self.engine.plan([Field("control", "c", arguments, FIELDS)])
        return json.loads(self.loop.run_until_complete(self.engine.run(plan, {})))["c"]

    def close(self) -> None:
        """Give all back."""
        self.loop.run_until_complete(self.engine.executor.close())
        self.loop.close()

    def expected(self, location: Row, first: date, last: date) -> list[dict[str, Any]]:
        """Evaluate in plain Python."""
        claims = [
            each
            for each in self.archive.rows("statement")
            if self._names(each, location)
            and not each["superseded_at"]
            and each["claim_type"].value in CLAIM_TYPES
            and each["modality"].value in MODALITIES
            and each["said_on"]
            and first <= each["said_on"] <= last + timedelta(days=SAID_WITHIN)
        ]
        days = []
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            heard = [each for each in claims if _covers(each, day)]
            if heard:
                sides = [self._side(heard, party, location) for party in _parties(heard)]
                contested = any(side["contested"] for side in sides)
                days.append({"date": day.isoformat(), "contested": contested, "sides": sides})
        return days

    def _names(self, statement: Row, location: Row) -> bool:
        return any(
            link["listed"]
            and (link["statement_id"], link["location_id"]) == (statement["id"], location["id"])
            for link in self.archive.rows("statement_location")
        )

    def _side(self, heard: list[Row], party: str | None, location: Row) -> dict[str, Any]:
        own = [each for each in heard if each["party"] == party]
        own.sort(key=lambda each: (each["sort_at"], each["id"]))
        return {
            "party": party,
            "contested": any(self._contested(each, location) for each in own),
            "statements": [{"key": each["key"]} for each in own],
        }

    def _contested(self, statement: Row, location: Row) -> bool:
        for pair in self.archive.rows("contradiction"):
            ends = {pair["statement_a_id"], pair["statement_b_id"]}
            if statement["id"] not in ends or pair["type"].value not in CONTESTING:
                continue
            (other,) = ends - {statement["id"]}
            shown = not pair["superseded_at"] and pair["status"] is not ReviewStatus.REJECTED
            row = self.archive.get("statement", other)
            if shown and row is not None and self._names(row, location):
                return True
        return False


def _covers(statement: Row, day: date) -> bool:
    start, end, said = (statement[name] for name in ("about_start", "about_end", "said_on"))
    return bool((start or end or said) <= day <= (end or said or start))


def _parties(statements: list[Row]) -> list[str | None]:
    found = {each["party"] or "" for each in statements}
    return [party or None for party in sorted(found)]


def oppose(archive: Archive) -> None:
    """Add contradictions between statements on one place: those at random are seldom so."""
    named = archive.rows("statement_location")
    model = archive.rows("contradiction")[0]
    taken: set[frozenset[int]] = set()
    for number, (one, other) in enumerate(zip(named, named[7:], strict=False)):
        ends = frozenset({one["statement_id"], other["statement_id"]})
        same = one["location_id"] == other["location_id"] and one["listed"] and other["listed"]
        if not same or len(ends) == 1 or ends in taken:
            continue
        taken.add(ends)
        kinds = list(ContradictionType)
        archive.add(
            "contradiction",
            **{name: value for name, value in model.items() if name != "id"}
            | {
                "key": f"opposed-{number}",
                "statement_a_id": one["statement_id"],
                "statement_b_id": other["statement_id"],
                "type": kinds[number % len(kinds)],
                "status": list(ReviewStatus)[number % 3],
                "superseded_at": None,
            },
        )


@pytest.fixture
def asker(database: Database) -> Iterator[Asker]:
    """Fill a database with statements of which many are on control."""
    archive = make_archive(23, statements=500)
    oppose(archive)
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    asker = Asker(database, archive)
    yield asker
    asker.close()


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    place=st.integers(0, len(PLACES) - 1),
    start=st.integers(0, 15),
    length=st.integers(0, 20),
    as_text=st.booleans(),
)
def test_it_agrees_with_a_naive_evaluation(
    asker: Asker,
    place: int,
    start: int,
    length: int,
    as_text: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    location = asker.archive.rows("location")[place]
    first = FIRST + timedelta(days=start)
    last = first + timedelta(days=length)
    given = (first.isoformat(), last.isoformat()) if as_text else (first, last)
    assert asker.ask(location["key"], *given) == {
        "complete": True,
        "place": {"key": location["key"]},
        "days": asker.expected(location, first, last),
    }


def test_the_random_rows_show_something(asker: Asker) -> None:
    """Or else the comparison above would prove nothing."""
    last = FIRST + timedelta(days=20)
    days = [
        day for each in asker.archive.rows("location") for day in asker.expected(each, FIRST, last)
    ]
    assert any(day["contested"] for day in days)
    assert not all(day["contested"] for day in days)
    assert any(len(day["sides"]) > 2 for day in days)
    assert any(len(side["statements"]) > 1 for day in days for side in day["sides"])


def test_an_unknown_place_is_null(asker: Asker) -> None:
    assert asker.ask("x' OR '1'='1", FIRST, FIRST) is None


@pytest.mark.parametrize(
    ("first", "last", "path", "words"),
    [
        ("2024-03-02", "2024-03-01", ("c", "to"), "before"),
        ("2024-01-01", "2024-04-02", ("c", "to"), "less than 92 days"),
        ("2024-02-30", "2024-03-01", ("c", "from"), "exists"),
        ("2024-03-01", 7, ("c", "to"), "exists"),
        ("2024-03-01", None, ("c", "to"), "missing"),
        ("9999-12-31", "9999-12-31", ("c", "to"), "too late"),
    ],
)
def test_a_period_that_is_none(
    asker: Asker, first: object, last: object, path: tuple[str, ...], words: str
) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        asker.ask("geonames:900", first, last)
    assert (caught.value.path, caught.value.code) == (path, "bad-filter")


def test_what_is_too_much_is_told(asker: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    location, last = asker.archive.rows("location")[0], FIRST + timedelta(days=20)
    everything = asker.ask(location["key"], FIRST, last)
    assert everything["complete"]
    for limit in ("MAX_HEARD", "MAX_CLAIMS"):
        with monkeypatch.context() as patch:
            patch.setattr(db.query.control, limit, 2)
            found = asker.ask(location["key"], FIRST, last)
        assert not found["complete"]
        assert len(found["days"]) <= len(everything["days"])
