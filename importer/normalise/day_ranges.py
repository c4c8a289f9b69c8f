"""Days of a month from one to another, in words or without the month: "from the 4th to the 9th"."""

from __future__ import annotations

import re
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import UNRESOLVED, Range, day_of, shift_months, year_for
from importer.normalise.expressions import Rule, Setting, rule, terms
from importer.normalise.spelled_dates import ORDINAL, day_number


def _range(first: date | None, last: date | None) -> TimeInterval | None:
    if first is None or last is None or first >= last:
        return None
    return Range(first, last, TimeInterval(last, last))


def _from_to(first: int, last: int, month: date) -> TimeInterval | None:
    """Return the days up to one of a month; a higher first day lies in the month before."""
    begin = shift_months(month, -1) if first > last else month
    return _range(day_of(begin.year, begin.month, first), day_of(month.year, month.month, last))


def _with_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "between the ninth and the seventeenth of April", "the 27th to the 3rd of May"."""
    month = terms().month(match["m"])
    first, last = day_number(match["d"]), day_number(match["e"])
    if match["y"]:
        year = int(match["y"])
    elif setting.today is None:
        return UNRESOLVED
    else:
        year = year_for(setting.today, month, last, future=setting.future, either=setting.open)
    return _from_to(first, last, date(year, month, 1))


def _without_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "from the 4th to the 9th": the latest such days, or the next where the clause looks."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    first, last = day_number(match["d"]), day_number(match["e"])
    ahead = setting.future or setting.open
    for step in (0, 1, 2) if ahead else (0, -1, -2):
        found = _from_to(first, last, shift_months(today.replace(day=1), step))
        if not found or not found.start or not found.end:
            continue
        if found.end >= today if ahead else found.start <= today:
            return found
    return None


_DAY = rf"(?:{ORDINAL}(?!\w)|\d{{1,2}}(?:st|nd|rd|th)\b)"
_YEAR = r"(?:,?\s+(?:of\s+)?<year:y>)?"

DAY_RANGES: tuple[Rule, ...] = (
    rule(
        "days of a month in words",
        rf"(?:(?<=\b[Ff]rom\s)|(?<=\b[Bb]etween\s)|\b)(?:the\s+)?(?P<d>{_DAY})<range>(?:the\s+)?(?P<e>{_DAY})<of><month:m>{_YEAR}",
        _with_month,
    ),
    rule(
        "days of a month in words, month first",
        rf"\b<month:m>\s+(?:the\s+)?(?P<d>{_DAY})<range>(?:the\s+)?(?P<e>{_DAY})(?!<of><month>){_YEAR}",
        _with_month,
    ),
    rule(
        "days without a month",
        rf"(?:(?<=\b[Ff]rom\s)|(?<=\b[Bb]etween\s))(?:the\s+)(?P<d>{_DAY})<range>(?:the\s+)?(?P<e>{_DAY})"
        r"(?=\s*(?:[.,;:!?)]|$|\b(?:at|in|when|but|as|while)\b))(?!\s+in\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+)?\s+centur)",
        _without_month,
    ),
)
"""Rules for days of a month from one to another, tried before those for single days."""
