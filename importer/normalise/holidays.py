"""Holidays as dates: "Christmas Eve", "Good Friday 2024", "Thanksgiving of last year"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from importer.model import TimeInterval
from importer.normalise.calendar import ONE_DAY, UNRESOLVED, day_of, one_day, year_for
from importer.normalise.expressions import Rule, Setting, rule
from importer.normalise.lexicon import alternatives, read_toml

_WEEK = 7
_SATURDAY = 5
_STEPS = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class _Holidays:
    """The tables of the lexicon: fixed days, the nth weekday of a month, days from Easter."""

    fixed: dict[str, list[int]]
    nth: dict[str, list[int]]
    easter: dict[str, int]


@cache
def _holidays() -> _Holidays:
    return _Holidays(**read_toml("times.toml")["holidays"])


@cache
def holiday_names() -> tuple[str, ...]:
    """Return the names of all holidays, in small letters, with the apostrophe of a typewriter."""
    tables = _holidays()
    return (*tables.fixed, *tables.nth, *tables.easter)


@cache
def _day_in(name: str, year: int) -> date | None:
    """Return the day of a holiday in a year."""
    tables = _holidays()
    if name in tables.fixed:
        month, day = tables.fixed[name]
        return day_of(year, month, day)
    if name in tables.nth:
        month, weekday, count, more = tables.nth[name]
        first = date(year, month, 1)
        return first + timedelta(
            days=(weekday - first.weekday()) % _WEEK + _WEEK * (count - 1) + more
        )
    return easter_sunday(year) + timedelta(days=tables.easter[name])


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar, by the computus of its reform."""
    golden = year % 19
    century = year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + skipped + 15) % 30
    epact -= epact // 28 * (1 - 29 // (epact + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    days = epact - weekday
    return date(year, 3, 28) + timedelta(days=days)


def _holiday(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    found = _day(match, setting)
    return _weekend_of(found.start) if found and found.start and match["e"] else found


def _near_day(name: str, this: date, which: str, today: date) -> date | None:
    """Return the "last" or "next" such day, seen from today, or that of this year."""
    if which == "this":
        return this
    if which in {"last", "past"}:
        return this if this < today else _day_in(name, today.year - 1)
    return this if this > today else _day_in(name, today.year + 1)


def _weekend_of(day: date) -> TimeInterval:
    """Return the weekend of a holiday, with the holiday where the two meet."""
    saturday = day + timedelta(days=(_SATURDAY + 2 - day.weekday()) % _WEEK - 2)
    sunday = saturday + ONE_DAY
    return TimeInterval(min(day, saturday), max(day, sunday))


def _day(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    name = " ".join(match["h"].casefold().replace("’", "'").split())
    if match["y"]:
        return one_day(_day_in(name, int(match["y"])))
    if setting.today is None:
        return UNRESOLVED
    year = setting.today.year
    if match["q"]:
        return one_day(_day_in(name, year + _STEPS[match["q"].casefold()]))
    this = _day_in(name, year)
    if this is None:
        return None
    if match["p"]:
        return one_day(_near_day(name, this, match["p"].casefold(), setting.today))
    chosen = year_for(
        setting.today, this.month, this.day, future=setting.future, either=setting.open
    )
    return one_day(_day_in(name, chosen))


def _pattern() -> str:
    names = alternatives(holiday_names()).replace("'", "['’]")
    return (
        rf"\b(?:(?P<p>[Ll]ast|[Pp]ast|[Tt]his|[Nn]ext|[Cc]oming|[Ff]ollowing)\s+)?(?i:(?P<h>{names}))\b(?!\s+(?:island|egg|card|tree|lights|present|party|market)s?\b)"
        r"(?:,?\s+(?:(?:of|in)\s+)?(?:<year:y>|(?P<q>[Ll]ast|[Tt]his|[Nn]ext)\s+year))?"
        r"(?P<e>\s+weekend\b)?"
    )


HOLIDAYS: tuple[Rule, ...] = (rule("holiday", _pattern(), _holiday),)
"""The rule for holidays."""
