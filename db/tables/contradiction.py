"""Contradictions."""

from sqlalchemy import Index, TextClause, text
from sqlmodel import Field

from db.enums import ReviewStatus
from db.tables.base import reference
from db.tables.judged_pair import JudgedPair, pair_indexes
from db.types import enum_column
from importer.model import ContradictionType

SHOWN = text("superseded_at IS NULL AND status <> 'rejected'")
"""What readers see unless they ask for more; queries must use these very words."""
UNFILED = text("superseded_at IS NULL AND status <> 'rejected' AND dispute_id IS NULL")
DETACHED = text("superseded_at IS NOT NULL AND dispute_id IS NOT NULL")
REMEMBERED = text("former_dispute IS NOT NULL")


def _index(name: str, column: str, where: TextClause) -> Index:
    return Index(f"ix_contradiction_{name}", column, sqlite_where=where, postgresql_where=where)


class Contradiction(JudgedPair, table=True):
    """Two statements that cannot both be true."""

    __table_args__ = (
        *pair_indexes("contradiction", shown=SHOWN),
        Index(None, "type", "sort_at", "id", sqlite_where=SHOWN, postgresql_where=SHOWN),
        _index("unfiled", "dispute_id", UNFILED),
        _index("detached", "dispute_id", DETACHED),
        _index("remembered", "key", REMEMBERED),
    )

    type: ContradictionType = Field(sa_type=enum_column(ContradictionType, "type"))
    dispute_id: int | None = reference("dispute.id", nullable=True)
    former_dispute: str | None = None
    """For one that was superseded, the key of its dispute: its successor belongs there."""
    status: ReviewStatus = Field(
        default=ReviewStatus.UNREVIEWED,
        sa_type=enum_column(ReviewStatus, "status"),
        sa_column_kwargs={"server_default": "unreviewed"},
    )
    """Copy of the last verdict in `review` on this key."""
