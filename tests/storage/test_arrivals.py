"""What subscriptions read: a window of the feed, and for each event one row by its number."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from db.query.arrivals import AFTER, UP_TO, Batch, plan_arrivals, read_arrivals
from db.query.engine import open_engine
from db.query.selection import Field, argument, select
from db.query.sqlite import connect
from db.query.sqlite_dialect import Sqlite
from db.runs import ImportRun
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.opposites import NO, YES, reading_of

WHERES: list[dict[str, Any] | None] = [
    None,
    {"search": "tarnova fall"},
    {"place": {"name": {"eq": "Tarnova"}}},
    {"or": [{"party": {"eq": "AM"}}, {"search": "report"}], "speaker": {"party": {"eq": "AM"}}},
]


def field(where: dict[str, Any] | None) -> Field:
    arguments = {"where": argument(where, ("where",))}
    return Field("statementAdded", "it", arguments, select("cursor", statement=select("key")))


@pytest.mark.parametrize("where", WHERES, ids=["all", "search", "place", "branches"])
async def test_windows_and_batches_cover_the_feed(
    database: Database, engine: Engine, run: ImportRun, where: dict[str, Any] | None
) -> None:
    for day in range(1, 6):
        write_annotation(engine, reading_of(day, YES, NO), run)
    with engine.begin() as connection:
        end = connection.execute(text("SELECT max(id) FROM change")).scalar_one()
        wanted = connection.execute(
            text("SELECT id FROM change WHERE entity = 'statement' ORDER BY id")
        ).scalars()
        numbers = list(wanted)
    queries = open_engine(database.url)
    for most in (1, 3, 100):
        plan = plan_arrivals(queries.dialect, field(where), most=most)
        place, found = 0, []
        while place < end:
            batch = await read_arrivals(queries, plan, {"where": where}, place, end, most)
            assert isinstance(batch, Batch)
            assert place < batch.reached <= end
            found += [number for number, _ in batch.events]
            place = batch.reached
        assert found == numbers
    await queries.executor.close()


@pytest.mark.parametrize("where", WHERES, ids=["all", "search", "place", "branches"])
def test_sqlite_reads_no_more_than_the_window(
    sqlite_template: Path, where: dict[str, Any] | None
) -> None:
    """Neither the feed nor the statements are walked, whatever is asked of them.

    The planner of PostgreSQL goes by what the tables hold, and cannot be asked without much data.
    """
    plan = plan_arrivals(Sqlite(), field(where))
    parameters = plan.parameters({"where": where, AFTER: 0, UP_TO: 9})
    with closing(connect(sqlite_template)) as connection:
        rows = connection.execute(f"EXPLAIN QUERY PLAN {plan.sql}", parameters).fetchall()
    steps = [row[3] for row in rows]
    assert any(step.startswith("SEARCH event") for step in steps), steps
    assert any(step.startswith("SEARCH arrived USING INTEGER PRIMARY KEY") for step in steps), steps
