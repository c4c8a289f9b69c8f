"""Expressions read against the day of publication or against a day named before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    month_of,
    months_of,
    one_day,
    shift_months,
    week_of,
    weekday_before,
    weekend_before,
)
from importer.normalise.expressions import Reader, Rule, Setting, count_of, ordinal_of, rule, terms

_ANY = re.compile(r"\b(?:an?|any|each|every)\s+\Z", re.IGNORECASE)
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120}


def _unit(written: str) -> str:
    return written.casefold().removesuffix("s")


def moved(day: date, count: int, unit: str) -> date:
    """Move a day by so many days, weeks, months or years."""
    if unit in _MONTHS:
        return shift_months(day, count * _MONTHS[unit])
    return day + timedelta(days=count * _DAYS.get(unit, 0))


def _offset(days: int) -> Reader:
    def read(_: re.Match[str], setting: Setting) -> TimeInterval | None:
        return one_day(setting.today + days * ONE_DAY) if setting.today else UNRESOLVED

    return read


def _overnight(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "overnight": the day before to the day of publication, or the weekday named with it."""
    if setting.today is None:
        return UNRESOLVED
    weekday = match.groupdict().get("w")
    last = weekday_before(setting.today, terms().weekdays[weekday]) if weekday else setting.today
    return TimeInterval(last - ONE_DAY, last)


def _weekday(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    today = setting.today
    if _ANY.search(setting.text[max(0, match.start() - 8) : match.start()]):
        return None  # "a Sunday", "every Friday": no day in particular
    if today is None:
        return UNRESOLVED
    weekday = terms().weekdays[match["w"]]
    which = (match["q"] or "").casefold()
    if "next" in which or "coming" in which:
        return one_day(weekday_before(today, weekday, future=True))
    found = weekday_before(today, weekday, future=setting.future)
    if which in {"last", "previous"} and found == today:
        found -= 7 * ONE_DAY
    if (match["f"] or "").casefold().endswith("week"):  # "Tuesday of last week"
        week = week_of(today + (7 if "next" in match["f"] else -7) * ONE_DAY)
        found = (week.start or today) + weekday * ONE_DAY
    return one_day(found)


def _weekdays(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    words = terms().weekdays
    last = weekday_before(setting.today, words[match["x"]], future=setting.future)
    first = weekday_before(last, words[match["w"]])
    return TimeInterval(first, last) if first < last else None


def _ago(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    count, unit = count_of(match["n"]), _unit(match["u"])
    if unit == "hour":
        return one_day(setting.today) if setting.today else UNRESOLVED
    if setting.today is None or count is None:
        return UNRESOLVED
    return _around(moved(setting.today, -count, unit), unit)


def _around(day: date, unit: str) -> TimeInterval | None:
    """Return the calendar week, month or year of a day that was given no more exactly."""
    if unit in {"week", "fortnight"}:
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit in {"year", "decade"}:
        return months_of(day.year, 1, 12)
    return one_day(day)


def _last_span(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the past three days", "the last 24 hours": up to the day of publication."""
    if setting.today is None:
        return UNRESOLVED
    unit = _unit(match["u"])
    count = count_of(match["n"]) if match["n"] else 1
    if count is None:
        return UNRESOLVED
    if unit == "hour":
        days = max(1, round(count / 24))
        return TimeInterval(setting.today - days * ONE_DAY, setting.today)
    if not match["n"] and unit in {"week", "month", "year"} and match["q"].casefold() != "past":
        return None
    return TimeInterval(moved(setting.today, -count, unit), setting.today)


def _in(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "in two weeks" of what is to come; of the past it is a duration."""
    count, unit = count_of(match["n"]), _unit(match["u"])
    if not setting.future or count is None or unit == "hour":
        return None
    return one_day(moved(setting.today, count, unit)) if setting.today else UNRESOLVED


def _next_span(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the next two weeks", "the coming 24 hours": from the day of publication on."""
    unit, count = _unit(match["u"]), count_of(match["n"]) if match["n"] else None
    if setting.today is None or count is None:
        return UNRESOLVED
    days = max(1, round(count / 24)) if unit == "hour" else 0
    return TimeInterval(setting.today, moved(setting.today, count, unit) + days * ONE_DAY)


def _calendar_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "last week", "this month", "next year", with "early", "late" or "later" before them."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    which, unit, part = match["q"].casefold(), _unit(match["u"]), (match["p"] or "").casefold()
    step = {"last": -1, "previous": -1, "this": 0, "next": 1}[which]
    whole = _around(moved(today, step, unit), unit)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if part in {"early", "mid", "late"} and unit in {"month", "year"}:
        return _part(whole.start, part, unit)
    return TimeInterval(today, whole.end) if which == "this" and part == "later" else whole


def _unit_before(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the week before" against the day named last."""
    base = (setting.last.start if setting.last else None) or setting.today
    return _around(moved(base, -1, match["u"]), match["u"]) if base else UNRESOLVED


def _edge(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the beginning of the year", "the end of this month"."""
    if setting.today is None:
        return UNRESOLVED
    whole = _around(setting.today, _unit(match["u"]))
    if whole is None or whole.start is None or whole.end is None:
        return None
    if match["u"] == "week":
        return one_day(whole.end if match["p"] == "end" else whole.start)
    return _part(whole.start, match["p"], match["u"])


def _part(first: date, part: str, unit: str) -> TimeInterval:
    if unit == "month":
        return month_of(first.year, first.month, *terms().parts_of_month[part])
    return months_of(first.year, *terms().parts_of_year[part])


def _weekend(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    found = weekend_before(setting.today)
    which = (match["q"] or "").casefold()
    if found.start is None or found.end is None:
        return None
    week = 7 * ONE_DAY
    if which in {"next", "this coming"} or (setting.future and which != "last"):
        return TimeInterval(found.start + week, found.end + week)
    if which == "last" and found.end >= setting.today:
        return TimeInterval(found.start - week, found.end - week)
    return found


def _nth(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "for the second day": it began so many days before publication, less one."""
    if setting.today is None:
        return UNRESOLVED
    count = ordinal_of(match["o"]) - 1
    return TimeInterval(moved(setting.today, -count, _unit(match["u"])), setting.today)


def _all_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "all year", "so far this month" as the whole."""
    if setting.today is None:
        return UNRESOLVED
    return _around(setting.today, _unit(match["u"]))


def _that(_: re.Match[str], setting: Setting) -> TimeInterval | None:
    return setting.last or UNRESOLVED


def _that_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "that day" as the day named before, "that week" as the week around it."""
    last = setting.last
    if last is None or last.start is None:
        return last or UNRESOLVED
    unit = _unit(match["u"])
    return _around(last.start, unit) if unit in {"week", "month", "year"} else last


def _next_to(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the day before" against the day of the saying, "the next day" against the last day."""
    written = match.group().casefold()
    back = "before" in written or "previous" in written
    named = setting.last
    base = setting.said if back and setting.said else (named.end if named and not back else None)
    base = base or (named.start if named else None) or setting.today
    if base is None:
        return UNRESOLVED
    return one_day(base - ONE_DAY if back else base + ONE_DAY)


def _from_named(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "two days earlier", "three weeks later" against the day named last."""
    count, unit = count_of(match["n"]), _unit(match["u"])
    named = setting.last
    if unit == "hour" and named is not None:
        return named
    base = (named.start if named else None) or setting.said or setting.today
    if base is None or count is None or unit == "hour":
        return UNRESOLVED
    step = -count if match["k"].casefold() in {"earlier", "before", "previously"} else count
    return one_day(moved(base, step, unit))


_TODAY = r"(?:[Tt]oday|[Tt]onight|[Tt]his\s+<part_of_day>|[Ee]arlier\s+today|[Ll]ater\s+today)\b"
_THAT = r"(?:[Tt]hat|[Tt]he\s+same|[Tt]hat\s+same|[Tt]hat\s+very)"
_PART = r"(?:\s+(?:early\s+|late\s+)?<part_of_day>)?"

RELATIVE: tuple[Rule, ...] = (
    rule("today", rf"\b{_TODAY}", _offset(0)),
    rule("before yesterday", r"\b[Tt]he\s+day\s+before\s+yesterday\b", _offset(-2)),
    rule("yesterday", rf"\b[Yy]esterday\b{_PART}|\b[Ll]ast\s+(?:night|evening)\b", _offset(-1)),
    rule("tomorrow", rf"\b[Tt]omorrow\b{_PART}", _offset(1)),
    rule("overnight", r"\b[Oo]vernight(?:\s+(?:into|to)\s+<weekday:w>)?\b", _overnight),
    rule(
        "weekdays",
        r"\b<weekday:w><range><weekday:x>" + _PART,
        _weekdays,
    ),
    rule(
        "weekday",
        r"\b(?:(?P<q>[Ll]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Tt]his(?:\s+(?:past|coming))?)\s+)?<weekday:w>(?!s)"
        + _PART
        + r"(?P<f>\s+(?:of\s+)?(?:last|next)\s+week)?",
        _weekday,
    ),
    rule(
        "in",
        r"\b[Ii]n\s+(?:about\s+)?<number:n>\s+<unit:u>(?:['’]\s+time|\s+from\s+now)?\b",
        _in,
    ),
    rule(
        "ago",
        r"\b(?:(?:[Aa]bout|[Ss]ome|[Mm]ore\s+than|[Nn]early|[Aa]lmost|[Oo]ver|[Jj]ust)\s+)?<number:n>\s+<unit:u>\s+(?:or\s+so\s+)?ago\b",
        _ago,
    ),
    rule(
        "last span",
        r"\b(?:[Tt]he\s+)?(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Pp]receding)\s+(?:<number:n>\s+)?<unit:u>\b(?!\s+(?:of\b|[a-z]+ing\b))",
        _last_span,
    ),
    rule(
        "next span",
        r"\b[Tt]he\s+(?:next|coming|following)\s+(?:<number:n>\s+)(?:few\s+)?<unit:u>\b",
        _next_span,
    ),
    rule(
        "calendar unit",
        r"\b(?:(?P<p>[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)[\s-]+)?(?P<q>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious)\s+(?P<u>week|month|year)\b(?!['’]s\s+end)",
        _calendar_unit,
    ),
    rule(
        "weekend",
        r"\b(?:(?:the|(?P<q>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\s+coming))\s+)(?:past\s+)?weekend\b",
        _weekend,
    ),
    rule(
        "nth",
        r"\bfor\s+(?:the|a)\s+<ordinal:o>\s+(?:(?:consecutive|straight|successive|running)\s+)?(?P<u>day|night|week|month|year)\b",
        _nth,
    ),
    rule(
        "all",
        r"\b(?:[Aa]ll|[Ss]o\s+far\s+this|[Tt]hroughout\s+the)\s+(?P<u>week|month|year)\b",
        _all_unit,
    ),
    rule(
        "next to",
        r"\b[Tt]he\s+(?:(?:day|night|evening)\s+before|previous\s+day|day\s+after|(?:next|following)\s+(?:day|<part_of_day>))\b(?!\s+(?:the|that|he|she|it|they|his|her|its|their|a|an|[A-Z]))",
        _next_to,
        anaphoric=True,
    ),
    rule(
        "edge",
        r"\b[Tt]he\s+(?P<p>beginning|start|middle|end)\s+of\s+(?:the|this)\s+(?P<u>week|month|year)\b",
        _edge,
    ),
    rule(
        "unit before",
        r"\b[Tt]he\s+(?P<u>week|month|year)\s+before\b(?!\s+(?:the|last|that))",
        _unit_before,
    ),
    rule("since then", r"(?<=[Ss]ince\s)then\b", _that, anaphoric=True),
    rule(
        "that",
        rf"\b{_THAT}\s+(?:<part_of_day>|date|period)\b|\b(?:[Tt]hose|[Tt]hese)\s+days\b",
        _that,
        anaphoric=True,
    ),
    rule("that unit", rf"\b{_THAT}\s+(?P<u>day|week|month|year)\b", _that_unit, anaphoric=True),
    rule(
        "from named",
        r"\b<number:n>\s+<unit:u>\s+(?P<k>earlier|later|previously|before|after(?:wards)?)(?=[.,;:!?)”\"]|\s*$|\s+(?:in|at|on|by|and|when|with)\b)",
        _from_named,
        anaphoric=True,
    ),
)
"""Rules for relative expressions, tried after the absolute ones."""
