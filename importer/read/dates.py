"""The day of publication as people and feeds write it."""

from __future__ import annotations

import re
from datetime import date

from importer.read.rejection import ReadCode, UnreadableError

_HEADER = re.compile(r"\s?date[ \t]+(?P<day>\d[\d./-]{4,11})(?=\s|\Z)[ \t]*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.,+Z -]*)?\Z", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1000, 9000
"""Days that programs write for want of one, such as 0001-01-01, lie outside."""


def parse_day(written: str) -> date:
    """Read `YYYY-MM-DD`, with or without a time behind it; refuse anything else."""
    match = _DAY.match(written.strip())
    day = _day_of(match) if match else None
    if day is None:
        raise UnreadableError(
            ReadCode.INVALID_DATE,
            f"“{written[:40]}” is not a day of the calendar.",
            "Write the day of publication as YYYY-MM-DD, or leave it out.",
        )
    check_year(day)
    return day


def check_year(day: date | None) -> None:
    """Refuse a day of publication of a year in which nothing can have been published."""
    if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableError(
            ReadCode.INVALID_DATE,
            f"No report was published in the year {day.year}.",
            f"Give a day of the years {FIRST_YEAR} to {LAST_YEAR}, or leave it out.",
        )


def _day_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def read_header(text: str) -> tuple[date | None, int]:
    """Return the day in a ` date YYYY-MM-DD ` header and where the report begins behind it."""
    match = _HEADER.match(text)
    if match is None:
        return None, 0
    return parse_day(match["day"]), match.end()
