"""The sides of disputes."""

from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import JSON_VALUE


class DisputeSide(Table, table=True):
    """Statements of a dispute of which none contradicts another."""

    __tablename__ = "dispute_side"
    __table_args__ = (Index(None, "dispute_id", "position", unique=True),)

    id: int | None = row_id()
    dispute_id: int = reference("dispute.id", index=False)
    position: int
    """From 0, in the order in which the sides were first heard."""
    parties: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    claims: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    """What its statements say, in short, as the contradictions have it."""
    statement_count: int
    source_count: int
    """How many of them are independent of each other: see `db.dispute_sides`."""
