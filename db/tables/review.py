"""Human decisions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from db.enums import Entity, Verdict
from db.tables.base import Table, row_id
from db.types import JSON_VALUE, SORTED_TEXT, UtcDateTime, enum_column


class Review(Table, table=True):
    """What a person decided; it points to a stable key, so that it survives a new import."""

    __table_args__ = (Index(None, "entity", "entity_key", "id"),)

    id: int | None = row_id()
    entity: Entity = Field(sa_type=enum_column(Entity, "entity"))
    entity_key: str = Field(sa_type=SORTED_TEXT)
    verdict: Verdict = Field(sa_type=enum_column(Verdict, "verdict"))
    field: str | None = None
    """What is corrected, for verdict `corrected`."""
    value: Any = Field(default=None, nullable=True, sa_type=JSON_VALUE)
    note: str | None = None
    reviewer: str
    recorded_at: datetime = Field(sa_type=UtcDateTime)
