"""Checks on the values that readers send, each before it is bound to SQL.

A converter takes what stands in a request and gives back a plain Python value of one kind, or says
which argument is wrong and why. Nothing is let through by leaving a filter out.
"""

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from db.query.errors import FilterError

MAX_TEXT = 500
MAX_LIST = 500

type Path = tuple[str | int, ...]
type Converter = Callable[[Any, Path], Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def as_text(value: Any, path: Path) -> str:
    """Take text that both databases can store."""
    if not isinstance(value, str):
        raise FilterError("must be text", path)
    if len(value) > MAX_TEXT:
        raise FilterError(f"must have at most {MAX_TEXT} characters", path)
    if "\0" in value:
        raise FilterError("must not contain the NUL character", path)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise FilterError("must not contain half of a surrogate pair", path) from None
    return str(value)


def as_number(value: Any, path: Path) -> float:
    """Take a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FilterError("must be a number", path)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise FilterError("must be a finite number", path)
    return number


def as_flag(value: Any, path: Path) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise FilterError("must be true or false", path)
    return value


def as_date(value: Any, path: Path) -> date:
    """Take a day, as a date or as YYYY-MM-DD."""
    if isinstance(value, datetime):
        raise FilterError("must be a day, YYYY-MM-DD", path)
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FilterError("must be a day that exists, YYYY-MM-DD", path)


def as_moment(value: Any, path: Path) -> datetime:
    """Take a moment with a time zone, as a datetime or in ISO 8601."""
    if isinstance(value, str) and len(value) <= 40:  # noqa: PLR2004  # no longer form exists
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = None
    if isinstance(value, datetime) and value.tzinfo is not None:
        try:
            return value.astimezone(UTC)
        except OverflowError:
            pass
    raise FilterError("must be a moment with a time zone, such as 2024-11-26T08:00:00Z", path)


def as_member(enum: type[StrEnum]) -> Converter:
    """Take a member of an enum, or its name, and give back the value that is stored."""
    names = {member.name: member.value for member in enum}

    def convert(value: Any, path: Path) -> str:
        if isinstance(value, enum):
            return value.value
        if isinstance(value, str) and value in names:
            return names[value]
        raise FilterError(f"must be one of {', '.join(names)}", path)

    return convert


def as_list(convert: Converter) -> Converter:
    """Take a list of values that `convert` takes; one value alone stands for a list of one."""

    def convert_all(value: Any, path: Path) -> list[Any]:
        members = value if isinstance(value, list) else [value]
        if len(members) > MAX_LIST:
            raise FilterError(f"must have at most {MAX_LIST} entries", path)
        return [convert(member, (*path, index)) for index, member in enumerate(members)]

    return convert_all


def as_pattern(before: str, after: str) -> Converter:
    """Take text to look for with LIKE, its wildcards escaped."""

    def convert(value: Any, path: Path) -> str:
        text = as_text(value, path)
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return f"{before}{escaped}{after}"

    return convert
