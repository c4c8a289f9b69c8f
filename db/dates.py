"""Days as sort keys."""

from datetime import UTC, date, datetime, time

from db.types import UNDATED


def sort_moment(day: date | None) -> datetime:
    """Return the sort key of a day: its beginning in UTC, `UNDATED` where there is none."""
    return datetime.combine(day, time(), UTC) if day else UNDATED
