"""What people decided on which contradictions belong together."""

from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT


class ReviewedGroup(Table, table=True):
    """The group that a person put a contradiction in: the last decision on it.

    It holds the contradiction's public key, so that it survives a new linking. Contradictions of
    one group are one dispute. Those of a group that was split off (`apart`) are so only with each
    other; those of a merged one also with whatever else shares their statements.
    """

    __tablename__ = "reviewed_group"

    id: int | None = row_id()
    contradiction_key: str = Field(unique=True, sa_type=SORTED_TEXT)
    group_key: str = Field(index=True, sa_type=SORTED_TEXT)
    apart: bool
    review_id: int = reference("review.id")
