"""What is to be sent, and was."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import BIG_ID, UtcDateTime

_WAITING = text("next_attempt_at IS NOT NULL")


class WebhookDelivery(Table, table=True):
    """One event on its way to one address; each attempt sends the very same body."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index(None, "webhook_id", "change_id", unique=True),
        Index(
            "ix_webhook_delivery_waiting",
            "next_attempt_at",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: int | None = row_id()
    webhook_id: int = reference("webhook.id", index=False)
    change_id: int = Field(sa_type=BIG_ID)
    """The event of the feed. No foreign key: the feed may be cut off at its old end."""
    message_id: str = Field(unique=True)
    body: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Null once it was delivered or given up."""
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
