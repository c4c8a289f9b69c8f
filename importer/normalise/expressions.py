"""The grammar of time expressions: patterns with the interval that each stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from importer.model import TimeInterval
from importer.normalise.lexicon import alternatives, number_words, read_toml


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is read against."""

    today: date | None
    """The day of publication."""
    text: str = ""
    """The paragraph, for rules that look at the words around."""
    future: bool = False
    """True where the clause speaks of what is to come."""
    open: bool = False
    """True where the clause settles neither the past nor the future."""
    back: bool = False
    """True where the clause speaks of the past."""
    last: TimeInterval | None = None
    """The last interval that the text named: what "that day" points to."""
    said: date | None = None
    """The day of the saying in whose sentence the expression stands."""
    day: date | None = None
    """The last single day that an event was dated to."""


Reader = Callable[[re.Match[str], Setting], TimeInterval | None]
"""Reads a match as an interval; `UNRESOLVED` if it can't tell which; None if it is no time."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of time expression."""

    name: str
    pattern: re.Pattern[str]
    read: Reader
    anaphoric: bool = False


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of the calendar, and patterns for them."""

    months: dict[str, int]
    weekdays: dict[str, int]
    weekdays_short: dict[str, int]
    """By their first three letters."""
    ordinals: dict[str, int]
    parts_of_month: dict[str, list[int]]
    parts_of_year: dict[str, list[int]]
    seasons: dict[str, list[int]]
    parts_of_day: list[str]
    plans: frozenset[str]
    ahead: frozenset[str]
    lasting: frozenset[str]
    saying: frozenset[str]
    events: frozenset[str]
    """Nouns that a year is the year of: "the uprising of 1881"."""

    def month(self, written: str) -> int:
        """Return the number of a month."""
        return self.months[written.rstrip(".").capitalize()]

    def weekday(self, written: str) -> int:
        """Return the number of a weekday, Monday being 0, in full or abbreviated."""
        return self.weekdays_short[written.rstrip(".").capitalize()[:3]]


@cache
def terms() -> Terms:
    """Return the lexicon of importer/data/times.toml."""
    data = read_toml("times.toml")
    tense = {name: frozenset(words.split()) for name, words in data["tense"].items()}
    return Terms(
        data["months"],
        data["weekdays"],
        {name[:3]: number for name, number in data["weekdays"].items()},
        data["ordinals"],
        data["parts_of_month"],
        data["parts_of_year"],
        data["seasons"],
        data["parts_of_day"],
        tense["plans"],
        tense["ahead"],
        tense["lasting"],
        tense["saying"],
        frozenset(data["events"]["of_a_year"].split()),
    )


_ABBREVIATED = 4
_SHORT_NAMES = {"May", "June", "July"}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_COUNT = (
    rf"(?:\d{{1,3}}|an?|(?:{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    rf"(?:[\s-](?:{_ONES})\b)?))"
)
_UNIT = (
    r"(?:hours?|days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
)
_PAIR = rf"(?:half\s+an?\s+{_UNIT}|{_COUNT}(?:\s+and\s+a\s+half)?\s+{_UNIT}(?:\s+and\s+a\s+half)?)"
_AMOUNT = rf"{_PAIR}(?:,?\s+(?:and\s+)?{_PAIR}){{0,2}}"
PAIR = re.compile(
    rf"(?P<half>half\s+an?\s+)?(?P<n>{_COUNT}\s+)?(?P<m>and\s+a\s+half\s+)?(?P<u>{_UNIT})"
    r"(?P<e>\s+and\s+a\s+half)?",
    re.IGNORECASE,
)
"""One count of a unit of time, as `<amount>` has one to three of."""
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TWO_DIGITS = rf"(?:(?:{_TENS})(?:[\s-]+(?:{_ONES})\b)?|{_TEENS})"
_CENTURIES = "sixteen|seventeen|eighteen|nineteen"
_OF_HUNDRED = rf"(?:{_CENTURIES}|twenty)[\s-]+(?:hundred(?:\s+and)?[\s-]+)?{_TWO_DIGITS}"
_OF_THOUSAND = rf"two\s+thousand\s+(?:and\s+)?(?:{_TWO_DIGITS}|{_ONES})"
_ROUND = rf"two\s+thousand|(?:{_CENTURIES})\s+hundred"
_VERBS = {"May", "March"}
"""Written small these are months only beside a figure."""
_SHORT_WEEKDAYS = "Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun"


def _parts() -> dict[str, str]:
    """Return the building blocks that patterns name in angle brackets."""
    words = terms()
    full = [name for name in words.months if len(name) > _ABBREVIATED or name in _SHORT_NAMES]
    small = [name.lower() for name in full if name not in _VERBS]
    abbreviated = [name for name in words.months if name not in full]
    short = alternatives(abbreviated)
    months = alternatives([*full, *small, *(name.upper() for name in full)])
    verbs = "|".join(sorted(name.lower() for name in (*_VERBS, *abbreviated)))
    beside = rf"(?:{verbs})(?=\s+(?:the\s+)?\d)|(?<=\d\s)(?:{verbs})|(?<=\d[a-z]{{2}}\s)(?:{verbs})"
    weekdays = alternatives(
        [form for name in words.weekdays for form in (name, name.lower(), name.upper())]
    )
    return {
        "month": rf"(?:(?:{months}|{beside})(?!\w)|(?:{short})\.?(?!\w))",
        "month_name": rf"(?:{months}|{short})",
        "weekday": (
            rf"(?:(?:{weekdays})(?!\w)|(?:{_SHORT_WEEKDAYS})\.?"
            rf"(?=,?\s+(?:the\s+)?(?:\d|(?:{months}|{short})\b)))"
        ),
        "day": r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%])",
        "year": r"(?:1[6-9]|20)\d\d(?!\d|s\b)",
        "year_words": rf"(?i:(?:{_OF_HUNDRED}|{_OF_THOUSAND}|{_ROUND})\b)",
        "year_words_alone": rf"(?i:(?:{_OF_HUNDRED}|{_OF_THOUSAND})\b)",
        "part_of_day": f"(?:{alternatives(words.parts_of_day)})",
        "number": rf"(?i:{_COUNT}|several|(?:a\s+)?couple(?:\s+of)?|a\s+few)",
        "unit": rf"(?:seconds?|minutes?|{_UNIT})",
        "amount": rf"(?i:{_AMOUNT})",
        "ordinal": rf"(?:{alternatives(words.ordinals)}|\d{{1,2}}(?:st|nd|rd|th))",
        "to": r"\s*(?:-|–|—|\bto\b|\band\b|\bthrough\b|\buntil\b|\btill\b|,|/)\s*",
        "range": r"\s*(?:-|–|—|\bto\b|\band\b|\bthrough\b|\buntil\b|\btill\b)\s*",
        "of": r"(?:\s+of)?\s+",
        "season": rf"(?:{alternatives(words.seasons)})(?!\w)",
    }


@cache
def _building_blocks() -> dict[str, str]:
    return _parts()


def rule(name: str, pattern: str, read: Reader, *, anaphoric: bool = False) -> Rule:
    """Make a rule; `<month>` stands for a building block, `<month:m>` for one that is captured."""

    def block(match: re.Match[str]) -> str:
        source = _building_blocks()[match.group(1)]
        return f"(?P<{match.group(2)}>{source})" if match.group(2) else source

    source = re.sub(r"(?<!\(\?P)(?<!\(\?)<(\w+)(?::(\w+))?>", block, pattern)
    return Rule(name, re.compile(source), read, anaphoric)


def count_of(written: str) -> int | None:
    """Read the number of an expression; None for "several" and "a few"."""
    plain = " ".join(written.casefold().split())
    if plain.isdigit():
        return int(plain)
    words = number_words()
    counts = words.cardinals | {"a": 1, "an": 1}
    if "couple" in plain:
        return 2
    tens, _, ones = plain.replace("-", " ").partition(" ")
    if ones and tens in words.tens and ones in words.units:
        return words.tens[tens] + words.units[ones]
    return counts.get(plain)


def ordinal_of(written: str) -> int:
    """Read "second" or "2nd"."""
    plain = written.casefold()
    return terms().ordinals.get(plain) or int(re.sub(r"\D", "", plain) or 0)
