"""What the tables promise of every row: references, closed sets of values, dates, JSON.

The databases hold most of this by themselves, unless a file was damaged, restored in part, or
written with checks turned off.
"""

from collections.abc import Iterator

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Date,
    Enum,
    ForeignKey,
    Select,
    String,
    func,
    not_,
    or_,
    select,
    text,
    type_coerce,
)

from db.tables import metadata
from db.types import UtcDateTime
from db.verification.report import Kind, Report

_DAY = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"
_MOMENT = f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]Z"
"""How moments stand in SQLite, which would take anything."""

_INTEGRITY_LINES = 20


def check_storage(connection: Connection, report: Report) -> None:
    """Let the database look at its own files, and at indexes that it does not trust itself."""
    if connection.dialect.name == "sqlite":
        for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_INTEGRITY_LINES})"):
            if line != "ok":
                report.add(Kind.STORAGE, "the file", str(line))
        return
    invalid = text(
        "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = current_schema() AND NOT (i.indisvalid AND i.indisready)"
    )
    for name in connection.execute(invalid).scalars():
        report.add(Kind.STORAGE, f"index {name}", "is not valid; run: REINDEX INDEX " + name)
    unproven = text(
        "SELECT conname FROM pg_constraint WHERE NOT convalidated "
        "AND connamespace = current_schema()::regnamespace"
    )
    for name in connection.execute(unproven).scalars():
        report.add(Kind.STORAGE, f"constraint {name}", "was never proven on the rows")


def check_constraints(connection: Connection, report: Report) -> None:
    """Check every column of every table against its type and reference."""
    for table in metadata.sorted_tables:
        counted = select(func.count()).select_from(table)
        report.read[str(table.name)] = connection.execute(counted).scalar_one()
        for column in table.columns:
            for reference in column.foreign_keys:
                _collect(connection, report, Kind.REFERENCE, _dangling(column, reference), column)
            for query in _wrong_values(column, connection.dialect.name):
                _collect(connection, report, Kind.VALUE, query, column)


def _collect(
    connection: Connection,
    report: Report,
    kind: Kind,
    query: Select[int, str],
    column: Column[object],
) -> None:
    words = "points to no row:" if kind is Kind.REFERENCE else "holds what it must not:"
    for row_id, value in connection.execute(query):
        report.add(kind, f"{column.table.name} {row_id}", f"{column.name} {words} {value!s:.60}")


def _dangling(column: Column[object], reference: ForeignKey) -> Select[int, str]:
    target = reference.column.table.alias("target")
    found = target.c[reference.column.name]
    return (
        select(column.table.c.id, type_coerce(column, String))
        .outerjoin(target, column == found)
        .where(column.is_not(None), found.is_(None))
    )


def _wrong_values(column: Column[object], dialect: str) -> Iterator[Select[int, str]]:
    plain = type_coerce(column, String)
    wrong: list[ColumnElement[bool]] = []
    if isinstance(column.type, Enum):
        wrong.append(plain.not_in(list(column.type.enums)))
    elif dialect == "sqlite" and isinstance(column.type, UtcDateTime):
        wrong.append(not_(plain.bool_op("GLOB")(_MOMENT)))
    elif dialect == "sqlite" and isinstance(column.type, Date):
        wrong.append(not_(plain.bool_op("GLOB")(_DAY)))
    elif dialect == "sqlite" and isinstance(column.type, JSON):
        wrong.append(func.json_valid(plain) == 0)
    if wrong:
        yield select(column.table.c.id, plain).where(column.is_not(None), or_(*wrong))
