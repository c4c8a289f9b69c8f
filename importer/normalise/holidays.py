"""Holidays as dates: "Christmas Eve", "Good Friday 2024", "Thanksgiving of last year"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from importer.model import TimeInterval
from importer.normalise.calendar import UNRESOLVED, day_of, one_day, year_for
from importer.normalise.expressions import Rule, Setting, rule
from importer.normalise.lexicon import alternatives, read_toml

_WEEK = 7
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
    chosen = year_for(
        setting.today, this.month, this.day, future=setting.future, either=setting.open
    )
    return one_day(_day_in(name, chosen))


def _pattern() -> str:
    names = alternatives(holiday_names()).replace("'", "['’]")
    return (
        rf"\b(?i:(?P<h>{names}))\b(?!\s+(?:island|egg|card|tree|lights|present|party|market)s?\b)"
        r"(?:,?\s+(?:(?:of|in)\s+)?(?:<year:y>|(?P<q>[Ll]ast|[Tt]his|[Nn]ext)\s+year))?"
    )


HOLIDAYS: tuple[Rule, ...] = (rule("holiday", _pattern(), _holiday),)
"""The rule for holidays."""
