"""Queries that take as long as a test wants, over either database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import process_time

import psycopg
from sqlalchemy import make_url

from tests.databases import Database

WAITS = "{ speakers(first: 2) { edges { node { name } } } }"
"""A query that waits while the archive is held."""
READS = "{ statements(first: 2) { edges { node { text } } } }"
"""A query that does not."""
FOR_EVER = float("inf")

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
_STEPS = 300_000


def path_of(database: Database) -> Path:
    """Return the file of an SQLite database."""
    return Path(make_url(database.url).database or "")


@contextmanager
def held(database: Database, seconds: float = FOR_EVER) -> Iterator[None]:
    """Have reads of speakers wait: on PostgreSQL until the block ends, on SQLite for `seconds`.

    Nobody can lock readers out of an SQLite file in WAL, so there they have a lot to count.
    """
    if database.dialect == "postgresql":
        with psycopg.connect(database.url) as connection:
            connection.execute("LOCK TABLE speaker IN ACCESS EXCLUSIVE MODE")
            yield
            connection.rollback()
        return
    with closing(sqlite3.connect(path_of(database))) as connection:
        began = process_time()
        connection.execute(f"{_COUNT.format(_STEPS)} SELECT count(*) FROM n").fetchall()  # noqa: S608 - a number
        each = (process_time() - began) / _STEPS
        steps = 10**15 if seconds == FOR_EVER else int(seconds / each)
        counting = f"({_COUNT.format(steps)} SELECT count(*) FROM n) > 0"  # noqa: S608 - own words
        connection.execute("ALTER TABLE speaker RENAME TO speaker_row")
        connection.execute(f"CREATE VIEW speaker AS SELECT * FROM speaker_row WHERE {counting}")  # noqa: S608 - own words
        yield
        connection.executescript("DROP VIEW speaker; ALTER TABLE speaker_row RENAME TO speaker;")
