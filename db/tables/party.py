"""Parties: states and armed groups."""

from sqlmodel import Field

from db.enums import PartyKind
from db.tables.base import Table, row_id
from db.types import SORTED_TEXT, enum_column


class Party(Table, table=True):
    """A side: a state by its ISO 3166 alpha-2 code, an armed group by its short name, or `UN`."""

    id: int | None = row_id()
    code: str = Field(unique=True)
    name: str = Field(sa_type=SORTED_TEXT)
    kind: PartyKind = Field(sa_type=enum_column(PartyKind, "kind"))
