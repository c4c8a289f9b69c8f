"""Filters on the columns of one row: comparisons, ranges, flags, full text."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from db.filters.scope import Filter, Scope, all_of, flag_value, members
from db.keys import fold
from db.query.dialect import Kind
from db.query.errors import FilterError
from db.query.selection import Argument, Slot
from db.query.values import (
    Converter,
    Path,
    as_date,
    as_flag,
    as_list,
    as_member,
    as_moment,
    as_number,
    as_pattern,
    as_text,
)

type Operator = Callable[[Scope, str, Argument, Path], str]


def _comparison(sign: str, convert: Converter, kind: Kind) -> Operator:
    def sql(scope: Scope, column: str, node: Argument, path: Path) -> str:
        return f"{column} {sign} {scope.bind(node, convert, kind, path)}"

    return sql


def _membership(convert: Converter) -> Operator:
    def sql(scope: Scope, column: str, node: Argument, path: Path) -> str:
        only = node.only() if isinstance(node, Slot) else None
        if only is not None:
            # An index that leads with the column then lists in the order of its other columns.
            return f"{column} = {scope.bind(only, convert, Kind.TEXT, (*path, 0))}"
        parameter = scope.bind(node, as_list(convert), Kind.TEXTS, path)
        return scope.compiler.dialect.among(column, parameter)

    return sql


def _likeness(convert: Converter) -> Operator:
    def sql(scope: Scope, column: str, node: Argument, path: Path) -> str:
        return scope.compiler.dialect.like(column, scope.bind(node, convert, Kind.TEXT, path))

    return sql


def _negation(operator: Operator) -> Operator:
    """Turn an operator round. What is not known to hold does not hold, so nulls match."""

    def sql(scope: Scope, column: str, node: Argument, path: Path) -> str:
        return f"({operator(scope, column, node, path)}) IS NOT TRUE"

    return sql


def _is_null(scope: Scope, column: str, node: Argument, path: Path) -> str:
    del scope
    return f"{column} IS {'' if flag_value(node, path) else 'NOT '}NULL"


def _equality(convert: Converter) -> dict[str, Operator]:
    equal = _comparison("=", convert, Kind.TEXT)
    member = _membership(convert)
    return {
        "eq": equal,
        "ne": _negation(equal),
        "in": member,
        "notIn": _negation(member),
        "isNull": _is_null,
    }


def _ordering(convert: Converter, kind: Kind) -> dict[str, Operator]:
    signs = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
    operators = {name: _comparison(sign, convert, kind) for name, sign in signs.items()}
    return {**operators, "isNull": _is_null}


TEXT: Mapping[str, Operator] = {
    **_equality(as_text),
    "contains": _likeness(as_pattern("%", "%")),
    "startsWith": _likeness(as_pattern("", "%")),
}
NUMBER: Mapping[str, Operator] = _ordering(as_number, Kind.NUMBER)
MOMENT: Mapping[str, Operator] = _ordering(as_moment, Kind.MOMENT)
DATE: Mapping[str, Operator] = _ordering(as_date, Kind.DATE)
KEY: Mapping[str, Operator] = {
    name: operator for name, operator in _equality(as_text).items() if name in {"eq", "in"}
}


@dataclass(frozen=True, slots=True)
class Column:
    """Operators on one column."""

    name: str
    operators: Mapping[str, Operator]

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write every operator that is given; all must hold."""
        column = scope.column(self.name)
        given = members(node, self.operators, path)
        return all_of(
            [self.operators[key](scope, column, item, (*path, key)) for key, item in given.items()]
        )


def text(name: str) -> Filter:
    """Filter a column of text."""
    return Column(name, TEXT)


def member(name: str, enum: type[StrEnum]) -> Filter:
    """Filter a column that holds a member of an enum."""
    return Column(name, _equality(as_member(enum)))


def _folded(convert: Converter) -> Converter:
    """Fold a name as the stored ones are; one of nothing but signs can be no name."""

    def fold_and_convert(value: Any, path: Path) -> Any:
        name = fold(as_text(value, path))
        if not name:
            raise FilterError("must have a letter or a figure", path)
        return convert(name, path)

    return fold_and_convert


def folded(name: str) -> Filter:
    """Filter a column of folded names: case, accents and punctuation do not matter."""
    equal = _folded(as_text)
    operators = {
        "eq": _comparison("=", equal, Kind.TEXT),
        "in": _membership(equal),
        "contains": _likeness(_folded(as_pattern("%", "%"))),
        "startsWith": _likeness(_folded(as_pattern("", "%"))),
    }
    return Column(name, operators)


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean column."""

    name: str

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Compare with true or false."""
        return f"{scope.column(self.name)} = {scope.bind(node, as_flag, Kind.FLAG, path)}"


@dataclass(frozen=True, slots=True)
class Present:
    """True where a column is set."""

    name: str

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Test for null."""
        return f"{scope.column(self.name)} IS {'NOT ' if flag_value(node, path) else ''}NULL"


@dataclass(frozen=True, slots=True)
class Day:
    """A day that may be unknown, read off the moment that pages are sorted by.

    `sort_at` is the start of the day, or long ago for what has none; the indexes are over it.
    """

    name: str
    sort_name: str = "sort_at"

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write the bounds as moments, and leave the undated out."""
        given = members(node, DAY_BOUNDS, path)
        conditions = [
            _is_null(scope, f"{scope.alias}.{self.name}", item, (*path, key))
            for key, item in given.items()
            if key == "isNull"
        ]
        conditions += self.bounds(scope, given, path)
        if given.keys() & {"lt", "lte"} and not given.keys() & {"eq", "gt", "gte"}:
            conditions.append(f"{scope.alias}.{self.name} IS NOT NULL")
        return all_of(conditions)

    def bounds(self, scope: Scope, given: Mapping[str, Argument], path: Path) -> list[str]:
        """Write the bounds alone: the undated, who stand before all others, may be within them."""
        column = scope.column(self.sort_name)
        return [
            f"{column} {sign} {scope.bind(item, start_of_day(later), Kind.MOMENT, (*path, key))}"
            for key, item in given.items()
            for sign, later in DAY_BOUNDS[key]
        ]


DAY_BOUNDS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "eq": ((">=", 0), ("<", 1)),
    "gt": ((">=", 1),),
    "gte": ((">=", 0),),
    "lt": (("<", 0),),
    "lte": (("<", 1),),
    "isNull": (),
}


DAYS_KEPT = 1024
"""Days whose beginnings are kept: most filters ask for the same few."""
FIRST_DATED = datetime(1900, 1, 2, tzinfo=UTC)


def start_of_day(later: int) -> Converter:
    """Take a day and give back the moment at which it begins, so many days later."""

    def convert(value: Any, path: Path) -> datetime:
        day = as_date(value, path)
        try:
            return _beginning(day, later)
        except OverflowError:
            raise FilterError("is too late a day", path) from None

    return convert


@lru_cache(DAYS_KEPT)
def _beginning(day: date, later: int) -> datetime:
    day += timedelta(days=later)
    # A day before all dated rows would take the undated in, so it is moved up to them.
    return max(datetime(day.year, day.month, day.day, tzinfo=UTC), FIRST_DATED)


@dataclass(frozen=True, slots=True)
class Overlap:
    """An interval in two columns, either of which may be open, against one that is asked for."""

    lower: str
    upper: str
    keys: tuple[str, str]
    convert: Converter
    kind: Kind

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write that the two share a point; a row without any bound shares none."""
        given = members(node, dict.fromkeys(self.keys), path)
        lower, upper = scope.column(self.lower), scope.column(self.upper)
        conditions = [f"({lower} IS NOT NULL OR {upper} IS NOT NULL)"] if given else []
        for key, column, sign in zip(self.keys, (upper, lower), (">=", "<="), strict=True):
            if key in given:
                bound = scope.bind(given[key], self.convert, self.kind, (*path, key))
                conditions.append(f"({column} IS NULL OR {column} {sign} {bound})")
        return all_of(conditions)


@dataclass(frozen=True, slots=True)
class AnyText:
    """A list of texts in a JSON column: some member fits."""

    name: str

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Unpack the list and compare its members."""
        given = members(node, _MEMBER_TEXT, path)
        compiler = scope.compiler
        alias = compiler.alias("via")
        each = compiler.dialect.each_text(scope.column(self.name), alias)
        inner = all_of(
            [
                _MEMBER_TEXT[key](scope, f"{alias}.value", item, (*path, key))
                for key, item in given.items()
            ]
        )
        return f"EXISTS (SELECT 1 FROM {each} WHERE {inner})"


_MEMBER_TEXT = {key: TEXT[key] for key in ("eq", "in", "contains", "startsWith")}

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_WORD = re.compile(r"\w")


def sought(value: Any, path: Path) -> list[str]:
    """Return the words and phrases to look for."""
    found = [phrase or word for phrase, word in _TERM.findall(as_text(value, path))]
    terms = [term for term in found if _WORD.search(term)]
    if not terms:
        raise FilterError("must have a word to look for", path)
    return terms


def search_terms(value: Any, path: Path) -> str:
    """Quote each word and each phrase, so that no operator of the search engines is let through."""
    return " ".join(f'"{term}"' for term in sought(value, path))


@dataclass(frozen=True, slots=True)
class Search:
    """Full text: all words, and phrases in double quotes."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Ask the full-text index."""
        parameter = scope.bind(node, search_terms, Kind.TEXT, path)
        return scope.compiler.dialect.search(scope.alias, parameter)
