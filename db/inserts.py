"""Inserts that both databases understand."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

type Row = Mapping[str, Any]

CHUNK = 500
"""Values in one `IN (…)` list; SQLite of old allowed 999 variables in a statement."""


def insert_missing(connection: Connection, table: Table, rows: Sequence[Row], *unique: str) -> None:
    """Insert the rows whose `unique` columns are not there yet.

    In the order of these columns, so that two writers at once meet in the same order and wait for
    each other instead of stopping each other for good. Where a table has another unique column,
    such as the name that a key is made of, PostgreSQL may see that first: so none is named to it.
    """
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: [str(row[column]) for column in unique])
    statement = _insert(connection, table).on_conflict_do_nothing()
    connection.execute(statement, [dict(row) for row in ordered])


def insert_if_new(connection: Connection, table: Table, row: Row, *unique: str) -> int | None:
    """Insert a row and return its id, None where its `unique` columns are taken."""
    statement = _insert(connection, table).on_conflict_do_nothing(index_elements=unique)
    added: int | None = connection.execute(
        statement.values(**row).returning(table.c.id)
    ).scalar_one_or_none()
    return added


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


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
