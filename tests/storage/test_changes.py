"""The change feed: told at the commit, in the order in which readers can see it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, select, text

from db import changes
from db.changes import CHANGE, record_changes
from db.engine import reading
from db.enums import ChangeKind, Entity
from db.linking import link_new
from db.runs import ImportRun
from db.writer import write_annotation
from tests.databases import Database, PostgresqlServer
from tests.storage.opposites import NO, YES, Opposites, reading_of

NOW = datetime(2024, 5, 13, 12, tzinfo=UTC)
PATIENCE = 30.0


def tell(connection: Connection, *keys: str, kind: ChangeKind = ChangeKind.ADDED) -> None:
    record_changes(connection, Entity.STATEMENT, kind, keys, at=NOW)


def told(engine: Engine, after: int = 0) -> list[tuple[int, str, ChangeKind]]:
    query = select(CHANGE.c.id, CHANGE.c.entity_key, CHANGE.c.kind).order_by(CHANGE.c.id)
    with reading(engine) as connection:
        return [tuple(row) for row in connection.execute(query.where(CHANGE.c.id > after))]


def keys(engine: Engine) -> list[str]:
    return [key for _, key, _ in told(engine)]


@pytest.fixture
def concurrent(postgresql: PostgresqlServer, postgresql_template: str) -> Iterator[Database]:
    """Give a PostgreSQL database: SQLite has one writer at a time."""
    url = postgresql.create(postgresql_template)
    yield Database(url, "postgresql")
    postgresql.drop(url)


def test_events_stand_in_the_feed_once_the_transaction_has_committed(engine: Engine) -> None:
    with engine.begin() as connection:
        tell(connection, "a", "b")
        tell(connection, "c", kind=ChangeKind.SUPERSEDED)
    assert [(key, kind) for _, key, kind in told(engine)] == [
        ("a", ChangeKind.ADDED),
        ("b", ChangeKind.ADDED),
        ("c", ChangeKind.SUPERSEDED),
    ]


def test_what_is_rolled_back_is_never_told(engine: Engine) -> None:
    def fail() -> None:
        with engine.begin() as connection:
            tell(connection, "lost")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with engine.connect() as connection, connection.begin() as transaction:
        tell(connection, "taken back")
        transaction.rollback()
    with engine.begin() as connection:
        tell(connection, "kept")
    assert keys(engine) == ["kept"]


def test_a_failure_to_tell_fails_the_transaction(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise BrokenPipeError

    def write() -> None:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO source (key, name) VALUES ('k', 'n')"))
            tell(connection, "a")

    monkeypatch.setattr(changes, "insert_all", fail)
    with pytest.raises(BrokenPipeError):
        write()
    monkeypatch.undo()
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM source")).scalar_one() == 0
    assert keys(engine) == []


def test_outside_a_transaction_nothing_can_be_told(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(RuntimeError):
        tell(connection, "a")


def test_a_key_is_added_once(engine: Engine) -> None:
    for kind in (ChangeKind.ADDED, ChangeKind.SUPERSEDED, ChangeKind.ADDED):
        with engine.begin() as connection:
            tell(connection, "a", kind=kind)
            record_changes(connection, Entity.ARTICLE, ChangeKind.ADDED, ["other"], at=NOW)
    kinds = [kind for _, key, kind in told(engine) if key == "a"]
    assert kinds == [ChangeKind.ADDED, ChangeKind.SUPERSEDED, ChangeKind.CHANGED]
    assert [kind for _, key, kind in told(engine) if key == "other"] == [
        ChangeKind.ADDED,
        ChangeKind.CHANGED,
        ChangeKind.CHANGED,
    ]


def test_a_link_ends_with_its_statement_and_comes_back_as_changed(
    engine: Engine, run: ImportRun
) -> None:
    for reading_ in (reading_of(1, YES), reading_of(2, NO)):
        write_annotation(engine, reading_, run)
    link_new(engine, linker=Opposites())
    for version, says in (("2", NO), ("3", NO), ("4", YES)):
        write_annotation(engine, reading_of(2, says, version=version), run)
        link_new(engine, linker=Opposites())
    query = select(CHANGE.c.kind).where(CHANGE.c.entity == Entity.CONTRADICTION)
    with reading(engine) as connection:
        kinds = list(connection.execute(query.order_by(CHANGE.c.id)).scalars())
    again = [ChangeKind.SUPERSEDED, ChangeKind.CHANGED]
    assert kinds == [ChangeKind.ADDED, *again, *again, ChangeKind.SUPERSEDED]


def test_of_two_writers_at_once_the_later_commit_has_the_higher_number(
    concurrent: Database,
) -> None:
    """The first to record is the last to commit; a reader between the two misses neither."""
    slow, fast = concurrent.engine(), concurrent.engine()
    with slow.begin() as connection:
        tell(connection, "slow")
        connection.execute(text("SELECT 1"))
        with fast.begin() as other:
            tell(other, "fast")
        seen = told(fast)
        assert [key for _, key, _ in seen] == ["fast"]
    assert [key for _, key, _ in told(fast, after=seen[-1][0])] == ["slow"]
    slow.dispose()
    fast.dispose()


def test_a_writer_waits_for_one_that_has_its_numbers_and_has_not_committed(
    concurrent: Database,
) -> None:
    """In between, a reader must not see the higher numbers."""
    first, second = concurrent.engine(), concurrent.engine()

    def write() -> None:
        with second.begin() as connection:
            tell(connection, "second")

    waiting = threading.Thread(target=write)
    with first.begin() as connection:
        tell(connection, "first")
        changes._write(connection)
        waiting.start()
        _until_one_waits(concurrent)
        assert keys(first) == []
    waiting.join(PATIENCE)
    assert keys(second) == ["first", "second"]
    first.dispose()
    second.dispose()


def _until_one_waits(database: Database) -> None:
    engine = database.engine()
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            if connection.execute(text(query)).scalar_one():
                break
    else:
        pytest.fail("the second writer does not wait")
    engine.dispose()


def test_a_reader_beside_many_writers_sees_each_event_once(concurrent: Database) -> None:
    writers, rounds = 4, 40

    def write(number: int) -> None:
        engine = concurrent.engine()
        for turn in range(rounds):
            with engine.begin() as connection:
                tell(connection, f"{number}-{turn}-a", f"{number}-{turn}-b")
                pause = "SELECT pg_sleep(random() * 0.004)"
                connection.execute(text(pause))
        engine.dispose()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    reader = concurrent.engine()
    seen: list[str] = []
    position = 0
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 2 * PATIENCE
    while len(seen) < 2 * writers * rounds and time.monotonic() < deadline:
        for event_id, key, _ in told(reader, after=position):
            position = event_id
            seen.append(key)
    for thread in threads:
        thread.join(PATIENCE)
    reader.dispose()
    assert sorted(seen) == sorted(
        f"{number}-{turn}-{part}"
        for number in range(writers)
        for turn in range(rounds)
        for part in "ab"
    )
