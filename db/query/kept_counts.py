"""Where the kept counts tell what a reader asks, and how they are read.

A count by month knows whole months. Of a filter that begins or ends within one, the days at either
end are counted statement by statement; which days these are is reckoned from the values of a
request, so that one plan serves any days.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from db.counts import LEVELS
from db.enums import CountLevel
from db.filters.operators import DAY_BOUNDS, start_of_day
from db.filters.relations import compile_where, exact_key
from db.filters.scope import Budget, Scope, all_of
from db.query.catalogue import STATEMENT
from db.query.compiler import Compiler
from db.query.dialect import Kind
from db.query.finder import Finder
from db.query.periods import first_day
from db.query.selection import Argument, Slot
from db.query.values import Path

_FILTERED: Mapping[str, str] = {
    "party": "party",
    "claimType": "claim_type",
    "speaker": "speaker_id",
    "said": "month",
}
"""Filters of statements that the kept counts can answer, and the column that each reads."""

_LOWER, _UPPER = frozenset({"eq", "gt", "gte"}), frozenset({"eq", "lt", "lte"})
_MONTH = "month"


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """The level to read, and the filter."""

    level: CountLevel
    columns: frozenset[str]
    """What to count by, of the columns of the level."""
    where: Mapping[str, Argument]

    @property
    def single(self) -> bool:
        """Say whether each group is one row: nothing then needs to be added up."""
        told = self.columns | {
            column for name, column in _FILTERED.items() if _pins(name, self.where.get(name))
        }
        return told >= LEVELS[self.level] and not self._bounds()

    def branches(self, compiler: Compiler) -> list[str]:
        """Write what gives `statements` and the columns: the counts, and the days at either end."""
        bounds = self._bounds()
        branches = [self._counts(compiler, bounds)]
        if bounds.keys() & _LOWER:
            branches.append(self._days(compiler, bounds, ("head_from", "head_to")))
        if bounds.keys() & _UPPER:
            branches.append(self._days(compiler, bounds, ("tail_from", "tail_to")))
        return branches

    def _bounds(self) -> dict[str, Slot]:
        said = self.where.get("said")
        given = said if isinstance(said, dict) else {}
        return {
            key: slot
            for key, slot in given.items()
            if isinstance(slot, Slot) and key in _LOWER | _UPPER
        }

    def _undated(self, column: str) -> list[str]:
        said = self.where.get("said")
        asked = said.get("isNull") if isinstance(said, dict) else None
        if not isinstance(asked, Slot):
            return []
        return [f"{column} IS {'' if asked.value else 'NOT '}NULL"]

    def _counts(self, compiler: Compiler, bounds: Mapping[str, Slot]) -> str:
        """Read the counts of all months that lie within the bounds as a whole."""
        own = compiler.alias("kept")
        joins = [f"statement_count {own}"]
        conditions = [f"{own}.level = '{self.level}'"]
        if "party" not in LEVELS[self.level]:
            conditions.append(f"{own}.party IS NULL")  # so that the indexes serve
        for which, sign in (("first_month", ">="), ("end_month", "<")):
            if bounds.keys() & (_LOWER if sign == ">=" else _UPPER):
                day = _bind(compiler, bounds, which, Kind.DATE)
                conditions.append(f"{own}.month {sign} {day}")
        conditions += self._undated(f"{own}.month")
        where = self._where_but_said()
        if where:
            scope = Scope(compiler, own, joins, budget=Budget())
            conditions.append(compile_where(STATEMENT.filters, scope, where, ("where",)))
        columns = ", ".join(f"{own}.{name} AS {name}" for name in sorted(self.columns))
        shown = f", {columns}" if columns else ""
        return (
            f"SELECT {own}.statements AS statements{shown} "
            f"FROM {' '.join(joins)} WHERE {all_of(conditions)}"
        )

    def _days(self, compiler: Compiler, bounds: Mapping[str, Slot], ends: tuple[str, str]) -> str:
        """Read statements of the days that fill no whole month."""
        own = compiler.alias("statement")
        rows = Finder(compiler, STATEMENT, own).rows(self._where_but_said())
        start, end = (_bind(compiler, bounds, which, Kind.MOMENT) for which in ends)
        month = first_day(compiler.dialect, "month", f"{own}.said_on")
        columns = [
            f"{month if name == _MONTH else f'{own}.{name}'} AS {name}"
            for name in sorted(self.columns)
        ]
        source = rows.source(
            f"{own}.sort_at >= {start}",
            f"{own}.sort_at < {end}",
            f"{own}.said_on IS NOT NULL",
            *self._undated(f"{own}.said_on"),
        )
        return f"SELECT {', '.join(['1 AS statements', *columns])} FROM {source}"

    def _where_but_said(self) -> dict[str, Argument]:
        return {name: node for name, node in self.where.items() if name != "said"}


def kept_counts(columns: Collection[str], where: Argument | None) -> KeptCounts | None:
    """Return the counts that tell all that is asked, None where statements must be counted.

    `columns` are those of `db.counts.LEVELS`, or others, which no level has.
    """
    given = {} if where is None else where
    if not isinstance(given, dict) or not given.keys() <= _FILTERED.keys():
        return None
    if "said" in given and not _is_plain(given["said"]):
        return None
    needed = {*columns, *(_FILTERED[name] for name in given)}
    for level, told in LEVELS.items():
        if needed <= told:
            return KeptCounts(level, frozenset(columns), given)
    return None


def _is_plain(said: Argument) -> bool:
    """Say whether a filter on days has nothing wrong with it that can be seen before its values."""
    return isinstance(said, dict) and all(
        key in DAY_BOUNDS
        and isinstance(item, Slot)
        and item.value is not None
        and (key != "isNull" or isinstance(item.value, bool))
        for key, item in said.items()
    )


def _pins(name: str, node: Argument | None) -> bool:
    """Say whether a filter leaves one value of its column."""
    if name == "speaker":
        return node is not None and exact_key(node) is not None
    return name in {"party", "claimType"} and isinstance(node, dict) and "eq" in node


def _bind(compiler: Compiler, bounds: Mapping[str, Slot], which: str, kind: Kind) -> str:
    """Bind a day or a moment that is reckoned from all bounds."""
    slots = tuple(bounds.values())
    together = Slot([slot.value for slot in slots], items=slots)
    return compiler.bind(together, _Reckoned(tuple(bounds), which), kind, ("where", "said"))


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """Takes the days of all bounds and gives back one end of a stretch of time."""

    keys: tuple[str, ...]
    which: str

    def __call__(self, value: Any, path: Path) -> date | datetime:
        """Return a day for months, a moment for days."""
        bounds = list(self._moments(value, path))
        start = max((moment for sign, moment in bounds if sign == ">="), default=_BEFORE_ALL)
        end = min((moment for sign, moment in bounds if sign == "<"), default=_AFTER_ALL)
        first, stop = _next_month(start), end.replace(day=1)
        match self.which:
            case "first_month":
                return first.date()
            case "end_month":
                return stop.date()
            case "head_from":
                return start
            case "head_to":
                return min(first, end)
            case "tail_from":
                return max(first, stop)
            case _:
                return end

    def _moments(self, value: Any, path: Path) -> Iterator[tuple[str, datetime]]:
        for key, day in zip(self.keys, value, strict=True):
            for sign, later in DAY_BOUNDS[key]:
                yield sign, start_of_day(later)(day, (*path, key))


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_AFTER_ALL = datetime.max.replace(tzinfo=UTC)


def _next_month(moment: datetime) -> datetime:
    """Return the beginning of the first month that begins at a moment or later."""
    if moment.day == 1:
        return moment
    if (moment.year, moment.month) == (_AFTER_ALL.year, _AFTER_ALL.month):
        return _AFTER_ALL
    years, month = divmod(moment.month, 12)
    return moment.replace(year=moment.year + years, month=month + 1, day=1)
