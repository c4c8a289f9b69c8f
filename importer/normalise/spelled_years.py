"""Years in words: "nineteen ninety-six", "October two thousand and five"."""

from __future__ import annotations

import re

from importer.model import TimeInterval
from importer.normalise.calendar import day_of, month_of, months_of, one_day
from importer.normalise.expressions import Rule, Setting, rule, terms
from importer.normalise.lexicon import number_words
from importer.normalise.spelled_dates import CARDINAL, ORDINAL, day_number

_MONTHS = 12
_CLOSED = r"(?=\s*(?:[.,;:!?)]|$|(?:and|when|the|at|in|after|before)\b))"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"


def year_in_words(written: str) -> int:
    """Read "nineteen ninety-six", "seventeen hundred and five", "two thousand and twenty"."""
    cardinals = number_words().cardinals
    words = written.casefold().replace("-", " ").split()
    if words[:2] == ["two", "thousand"]:
        return 2000 + sum(cardinals.get(word, 0) for word in words[2:])
    return 100 * cardinals[words[0]] + sum(cardinals.get(word, 0) for word in words[1:])


def _year(match: re.Match[str], _: Setting) -> TimeInterval | None:
    return months_of(year_in_words(match["s"]), 1, _MONTHS)


def _month(match: re.Match[str], _: Setting) -> TimeInterval | None:
    return month_of(year_in_words(match["s"]), terms().month(match["m"]))


def _day(match: re.Match[str], _: Setting) -> TimeInterval | None:
    month = terms().month(match["m"])
    return one_day(day_of(year_in_words(match["s"]), month, day_number(match["d"])))


_DAY = rf"(?P<d>{ORDINAL}|{CARDINAL}|(?i:{_TEENS})|<day>)"

SPELLED_YEARS: tuple[Rule, ...] = (
    rule(
        "day, month and year in words",
        rf"(?:<weekday>,?\s+)?\b(?:the\s+)?{_DAY}<of><month:m>,?\s+(?:of\s+|in\s+)?<year_words:s>{_CLOSED}",
        _day,
    ),
    rule(
        "month, day and year in words",
        rf"(?:<weekday>,?\s+)?\b<month:m>\s+(?:the\s+)?{_DAY},?\s+(?:of\s+|in\s+)?<year_words:s>{_CLOSED}",
        _day,
    ),
    rule("month and year in words", rf"\b<month:m>,?\s+(?:of\s+)?<year_words:s>{_CLOSED}", _month),
    rule(
        "year in words",
        r"(?:(?<=\b[Ii]n\s)|(?<=\byear\s)|(?<=\b[Ss]ince\s)|(?<=\b[Bb]y\s))"
        rf"<year_words_alone:s>{_CLOSED}",
        _year,
    ),
)
"""Rules for years in words, tried before those for days and months."""
