"""Calendar arithmetic on inclusive intervals of days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from importer.model import TimeInterval

UNRESOLVED = TimeInterval(None, None)
FIRST_YEAR, LAST_YEAR = 2, 9998


@dataclass(frozen=True, slots=True)
class Range(TimeInterval):
    """An interval with two named ends, as "March to May"; `last` is the second one."""

    last: TimeInterval | None = None


_HALF_YEAR = timedelta(days=183)
_SATURDAY = 5
_THURSDAY = 3
ONE_DAY = timedelta(days=1)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> TimeInterval | None:
    """Return the interval of a single day."""
    return TimeInterval(day, day) if day else None


def month_of(year: int, month: int, first: int = 1, last: int = 31) -> TimeInterval:
    """Return a month, or the part of it from `first` to `last`."""
    longest = monthrange(year, month)[1]
    return TimeInterval(date(year, month, first), date(year, month, min(last, longest)))


def months_of(year: int, first: int, last: int) -> TimeInterval:
    """Return the months from `first` to `last` of a year; an earlier last lies in the next year."""
    end_year = year if last >= first else year + 1
    return TimeInterval(date(year, first, 1), month_of(end_year, last).end)


def week_of(day: date) -> TimeInterval:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = day - timedelta(days=day.weekday())
    return TimeInterval(monday, monday + timedelta(days=6))


def first_week_after(day: date) -> TimeInterval:
    """Return the first week whose Thursday is not before a day."""
    return week_of(day + timedelta(days=(_THURSDAY - day.weekday()) % 7))


def last_week_before(day: date) -> TimeInterval:
    """Return the last week whose Thursday is not after a day."""
    return week_of(day - timedelta(days=(day.weekday() - _THURSDAY) % 7))


def quarter_of(day: date) -> TimeInterval:
    """Return the quarter of the year that holds a day."""
    first = 3 * ((day.month - 1) // 3) + 1
    return months_of(day.year, first, first + 2)


def within_calendar[**P](
    read: Callable[P, TimeInterval | None], *given: P.args, **named: P.kwargs
) -> TimeInterval | None:
    """Read what may lie anywhere; return None for what comes close to the ends of all days.

    No report means a day before year 2 or after 9998, and weeks beside it would not exist.
    """
    try:
        found = read(*given, **named)
    except (OverflowError, ValueError):
        return None
    days = (found.start, found.end) if found else ()
    return found if all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days if day) else None


def shift_months(day: date, months: int) -> date:
    """Move a day by whole months, to the end of the month where that is shorter."""
    position = day.year * 12 + day.month - 1 + months
    year, month = divmod(position, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def weekday_before(today: date, weekday: int, *, future: bool = False) -> date:
    """Return the latest such weekday not after today, or the next one when it lies ahead."""
    if future:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def weekend_before(today: date) -> TimeInterval:
    """Return the Saturday and Sunday of the latest weekend that has begun."""
    saturday = weekday_before(today, _SATURDAY)
    return TimeInterval(saturday, saturday + ONE_DAY)


def year_for(
    today: date, month: int, day: int, *, future: bool = False, either: bool = False
) -> int:
    """Choose the year of a date that is written without one.

    The past is the rule; a date ahead needs a clause about the future, or one that settles neither
    (`either`) and a date that lies nearer than the same one a year before.
    """
    this = day_of(today.year, month, day) or day_of(today.year, month, 28)
    if this is None or this == today:
        return today.year
    if this < today:
        far = today - this > _HALF_YEAR
        return today.year + 1 if future or (either and far) else today.year
    near = this - today < _HALF_YEAR
    return today.year if future or (either and near) else today.year - 1
