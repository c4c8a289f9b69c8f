"""Dates that name a day, month or year: "3 November 2025", "early March", "on 8 and 9 June"."""

from __future__ import annotations

import re
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import (
    UNRESOLVED,
    Range,
    day_of,
    month_of,
    months_of,
    week_of,
    year_for,
)
from importer.normalise.expressions import Rule, Setting, ordinal_of, rule, terms
from importer.normalise.numeric_dates import full_year
from importer.normalise.weeks import NEAR

_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|during|from|to|of|for|last|next|this|between|and|through|the|before|after|early|late|mid)[\s-]+\Z",
    re.IGNORECASE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|during|from|to|of|between|and|through|before|after|early|late|mid|the|year|for|as\s+of)[\s-]+|\()\Z",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_DURING = re.compile(r"\b(?:in|over|during|since|until|by)\s+\Z", re.IGNORECASE)
_WINDOW = 16
_OLDEST_BARE = 1900
"""Older years stand for counts as often ("of 1700 people") and need more around them."""
_BEFORE_OLD_YEAR = re.compile(r"\b(?:in|since|until|the\s+year)\s+\Z", re.IGNORECASE)
_EVENT_OF = re.compile(rf"\b(?:{'|'.join(sorted(terms().events))})\s+of\s+\Z", re.IGNORECASE)
_BEHIND_OLD_YEAR = re.compile(
    r"\s*(?:[.,;:!?)]|$)|\s+(?:and|after|as|at|before|by|during|had|of|on|that|the|to|under|was|were|when|which|with)\b"
)
_FULL_MONTHS = frozenset(date(2024, month, 1).strftime("%B") for month in range(1, 13))
_MONTHS = 12


def _day(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _year(match: re.Match[str], setting: Setting, month: int, day: int) -> int | None:
    written = match.groupdict().get("y")
    if written:
        return int(written)
    if setting.today is None:
        return None
    return year_for(setting.today, month, day, future=setting.future, either=setting.open)


def _interval(start: date | None, end: date | None) -> TimeInterval | None:
    """Return an interval, or None where a day does not exist or the order is wrong."""
    if start is None or end is None or start > end:
        return None
    return TimeInterval(start, end)


def _range(whole: TimeInterval | None, last: TimeInterval | None = None) -> TimeInterval | None:
    """Note the second end of a range: what is given, or its last day."""
    if whole is None:
        return None
    return Range(whole.start, whole.end, last or TimeInterval(whole.end, whole.end))


def _single(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month, day = terms().month(match["m"]), _day(match["d"])
    year = _year(match, setting, month, day)
    if year is None:
        return UNRESOLVED if day_of(2024, month, day) else None
    found = day_of(year, month, day)
    return _interval(found, found)


def _short_year(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "May '95", "12 January 95"."""
    groups = match.groupdict()
    month = terms().month(groups.get("m") or groups["n"])
    year = full_year(match["y"] or match["z"], setting.today)
    day = groups.get("d") or groups.get("e")
    found = day_of(year, month, _day(day)) if day else None
    return _interval(found, found) if day else month_of(year, month)


def _days_of_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month = terms().month(match["m"])
    first, last = _day(match["d"]), _day(match["e"])
    year = _year(match, setting, month, first)
    if year is None:
        return UNRESOLVED if first < last else None
    found = _interval(day_of(year, month, first), day_of(year, month, last))
    listed = re.match(r"\S+\s*(?:,|\b(?:and|or)\b)", match.group()) and not _BETWEEN.search(
        setting.text[max(0, match.start() - _WINDOW) : match.start()]
    )
    return found if listed else _range(found)


def _across_months(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month, other = terms().month(match["m"]), terms().month(match["n"])
    first, last = _day(match["d"]), _day(match["e"])
    end_year = int(match["z"]) if match["z"] else _year(match, setting, other, last)
    if end_year is None:
        return UNRESOLVED
    year = int(match["y"]) if match["y"] else end_year - (month > other)
    return _range(_interval(day_of(year, month, first), day_of(end_year, other, last)))


def _iso(match: re.Match[str], _: Setting) -> TimeInterval | None:
    found = day_of(int(match["y"]), int(match["m"]), int(match["d"]))
    return _interval(found, found)


def _part_of_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month = terms().month(match["m"])
    first, last = terms().parts_of_month[match["p"].casefold()]
    year = _year(match, setting, month, first)
    return UNRESOLVED if year is None else month_of(year, month, first, last)


def _month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read a month; without a year only behind a preposition ("May" and "March" are also verbs)."""
    if match["z"]:
        return month_of(int(match["z"]), terms().month(match["n"]))
    month = terms().month(match["m"])
    if not match["y"] and match["m"].capitalize() not in _FULL_MONTHS:
        return None
    before = setting.text[max(0, match.start() - _WINDOW) : match.start()]
    if not match["y"] and not _BEFORE_MONTH.search(before):
        return None
    year = int(match["y"]) if match["y"] else None
    if year is None:
        if setting.today is None:
            return UNRESOLVED
        year = year_for(setting.today, month, 1, future=setting.future, either=setting.open)
    return month_of(year, month)


def _months(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    first, last = terms().month(match["m"]), terms().month(match["n"])
    year = _year(match, setting, first, 1)
    if year is None:
        return UNRESOLVED
    if match["q"] and setting.today:
        year = setting.today.year + NEAR[match["q"].casefold()]
    elif setting.future and setting.today and not match["y"]:  # one that has begun is to come too
        now = months_of(setting.today.year, first, last)
        year = setting.today.year if now.end and now.end >= setting.today else year
    dated = bool(match["y"] or match["q"])
    whole = months_of(year - (dated and first > last), first, last)
    return _range(whole, month_of(whole.end.year, last) if whole.end else None)


def _week_with(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the week of 6 March"."""
    found = _single(match, setting)
    return week_of(found.start) if found and found.start else found


def _part_of_year(match: re.Match[str], _: Setting) -> TimeInterval | None:
    first, last = terms().parts_of_year[match["p"].casefold()]
    return months_of(int(match["y"]), first, last)


def _half(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    year = int(match["y"]) if match["y"] else setting.today and setting.today.year
    if not year:
        return UNRESOLVED
    size = 6 if match["k"].casefold() == "half" else 3
    number = ordinal_of(match["o"]) if match["o"].casefold() != "last" else _MONTHS // size
    last = size * number
    return months_of(year, last - size + 1, last) if number and last <= _MONTHS else None


def _half_of_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    month = terms().month(match["m"])
    year = _year(match, setting, month, 1)
    if year is None:
        return UNRESOLVED
    first = match["o"].casefold() == "first"
    return month_of(year, month, 1, 15) if first else month_of(year, month, 16)


def _season(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    first, last = terms().seasons[match["s"].casefold()]
    if match["y"]:
        year = int(match["y"])
        return months_of(year - (first > last), first, last)
    if setting.today is None:
        return UNRESOLVED
    which = (match["w"] or "").casefold()
    if which == "the" and _DURING.search(setting.text[: match.start()][-_WINDOW:]):
        which = "next" if setting.future else "last" if setting.back else ""
    if which not in {"last", "this", "next"}:
        return None
    year = setting.today.year
    found = months_of(year, first, last)
    if which == "last" and found.end and found.end >= setting.today:
        found = months_of(year - 1, first, last)
    if which == "next" and found.start and found.start <= setting.today:
        found = months_of(year + 1, first, last)
    return found


def _year_alone(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    before = setting.text[max(0, match.start() - _WINDOW) : match.start()]
    year = int(match["y"])
    if not _BEFORE_YEAR.search(before):
        return None
    if year < _OLDEST_BARE and not _stands_for_old_year(match, setting):
        return None
    return months_of(year, 1, 12)


def _stands_for_old_year(match: re.Match[str], setting: Setting) -> bool:
    """Tell "in 1648." and "the uprising of 1881 was" from "a force of 1700 men"."""
    text = setting.text
    before = text[max(0, match.start() - 2 * _WINDOW) : match.start()]
    opened = _BEFORE_OLD_YEAR.search(before) or _EVENT_OF.search(before)
    return bool(opened) and _BEHIND_OLD_YEAR.match(text, match.end()) is not None


def _years(match: re.Match[str], _: Setting) -> TimeInterval | None:
    first, written = int(match["y"]), match["z"]
    last = int(written) if len(written) == len(match["y"]) else first // 100 * 100 + int(written)
    whole = TimeInterval(date(first, 1, 1), date(last, 12, 31)) if first < last else None
    return _range(whole, months_of(last, 1, 12))


def _decade(match: re.Match[str], _: Setting) -> TimeInterval | None:
    first = int(match["y"])
    if first % 10:
        return None
    begin, end = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(
        (match["p"] or "").casefold(), (0, 9)
    )
    return TimeInterval(date(first + begin, 1, 1), date(first + end, 12, 31))


_EARLY = r"(?:[Ee]arly|[Mm]id|[Ll]ate)"
_START = r"(?:beginning|start|middle|end)"

ABSOLUTE: tuple[Rule, ...] = (
    rule("iso", r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    rule(
        "week with",
        r"\b[Tt]he\s+week\s+of\s+(?:<month:m>\s+<day:d>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?)",
        _week_with,
    ),
    rule(
        "across months",
        r"(?:<weekday>,?\s+)?\b<day:d><of><month:m>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?<range>(?:<weekday>,?\s+)?<day:e><of><month:n>(?:,?\s+(?:(?:in|of)\s+)?<year:z>)?",
        _across_months,
    ),
    rule(
        "across months, month first",
        r"\b<month:m>\s+(?:the\s+)?<day:d>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?<range>(?:<weekday>,?\s+)?<month:n>\s+(?:the\s+)?<day:e>(?:,?\s+(?:(?:in|of)\s+)?<year:z>)?",
        _across_months,
    ),
    rule(
        "days of a month",
        r"\b<day:d>(?:<to>|\s+or\s+)(?:the\s+)?<day:e><of><month:m>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _days_of_month,
    ),
    rule(
        "days of a month, month first",
        r"\b<month:m>\s+<day:d><range><day:e>(?!\s*<month>)(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _days_of_month,
    ),
    rule(
        "days behind a month",
        r"\b<month:m>,?\s+(?:from|between)\s+(?:the\s+)?<day:d><range>(?:the\s+)?<day:e>(?:(?:,?\s+(?:in\s+)?)<year:y>)?",
        _days_of_month,
    ),
    rule(
        "day and later day",
        r"\b<day:d><of><month:m>\s+(?:to|till|until|through)\s+(?:the\s+)(?P<e>\d{1,2}(?:st|nd|rd|th))(?:,?\s+<year:y>)?(?!\s+(?:of|<month>))",
        _days_of_month,
    ),
    rule(
        "day, month and short year",
        r"(?:\b<weekday>,?\s+)?(?:\b<day:d><of><month:m>|\b<month:n>\s+(?:the\s+)?<day:e>)(?:,?\s+['’](?P<y>\d\d)\b|,?\s+(?P<z>[3-9]\d)(?=\s*(?:[.,;:!?)]|$)))",
        _short_year,
    ),
    rule(
        "month and short year",
        r"\b<month:m>(?:,?\s+(?:of\s+)?['’](?P<y>\d\d)\b|\s+of\s+(?P<z>[3-9]\d)\b(?=\s*(?:[.,;:!?)]|$)))",
        _short_year,
    ),
    rule(
        "day and month",
        r"(?:\b<weekday>,?\s+(?:the\s+)?)?(?<!\d[:.])(?<![$€£])(?<![$€£]\s)\b<day:d><of><month:m>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _single,
    ),
    rule(
        "month and day",
        r"(?:\b<weekday>,?\s+)?\b<month:m>,?\s+(?:the\s+)?<day:d>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _single,
    ),
    rule(
        "part of a month",
        rf"\b(?P<p>{_EARLY})[\s-](?:in\s+)?<month:m>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _part_of_month,
    ),
    rule(
        "edge of a month",
        rf"\b(?:the\s+)?(?P<p>{_START})\s+of\s+<month:m>(?:\s*,?\s+(?:(?:in|of)\s+)?<year:y>)?",
        _part_of_month,
    ),
    rule(
        "months",
        r"\b<month:m><range><month:n>(?:\s*,?\s+(?:(?:in|of)\s+)?(?:<year:y>|(?P<q>last|this|next)\s+year\b))?",
        _months,
    ),
    rule(
        "month",
        r"\b<month:m>(?:\s*,?\s+(?:(?:of|in)\s+)?<year:y>)?|\b<year:z>\s+<month:n>\b",
        _month,
    ),
    rule("part of a year", rf"\b(?P<p>{_EARLY})[\s-](?:(?:in|of)\s+)?<year:y>", _part_of_year),
    rule("edge of a year", rf"\b(?:the\s+)?(?P<p>{_START})\s+of\s+<year:y>", _part_of_year),
    rule(
        "half of a year",
        r"\b(?:the\s+)?(?P<o>first|second|third|fourth|last)\s+(?P<k>half|quarter)\s+of\s+(?:<year:y>|(?:the|this)\s+year)",
        _half,
    ),
    rule(
        "half of a month",
        r"\b(?:the\s+)?(?P<o>first|second|latter)\s+half\s+of\s+<month:m>(?:,?\s+(?:of\s+)?<year:y>)?",
        _half_of_month,
    ),
    rule(
        "season",
        r"\b(?:(?P<w>[Ll]ast|[Tt]his|[Nn]ext|the)\s+)?<season:s>(?:(?:\s+of)?,?\s+<year:y>)?",
        _season,
    ),
    rule(
        "years",
        r"(?<![\d,.])<year:y>\s*(?:-|–|/|~|\b(?:to|till|until|through)\b)\s*(?P<z>(?:19|20)\d\d|\d\d)(?!\d)",
        _years,
    ),
    rule(
        "decade",
        r"(?:\b(?P<p>[Ee]arly|[Mm]id|[Ll]ate)[\s-])?(?<![\d,.])(?P<y>(?:1[6-9]|20)\d\d)s\b",
        _decade,
    ),
    rule(
        "year",
        r"(?<![\d,.])<year:y>(?![\d,]\d|\s*%|\s+(?!(?:was|is|has|as)\b)[a-z]+s\b)",
        _year_alone,
    ),
)
"""Rules for absolute dates; where two match at one place, the earlier is tried first."""
