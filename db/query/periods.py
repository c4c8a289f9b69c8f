"""Days, weeks and months as the two databases reckon them, and text in one order on both."""

from db.query.dialect import Dialect
from db.query.sqlite_dialect import Sqlite


def first_day(dialect: Dialect, period: str, day: str) -> str:
    """Write the first day of the `week` (its Monday) or `month` of a day; `day` is left as is."""
    if period == "day":
        return day
    if isinstance(dialect, Sqlite):
        moved = "'start of month'" if period == "month" else "'-6 days','weekday 1'"
        return f"date({day},{moved})"
    return f"date_trunc('{period}',{day}::timestamp)::date"


def by_code_point(dialect: Dialect, expression: str) -> str:
    """Write text such that it is sorted by code point, which SQLite does anyway."""
    return expression if isinstance(dialect, Sqlite) else f'{expression} COLLATE "C"'
