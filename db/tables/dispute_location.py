"""The places of disputes."""

from sqlalchemy import Index

from db.tables.base import Table, reference, row_id


class DisputeLocation(Table, table=True):
    """A place that the statements of a dispute name, and how many of them do."""

    __tablename__ = "dispute_location"
    __table_args__ = (Index(None, "dispute_id", "location_id", unique=True),)

    id: int | None = row_id()
    dispute_id: int = reference("dispute.id", index=False)
    location_id: int = reference("location.id")
    statement_count: int
