"""Contradictions."""

from sqlmodel import Field

from db.tables.base import reference
from db.tables.judged_pair import JudgedPair, pair_indexes
from db.types import enum_column
from importer.model import ContradictionType


class Contradiction(JudgedPair, table=True):
    """Two statements that cannot both be true."""

    __table_args__ = pair_indexes("contradiction")

    type: ContradictionType = Field(sa_type=enum_column(ContradictionType, "type"))
    dispute_id: int | None = reference("dispute.id", nullable=True)
