"""Counts and measures."""

from sqlalchemy import Index

from db.tables.base import Table, reference, row_id


class Quantity(Table, table=True):
    """A count or measure in a statement; `low` and `high` are inclusive, null where open."""

    __table_args__ = (
        Index(None, "statement_id", "position", unique=True),
        Index(None, "counted", "low", "high"),
    )

    id: int | None = row_id()
    statement_id: int = reference("statement.id", index=False)
    position: int
    span_start: int
    span_end: int
    mention: str
    low: float | None = None
    high: float | None = None
    unit: str
    counted: str | None = None
    approx: bool = False
    aspect: str | None = None
