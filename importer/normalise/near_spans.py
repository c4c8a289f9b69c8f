"""Spans near the day of publication: "the past three days", "next month", "the end of the year"."""

from __future__ import annotations

import re
from datetime import date

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    month_of,
    months_of,
    one_day,
    week_of,
)
from importer.normalise.expressions import Rule, Setting, count_of, ordinal_of, rule, terms
from importer.normalise.relative_dates import (
    SMALL_UNITS,
    around,
    moved,
    moved_by,
    read_amount,
    unit_of,
)
from importer.normalise.weeks import NEAR

_WINDOW = 12
_REACH = 48
_FOR = re.compile(r"\b(?:for|in|during|over)\s+\Z", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?:\w{2,}est|most\s+\w+|first|second|third|last|only)\s+(?:[\w-]+\s+){1,3}of\s+\Z",
    re.IGNORECASE,
)
"""What makes "of the year" this year: "the worst raid of the year", not "partner of the year"."""


def _last_span(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the past three days", "the last 24 hours": up to the day of publication."""
    if setting.today is None:
        return UNRESOLVED
    unit = unit_of(match["u"])
    number = match["n"] or match["m"]
    count = count_of(number) if number else 1
    if count is None:
        return UNRESOLVED
    if unit in {"second", "minute"}:
        return one_day(setting.today) if number else None
    if unit == "hour":
        days = max(1, round(count / 24))
        return TimeInterval(setting.today - days * ONE_DAY, setting.today)
    if (
        not number
        and unit in {"week", "month", "quarter", "year"}
        and match["q"].casefold() != "past"
    ):
        return None
    return TimeInterval(moved(setting.today, -count, unit), setting.today)


def _in(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "in two weeks" of what is to come; of the past it is a duration."""
    count, unit = count_of(match["n"]), unit_of(match["u"])
    if setting.back or count is None:
        return None
    if unit in SMALL_UNITS:
        return one_day(setting.today)
    return one_day(moved(setting.today, count, unit)) if setting.today else UNRESOLVED


def _next_span(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the next two weeks", "the coming 24 hours": from the day of publication on."""
    unit, count = unit_of(match["u"]), count_of(match["n"] or match["m"])
    if setting.today is None or count is None:
        return UNRESOLVED
    if unit in SMALL_UNITS:
        days = max(1, round(count / 24)) if unit == "hour" else 0
        return TimeInterval(setting.today, setting.today + days * ONE_DAY)
    return TimeInterval(setting.today + ONE_DAY, moved(setting.today, count, unit))


def _last_sum(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the past two years and three months"; one count alone is left to its own rule."""
    amount = read_amount(match["n"])
    if len(amount) == 1:
        return None
    if setting.today is None:
        return UNRESOLVED
    return TimeInterval(moved_by(setting.today, amount, -1), setting.today)


def _from_now(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "three weeks from now", "half an hour from now"."""
    today = setting.today
    return one_day(moved_by(today, read_amount(match["n"]), 1)) if today else UNRESOLVED


def _bare_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "for the month", "the deadliest day of the year": the one that was named, or this."""
    before = setting.text[max(0, match.start() - _REACH) : match.start()]
    if not (_FOR.search(before) or _SUPERLATIVE.search(before)):
        return None
    named = setting.last.start if setting.last and setting.back else None
    base = named or setting.today
    return around(base, unit_of(match["u"])) if base else UNRESOLVED


def _end_of_day(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "by the end of the day" as that day; "at the end of the day" is a figure of speech."""
    if re.search(r"\bat\s+(?:the\s+)?\Z", setting.text[: match.start()][-_WINDOW:], re.IGNORECASE):
        return None
    named = setting.last if setting.back else None
    return named or one_day(setting.today) or UNRESOLVED


def _working_week(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "this working week": its Monday to Friday."""
    if setting.today is None:
        return UNRESOLVED
    monday = week_of(setting.today + 7 * NEAR[match["q"].casefold()] * ONE_DAY).start
    return TimeInterval(monday, monday + 4 * ONE_DAY) if monday else None


def _calendar_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "last week", "this month", "next year", with "early", "late" or "later" before them."""
    today = setting.today
    if today is None:
        return UNRESOLVED
    which, unit, part = match["q"].casefold(), unit_of(match["u"]), (match["p"] or "").casefold()
    whole = around(moved(today, NEAR[which], unit), unit)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if part in {"early", "mid", "late"} and unit in {"month", "year"}:
        return _part(whole.start, part, unit)
    if NEAR[which] == 0 and part in {"earlier", "later"} and unit != "week":
        return (
            TimeInterval(whole.start, today)
            if part == "earlier"
            else TimeInterval(today, whole.end)
        )
    return whole


def _unit_before(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the week before" against the day named last."""
    base = (setting.last.start if setting.last else None) or setting.today
    return around(moved(base, -1, match["u"]), match["u"]) if base else UNRESOLVED


def _edge(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the beginning of the year", "the end of this month"."""
    if setting.today is None:
        return UNRESOLVED
    whole = around(setting.today, unit_of(match["u"]))
    if whole is None or whole.start is None or whole.end is None:
        return None
    if match["u"] == "week":
        return one_day(whole.end if match["p"] == "end" else whole.start)
    return _part(whole.start, match["p"], match["u"])


def _near_edge(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the end of next week", "the beginning of last month"."""
    if setting.today is None:
        return UNRESOLVED
    unit = unit_of(match["u"])
    whole = around(moved(setting.today, NEAR[match["q"].casefold()], unit), unit)
    if whole is None or whole.start is None or whole.end is None:
        return None
    if unit == "week":
        return one_day(whole.end if match["p"] == "end" else whole.start)
    return _part(whole.start, match["p"], unit)


def _rest(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the rest of the month": from now to its end."""
    if setting.today is None:
        return UNRESOLVED
    whole = around(setting.today, unit_of(match["u"]))
    return TimeInterval(setting.today, whole.end) if whole else None


def _part(first: date, part: str, unit: str) -> TimeInterval:
    if unit == "month":
        return month_of(first.year, first.month, *terms().parts_of_month[part])
    return months_of(first.year, *terms().parts_of_year[part])


def _nth(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "for the second day": it began so many days before publication, less one."""
    if setting.today is None:
        return UNRESOLVED
    count = ordinal_of(match["o"]) - 1
    return TimeInterval(moved(setting.today, -count, unit_of(match["u"])), setting.today)


def _all_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "all year", "so far this month" as the whole."""
    if setting.today is None:
        return UNRESOLVED
    return around(setting.today, unit_of(match["u"]))


NEAR_SPANS: tuple[Rule, ...] = (
    rule(
        "last sum",
        r"\b(?:[Tt]he\s+)?(?:[Ll]ast|[Pp]ast|[Pp]revious|[Pp]receding)\s+(?P<n><amount>)\b",
        _last_sum,
    ),
    rule(
        "from now",
        r"\b(?P<n><amount>|(?i:<number>\s+minutes?))\s+(?:from\s+now|hence)\b",
        _from_now,
    ),
    rule(
        "end of day",
        r"\b(?:the\s+)?(?:end|close)\s+of\s+(?:the\s+)?(?:day|business)\b(?!\s+(?:(?:on|of)\s+)?(?:<weekday>|today\b|tomorrow\b|yesterday\b))",
        _end_of_day,
    ),
    rule(
        "working week",
        r"\b(?:the\s+)?(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Cc]urrent|[Nn]ext|[Cc]oming)\s+work(?:ing)?\s?week\b",
        _working_week,
    ),
    rule("bare unit", r"\bthe\s+(?P<u>week|month|year)(?=\s*(?:[.,;:!?)]|$))", _bare_unit),
    rule(
        "in",
        r"\b[Ii]n\s+(?:about\s+)?<number:n>\s+<unit:u>(?:['’]s?\s+time|\s+from\s+now)?\b",
        _in,
    ),
    rule(
        "last span",
        r"\b(?:[Tt]he\s+)?(?:(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Pp]receding)\s+(?:<number:n>\s+)?|(?P<m>\d{1,2}|two|three|four|five|six)\s+(?:last|past|previous)\s+(?=\w+s\b))<unit:u>\b(?!\s+(?:of\b|[a-z]+ing\b))",
        _last_span,
    ),
    rule(
        "next span",
        r"\b(?:[Tt]he\s+)?(?:(?:[Nn]ext|[Cc]oming|[Uu]pcoming|[Ff]ollowing)\s+<number:n>|(?P<m>\d{1,2}|two|three|four|five|six)\s+(?:next|upcoming|coming)(?=\s+\w+s\b))\s+(?:few\s+)?<unit:u>\b",
        _next_span,
    ),
    rule(
        "calendar unit",
        r"\b(?:(?P<p>[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater)[\s-]+)?(?P<q>[Ll]ast|[Tt]his|[Nn]ext|[Pp]revious|[Cc]urrent|[Cc]oming|[Uu]pcoming|[Ff]ollowing)\s+(?P<u>week|month|year)\b(?!['’]s\s+end)",
        _calendar_unit,
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
        "edge",
        r"\b[Tt]he\s+(?P<p>beginning|start|middle|end)\s+of\s+(?:the|this)\s+(?P<u>week|month|year)\b",
        _edge,
    ),
    rule(
        "near edge",
        r"\b(?:[Tt]he\s+)?(?P<p>beginning|start|middle|end)\s+of\s+(?P<q>last|next|previous)\s+(?P<u>week|month|year)\b",
        _near_edge,
    ),
    rule(
        "rest",
        r"\b(?:[Tt]he\s+)?(?:rest|remainder)\s+of\s+(?:the|this)\s+(?:current\s+)?(?P<u>week|month|year|decade)\b",
        _rest,
    ),
    rule(
        "unit before",
        r"\b[Tt]he\s+(?P<u>week|month|year)\s+before\b(?!\s+(?:the|last|that))",
        _unit_before,
    ),
)
"""Rules for spans near the day of publication, tried after those for single days."""
