"""What contradictions and near misses have in common."""

from datetime import datetime

from sqlalchemy import Index, TextClause, text
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT, UtcDateTime

CURRENT = text("superseded_at IS NULL")


def pair_indexes(table: str, shown: TextClause = CURRENT) -> tuple[Index, ...]:
    """Return the indexes of a table of judged pairs; `shown` are the rows that lists show."""
    return (
        Index(
            f"uq_{table}_key_current",
            "key",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        *(
            Index(None, column, "id", sqlite_where=shown, postgresql_where=shown)
            for column in ("sort_at", "recorded_at", "confidence")
        ),
        Index(None, "statement_a_id", sqlite_where=CURRENT, postgresql_where=CURRENT),
        Index(None, "statement_b_id", sqlite_where=CURRENT, postgresql_where=CURRENT),
    )


class JudgedPair(Table):
    """Two statements that were compared, and the verdict, in the order that linking gave.

    A row belongs to two rows of `statement`: when one of these is superseded so is the pair, and
    linking adds it anew under the same key.
    """

    id: int | None = row_id()
    key: str = Field(sa_type=SORTED_TEXT)
    statement_a_id: int = reference("statement.id", index=False)
    statement_b_id: int = reference("statement.id", index=False)
    rule: str
    confidence: float
    reason: str
    evidence_a_start: int
    evidence_a_end: int
    evidence_b_start: int
    evidence_b_end: int
    value_a: str | None = None
    value_b: str | None = None
    matter: str | None = None
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """The later `sort_at` of the two statements."""
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
