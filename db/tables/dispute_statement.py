"""The statements of disputes."""

from sqlalchemy import Index

from db.tables.base import Table, reference, row_id


class DisputeStatement(Table, table=True):
    """A statement of a dispute, and the side that it is on."""

    __tablename__ = "dispute_statement"
    __table_args__ = (Index(None, "dispute_id", "statement_id", unique=True),)

    id: int | None = row_id()
    dispute_id: int = reference("dispute.id", index=False)
    statement_id: int = reference("statement.id")
    side_id: int = reference("dispute_side.id")
