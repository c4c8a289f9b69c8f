"""Disputes: groups of statements connected by contradictions."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from db.enums import ReviewStatus
from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT, UtcDateTime, enum_column

SHOWN = text("superseded_at IS NULL AND status <> 'rejected'")


class Dispute(Table, table=True):
    """A connected group of contradictions; it keeps its key while it grows.

    When two groups become one, the younger is superseded and points to the older.
    """

    __table_args__ = tuple(
        Index(None, column, "id", sqlite_where=SHOWN, postgresql_where=SHOWN)
        for column in ("sort_at", "recorded_at", "contradiction_count")
    )

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    matter: str | None = None
    first_seen_on: date | None = None
    last_seen_on: date | None = None
    about_start: date | None = None
    about_end: date | None = None
    """The days that its statements speak of, from the first to the last."""
    statement_count: int = 0
    source_count: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    """How many of its statements are independent of each other: see `db.dispute_sides`."""
    contradiction_count: int = 0
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """The latest `sort_at` of its statements."""
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    status: ReviewStatus = Field(
        default=ReviewStatus.UNREVIEWED,
        sa_type=enum_column(ReviewStatus, "status"),
        sa_column_kwargs={"server_default": "unreviewed"},
    )
    """Copy of the last verdict in `review` on this key."""
    merged_into_id: int | None = reference("dispute.id", nullable=True)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
