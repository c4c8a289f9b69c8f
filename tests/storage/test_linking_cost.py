"""Linking an article reads its own partitions: the same work whatever else the archive holds.

Work is counted, not timed: the statements sent, and on SQLite the steps of its virtual machine,
each of which handles one row of a table or an index at most.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from db.linking import link_new
from db.runs import ImportRun
from db.writer import write_annotation
from importer.model import Annotation, ClaimFrame, ClaimType, Polarity
from tests.storage.factories import ARELIAN, article, place, statement
from tests.storage.opposites import NO, YES, Opposites

CLAIM = "the guards saw Tarnova fall"


def report(number: int, town: int, polarity: Polarity, *, version: str = "1") -> Annotation:
    """Make one of any number of articles, with a claim on one of any number of towns."""
    text = f"Report {number}: {CLAIM}."
    start = text.index(CLAIM)
    frame = ClaimFrame(start, start + len(CLAIM), ClaimType.CONTROL, polarity=polarity)
    located = place(text=text, geonameid=990000 + town)
    made = statement(CLAIM, text=text, frames=(frame,), speaker=ARELIAN, locations=(located,))
    whole = article(text, name=f"{number}.txt", on=date(2024, 5, number % 28 + 1))
    return Annotation(whole, (made,), version=version)


@dataclass
class Work:
    """What a database was asked to do."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counting(engine: Engine) -> Iterator[Work]:
    """Count what goes through an engine."""
    work = Work()

    def step() -> int:
        work.steps += 1
        return 0

    def before(connection: Connection, *_: Any) -> None:
        work.statements += 1
        if engine.dialect.name == "sqlite":
            driver: Any = connection.connection.dbapi_connection
            driver.set_progress_handler(step, 1)

    event.listen(engine, "before_cursor_execute", before)
    yield work
    event.remove(engine, "before_cursor_execute", before)


def cost_of_one(engine: Engine, run: ImportRun, number: int, town: int) -> Work:
    """Import and link one article, and count what the linking does."""
    write_annotation(engine, report(number, town, NO), run)
    with counting(engine) as work:
        link_new(engine, linker=Opposites())
    return work


def fill(engine: Engine, run: ImportRun, numbers: range, *, each_town: int) -> None:
    """Import and link articles, some opposed, half of them read twice."""
    for version in ("1", "2"):
        for number in numbers:
            if version == "1" or number % 2:
                polarity = YES if number % 3 else NO
                town = 1000 + number // each_town
                write_annotation(engine, report(number, town, polarity, version=version), run)
        link_new(engine, linker=Opposites())


def test_other_towns_cost_nothing(engine: Engine, run: ImportRun) -> None:
    """Their statements, contradictions and disputes, present and past, are not read."""
    write_annotation(engine, report(1, 7, YES), run)
    write_annotation(engine, report(2, 8, YES), run)
    fill(engine, run, range(10, 30), each_town=2)
    small = cost_of_one(engine, run, 3, 7)
    fill(engine, run, range(30, 150), each_town=2)
    large = cost_of_one(engine, run, 4, 8)
    assert large.statements == small.statements > 20
    assert large.steps <= small.steps * 1.02


def test_a_crowded_town_costs_no_more_than_a_full_one(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one partition only so many statements are looked at, and no more are read."""
    monkeypatch.setattr("db.linking.MEETS", 5)
    costs = []
    for town, numbers in ((7, range(10, 20)), (8, range(30, 120))):
        for number in numbers:
            write_annotation(engine, report(number, town, YES), run)
        link_new(engine, linker=Opposites())
        costs.append(cost_of_one(engine, run, 200 + town, town))
    small, large = costs
    assert large.statements == small.statements > 20
    assert large.steps <= small.steps * 1.02
