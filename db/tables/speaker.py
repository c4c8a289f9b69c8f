"""Speakers."""

from sqlalchemy import Index, text
from sqlmodel import Field

from db.tables.base import Table, party_code, reference, row_id
from db.types import SORTED_TEXT, enum_column
from importer.model import SpeakerKind

MERGED = text("merged_into_id IS NOT NULL")


class Speaker(Table, table=True):
    """Who speaks, the same across articles; role and organisation are those last given."""

    __table_args__ = (
        Index(None, "name", "id"),
        Index(None, "party", "name", "id"),
        Index(None, "merged_into_id", sqlite_where=MERGED, postgresql_where=MERGED),
    )

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    name: str = Field(sa_type=SORTED_TEXT)
    kind: SpeakerKind = Field(sa_type=enum_column(SpeakerKind, "kind"))
    role: str | None = None
    organisation: str | None = None
    party: str | None = party_code()
    merged_into_id: int | None = reference("speaker.id", index=False, nullable=True)
    """The speaker whom people take this one for, who is not merged into another; see
    `db.merged_speakers`. What such a row has of its own is kept, and its statements are there."""
