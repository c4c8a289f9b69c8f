"""The change feed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from db.enums import ChangeKind, Entity
from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT, UtcDateTime, enum_column


class Change(Table, table=True):
    """One event; `id` counts up in the order of commits, so that a reader can go on from there."""

    __table_args__ = (Index(None, "entity", "entity_key"), Index(None, "entity", "id"))

    id: int | None = row_id()
    entity: Entity = Field(sa_type=enum_column(Entity, "entity"))
    entity_key: str = Field(sa_type=SORTED_TEXT)
    kind: ChangeKind = Field(sa_type=enum_column(ChangeKind, "kind"))
    run_id: int | None = reference("import_run.id", nullable=True)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
