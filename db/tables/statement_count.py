"""Kept counts of statements, so that "how many, by whom, by month" needs no look at them all."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field

from db.enums import CountLevel
from db.tables.base import Table, party_code, reference, row_id
from db.types import SORTED_TEXT, enum_column
from importer.model import ClaimType

OF_ALL = text("party IS NULL")


class StatementCount(Table, table=True):
    """How many current statements share the columns that the level tells apart.

    The others are null, as is what the statements lack: a speaker, a party, a day.
    """

    __tablename__ = "statement_count"
    __table_args__ = (
        # The most frequent of a level (and a party) are read off the end of this index. Both have
        # all that is counted by, so that no rows are fetched.
        Index("ix_statement_count_by_count", "level", "party", "statements", "speaker_id", "month"),
        # PostgreSQL does not take "is null" for a value that leaves the rest in order.
        Index(
            "ix_statement_count_of_all",
            "level",
            "statements",
            "speaker_id",
            "month",
            sqlite_where=OF_ALL,
            postgresql_where=OF_ALL,
        ),
        Index("ix_statement_count_by_month", "level", "party", "month", "speaker_id", "statements"),
        Index(None, "speaker_id", "month"),
    )

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    """Level and values: a unique index over columns would take each null for another value."""
    level: CountLevel = Field(sa_type=enum_column(CountLevel, "level"))
    speaker_id: int | None = reference("speaker.id", index=False, nullable=True)
    party: str | None = party_code()
    claim_type: ClaimType | None = Field(
        default=None, nullable=True, sa_type=enum_column(ClaimType, "claim_type")
    )
    month: date | None = None
    """The first day of the month in which they were said."""
    statements: int
