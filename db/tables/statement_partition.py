"""Where linking looks for candidates."""

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import SORTED_TEXT


class StatementPartition(Table, table=True):
    """A partition (place, claim type, week) of a statement: only within one are pairs compared.

    Rows of superseded statements are removed: they hold nothing that is not in the statement.
    """

    __tablename__ = "statement_partition"
    __table_args__ = (Index(None, "partition_key", "statement_id", unique=True),)

    id: int | None = row_id()
    statement_id: int = reference("statement.id")
    partition_key: str = Field(sa_type=SORTED_TEXT)
