"""Articles."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field

from db.tables.base import Table, reference, row_id
from db.types import JSON_VALUE, SORTED_TEXT, UtcDateTime


class Article(Table, table=True):
    """A text as it was read; `key` is the hash of its content, so that no text is stored twice."""

    __table_args__ = (
        Index(None, "sort_at", "id"),
        Index(None, "recorded_at", "id"),
        Index(None, "name", "id"),
    )

    id: int | None = row_id()
    key: str = Field(unique=True, sa_type=SORTED_TEXT)
    name: str = Field(sa_type=SORTED_TEXT)
    title: str | None = None
    text: str
    body_start: int = 0
    language: str = "en"
    url: str | None = None
    source_id: int | None = reference("source.id", nullable=True)
    published_on: date | None = None
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """The day of publication, or `db.types.UNDATED`."""
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    linked_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """When its statements were last compared with the others; None until then."""
    extractor: str
    extractor_version: str
    warnings: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    """What the importer could not make sense of."""
    text_warnings: list[Any] | None = Field(default=None, nullable=True, sa_type=JSON_VALUE)
    """What was doubtful in getting at the text: an encoding that was guessed."""
