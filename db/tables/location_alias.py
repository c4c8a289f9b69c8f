"""Other names of places."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT


class LocationAlias(Table, table=True):
    """A name under which a place was met; the canonical one is among them."""

    __tablename__ = "location_alias"
    __table_args__ = (UniqueConstraint("location_id", "name"),)

    id: int | None = row_id()
    location_id: int = reference("location.id")
    name: str = Field(sa_type=SORTED_TEXT)
    folded: str = Field(index=True, sa_type=SORTED_TEXT)
    """The name in lower case without accents or punctuation, for look-ups."""
