"""Addresses that are told of what comes into the archive."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from db.enums import WebhookEntity
from db.tables.base import Table, row_id
from db.types import BIG_ID, JSON_VALUE, UtcDateTime, enum_column


class Webhook(Table, table=True):
    """A saved filter, and the address to which what fits it is sent."""

    id: int | None = row_id()
    key: str = Field(unique=True)
    url: str
    entity: WebhookEntity = Field(sa_type=enum_column(WebhookEntity, "entity"))
    """What is sent when it is added."""
    filter: dict[str, Any] = Field(default_factory=dict, sa_type=JSON_VALUE)
    secret: str
    """What deliveries are signed with, so it is kept as it is; it is shown once."""
    position: int = Field(sa_type=BIG_ID)
    """How far in the feed deliveries have been made of what fits."""
    created_by: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    disabled_reason: str | None = None
