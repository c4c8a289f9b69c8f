"""Outlets."""

from sqlmodel import Field

from db.tables.base import Table, row_id
from db.types import SORTED_TEXT


class Source(Table, table=True):
    """An outlet that publishes articles."""

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    name: str = Field(unique=True, sa_type=SORTED_TEXT)
