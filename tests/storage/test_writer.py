"""What is written comes back as it was, once, or not at all."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from db.enums import ChangeKind, Entity, Outcome, RunStatus
from db.errors import DatabaseError
from db.loader import load_annotations
from db.runs import ImportRun, import_run, record_rejection, run_counts, start_run
from db.tables import (
    Article,
    Change,
    ImportItem,
    Location,
    LocationAlias,
    Party,
    Quantity,
    Speaker,
    Statement,
    StatementLocation,
)
from db.tables import ImportRun as RunTable
from db.types import UNDATED
from db.writer import write_annotation
from importer.model import Annotation, SpeakerKind
from tests.databases import Database
from tests.storage.factories import ARELIAN, TEXT, annotation, article, statement
from tests.storage.rows import rows


def everything(engine: Engine) -> dict[str, int]:
    """Count the rows of all tables but the books of the importer."""
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in Statement.metadata.sorted_tables
            if table.name not in {"import_run", "import_item"}
        }


def test_an_annotation_comes_back_equal(engine: Engine, run: ImportRun) -> None:
    written = annotation()
    assert write_annotation(engine, written, run) is Outcome.IMPORTED
    assert list(load_annotations(engine)) == [written]


def test_many_articles_come_back_in_their_order(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.loader.PAGE", 2)
    written = []
    for number in range(5):
        text = f"Report {number}. {TEXT}"
        whole = Annotation(
            article(text, name=f"{number}.txt"),
            (statement("his men had taken Tarnova", text=text, speaker=ARELIAN),),
            version="1",
        )
        write_annotation(engine, whole, run)
        written.append(whole)
    assert list(load_annotations(engine)) == written


def test_the_same_article_again_changes_nothing(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    before = everything(engine)
    other_space = replace(annotation().article, text=TEXT.replace(" and said", "\n\nand said"))
    again = replace(annotation(), article=other_space)
    assert write_annotation(engine, again, run) is Outcome.UNCHANGED
    assert everything(engine) == before
    assert run_counts(engine, run)[Outcome.UNCHANGED] == 1


def test_a_newer_extractor_supersedes_and_keys_stay(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    first = {row.key: row for row in rows(engine, Statement)}
    newer = annotation(version="2")
    newer = replace(newer, statements=newer.statements[:2] + newer.statements[4:])
    assert write_annotation(engine, newer, run) is Outcome.REPLACED
    assert list(load_annotations(engine)) == [newer]

    now = [row for row in rows(engine, Statement) if row.superseded_at is None]
    assert {row.key for row in now} < set(first)
    assert {row.extractor_version for row in now} == {"2"}
    old = [row for row in rows(engine, Statement) if row.superseded_at is not None]
    assert [row.id for row in old] == [row.id for row in first.values()]
    assert {row.statement_id for row in rows(engine, StatementLocation, listed=True)} <= {
        row.id for row in now
    }
    events = [(row.entity, row.kind) for row in rows(engine, Change)]
    assert events.count((Entity.STATEMENT, ChangeKind.ADDED)) == 5
    assert events.count((Entity.STATEMENT, ChangeKind.CHANGED)) == 3
    assert events.count((Entity.STATEMENT, ChangeKind.SUPERSEDED)) == 2


def test_statements_of_one_span_have_keys_of_their_own(engine: Engine, run: ImportRun) -> None:
    twice = tuple(
        statement("his men had taken Tarnova", id=local, speaker=ARELIAN) for local in ("s1", "s2")
    )
    write_annotation(engine, Annotation(article(), twice), run)
    assert len({row.key for row in rows(engine, Statement)}) == 2


def test_copies_for_the_hot_filter_agree_with_the_statement(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    statements = {row.id: row for row in rows(engine, Statement)}
    mentions = rows(engine, StatementLocation)
    assert len(mentions) == 5
    for mention in mentions:
        row = statements[mention.statement_id]
        names = ("party", "claim_type", "sort_at", "recorded_at")
        assert all(getattr(mention, name) == getattr(row, name) for name in names)
        assert mention.statement_confidence == row.confidence
    # The statement that names the place twice is listed under it once.
    assert [mention.listed for mention in mentions] == [True, True, False, True, True]


def test_rows_carry_the_main_claim_and_the_times(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    row = rows(engine, Statement)[0]
    assert (row.claim_type, row.claim_agent, row.claim_target) == ("control", "AM", "FHA")
    assert row.said_on == row.published_on == date(2024, 5, 13)
    assert row.sort_at == datetime(2024, 5, 13, tzinfo=UTC)
    assert timedelta() <= datetime.now(UTC) - row.recorded_at < timedelta(hours=1)
    nested = rows(engine, Statement)[3]
    assert nested.parent_id == rows(engine, Statement)[2].id
    assert (nested.about_start, nested.about_end) == (date(2024, 5, 1), None)
    assert {(party.code, party.kind) for party in rows(engine, Party)} == {
        ("AM", "state"),
        ("FHA", "group"),
    }


def test_an_undated_article_sorts_before_all_dated_ones(engine: Engine, run: ImportRun) -> None:
    undated = replace(annotation(), article=replace(article(), published=None))
    write_annotation(engine, undated, run)
    assert {row.sort_at for row in rows(engine, Statement)} == {UNDATED}
    assert list(load_annotations(engine)) == [undated]


def test_an_article_without_statements_is_stored(engine: Engine, run: ImportRun) -> None:
    empty = Annotation(article(), ())
    assert write_annotation(engine, empty, run) is Outcome.IMPORTED
    assert list(load_annotations(engine)) == [empty]


def test_a_transaction_that_is_cut_off_leaves_nothing(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = everything(engine)
    monkeypatch.setattr("db.writer.record_item", cut_off)
    with pytest.raises(KeyboardInterrupt):
        write_annotation(engine, annotation(), run)
    assert everything(engine) == before
    monkeypatch.undo()
    assert write_annotation(engine, annotation(), run) is Outcome.IMPORTED


KILLED = """
import os, signal, sys
import db.writer
from db.runs import start_run
from db.engine import create_engine
from tests.storage.factories import annotation
db.writer.record_item = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
engine = create_engine(sys.argv[1])
db.writer.write_annotation(engine, annotation(), start_run(engine, "killed", "rules", "1"))
"""


def test_a_process_that_is_killed_leaves_nothing_half_written(database: Database) -> None:
    engine = database.engine()
    before = everything(engine)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, database.url],
        cwd=Path(__file__).resolve().parents[2],
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert everything(engine) == before
    run = start_run(engine, "again", "rules", "1")
    assert write_annotation(engine, annotation(), run) is Outcome.IMPORTED
    assert list(load_annotations(engine)) == [annotation()]
    engine.dispose()


WRITER = """
import sys
from dataclasses import replace
from db.runs import start_run
from db.engine import create_engine
from db.writer import write_annotation
from tests.storage.factories import annotation, article, TEXT
engine = create_engine(sys.argv[1])
run = start_run(engine, "at once", "rules", "1")
order = range(12) if sys.argv[2] == "up" else range(11, -1, -1)
for number in order:
    text = f"{number} {TEXT}"
    write_annotation(engine, replace(annotation(), article=article(text)), run)
"""


def test_several_writers_at_once_store_each_article_once(database: Database) -> None:
    root = Path(__file__).resolve().parents[2]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, database.url, order], cwd=root)
        for order in ("up", "down", "up")
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    engine = database.engine()
    assert len(rows(engine, Article)) == 12
    assert len(rows(engine, Statement)) == 60
    assert {row.name for row in rows(engine, Speaker, kind=SpeakerKind.PERSON)} == {ARELIAN.name}
    outcomes = [item.outcome for item in rows(engine, ImportItem)]
    assert outcomes.count(Outcome.IMPORTED) == 12
    assert outcomes.count(Outcome.UNCHANGED) == 24
    engine.dispose()


@pytest.mark.parametrize("bad", ["A \x00 sign", "half \ud800 a pair"])
def test_text_that_no_database_can_hold_is_refused_in_words(
    engine: Engine, run: ImportRun, bad: str
) -> None:
    unstorable = Annotation(article(bad), ())
    with pytest.raises(DatabaseError) as caught:
        write_annotation(engine, unstorable, run)
    assert caught.value.code == "text-not-storable"
    assert rows(engine, Article) == []


def test_the_books_hold_every_outcome(engine: Engine) -> None:
    with import_run(engine, "folder/", "rules", "1") as run:
        write_annotation(engine, annotation(), run)
        write_annotation(engine, annotation(), run)
        record_rejection(engine, run, "noise.txt", "not-text", "The file holds no text.")
    (book,) = rows(engine, RunTable)
    assert book.status == RunStatus.FINISHED
    assert (book.imported, book.unchanged, book.replaced, book.rejected) == (1, 1, 0, 1)
    items = rows(engine, ImportItem)
    assert [item.outcome for item in items] == ["imported", "unchanged", "rejected"]
    assert (items[2].code, items[2].message, items[2].article_id) == (
        "not-text",
        "The file holds no text.",
        None,
    )


def test_a_run_that_breaks_is_marked_as_failed(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), import_run(engine, "folder/", "rules", "1"):
        raise ZeroDivisionError
    assert rows(engine, RunTable)[0].status == RunStatus.FAILED


def test_places_are_shared_and_completed(engine: Engine, run: ImportRun) -> None:
    first = annotation()
    bare = replace(first.statements[0].locations[0], latitude=None, longitude=None)
    known = replace(first.statements[0], locations=(bare,))
    write_annotation(engine, replace(first, statements=(known,)), run)
    assert rows(engine, Location)[0].latitude is None
    write_annotation(engine, replace(annotation(version="2")), run)
    (location,) = rows(engine, Location)
    assert (location.latitude, location.longitude) == (40.51, 44.77)
    assert {alias.name for alias in rows(engine, LocationAlias)} == {"Tarnova"}


NUMBERS = count()
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, cue=names, via=st.lists(names, max_size=3), confidence=st.floats(0, 1))
def test_any_text_comes_back_to_the_letter(
    engine: Engine, run: ImportRun, name: str, cue: str, via: list[str], confidence: float
) -> None:
    number = next(NUMBERS)
    text = f"{number} {name} {TEXT}"
    speaker = replace(ARELIAN, name=name, role=cue, confidence=confidence)
    said = statement(
        "his men had taken Tarnova", text=text, speaker=speaker, cue=cue, via=tuple(via)
    )
    written = Annotation(replace(article(text), name=f"{number}.txt", title=name), (said,))
    write_annotation(engine, written, run)
    assert written in list(load_annotations(engine))


def test_quantities_keep_open_ends(engine: Engine, run: ImportRun) -> None:
    write_annotation(engine, annotation(), run)
    assert [(row.low, row.high) for row in rows(engine, Quantity)] == [(8, 10), (3, None)]
