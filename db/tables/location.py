"""Places."""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, row_id
from db.types import SORTED_TEXT, enum_column
from importer.model import PlaceKind


class Location(Table, table=True):
    """A gazetteer entry that some statement names."""

    __table_args__ = (
        Index(None, "name", "id"),
        Index(None, "country", "admin1", "id"),
        Index(None, "latitude", "longitude"),
    )

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    name: str = Field(sa_type=SORTED_TEXT)
    kind: PlaceKind | None = Field(
        default=None, nullable=True, sa_type=enum_column(PlaceKind, "kind")
    )
    country: str | None = None
    """ISO 3166 alpha-2 of the state in whose recognised borders it lies."""
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
