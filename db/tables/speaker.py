"""Speakers."""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, party_code, row_id
from db.types import SORTED_TEXT, enum_column
from importer.model import SpeakerKind


class Speaker(Table, table=True):
    """Who speaks, the same across articles; role and organisation are those last given."""

    __table_args__ = (Index(None, "name", "id"), Index(None, "party", "name", "id"))

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    name: str = Field(sa_type=SORTED_TEXT)
    kind: SpeakerKind = Field(sa_type=enum_column(SpeakerKind, "kind"))
    role: str | None = None
    organisation: str | None = None
    party: str | None = party_code()
