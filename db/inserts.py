"""Inserts that both databases understand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

type Row = Mapping[str, Any]

CHUNK = 500
"""Values in one `IN (…)` list; SQLite of old allowed 999 variables in a statement."""


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row], unique: str) -> None:
    """Insert the rows whose `unique` column is not there yet.

    In the order of that column, so that two writers at once meet in the same order and wait for
    each other instead of stopping each other for good.
    """
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: str(row[unique]))
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing(index_elements=[unique])
    connection.execute(statement, [dict(row) for row in ordered])


def insert_returning_ids(connection: Connection, table: Table, rows: Sequence[Row]) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(statement, [dict(row) for row in rows]).scalars())


def insert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows in one batch."""
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def chunks[T](values: Sequence[T]) -> list[Sequence[T]]:
    """Cut a list so that each part fits one `IN (…)`."""
    return [values[start : start + CHUNK] for start in range(0, len(values), CHUNK)]
