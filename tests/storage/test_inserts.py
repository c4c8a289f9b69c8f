"""Rows that several writers add in one moment stand there once, and stop none of the writers."""

from __future__ import annotations

from threading import Barrier

from sqlalchemy import Connection, select

from db.inserts import insert_missing
from db.keys import hash_key
from db.tables import Source
from db.tables.base import table_of
from tests.databases import Database
from tests.storage.at_once import at_once

SOURCE = table_of(Source)
WRITERS = 4
ROUNDS = 60


def add_source(connection: Connection, name: str) -> None:
    """Add an outlet: its key and its name are both unique."""
    row = {"key": hash_key("source", name), "name": name}
    insert_missing(connection, SOURCE, [row], "key")


def test_writers_that_meet_in_one_new_row_do_not_stop_each_other(database: Database) -> None:
    ready = Barrier(WRITERS)
    waits = database.dialect == "sqlite"
    """There is one writer at a time, from the beginning of its transaction on."""

    def work(_: int) -> None:
        engine = database.engine()
        try:
            for turn in range(ROUNDS):
                if waits:
                    ready.wait()
                with engine.begin() as connection:
                    if not waits:
                        connection.execute(select(1))
                        ready.wait()
                    add_source(connection, f"Outlet {turn}")
        except BaseException:
            ready.abort()  # or the others would wait for ever
            raise
        finally:
            engine.dispose()

    assert at_once(WRITERS, work) == []
    engine = database.engine()
    with engine.connect() as connection:
        names = connection.execute(select(SOURCE.c.name)).scalars().all()
    engine.dispose()
    assert sorted(names) == sorted(f"Outlet {turn}" for turn in range(ROUNDS))


def test_a_row_that_is_there_is_left_as_it_is(database: Database) -> None:
    engine = database.engine()
    with engine.begin() as connection:
        add_source(connection, "Valley Post")
        before = connection.execute(select(SOURCE)).all()
        for _ in range(2):
            add_source(connection, "Valley Post")
        assert connection.execute(select(SOURCE)).all() == before
    engine.dispose()
