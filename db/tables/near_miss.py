"""Pairs that were compared and do not contradict each other."""

from sqlmodel import Field

from db.tables.judged_pair import JudgedPair, pair_indexes
from db.types import enum_column
from importer.model import ContradictionType, Relation


class NearMiss(JudgedPair, table=True):
    """Two statements on one matter that can both be true, and why: so that a reader may check."""

    __tablename__ = "near_miss"
    __table_args__ = pair_indexes("near_miss")

    relation: Relation = Field(sa_type=enum_column(Relation, "relation"))
    type: ContradictionType | None = Field(
        default=None, nullable=True, sa_type=enum_column(ContradictionType, "type")
    )
