"""Column types that hold on SQLite what PostgreSQL would hold by itself.

A wrong value must fail where it is written: SQLite takes anything, and the row then breaks every
later reader.
"""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.sqlite import DATETIME as SQLITE_DATETIME
from sqlalchemy.types import TypeDecorator, TypeEngine

# Sorts as text in the order of time, and can stand in a JSON answer as it is.
SQLITE_UTC_FORMAT = (
    "%(year)04d-%(month)02d-%(day)02dT%(hour)02d:%(minute)02d:%(second)02d.%(microsecond)06dZ"
)
_SQLITE_UTC_PATTERN = r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{6})Z"

UNDATED = datetime(1900, 1, 1, tzinfo=UTC)
"""The `sort_at` of what has no date: keyset paging needs NOT NULL, and newest first has it last."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: refuses naive values, and gives aware ones back from both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Store text of fixed width on SQLite, `timestamptz` elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(
                SQLITE_DATETIME(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
                    storage_format=SQLITE_UTC_FORMAT, regexp=_SQLITE_UTC_PATTERN
                )
            )
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a time zone and bring the others to UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"{value!r} has no time zone; use an aware datetime, such as datetime.now(UTC)"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BIG_ID = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both: SQLite's own row id must be declared INTEGER."""

SORTED_TEXT = String().with_variant(String(collation="C"), "postgresql")
"""Text that sorts by code point on both, so that both give the same pages and prefix look-ups."""

JSON_VALUE = JSON().with_variant(JSONB(), "postgresql")
"""Lists and nested objects that are read whole."""


def enum_column(enum: type[StrEnum], name: str) -> Enum:
    """Store an enum's values (not its member names) as text under a CHECK constraint."""
    return Enum(
        enum,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
    )
