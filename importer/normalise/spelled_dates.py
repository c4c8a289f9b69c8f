"""Days in words or without a month: "May twenty-nine", "the 18th", "Monday the 24th"."""

from __future__ import annotations

import re
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import (
    UNRESOLVED,
    day_of,
    one_day,
    shift_months,
    year_for,
)
from importer.normalise.expressions import Rule, Setting, count_of, rule, terms
from importer.normalise.lexicon import number_words

_LONGEST_MONTH = 31
_MONTHS_AROUND = tuple(sorted(range(-11, 12), key=lambda step: (abs(step), step)))
_ONE_TO_NINE = "one|two|three|four|five|six|seven|eight|nine"
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = (
    "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    "|nineteenth"
)
ORDINAL = rf"(?i:(?:twenty|thirty)[\s-]+(?:{_ONES})|twentieth|thirtieth|{_TEENS}|{_ONES})"
CARDINAL = rf"(?i:twenty[\s-]+(?:{_ONE_TO_NINE})|thirty[\s-]+one|thirty|twenty)"
_CLOSED = r"(?=\s*(?:[.,;:!?)]|$|\d|(?:at|in|on|and|to|is|was|are|were|two\s+thousand|one|six)\b))"
_YEAR_WORDS = r"(?i:two\s+thousand(?:\s+and)?(?:\s+(?P<c>[a-z]+(?:[\s-][a-z]+)?))?)"


def day_number(written: str) -> int:
    """Read "twenty-first", "eighteenth", "twenty nine" or "18th" as a day of the month."""
    plain = " ".join(written.casefold().replace("-", " ").split())
    if plain[0].isdigit():
        return int(re.sub(r"\D", "", plain))
    words = number_words()
    parts = words.fractions | words.rare_fractions
    values = {**words.cardinals, **terms().ordinals, **{k: v for k, v in parts.items() if v > 2}}  # noqa: PLR2004 — halves are no days
    return sum(values.get(word, 0) for word in plain.split())


def _spelled(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month, day = terms().month(match["m"]), day_number(match["d"])
    if not 1 <= day <= _LONGEST_MONTH:
        return None
    year = _spelled_year(match)
    if year is None:
        if setting.today is None:
            return UNRESOLVED
        year = year_for(setting.today, month, day, future=setting.future, either=setting.open)
    return one_day(day_of(year, month, day))


def _spelled_year(match: re.Match[str]) -> int | None:
    """Read "two thousand and thirty two" behind a day."""
    groups = match.groupdict()
    if groups.get("y"):
        return int(groups["y"])
    if "two thousand" not in " ".join(match.group().casefold().split()):
        return None
    rest = groups.get("c")
    return 2000 + (count_of(rest) or 0 if rest else 0)


def _bare_day(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "on the 18th": of this month, or of the last or next one as the clause looks."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    day = day_number(match["d"])
    for step in (0, 1, 2) if setting.future or setting.open else (0, -1, -2):
        month = shift_months(today.replace(day=1), step)
        found = day_of(month.year, month.month, day)
        if found and (found <= today if not (setting.future or setting.open) else found >= today):
            return one_day(found)
    return None


def _weekday_and_day(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "Monday 21": the nearest month in which the 21st is a Monday."""
    if setting.today is None:
        return UNRESOLVED
    day, weekday = day_number(match["d"]), terms().weekday(match["w"])
    found = _nearest(setting.today, day, weekday)
    return one_day(found)


def _nearest(today: date, day: int, weekday: int) -> date | None:
    for step in _MONTHS_AROUND:
        month = shift_months(today.replace(day=1), step)
        found = day_of(month.year, month.month, day)
        if found and found.weekday() == weekday:
            return found
    return None


def _days_of_next_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "from 4 to 23 of next month"."""
    if setting.today is None:
        return UNRESOLVED
    which = {"last": -1, "previous": -1, "this": 0, "next": 1}[match["q"].casefold()]
    month = shift_months(setting.today.replace(day=1), which)
    first = day_of(month.year, month.month, day_number(match["d"]))
    last = day_of(month.year, month.month, day_number(match["e"])) if match["e"] else first
    if first is None or last is None or first > last:
        return None
    return TimeInterval(first, last) if match["e"] else TimeInterval(first, first)


SPELLED: tuple[Rule, ...] = (
    rule(
        "days of a month near",
        r"(?:\b(?:from|between)\s+)?\b(?:the\s+)?<day:d>(?:<range>(?:the\s+)?<day:e>)?\s+(?:of|in)\s+(?P<q>[Ll]ast|[Tt]his|[Nn]ext)\s+month\b",
        _days_of_next_month,
    ),
    rule(
        "spelled day",
        rf"(?:<weekday>,?\s+)?\b<month:m>\s+(?:the\s+)?(?P<d>{ORDINAL}|{CARDINAL}){_CLOSED}"
        rf"(?:,?\s+(?:<year:y>|{_YEAR_WORDS}))?",
        _spelled,
    ),
    rule(
        "spelled day first",
        rf"(?:<weekday>,?\s+)?\b(?:the\s+)?(?P<d>{ORDINAL})(?:\s+day)?\s+of\s+<month:m>(?:,?\s+(?:of\s+)?<year:y>)?",
        _spelled,
    ),
    rule(
        "weekday and day",
        rf"\b(?P<w>(?i:mon|tues|wednes|thurs|fri|satur|sun)day|<weekday>(?=\s+\d+(?:st|nd|rd|th))),?\s+(?:the\s+)?"
        rf"(?P<d>\d{{1,2}}(?:st|nd|rd|th)?(?!\w|[:%/.]\d|\s*(?:[ap]\.?m\b|o['’]?clock|people|\w+s\b))|{ORDINAL})(?!\s+(?:<month>|of\b))",
        _weekday_and_day,
    ),
    rule(
        "bare day",
        r"(?:(?<=\b[Oo]n\s)|(?<=\b[Bb]y\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ss]ince\s)|(?<=\b[Ff]or\s))[Tt]he\s+"
        rf"(?P<d>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})(?=\s*(?:[.,;:!?)]|$|\b(?:and|at|to|in|when|but)\b))",
        _bare_day,
    ),
)
"""Rules for days that are spelled out or lack their month."""
