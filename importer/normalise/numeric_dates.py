"""Dates in figures: "5/17/2018", "Friday 7.6", "2018/05/17", "Dec/2018".

Slashes and hyphens are read month first, as most writers of English do, full stops day first, as
continentals do; a weekday, or a figure above twelve, decides otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import UNRESOLVED, Range, day_of, month_of, one_day
from importer.normalise.expressions import Rule, Setting, rule, terms

_MONTHS = 12
_CENTURY = 100
_TWO_DIGITS = 2
_BEFORE = re.compile(
    r"(?:\b(?:on|from|between|since|by|until|till|before|after|and|to|this|next|last|dated|of)\s+|\(|[-–~]\s*)\Z",
    re.IGNORECASE,
)
_WINDOW = 12


def full_year(written: str, today: date | None) -> int:
    """Return the year of two or four digits; two mean the nearest past, or the next ten years."""
    year = int(written)
    if len(written) > _TWO_DIGITS:
        return year
    base = today.year if today else 2025
    year += base // _CENTURY * _CENTURY
    return year if year <= base + 10 else year - _CENTURY


def _readings(first: int, second: int, sign: str) -> Iterator[tuple[int, int]]:
    """Yield month and day in the order of preference."""
    orders = (
        ((second, first), (first, second)) if sign == "." else ((first, second), (second, first))
    )
    for month, day in orders:
        if 1 <= month <= _MONTHS and day_of(2024, month, day):
            yield month, day


def _days(match: re.Match[str], setting: Setting, first: int, second: int) -> Iterator[date]:
    """Yield the days that the figures can stand for, the likeliest first."""
    written = match["y"] or match["z"]
    for month, day in _readings(first, second, match["s"]):
        if written:
            years = [full_year(written, setting.today)]
        else:
            base = setting.today.year if setting.today else 0
            years = [base, base + 1] if setting.future else [base, base - 1, base + 1]
        for year in years:
            if found := day_of(year, month, day) if year else None:
                yield found


def _figures(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    first, second = int(match["a"]), int(match["b"])
    weekday = match["w"]
    if not (match["y"] or match["z"] or weekday) and not _stands_as_date(match, setting):
        return None
    if not (match["y"] or match["z"]) and setting.today is None:
        return UNRESOLVED
    found = list(_days(match, setting, first, second))
    if weekday:
        number = terms().weekday(weekday)
        fitting = [day for day in found if day.weekday() == number]
        found = fitting or found
        today = setting.today
        if today is not None:
            found.sort(key=lambda day: abs((day - today).days))  # the weekday tells the year
    return one_day(found[0]) if found else None


def _stands_as_date(match: re.Match[str], setting: Setting) -> bool:
    """Tell the date "on 10/7" from the fraction "3/4" and the score "2-1"."""
    if match["s"] != "/" or match.group() in {"24/7", "1/2", "1/3", "2/3", "1/4", "3/4", "9/11"}:
        return False
    before = setting.text[max(0, match.start() - _WINDOW) : match.start()]
    return bool(_BEFORE.search(before)) or max(int(match["a"]), int(match["b"])) > _MONTHS


def _year_first(match: re.Match[str], _: Setting) -> TimeInterval | None:
    return one_day(day_of(int(match["y"]), int(match["a"]), int(match["b"])))


def _month_and_year(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "2015-3" and "12/2015"; "2014-18" is a span of years."""
    written = match["a"] or match["b"]
    month, year = int(written), int(match["y"] or match["z"])
    range_of_years = len(written) == _TWO_DIGITS and month > year % _CENTURY
    before = setting.text[max(0, match.start() - _WINDOW) : match.start()]
    if not 1 <= month <= _MONTHS or (range_of_years and match["y"]):
        return None
    return None if re.search(r"[\d.,]\Z", before) else month_of(year, month)


def _named_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "Dec/2018", and "Oct/2" as a day."""
    month = terms().month(match["m"])
    if match["y"]:
        return month_of(int(match["y"]), month)
    if setting.today is None:
        return UNRESOLVED
    return one_day(day_of(setting.today.year, month, int(match["d"])))


def _named_day(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "12-May-2019" and "May-12-2019"."""
    day = match["d"] or match["e"]
    month = terms().month(match["m"] or match["n"])
    return one_day(day_of(full_year(match["y"], setting.today), month, int(day)))


def _named_year_first(match: re.Match[str], _: Setting) -> TimeInterval | None:
    """Read "2019-Aug-1", "2019/Aug/01"."""
    return one_day(day_of(int(match["y"]), terms().month(match["m"]), int(match["d"])))


def _figure_range(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "10/1-11/2/2017", "3.10.–5.11.2024": the last day has the year of both."""
    written, today = match["y"] or match["z"], setting.today
    if not written and (today is None or match["s"] != "/" or not _stands_as_date(match, setting)):
        return None
    end_year = full_year(written, today) if written else (today.year if today else 0)
    firsts = list(_readings(int(match["a"]), int(match["b"]), match["s"]))
    lasts = list(_readings(int(match["c"]), int(match["d"]), match["s"]))
    for (month, day), (other, last) in zip(firsts, lasts, strict=False):
        begin = day_of(end_year - ((month, day) > (other, last)), month, day)
        end = day_of(end_year, other, last)
        if begin and end and begin < end:
            return Range(begin, end, TimeInterval(end, end))
    return None


NUMERIC: tuple[Rule, ...] = (
    rule(
        "year first, named month",
        r"(?<![\w/.-])(?P<y>(?:19|20)\d\d)(?P<s>[-/])(?P<m>(?i:<month_name>))(?P=s)(?P<d>\d{1,2})(?!\d|[./-]\w)",
        _named_year_first,
    ),
    rule(
        "compact",
        r"(?<![\d.,$€£])(?P<y>(?:19|20)\d\d)(?P<a>0[1-9]|1[0-2])(?P<b>0[1-9]|[12]\d|3[01])(?![\d,%]|\.\d)",
        _year_first,
    ),
    rule(
        "range in figures",
        r"(?<![\d./$€£-])(?P<a>\d{1,2})(?P<s>[./])(?P<b>\d{1,2})\.?\s?[-–—~]\s?(?P<c>\d{1,2})(?P=s)(?P<d>\d{1,2})"
        r"(?:(?P=s)(?P<y>\d{4}|\d\d)|,\s(?P<z>(?:19|20)\d\d))?(?!\d|[./:]\d|\s?%)",
        _figure_range,
    ),
    rule(
        "named day",
        r"(?<![\w/-])(?:(?P<d>\d{1,2})(?P<s>[-/.])<month:m>|<month:n>[-/](?P<e>\d{1,2}))[-/.](?P<y>\d{4}|\d\d)(?![\w/-])",
        _named_day,
    ),
    rule(
        "year first",
        r"(?<![\d./-])(?P<y>(?:19|20)\d\d)(?P<s>[./])(?P<a>\d{1,2})(?P=s)(?P<b>\d{1,2})(?!\d|[./]\d)",
        _year_first,
    ),
    rule(
        "figures",
        r"(?:(?:[Tt]his|[Nn]ext|[Ll]ast)\s+)?(?:<weekday:w>,?\s+\(?)?(?<![\d./$€£])(?:(?<!-)|(?=\d{1,2}/\d))(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})"
        r"(?:(?P=s)(?P<y>\d{4}|\d{2})|,\s(?P<z>(?:19|20)\d\d))?(?!\d|[./:]\d|\s?%|\s+of\b)",
        _figures,
    ),
    rule(
        "month and year",
        r"(?<![\d./-])(?:(?P<y>(?:19|20)\d\d)[-/](?P<a>\d{1,2})|(?P<b>\d{1,2})[-/](?P<z>(?:19|20)\d\d))(?![\d./-])",
        _month_and_year,
    ),
    rule(
        "named month",
        r"\b<month:m>\s?[-/]\s?(?:<year:y>|<day:d>(?![\d/]))",
        _named_month,
    ),
)
"""Rules for dates in figures, tried before those in words."""
