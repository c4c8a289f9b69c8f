"""Places that statements name: the table of the hot filter (place, party, time)."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from db.tables.base import Table, party_code, reference, row_id
from db.types import UtcDateTime, enum_column
from importer.model import ClaimType

LISTED = text("listed")


def _listing_index(name: str, *columns: str) -> Index:
    # Named by hand: the convention would go past PostgreSQL's 63 characters.
    name = f"ix_statement_location_{name}"
    return Index(name, *columns, sqlite_where=LISTED, postgresql_where=LISTED)


class StatementLocation(Table, table=True):
    """A mention of a place in a statement, with copies of what statements are listed by.

    The copies let "statements of this side on this place, newest first" be read off one index.
    """

    __tablename__ = "statement_location"
    __table_args__ = (
        _listing_index("by_time", "location_id", "sort_at", "statement_id"),
        _listing_index("by_party", "location_id", "party", "sort_at", "statement_id"),
        _listing_index("by_claim_type", "location_id", "claim_type", "sort_at", "statement_id"),
        _listing_index("by_recorded", "location_id", "recorded_at", "statement_id"),
        _listing_index("by_confidence", "location_id", "statement_confidence", "statement_id"),
        Index(None, "statement_id", "position", unique=True),
    )

    id: int | None = row_id()
    statement_id: int = reference("statement.id", index=False)
    location_id: int = reference("location.id", index=False)
    position: int
    span_start: int
    span_end: int
    mention: str
    implicit: bool = False
    relation: str | None = None
    confidence: float = 1.0

    listed: bool = True
    """True for the first mention of a place in a statement that is not superseded: a filter on
    `listed` meets each statement once a place."""
    party: str | None = party_code()
    """Copy of `statement.party`."""
    claim_type: ClaimType = Field(sa_type=enum_column(ClaimType, "claim_type"))
    """Copy of `statement.claim_type`."""
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """Copy of `statement.sort_at`."""
    recorded_at: datetime = Field(
        sa_type=UtcDateTime, sa_column_kwargs={"server_default": "1900-01-01T00:00:00.000000Z"}
    )
    """Copy of `statement.recorded_at`."""
    statement_confidence: float = Field(sa_column_kwargs={"server_default": "1"})
    """Copy of `statement.confidence`."""
