"""The kept counts are those of the statements, whatever was imported, replaced or broken off."""

# ruff: noqa: S311 - random imports keep no secrets
from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from db.counts import LEVELS, Counted, recount
from db.enums import CountLevel
from db.migrations import downgrade, upgrade
from db.runs import ImportRun, start_run
from db.tables import Statement, StatementCount
from db.tables.base import table_of
from db.writer import write_annotation
from importer.model import Annotation, ClaimFrame, ClaimType
from tests.databases import Database
from tests.storage.archive import make_archive
from tests.storage.at_once import at_once
from tests.storage.factories import ARELIAN, NURSE, REBELS, TEXT, article, statement
from tests.storage.rows import rows

COUNT = table_of(StatementCount)
STATEMENT = table_of(Statement)
COLUMNS = ("speaker_id", "party", "claim_type", "month")
DAYS = (date(2024, 5, 13), date(2024, 5, 31), date(2024, 6, 1), None)
PIECES = ("his men had taken Tarnova", "the rebels had lied", "Tarnova was theirs", "A nurse said")

type Counts = Counter[tuple[Any, ...]]


def kept(engine: Engine) -> Counts:
    """Read the counts, and see that each row stands once and under its own name."""
    found: Counts = Counter()
    for row in rows(engine, StatementCount):
        told = (getattr(row, name) for name in COLUMNS if name in LEVELS[row.level])
        words = (str(value) if value is not None else "" for value in told)
        assert row.key == ":".join([row.level, *words])
        assert row.statements > 0
        assert not any(getattr(row, name) for name in COLUMNS if name not in LEVELS[row.level])
        found[(row.level, *(getattr(row, name) for name in COLUMNS))] += row.statements
    return found


def counted(engine: Engine) -> Counts:
    """Count the statements themselves."""
    found: Counts = Counter()
    current = select(STATEMENT).where(STATEMENT.c.superseded_at.is_(None))
    with engine.connect() as connection:
        for row in connection.execute(current).mappings():
            values = Counted.of(row)._asdict()
            for level, told in LEVELS.items():
                own = (values[name] if name in told else None for name in COLUMNS)
                found[(level, *own)] += 1
    return found


def reading(chance: Random, number: int) -> Annotation:
    """Make a reading of one of three articles, by some version of the extractor."""
    text = f"Report {number}. {TEXT}"
    pieces = chance.sample(PIECES, chance.randrange(len(PIECES) + 1))
    statements = tuple(
        statement(
            piece,
            text=text,
            id=f"s{position}",
            speaker=chance.choice((ARELIAN, REBELS, NURSE, None)),
            frames=(ClaimFrame(start=0, end=5, type=chance.choice(list(ClaimType)[:3])),),
        )
        for position, piece in enumerate(pieces)
    )
    # A day, once known, is not forgotten by a reading that lacks it, so each article keeps its own.
    dated = replace(article(text, name=f"{number}.txt"), published=DAYS[number])
    return Annotation(dated, statements, version=str(chance.randrange(4)))


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**31))
def test_any_row_of_imports_keeps_the_counts(engine: Engine, run: ImportRun, seed: int) -> None:
    chance = Random(seed)
    for _ in range(6):
        write_annotation(engine, reading(chance, chance.randrange(len(DAYS))), run)
        assert kept(engine) == counted(engine)


def test_the_same_reading_again_touches_no_count(engine: Engine, run: ImportRun) -> None:
    chance = Random(3)
    first = reading(chance, 0)
    write_annotation(engine, first, run)
    before = rows(engine, StatementCount)
    write_annotation(engine, first, run)
    write_annotation(engine, replace(first, version="9"), run)
    assert rows(engine, StatementCount) == before


def test_what_is_broken_off_is_not_counted(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_annotation(engine, reading(Random(3), 0), run)
    before = kept(engine)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("db.changes.insert_all", fail)  # the last that an import does
    with pytest.raises(ZeroDivisionError):
        write_annotation(engine, reading(Random(4), 1), run)
    assert kept(engine) == before == counted(engine)


def test_importers_at_once_neither_stop_each_other_nor_miscount(database: Database) -> None:
    """All of them meet on the same counts, in orders of their own."""
    writers = 4
    ready = Barrier(writers)

    def work(number: int) -> None:
        engine = database.engine()
        chance = Random(number)
        try:
            run = start_run(engine, f"writer {number}", "rules", "1")
            ready.wait()
            for turn in range(8):
                text = f"Writer {number}, report {turn}. {TEXT}"
                statements = tuple(
                    statement(
                        piece, text=text, id=f"s{n}", speaker=chance.choice((ARELIAN, REBELS))
                    )
                    for n, piece in enumerate(chance.sample(PIECES, 4))
                )
                version = str(turn)
                one = Annotation(article(text, name=f"{turn}"), statements, version=version)
                write_annotation(engine, one, run)
                write_annotation(engine, replace(one, version="again", statements=()), run)
                write_annotation(engine, one, run)
        finally:
            engine.dispose()

    assert at_once(writers, work) == []
    engine = database.engine()
    assert kept(engine) == counted(engine)
    assert sum(kept(engine).values()) == len(LEVELS) * writers * 8 * 4
    engine.dispose()


def test_counting_anew_gives_the_same(engine: Engine, run: ImportRun) -> None:
    chance = Random(7)
    for number in range(len(DAYS)):
        write_annotation(engine, reading(chance, number), run)
    before = kept(engine)
    recount(engine)
    assert kept(engine) == before == counted(engine)


def test_the_migration_counts_what_is_there(database: Database) -> None:
    engine = database.engine()
    make_archive(5).store(engine)
    before = kept(engine)
    engine.dispose()
    downgrade(database.url, "0008")
    upgrade(database.url)
    engine = database.engine()
    assert kept(engine) == before == counted(engine)
    engine.dispose()


def test_every_level_is_named_for_what_it_tells_apart() -> None:
    named = {"speaker_id": "speaker", "claim_type": "type"}
    for level in CountLevel:
        told = [named.get(name, name) for name in COLUMNS if name in LEVELS[level]]
        assert level.value == "_".join(told)
