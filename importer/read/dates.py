"""The day of publication as people and feeds write it."""

from __future__ import annotations

import re
from datetime import date

from importer.read.rejection import ReadCode, UnreadableError

_HEADER = re.compile(r"\s?date[ \t]+(?P<day>\d[\d./-]{4,11})(?=\s|\Z)[ \t]*")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.,+Z -]*)?\Z", re.ASCII)


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
    return day


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
