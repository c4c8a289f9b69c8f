"""How the two databases write the same thing: JSON as text, parameters, lists, distances.

Both build an answer by joining pieces of JSON text, which was measured to be faster than their JSON
constructors, and keeps the statements alike. Only runs of plain values are left to SQLite's own
`json_object`, which writes them in half the time of as many calls of `json_quote`.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from db.query.joining import json_object


class Kind(Enum):
    """What sort of value a column holds or a parameter carries."""

    TEXT = "text"
    INTEGER = "bigint"
    NUMBER = "double precision"
    FLAG = "boolean"
    DATE = "date"
    MOMENT = "timestamptz"
    ENUM = "enum"
    JSON = "json"
    TEXTS = "text[]"
    NUMBERS = "double precision[]"


MARKER = re.compile("\x01(\\d+)\x02")
"""Finds what `marker` writes."""


def marker(number: int) -> str:
    """Stand for a parameter until the statement is whole: no name or literal holds these bytes."""
    return f"\x01{number}\x02"


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """One term of ORDER BY."""

    expression: str
    descending: bool = False

    def sql(self, *, reverse: bool = False) -> str:
        """Write the term."""
        return f"{self.expression} {'DESC' if self.descending != reverse else 'ASC'}"


def order_by(terms: Sequence[OrderTerm], *, reverse: bool = False) -> str:
    """Write an ORDER BY list."""
    return ", ".join(term.sql(reverse=reverse) for term in terms)


class Dialect(ABC):
    """What the planner must know of a database."""

    name: str
    streams_distinct = True
    """Whether DISTINCT stops at a LIMIT before it has met all rows."""
    hidden = "{}"
    """How to write a parameter whose value shall have no say in the plan."""
    seeks_rows = True
    """Whether an index serves a comparison of two columns at once, where the second is the id."""

    @abstractmethod
    def finish(self, sql: str) -> tuple[str, tuple[int, ...]]:
        """Replace the markers; return the statement and which bind stands at each position."""

    @abstractmethod
    def parameter(self, number: int, kind: Kind) -> str:
        """Write a parameter, typed where the database asks for it."""

    @abstractmethod
    def encode(self, value: Any, kind: Kind) -> Any:
        """Turn a checked value into what the driver takes."""

    @abstractmethod
    def json(self, expression: str, kind: Kind, *, nullable: bool) -> str:
        """Write a column as JSON text."""

    def json_object(self, members: Mapping[str, str]) -> str:
        """Write a JSON object from response keys and what `json` and the like wrote."""
        return json_object(members)

    @abstractmethod
    def unless_null(self, test: str, value: str) -> str:
        """Write a JSON value, or null where the test is null."""

    @abstractmethod
    def json_list(self, item: str, source: str, order: Sequence[OrderTerm], limit: int) -> str:
        """Write the items of a query as a JSON array, in order."""

    @abstractmethod
    def among(self, expression: str, parameter: str) -> str:
        """Write the test for membership in a bound list."""

    def within(self, expression: str, query: str) -> str:
        """Write the test for membership in what a query gives, which is likely to be little."""
        return f"{expression} IN ({query})"

    @abstractmethod
    def like(self, expression: str, parameter: str) -> str:
        """Write a LIKE that ignores the case of ASCII letters."""

    @abstractmethod
    def base64(self, expression: str) -> str:
        """Encode text."""

    def deliver(self, answer: str) -> bytes:
        """Turn what the database answered into the JSON that is sent."""
        return answer.encode()

    @abstractmethod
    def sort_key_text(self, expression: str, kind: Kind) -> str:
        """Write a sort key as JSON text from which the very same value can be read back."""

    @abstractmethod
    def each_text(self, expression: str, alias: str) -> str:
        """Write a table `alias(value)` of the members of a stored JSON list."""

    @abstractmethod
    def each_day(self, parameter: str, alias: str) -> str:
        """Write a table `alias(value)` of the days of a bound list of texts."""

    @abstractmethod
    def each_node(self, parameter: str, alias: str) -> str:
        """Write a table `alias(type, row, position)` of bound pairs of type and row id."""

    @abstractmethod
    def of_each(self, places: tuple[str, str], page: str, key: str, alias: str) -> str:
        """Select key `k` and id `i` of the statements on a page of each place.

        The places are tables to join with and conditions on them; `page` selects `k`, `i` and the
        row `mention` of the covering table, which has the key under a name; the alias is free.
        """

    @abstractmethod
    def extreme(self, kind: Kind, *, low: bool) -> str:
        """Write what lies below all moments, or all numbers, or above them."""

    @abstractmethod
    def search(self, table: str, parameter: str, place: str | None = None) -> str:
        """Write the full-text test on the statements of an alias, for the row id of a place too."""

    @abstractmethod
    def kilometres(self, latitude: str, longitude: str, to: tuple[str, str]) -> str:
        """Write the distance of a place from a point."""
