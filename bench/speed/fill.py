"""Puts the made-up archive into a database: row by row into SQLite, as a copy into PostgreSQL."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from enum import Enum
from itertools import batched
from pathlib import Path
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, insert, select

from bench.speed.archive import Archive, Row
from bench.speed.pairs import Pairs
from db import tables
from db.counts import recount
from db.engine import create_engine, parse_url
from db.migrations import current, head, upgrade
from db.statistics import refresh_statistics
from db.tables.base import Table, metadata, table_of

CHUNK = 20_000


def fill_sqlite(path: Path, articles: int) -> None:
    """Make a new SQLite file with the archive in it."""
    url = f"sqlite:///{path}"
    upgrade(url)
    archive = Archive(articles)
    engine = create_engine(url, pooled=False)
    with engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = -500000")  # KiB: the indexes fit
        _insert(connection, tables.Party, archive.parties())
        _insert(connection, tables.Source, archive.sources())
        _insert(connection, tables.Location, archive.locations())
        _insert(connection, tables.LocationAlias, archive.location_aliases())
        _insert(connection, tables.Speaker, archive.speakers())
        _insert(connection, tables.Article, archive.articles())
        _insert(connection, tables.Statement, archive.statements())
        _insert(connection, tables.StatementLocation, archive.mentions())
        _insert(connection, tables.Quantity, archive.quantities())
        pairs = Pairs(archive)
        _insert(connection, tables.Dispute, pairs.disputes())
        _insert(connection, tables.DisputeSide, pairs.dispute_sides())
        _insert(connection, tables.DisputeStatement, pairs.dispute_statements())
        _insert(connection, tables.DisputeLocation, pairs.dispute_locations())
        _insert(connection, tables.Contradiction, pairs.contradictions())
        _insert(connection, tables.NearMiss, pairs.near_misses())
        _insert(connection, tables.Change, pairs.changes())
    recount(engine)
    refresh_statistics(engine)
    engine.dispose()


def bring_up(path: Path) -> None:
    """Bring a file that was made by an older version to the tables of today."""
    url = f"sqlite:///{path}"
    if current(url) == head():
        return
    upgrade(url)
    engine = create_engine(url, pooled=False)
    recount(engine)
    refresh_statistics(engine)
    engine.dispose()


def _insert(connection: Connection, model: type[Table], rows: Iterable[Row]) -> None:
    table = table_of(model)
    for part in batched(rows, CHUNK):
        connection.execute(insert(table), list(part))


_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
JOIN pg_class ON pg_class.oid = indrelid
WHERE relnamespace = 'public'::regnamespace
  AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
"""


def copy_to_postgresql(path: Path, url: str) -> None:
    """Copy all rows of a filled SQLite file into a new PostgreSQL database."""
    upgrade(url)
    source = create_engine(f"sqlite:///{path}", read_only=True, pooled=False)
    dsn = parse_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with source.connect() as reading, psycopg.connect(dsn) as writing, writing.cursor() as cursor:
        # Rows that hold together in SQLite do so here; and indexes are made quicker of all rows.
        cursor.execute("SET session_replication_role = replica")
        indexes = cursor.execute(_INDEXES).fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}".encode())
        for table in metadata.sorted_tables:
            columns = ", ".join(f'"{column.name}"' for column in table.columns)
            rows = reading.execution_options(yield_per=CHUNK).execute(select(table))
            with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN".encode()) as copy:
                rows_copied = 0
                for row in rows:
                    copy.write_row([_plain(value) for value in row])
                    rows_copied += 1
            if "id" in table.columns:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, false)",
                    [table.name, rows_copied + 1],
                )
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition.encode())
    source.dispose()
    target = create_engine(url, pooled=False)
    # Else the server does it in the background while something else is measured.
    with target.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")
    target.dispose()


def _plain(value: Any) -> Any:
    """Write enums by their values, and JSON as text."""
    if isinstance(value, Enum):
        return value.value
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else value


def main() -> None:
    """Fill one SQLite file."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed.fill", description=__doc__)
    parser.add_argument("path", type=Path, help="the SQLite file to make")
    parser.add_argument("--articles", type=int, default=50_000)
    options = parser.parse_args()
    start = time.monotonic()
    fill_sqlite(options.path, options.articles)
    print(f"{options.articles:,} articles in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
