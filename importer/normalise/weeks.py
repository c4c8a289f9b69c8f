"""Weeks and the days in them: "next week on Tuesday", "the last week of July"."""

from __future__ import annotations

import re
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    Range,
    first_week_after,
    last_week_before,
    month_of,
    one_day,
    week_of,
    year_for,
)
from importer.normalise.expressions import Rule, Setting, count_of, ordinal_of, rule, terms

_WEEK = 7 * ONE_DAY
_SATURDAY = 5
NEAR = {
    **dict.fromkeys(("last", "past", "previous", "preceding"), -1),
    **dict.fromkeys(("this", "current", "the"), 0),
    **dict.fromkeys(("next", "coming", "upcoming", "following"), 1),
}
"""How far "last", "this" and "next" are from now, in whatever they stand before."""


def _day_of_week(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "next week on Tuesday", "Tuesday of last week"."""
    if setting.today is None:
        return UNRESOLVED
    week = week_of(setting.today + NEAR[match["q"].casefold()] * _WEEK)
    if week.start is None:
        return None
    return one_day(week.start + terms().weekday(match["w"]) * ONE_DAY)


def _week_of_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the first week of May": weeks belong to the month that has their Thursday."""
    month = terms().month(match["m"])
    if match["y"]:
        year = int(match["y"])
    elif setting.today is None:
        return UNRESOLVED
    else:
        year = year_for(setting.today, month, 1, future=setting.future, either=setting.open)
    whole = month_of(year, month)
    if whole.start is None or whole.end is None:
        return None
    if match["o"].casefold() == "last":
        return last_week_before(whole.end)
    return week_of(
        (first_week_after(whole.start).start or whole.start) + (ordinal_of(match["o"]) - 1) * _WEEK
    )


def _business_days(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the next four working days": Monday to Friday, holidays unknown."""
    count = count_of(match["n"])
    if setting.today is None or not count:
        return UNRESOLVED
    step = NEAR[match["q"].casefold()] * ONE_DAY
    days: list[date] = []
    day = setting.today
    while len(days) < count:
        day += step
        if day.weekday() < _SATURDAY:
            days.append(day)
    return TimeInterval(min(days), max(days))


_NEAR = (
    r"(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Cc]urrent"
    r"|[Nn]ext|[Cc]oming|[Uu]pcoming|[Ff]ollowing)"
)


def _days_of_week(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "Monday to Friday of next week"."""
    if setting.today is None:
        return UNRESOLVED
    week = week_of(setting.today + NEAR[match["q"].casefold()] * _WEEK)
    if week.start is None:
        return None
    first = week.start + terms().weekday(match["w"]) * ONE_DAY
    last = week.start + terms().weekday(match["x"]) * ONE_DAY
    return Range(first, last, TimeInterval(last, last)) if first < last else None


WEEKS: tuple[Rule, ...] = (
    rule(
        "weekdays of week",
        rf"\b<weekday:w><range><weekday:x>,?\s+(?:of\s+)?(?:the\s+)?{_NEAR}\s+week\b",
        _days_of_week,
    ),
    rule(
        "week and weekday",
        rf"\b(?:[Tt]he\s+)?{_NEAR}\s+week(?:\s*[-,]\s*|\s+(?:on\s+)?)(?P<w>(?i:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        _day_of_week,
    ),
    rule(
        "weekday of week",
        rf"\b<weekday:w>,?\s+(?:(?:of|in)\s+)?(?:the\s+)?{_NEAR}\s+week\b",
        _day_of_week,
    ),
    rule(
        "week of a month",
        r"\b(?:[Tt]he\s+)?(?P<o>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+week\s+(?:of|in)\s+<month:m>(?:,?\s+<year:y>)?",
        _week_of_month,
    ),
    rule(
        "business days",
        r"\b(?:[Tt]he\s+)?(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Ff]ollowing)\s+<number:n>\s+(?:business|working)\s+days?\b",
        _business_days,
    ),
)
"""Rules for weeks, tried before those of single weekdays and months."""
