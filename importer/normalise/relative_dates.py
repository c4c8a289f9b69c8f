"""Expressions read against the day of publication or against a day named before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from importer.model import TimeInterval
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    Range,
    month_of,
    months_of,
    one_day,
    shift_months,
    week_of,
    weekday_before,
    weekend_before,
)
from importer.normalise.expressions import (
    PAIR,
    Reader,
    Rule,
    Setting,
    count_of,
    rule,
    terms,
)

_ANY = re.compile(r"\b(?:an?|any|each|every)\s+\Z", re.IGNORECASE)
_BEGUN = re.compile(r"\b(?:from|since|between)\s[^.;:!?\n]*\Z", re.IGNORECASE)
_REACH = 48
_DAYS = {"day": 1, "night": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_WEEK_OF = {"previous": -1, "this": 0, "next": 1, "following": 1}
SMALL_UNITS = {"second", "minute", "hour"}


def unit_of(written: str) -> str:
    """Return the singular of a unit of time, in small letters."""
    plain = written.casefold().removesuffix("s")
    return "century" if plain == "centurie" else plain


def moved(day: date, count: int, unit: str) -> date:
    """Move a day by so many days, weeks, months or years."""
    if unit in _MONTHS:
        return shift_months(day, count * _MONTHS[unit])
    return day + timedelta(days=count * _DAYS.get(unit, 0))


def read_amount(written: str) -> list[tuple[float, str]]:
    """Read "two years and three months", "a week and a half", as counts of units."""
    found: list[tuple[float, str]] = []
    for match in PAIR.finditer(written):
        count = 0.5 if match["half"] else float(count_of(match["n"] or "a") or 0)
        found.append((count + 0.5 * bool(match["m"] or match["e"]), unit_of(match["u"])))
    return found


def moved_by(day: date, amount: Iterable[tuple[float, str]], step: int) -> date:
    """Move a day by an amount, forth (`step` 1) or back (-1)."""
    for count, unit in amount:
        whole, half = int(count), count % 1
        day = moved(day, step * whole, unit)
        if half:
            more = {"year": (6, "month"), "month": (15, "day"), "week": (3, "day")}.get(
                unit, (0, "day")
            )
            day = moved(day, step * more[0], more[1])
    return day


def _sum_ago(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Leave one whole unit to the rule that reads "two weeks ago" as a week."""
    amount = read_amount(match["n"])
    if len(amount) == 1 and not amount[0][0] % 1:
        return None
    return _long_ago(match, setting)


def _long_ago(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "two years and three months ago", "a week and a half ago", "a year ago today"."""
    if setting.today is None:
        return UNRESOLVED
    return one_day(moved_by(setting.today, read_amount(match["n"]), -1))


def _offset(days: int) -> Reader:
    def read(_: re.Match[str], setting: Setting) -> TimeInterval | None:
        return one_day(setting.today + days * ONE_DAY) if setting.today else UNRESOLVED

    return read


def _up_to_date(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "from March to date"; without a beginning "to date" names no day."""
    before = setting.text[max(0, match.start() - _REACH) : match.start()]
    if not _BEGUN.search(before):
        return None
    return one_day(setting.today) if setting.today else UNRESOLVED


def _overnight(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "overnight": the day before to the day of publication, or the weekday named with it."""
    if setting.today is None:
        return UNRESOLVED
    weekday = match.groupdict().get("w")
    last = weekday_before(setting.today, terms().weekday(weekday)) if weekday else setting.today
    return TimeInterval(last - ONE_DAY, last)


def _weekday(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    today = setting.today
    if _ANY.search(setting.text[max(0, match.start() - 8) : match.start()]):
        return None  # "a Sunday", "every Friday": no day in particular
    if today is None:
        return UNRESOLVED
    weekday = terms().weekday(match["w"])
    which = " ".join((match["q"] or "").casefold().split())
    if which in _WEEK_OF:  # "next Friday" is the one of the week that begins next
        week = week_of(today + _WEEK_OF[which] * 7 * ONE_DAY)
        return one_day((week.start or today) + weekday * ONE_DAY)
    if "coming" in which:
        return one_day(weekday_before(today, weekday, future=True))
    found = weekday_before(today, weekday, future=setting.future and "past" not in which)
    over = which in {"last", "past", "this past"}
    return one_day(found - 7 * ONE_DAY if over and found == today else found)


def _after_next(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the Sunday after next": the second to come."""
    if setting.today is None:
        return UNRESOLVED
    coming = weekday_before(setting.today, terms().weekday(match["w"]), future=True)
    return one_day(coming + 7 * ONE_DAY)


def _weekdays(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    words = terms()
    last = weekday_before(setting.today, words.weekday(match["x"]), future=setting.future)
    first = weekday_before(last, words.weekday(match["w"]))
    return Range(first, last, TimeInterval(last, last)) if first < last else None


def _ago(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    count, unit = count_of(match["n"]), unit_of(match["u"])
    if unit in SMALL_UNITS:
        return one_day(setting.today) if setting.today else UNRESOLVED
    if setting.today is None or count is None:
        return UNRESOLVED
    return around(moved(setting.today, -count, unit), unit)


def around(day: date, unit: str) -> TimeInterval | None:
    """Return the calendar week, month or year of a day that was given no more exactly."""
    if unit in {"week", "fortnight"}:
        return week_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit in {"year", "decade"}:
        return months_of(day.year, 1, 12)
    return one_day(day)


def _weekend(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    if setting.today is None:
        return UNRESOLVED
    found = weekend_before(setting.today)
    which = (match["q"] or "").casefold()
    if found.start is None or found.end is None:
        return None
    week = 7 * ONE_DAY
    if which in {"next", "this coming", "coming", "upcoming"} or (
        setting.future and which != "last"
    ):
        return TimeInterval(found.start + week, found.end + week)
    if which == "last" and found.end >= setting.today:
        return TimeInterval(found.start - week, found.end - week)
    return found


def _that(_: re.Match[str], setting: Setting) -> TimeInterval | None:
    return setting.last or UNRESOLVED


def _that_unit(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "that day" as the day named before, "that week" as the week around it."""
    last = setting.last
    if last is None or last.start is None:
        return last or UNRESOLVED
    unit = unit_of(match["u"])
    return around(last.start, unit) if unit in {"week", "month", "year"} else last


def _next_to(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "the day before" against the day of the saying, "the next day" against the last day."""
    written = match.group().casefold()
    back = "before" in written or "previous" in written
    named = setting.last
    if back and setting.day is not None and named is not None and named.start != named.end:
        named = TimeInterval(setting.day, setting.day)  # before a day, and not before a weekend
    base = setting.said if back and setting.said else (named.end if named and not back else None)
    base = base or (named.start if named else None) or setting.today
    if base is None:
        return UNRESOLVED
    return one_day(base - ONE_DAY if back else base + ONE_DAY)


def _from_named(match: re.Match[str], setting: Setting) -> TimeInterval | None:
    """Read "two days earlier", "three weeks later" against the day named last."""
    count, unit = count_of(match["n"]), unit_of(match["u"])
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
    rule(
        "now",
        r"\b(?:now|Now(?!,))\b(?=\s*(?:[.,;:!?)]|$|(?:and|until|till|to|through)\b))"
        r"(?<![Bb]y now)(?<![Ff]or now)(?<!just now)",
        _offset(0),
    ),
    rule(
        "up to date",
        r"(?:(?<=\bto\s)|(?<=\btill\s)|(?<=\buntil\s)|(?<=\band\s))"
        r"(?:date|(?:the\s+)?(?:current\s+date|present(?:\s+day)?)|this\s+day)\b",
        _up_to_date,
    ),
    rule(
        "at the moment",
        r"\b[Aa]t\s+(?:the\s+(?:present\s+)?(?:moment|minute)|(?:the\s+)?present(?:\s+time)?|this\s+(?:time|moment))"
        r"(?=\s*(?:[.,;:!?)]|$|(?:because|as|but|and|in|there)\b))",
        _offset(0),
    ),
    rule("before yesterday", r"\b[Tt]he\s+day\s+before\s+yesterday\b", _offset(-2)),
    rule("yesterday", rf"\b[Yy]esterday\b{_PART}|\b[Ll]ast\s+(?:night|evening)\b", _offset(-1)),
    rule("after tomorrow", r"\b[Tt]he\s+day\s+after\s+tomorrow\b", _offset(2)),
    rule("tomorrow", rf"\b[Tt]omorrow\b{_PART}", _offset(1)),
    rule(
        "since dawn",
        r"\b[Ss]ince\s+(?:dawn|daybreak|sunrise|midnight|early\s+morning"
        r"|the\s+(?:start|beginning)\s+of\s+(?:the|this)\s+day)\b"
        r"(?!,?\s+(?:on\s+)?(?:<weekday:w>|yesterday|the\b))",
        _offset(0),
    ),
    rule(
        "overnight",
        r"\b[Oo]vernight\b(?!\s+(?:on|from)\s+(?:<month>\s+\d|\d{1,2}(?:<range>\d{1,2})?\s+<month>))(?:\s+(?:(?:on\s+|from\s+)?<weekday:v>\s*(?:into|to|[-–])\s*|(?:into|to)\s+)<weekday:w>)?\b",
        _overnight,
    ),
    rule(
        "during the night",
        r"\b(?:[Dd]uring|[Tt]hroughout|[Aa]ll\s+through)\s+the\s+night\b(?!\s+(?:of|from|between|on|to|after|before)\b)",
        _overnight,
    ),
    rule(
        "weekdays",
        r"\b<weekday:w><range><weekday:x>" + _PART,
        _weekdays,
    ),
    rule("weekday after next", r"\b(?:[Tt]he\s+)?<weekday:w>\s+after\s+next\b", _after_next),
    rule(
        "weekday",
        r"\b(?:(?P<q>[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Ff]ollowing|[Cc]oming|[Tt]his(?:\s+(?:past|coming))?)\s+)?<weekday:w>(?!s)"
        + _PART,
        _weekday,
    ),
    rule(
        "sum ago",
        r"\b(?P<n><amount>)\s+ago\b(?!\s+today)",
        _sum_ago,
    ),
    rule("ago today", r"\b(?P<n><amount>)\s+ago\s+today\b", _long_ago),
    rule(
        "ago",
        r"\b(?:(?:[Aa]bout|[Ss]ome|[Mm]ore\s+than|[Nn]early|[Aa]lmost|[Oo]ver|[Jj]ust)\s+)?<number:n>\s+<unit:u>\s+(?:or\s+so\s+)?ago\b",
        _ago,
    ),
    rule(
        "weekend",
        r"\b(?:(?:the|(?P<q>[Ll]ast|[Tt]his|[Nn]ext|(?:[Tt]his\s+)?[Cc]oming|[Uu]pcoming))\s+)(?:past\s+)?weekend\b",
        _weekend,
    ),
    rule(
        "next to",
        r"\b[Tt]he\s+(?:(?:day|night|evening)\s+before|previous\s+day|day\s+after|(?:next|following)\s+(?:day|<part_of_day>))\b(?!\s+(?:(?:the|that|he|she|it|they|his|her|its|their|a|an)\b|[A-Z]))",
        _next_to,
        anaphoric=True,
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
        r"\b<number:n>\s+<unit:u>\s+(?P<k>earlier|later|previously|before|after(?:wards)?)(?=[.,;:!?)”\"]|\s*$|\s+(?:in|at|on|by|and|when|with)\b|(?:(?<=later)|(?<=earlier))\s+(?:the|an?|he|she|it|they|his|her|their)\b)",
        _from_named,
        anaphoric=True,
    ),
)
"""Rules for relative expressions, tried after the absolute ones."""
