"""How sending went."""

from datetime import datetime

from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import UtcDateTime


class WebhookAttempt(Table, table=True):
    """One attempt to deliver."""

    __tablename__ = "webhook_attempt"

    id: int | None = row_id()
    delivery_id: int = reference("webhook_delivery.id")
    attempted_at: datetime = Field(sa_type=UtcDateTime)
    status: int | None = None
    """What the address answered; null where it did not."""
    error: str | None = None
    milliseconds: int
