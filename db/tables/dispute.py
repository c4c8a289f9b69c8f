"""Disputes: groups of statements connected by contradictions."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT, UtcDateTime

CURRENT = text("superseded_at IS NULL")


class Dispute(Table, table=True):
    """A connected group of contradictions; it keeps its key while it grows.

    When two groups become one, the younger is superseded and points to the older.
    """

    __table_args__ = (Index(None, "sort_at", "id", sqlite_where=CURRENT, postgresql_where=CURRENT),)

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    matter: str | None = None
    first_seen_on: date | None = None
    last_seen_on: date | None = None
    statement_count: int = 0
    contradiction_count: int = 0
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """The latest `sort_at` of its statements."""
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    merged_into_id: int | None = reference("dispute.id", nullable=True)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
