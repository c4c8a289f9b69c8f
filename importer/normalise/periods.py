"""Spans of the calendar: quarters, numbered weeks, centuries, decades, years by name."""

from __future__ import annotations

import re
from datetime import date, timedelta

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    first_week_after,
    last_week_before,
    months_of,
    quarter_of,
    shift_months,
    week_of,
)
from importer.normalise.expressions import Rule, Setting, count_of, ordinal_of, rule
from importer.normalise.numeric_dates import full_year

_QUARTERS = 4
_WEEKS = 53
_LAST_CENTURY = 21
_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def _quarter(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "Q1 2017", "2017-q1", "the first quarter of 2017", "the third quarter"."""
    groups = match.groupdict()
    written = groups.get("y") or groups.get("z")
    year = full_year(written, setting.today) if written else setting.today and setting.today.year
    if not year:
        return UNRESOLVED
    number = groups.get("n") or groups.get("k")
    if number:
        quarter = int(number)
    else:
        quarter = _QUARTERS if match["o"].casefold() == "last" else ordinal_of(match["o"])
    return months_of(year, 3 * quarter - 2, 3 * quarter) if 1 <= quarter <= _QUARTERS else None


def _relative_quarter(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    step = _STEPS[" ".join(match["q"].casefold().split())]
    return quarter_of(shift_months(setting.today.replace(day=1), 3 * step))


def _quarters(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the past two quarters", "the next four quarters" as whole quarters of the calendar."""
    count = count_of(match["n"])
    if setting.today is None or not count:
        return UNRESOLVED
    month, step = setting.today.replace(day=1), _STEPS[match["q"].casefold()]
    near = quarter_of(shift_months(month, 3 * step))
    far = quarter_of(shift_months(month, 3 * step * count))
    return TimeInterval(near.start, far.end) if step > 0 else TimeInterval(far.start, near.end)


_STEPS = {
    **dict.fromkeys(("last", "past", "previous", "preceding"), -1),
    **dict.fromkeys(("this", "current", "the current"), 0),
    **dict.fromkeys(("next", "coming", "upcoming", "following"), 1),
}


def _numbered_week(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "week 31", "the 3rd week of 2018" by ISO 8601: week 1 holds the first Thursday."""
    groups = match.groupdict()
    step = _STEPS[(groups.get("q") or "this").casefold()]
    year = int(match["y"]) if match["y"] else setting.today and setting.today.year + step
    if not year:
        return UNRESOLVED
    if (groups.get("o") or "").casefold() == "last":
        return last_week_before(date(year, 12, 31))
    number = int(groups["n"]) if groups.get("n") else ordinal_of(match["o"])
    if not 1 <= number <= _WEEKS:
        return None
    first = first_week_after(date(year, 1, 1)).start
    return week_of(first + timedelta(weeks=number - 1)) if first else None


_THIRDS = {"": (0, 99), "early": (0, 33), "mid": (34, 66), "late": (67, 99)}
"""Parts of a century, cut as the parts of a year are."""


def _century(match: re.Match[str], _: Setting) -> TimeInterval | None:
    number = ordinal_of(match["o"])
    if not 1 < number <= _LAST_CENTURY:
        return None
    first = 100 * (number - 1)
    begin, end = _THIRDS[(match["p"] or "").casefold()]
    return TimeInterval(date(first + begin, 1, 1), date(first + end, 12, 31))


def _named_decade(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the nineties", "the 90s", "1990 s"."""
    groups = match.groupdict()
    if groups.get("y"):
        first = int(match["y"])
        if first % 10:
            return None
    else:
        short = int(groups["n"]) if groups.get("n") else _DECADES[match["d"].casefold()]
        base = setting.today.year if setting.today else 2025
        first = base // 100 * 100 + short
        first -= 100 if first > base else 0
    return TimeInterval(date(first, 1, 1), date(first + 9, 12, 31))


def _year_named(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the year 2008", "calendar year 2008", "FY 2018", "CY18"."""
    return months_of(full_year(match["y"], setting.today), 1, 12)


def _this_year(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    year = setting.today.year + _STEPS[match["q"].casefold()]
    return months_of(year, 1, 12)


def _to_date(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "year to date", "the month so far"."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    first = (
        today.replace(day=1) if match["u"].casefold() == "month" else today.replace(month=1, day=1)
    )
    return TimeInterval(first, today)


def _beyond_next(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the week after next", "the month before last"."""
    if setting.today is None:
        return UNRESOLVED
    step = 2 if match["k"].casefold() == "after" else -2
    unit = match["u"].casefold()
    if unit == "week":
        return week_of(setting.today + step * 7 * ONE_DAY)
    if unit == "year":
        return months_of(setting.today.year + step, 1, 12)
    month = shift_months(setting.today.replace(day=1), step)
    return months_of(month.year, month.month, month.month)


_NEAR = (
    r"(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Pp]receding|[Tt]his|[Cc]urrent"
    r"|[Nn]ext|[Cc]oming|[Uu]pcoming|[Ff]ollowing)"
)

PERIODS: tuple[Rule, ...] = (
    rule(
        "quarter by sign",
        r"(?<![\w-])(?:[Qq](?P<n>[1-4])(?:(?:\s+of)?[\s,-]*(?P<y>(?:19|20)\d\d))?|(?P<z>(?:19|20)\d\d)[\s-]*[Qq](?P<k>[1-4]))(?!\w)",
        _quarter,
    ),
    rule(
        "quarter",
        r"\b(?:[Tt]he\s+)?(?P<o>first|second|third|fourth|last|1st|2nd|3rd|4th)\s+quarter\s+(?:(?:of|in)\s+)?(?P<y>(?:19|20)\d\d)\b",
        _quarter,
    ),
    rule(
        "quarter of this year",
        r"\b(?:[Tt]he\s+)?(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter\b(?!\s*(?:of|final|back|[-\w]+er\b))",
        _quarter,
    ),
    rule("near quarter", rf"\b{_NEAR}\s+quarter\b(?!\s*(?:final|back|of))", _relative_quarter),
    rule(
        "quarters",
        r"\b(?:[Tt]he\s+)?(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Pp]receding|[Nn]ext|[Cc]oming|[Ff]ollowing)\s+<number:n>\s+quarters\b",
        _quarters,
    ),
    rule(
        "numbered week",
        r"\b[Ww]eek\s+(?:no\.?\s*)?(?P<n>\d{1,2})(?:\s+of\s+(?:<year:y>|(?P<q>last|this|next)\s+year\b))?(?!\d)",
        _numbered_week,
    ),
    rule(
        "nth week",
        r"\b(?:[Tt]he\s+)?(?P<o>last|<ordinal>)\s+week\s+(?:of|in)\s+<year:y>",
        _numbered_week,
    ),
    rule(
        "century",
        r"\b(?:[Tt]he\s+)?(?:(?P<p>[Ee]arly|[Mm]id|[Ll]ate)[\s-]+)?<ordinal:o>[\s-]+century\b",
        _century,
    ),
    rule(
        "decade by name",
        rf"\b(?:[Tt]he\s+)(?P<d>{'|'.join(_DECADES)})\b|(?:\b[Tt]he\s+|\bin\s+)['’]?(?P<n>[2-9]0)\s?['’]?s\b"
        r"|(?<!\d)(?P<y>(?:19|20)\d0)(?:\s|['’])s(?!\w)",
        _named_decade,
    ),
    rule(
        "year by name",
        r"\b(?:[Tt]he\s+)?(?:(?:(?:calendar|fiscal|financial)\s+)?year\s+(?:of\s+)?|fiscal\s+)(?P<y>(?:1[6-9]|20)\d\d)(?![\d/-])",
        _year_named,
    ),
    rule(
        "year by sign",
        r"\b(?:[Tt]he\s+)?(?:[Ff][Yy]|[Cc][Yy])[\s-]?(?P<y>(?:19|20)\d\d|\d\d)(?!\d)",
        _year_named,
    ),
    rule("near year", rf"\b{_NEAR}\s+(?:calendar|fiscal|financial)\s+year\b", _this_year),
    rule("to date", r"\b(?:[Tt]he\s+)?(?P<u>year|month)[\s-](?:to[\s-]date|so\s+far)\b", _to_date),
    rule(
        "beyond next",
        r"\b(?:[Tt]he\s+)?(?P<u>week|month|year)\s+(?P<k>after|before)\s+(?:next|last)\b",
        _beyond_next,
    ),
)
"""Rules for spans of the calendar."""
