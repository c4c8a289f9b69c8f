"""Keys of programs that may write."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from db.tables.base import Table, row_id
from db.types import JSON_VALUE, SORTED_TEXT, UtcDateTime


class ApiKey(Table, table=True):
    """A key, of which only the SHA-256 is stored."""

    __tablename__ = "api_key"

    id: int | None = row_id()
    name: str = Field(sa_type=SORTED_TEXT)
    prefix: str = Field(unique=True)
    """The part that may be shown, to tell keys apart."""
    digest: str = Field(unique=True)
    scopes: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    created_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    last_used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
