"""Parts of months and years: "the second Sunday in May", "June last year"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    Range,
    day_of,
    first_week_after,
    last_week_before,
    month_of,
    months_of,
    one_day,
    shift_months,
    week_of,
    year_for,
)
from importer.normalise.expressions import Rule, Setting, count_of, ordinal_of, rule, terms
from importer.normalise.weeks import NEAR

_MONTHS = 12
_WEEK = 7
_HALF, _QUARTER = 6, 3


def _near_year(written: str, setting: Setting) -> int | None:
    return setting.today.year + NEAR[written.casefold()] if setting.today else None


def _period(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Return the month or year that a part is of; UNRESOLVED without a day of publication."""
    groups = match.groupdict()
    written = groups.get("y") or groups.get("yy")
    year = int(written) if written else None
    if groups.get("m"):
        month = terms().month(match["m"])
        if groups.get("q"):
            year = _near_year(match["q"], setting)
        elif year is None and setting.today:
            year = year_for(setting.today, month, 1, future=setting.future, either=setting.open)
        return month_of(year, month) if year else UNRESOLVED
    if year:
        return months_of(year, 1, _MONTHS)
    if setting.today is None:
        return UNRESOLVED
    step = NEAR[(groups.get("q") or "this").casefold()]
    unit = (groups.get("u") or "year").casefold()
    if unit == "week":
        return week_of(setting.today + step * _WEEK * ONE_DAY)
    if unit == "month":
        first = shift_months(setting.today.replace(day=1), step)
        return month_of(first.year, first.month)
    return months_of(setting.today.year + step, 1, _MONTHS)


def _nth_weekday(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the second Sunday in May", "the last Friday of this month"."""
    whole = _period(match, setting)
    if whole is None or whole.start is None or whole.end is None:
        return whole
    weekday = terms().weekday(match["w"])
    if match["o"].casefold() == "last":
        return one_day(whole.end - timedelta(days=(whole.end.weekday() - weekday) % _WEEK))
    first = whole.start + timedelta(days=(weekday - whole.start.weekday()) % _WEEK)
    found = first + timedelta(weeks=ordinal_of(match["o"]) - 1)
    return one_day(found) if found <= whole.end else None


def _nth_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the first day of next month", "the second week of this year"."""
    whole = _period(match, setting)
    if whole is None or whole.start is None or whole.end is None:
        return whole
    last, number = match["o"].casefold() == "last", ordinal_of(match["o"])
    if match["k"].casefold() == "day":
        found = whole.end if last else whole.start + (number - 1) * ONE_DAY
        return one_day(found)
    if match["k"].casefold() == "week":
        if last:
            return last_week_before(whole.end)
        return week_of(
            (first_week_after(whole.start).start or whole.start) + (number - 1) * _WEEK * ONE_DAY
        )
    month = _MONTHS if last else number
    return month_of(whole.start.year, month) if 1 <= month <= _MONTHS else None


def _days_at_edge(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the first ten days of March", "the last three days of this year"."""
    whole, count = _period(match, setting), count_of(match["n"])
    if whole is None or whole.start is None or whole.end is None or not count:
        return whole
    if match["k"].casefold() == "months":
        if match["o"].casefold() == "last":
            return months_of(whole.end.year, max(1, whole.end.month - count + 1), whole.end.month)
        return months_of(whole.start.year, 1, min(count, _MONTHS))
    days = count * {"day": 1, "week": _WEEK}[match["k"].casefold().removesuffix("s")] - 1
    if match["o"].casefold() == "last":
        return TimeInterval(whole.end - days * ONE_DAY, whole.end)
    return TimeInterval(whole.start, whole.start + days * ONE_DAY)


def _month_near(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "June last year", "5 June of this year"."""
    whole = _period(match, setting)
    if whole is None or whole.start is None:
        return whole
    day = match.groupdict().get("d")
    if not day:
        return whole
    return one_day(day_of(whole.start.year, whole.start.month, int(re.sub(r"\D", "", day))))


def _near_month(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "last June" as the latest that is over, "next June" as the first that is to come."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    month, which = terms().month(match["m"]), NEAR[match["q"].casefold()]
    year = today.year
    if which < 0 and month >= today.month:
        year -= 1
    if which > 0 and month <= today.month:
        year += 1
    return month_of(year, month)


def _half(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the first half of next year", "the third quarter of last year", "H1 2018"."""
    whole = _period(match, setting)
    if whole is None or whole.start is None:
        return whole
    groups = match.groupdict()
    size = _QUARTER if (groups.get("k") or "half").casefold() == "quarter" else _HALF
    if groups.get("h"):
        number = int(match["h"])
    elif match["o"].casefold() == "last":
        number = _MONTHS // size
    else:
        number = ordinal_of(match["o"])
    last = size * number
    return months_of(whole.start.year, last - size + 1, last) if 1 <= last <= _MONTHS else None


def _quarter_by_sign(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "Q2 of next year"."""
    year = _near_year(match["q"], setting)
    quarter = int(match["h"])
    return months_of(year, 3 * quarter - 2, 3 * quarter) if year else UNRESOLVED


def _season_near(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the spring of last year", "summer this year"."""
    year = _near_year(match["q"], setting)
    if not year:
        return UNRESOLVED
    first, last = terms().seasons[match["s"].casefold()]
    return months_of(year, first, last)


def _from_today(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "within three days", "within the next two weeks": from now on."""
    today, count = setting.today, count_of(match["n"])
    if today is None or not count:
        return UNRESOLVED
    vague = match["n"].casefold() in {"a", "an"} and not setting.future
    if setting.back or vague:  # "victory within a week": a length of time, without a beginning
        return None
    unit = match["u"].casefold().removesuffix("s")
    end = (
        shift_months(today, count * {"month": 1, "year": 12}[unit])
        if unit in {"month", "year"}
        else (today + timedelta(days=count * {"day": 1, "night": 1, "week": _WEEK}[unit]))
    )
    return Range(today, end, None)


def _decade(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the last decade", "the next two decades" as decades of the calendar."""
    if setting.today is None:
        return UNRESOLVED
    step = NEAR[match["q"].casefold()]
    count = count_of(match["n"]) if match["n"] else 1
    if not count:
        return UNRESOLVED
    first = setting.today.year // 10 * 10 + 10 * (step if step > 0 else step * count)
    return TimeInterval(date(first, 1, 1), date(first + 10 * count - 1, 12, 31))


_NTH = r"(?P<o>(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th)(?!\w))"
_NEAR = r"(?P<q>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]urrent|[Cc]oming|[Ff]ollowing)"
_WHOLE = (
    r"(?:of|in)\s+(?:<month:m>(?:,?\s+(?:of\s+)?<year:y>)?|(?:the\s+)?(?:year\s+)?"
    rf"(?P<yy>(?:19|20)\d\d)\b|(?:the\s+)?{_NEAR}\s+(?P<u>month|year)\b)"
)
_YEAR_OF = rf"(?:(?:of|in)\s+)?(?:the\s+)?(?:{_NEAR}\s+year\b)"

PARTS: tuple[Rule, ...] = (
    rule(
        "nth weekday",
        rf"\b(?:[Tt]he\s+)?{_NTH}\s+<weekday:w>\s+{_WHOLE}",
        _nth_weekday,
    ),
    rule(
        "nth unit",
        rf"\b(?:[Tt]he\s+)?(?P<o>last|<ordinal>)\s+(?P<k>day|week|month)\s+(?:of|in)\s+(?:<month:m>(?:,?\s+<year:y>)?|(?:the\s+)?{_NEAR}\s+(?P<u>week|month|year)\b)",
        _nth_unit,
    ),
    rule(
        "days at an edge",
        rf"\b(?:[Tt]he\s+)?(?P<o>[Ff]irst|[Ll]ast)\s+<number:n>\s+(?P<k>days|weeks|months)\s+(?:of|in)\s+(?:<month:m>(?:,?\s+<year:y>)?|(?:the\s+)?{_NEAR}\s+(?P<u>month|year)\b|(?P<yy>(?:19|20)\d\d))",
        _days_at_edge,
    ),
    rule(
        "day of near year",
        rf"(?:<weekday>,?\s+)?\b<day:d><of><month:m>,?\s+{_YEAR_OF}",
        _month_near,
    ),
    rule(
        "day, month first, of near year",
        rf"(?:<weekday>,?\s+)?\b<month:m>\s+(?:the\s+)?<day:d>,?\s+{_YEAR_OF}",
        _month_near,
    ),
    rule("month of near year", rf"\b<month:m>,?\s+{_YEAR_OF}", _month_near),
    rule(
        "near month",
        r"\b(?P<q>[Ll]ast|[Pp]ast|[Nn]ext|[Tt]his)\s+<month:m>(?!\s+(?:<day>|<year>))",
        _near_month,
    ),
    rule(
        "half of near year",
        rf"\b(?:[Tt]he\s+)?(?P<o>first|second|third|fourth|last)[\s-]+(?P<k>half|quarter)\s+{_YEAR_OF}",
        _half,
    ),
    rule(
        "quarter of near year",
        rf"(?<![\w-])[Qq](?P<h>[1-4])\s+{_YEAR_OF}",
        _quarter_by_sign,
    ),
    rule("half by sign", r"(?<![\w-])H(?P<h>[12])\s+(?:of\s+)?<year:y>", _half),
    rule("season of near year", rf"\b(?:[Tt]he\s+)?<season:s>\s+{_YEAR_OF}", _season_near),
    rule(
        "within",
        r"\b[Ww]ithin\s+(?:(?:the\s+)?(?:next|coming)\s+)?<number:n>\s+(?P<u>days?|nights?|weeks?|months?|years?)\b(?!\s+of\b)",
        _from_today,
    ),
    rule(
        "decade",
        r"\b(?:[Tt]he\s+)?(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming)\s+(?:(?P<n>two|three|four|\d)\s+)?decades?\b",
        _decade,
    ),
)
"""Rules for parts of a month or year, tried before those for the month or year alone."""
