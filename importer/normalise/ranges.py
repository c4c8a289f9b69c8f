"""Expressions of time made of others: "from Friday to 1 October", "two days before Christmas"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from importer.model import TimeInterval, TimeMention
from importer.normalise.calendar import (
    ONE_DAY,
    UNRESOLVED,
    shift_months,
    week_of,
    weekday_before,
    weekend_before,
    within_calendar,
)
from importer.normalise.expressions import rule, terms
from importer.normalise.relative_dates import moved_by, read_amount

_GAP = re.compile(
    r"\s*(?P<dash>[-–—~])\s*|,?\s+(?P<word>to|till|til|until|through|thru|into|and)\s+(?:on\s+|the\s+)?",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\b(?P<word>from|between)\s+(?:on\s+|the\s+|early\s+)?\Z", re.IGNORECASE)
_OFFSET = rule(
    "offset",
    r"\b(?:(?P<s>(?:[Ww]ithin|[Ii]n|(?P<f>[Ff]or))\s+(?P<the>the\s+(?:next\s+)?)?)?(?P<n><amount>)|(?:the\s+)?(?P<a>day|week|weekend|month|year))"
    r",?\s+(?P<k>after|before|from|following|preceding|since|of|prior\s+to|beginning|starting|commencing)\s+"
    r"(?:(?:on|from|with)\s+)?(?:the\s+)?\Z",
    lambda *_: None,
).pattern
_MOVE = re.compile(
    r"\b(?:mov|postpon|delay|reschedul|shift|push|put|brought|bring|chang|extend|correct|revis)\w*"
    r"(?:\s+[\w’']+){0,3}\s+from\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_COUNTED_WEEKS = re.compile(
    r"(?:weeks?|months?|years?)(?:['’]s?\s+time|\s+(?:ago|hence|from\s+\w+|(?:after|before)\s+.*))?\Z"
    r"|\bweek\s+of\b",
    re.IGNORECASE,
)
"""Spans that a weekday picks its day from; with days ("two days ago") it only says the same."""
_BESIDE = re.compile(r",?\s+(?:on\s+)?")
_RATE = re.compile(r"\w\s+an?\s+(?:day|week|month|year)\Z", re.IGNORECASE)
"""What is had of something: "20 hours a day from Saturday" is no distance from Saturday."""
_YEAR = re.compile(r"\d{4}")
_WINDOW = 48
_SATURDAY = 5
_BEGINNING = frozenset({"beginning", "starting", "commencing"})
_MONTHS = 12
_WEEK = 7


def compose(text: str, mentions: Iterable[TimeMention], start: int) -> list[TimeMention]:
    """Join mentions of a paragraph, given in order, that make one expression together.

    `text` is the paragraph, `start` its offset in the article.
    """
    composed: list[TimeMention] = []
    for mention in mentions:
        shifted = _shifted(text, mention, start)
        while composed and composed[-1].end > shifted.start:
            composed.pop()  # "the week before" is part of "the week before Easter"
        joined = _joined(text, composed[-1], shifted, start) if composed else None
        if joined is not None:
            composed[-1] = joined
        else:
            composed.append(shifted)
    return composed


def _shifted(text: str, mention: TimeMention, start: int) -> TimeMention:
    """Read "three weeks from", "the week before", "within two days of" before a known date."""
    day, last, end = mention.interval.start, mention.interval.end, mention.start - start
    if day is None or last is None:
        return mention
    before = text[max(0, end - _WINDOW) : end]
    match = _OFFSET.search(before)
    if match is not None and _RATE.search(match["n"] or ""):
        return mention
    weekday = _WEEKDAY.match(mention.mention)
    found = within_calendar(_moved_from, match, day, last, weekday) if match else None
    if match is None or found is None:
        return mention
    first = mention.start - len(before) + match.start()
    return TimeMention(first, mention.end, text[first - start : mention.end - start], found)


def _moved_from(
    match: re.Match[str], day: date, last: date, weekday: re.Match[str] | None
) -> TimeInterval | None:
    """Return what so many units before or after a date are: a day, or a span up to or from it."""
    kind = match["k"].casefold().split()[0]
    if match["a"]:  # "the week after Christmas": the seven days next to it
        return _unit_beside(match["a"].casefold(), kind, day, last)
    amount = read_amount(match["n"])
    if kind in _BEGINNING or (match["f"] and kind == "from"):
        return _beginning_with(day, last, amount)
    point = kind == "from" and not match["the"]  # "in two days from today" is one day
    spans = match["s"] is not None and not point
    if not amount or (kind in {"of", "since"} and (not spans or match["f"])):
        return None
    if day != last and not spans:
        return None
    if kind in {"before", "preceding", "prior"}:
        new = moved_by(day, amount, -1)
        return TimeInterval(new, day - ONE_DAY) if spans else TimeInterval(new, new)
    ahead = timedelta(days=7) if weekday and kind == "from" else timedelta()
    new = moved_by(last, amount, 1) + ahead
    return TimeInterval(last + ONE_DAY, new) if spans else TimeInterval(new, new)


def _beginning_with(day: date, last: date, amount: list[tuple[float, str]]) -> TimeInterval | None:
    """Read "three days starting on Monday", "for two weeks from 8 May": the first day counts."""
    if not amount or day != last:
        return None
    return TimeInterval(day, max(day, moved_by(day, amount, 1) - ONE_DAY))


def _unit_beside(unit: str, kind: str, day: date, last: date) -> TimeInterval | None:
    if kind in {"before", "preceding", "prior"} and unit != "weekend":
        return TimeInterval(moved_by(day, [(1, unit)], -1), day - ONE_DAY)
    if kind in {"after", "following"} and unit != "weekend":
        return TimeInterval(last + ONE_DAY, moved_by(last, [(1, unit)], 1))
    if unit == "weekend":
        return _weekend_beside(kind, day) if day == last else None
    if kind in _BEGINNING and day == last:
        return TimeInterval(day, moved_by(day, [(1, unit)], 1) - ONE_DAY)
    return week_of(day) if kind == "of" and unit == "week" and day == last else None


def _weekend_beside(kind: str, day: date) -> TimeInterval | None:
    """Read "the weekend of 7 June", "the weekend before Easter"."""
    if kind == "of":
        saturday = day + timedelta(days=_SATURDAY - day.weekday())
    elif kind in {"before", "preceding", "prior"}:
        saturday = weekend_before(day - 2 * ONE_DAY).start or day
    elif kind in {"after", "following"}:
        saturday = weekday_before(day, _SATURDAY, future=True)
    else:
        return None
    return TimeInterval(saturday, saturday + ONE_DAY)


def _joined(text: str, first: TimeMention, second: TimeMention, start: int) -> TimeMention | None:
    """Return the range of two mentions, or None if they are no range."""
    if UNRESOLVED in (first.interval, second.interval) or first.last or second.last:
        return None
    one = _weekday_of_week(text, first, second, start)
    if one is not None:
        return one
    gap = _GAP.fullmatch(text, first.end - start, second.start - start)
    if gap is None or not _is_range(text, gap, first, second, start):
        return None
    begin, last = _ordered(first, second)
    if begin is None or last.end is None or last.end < begin:
        return None
    return TimeMention(
        first.start,
        second.end,
        text[first.start - start : second.end - start],
        TimeInterval(begin, last.end),
        last,
    )


def _weekday_of_week(
    text: str, first: TimeMention, second: TimeMention, start: int
) -> TimeMention | None:
    """Read "Friday in two weeks", "three weeks from now on Tuesday": that day of the week."""
    for weekday, week in ((first, second), (second, first)):
        named = _WEEKDAY.match(weekday.mention)
        begin, end = week.interval.start, week.interval.end
        if not named or begin is None or end is None or not _COUNTED_WEEKS.search(week.mention):
            continue
        if (end - begin).days > _WEEK or not _BESIDE.fullmatch(
            text, first.end - start, second.start - start
        ):
            return None
        monday = begin - begin.weekday() * ONE_DAY
        day = monday + terms().weekday(named.group()) * ONE_DAY
        written = text[first.start - start : second.end - start]
        return TimeMention(first.start, second.end, written, TimeInterval(day, day))
    return None


def _is_range(
    text: str, gap: re.Match[str], first: TimeMention, second: TimeMention, start: int
) -> bool:
    """Tell "from Monday to Friday" from "moved from Monday to Friday" and "Monday and Friday"."""
    if gap["dash"]:
        return True
    begin = first.start - start
    before = text[max(0, begin - _WINDOW) : begin]
    opening = _OPENING.search(before)
    word = gap["word"].casefold()
    if opening is None:
        closed = second.mention[0].isdigit() or second.mention.casefold() in {"today", "now"}
        figures = first.mention[-1].isdigit() and closed
        return word in {"through", "thru", "into"} or (word != "and" and figures)
    if opening["word"].casefold() == "between":
        return word == "and"
    return word != "and" and not tells_a_move(text, begin)


def tells_a_move(text: str, begin: int) -> bool:
    """Tell "moved from Monday to Friday", which names two days, from a range that begins there."""
    return _MOVE.search(text, max(0, begin - _WINDOW), begin) is not None


def _ordered(first: TimeMention, second: TimeMention) -> tuple[date | None, TimeInterval]:
    """Put the two ends in order: "October to March" ends in the next year."""
    begin, start, end = first.interval.start, second.interval.start, second.interval.end
    if begin is None or start is None or end is None:
        return None, second.interval
    if _WEEKDAY.fullmatch(second.mention):
        later = timedelta(days=7) * max(0, -(-((begin - end).days + 1) // 7))
        return begin, TimeInterval(start + later, end + later)
    if end < begin and not _YEAR.search(second.mention):
        return begin, TimeInterval(shift_months(start, _MONTHS), shift_months(end, _MONTHS))
    dated = re.search(r"\d", first.mention) and not _YEAR.search(first.mention)
    if dated and _YEAR.search(second.mention):
        same_year = shift_months(begin, _MONTHS * (start.year - begin.year))
        begin = same_year if same_year <= start else shift_months(same_year, -_MONTHS)
    return begin, second.interval
