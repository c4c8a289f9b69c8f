"""How the two databases write the same thing: JSON as text, parameters, lists, distances.

Both build an answer by joining pieces of JSON text, which was measured to be faster than their JSON
constructors, and keeps the statements alike.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import re
from abc import ABC, abstractmethod
from binascii import b2a_base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

import orjson

from db.dialects.postgresql import search_vector
from db.dialects.sqlite import search_row


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


_MARKER = re.compile("\x01(\\d+)\x02")


_MARK = "\x01"
_TO_ENCODE = re.compile(b"\x01([^\x02]*)\x02")


def _encode(match: re.Match[bytes]) -> bytes:
    return b2a_base64(match[1], newline=False)


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
    def of_each(self, places: str, conditions: str, aliases: tuple[str, str], page: str) -> str:
        """Select key `k` and id `i` of the statements on a page of each place.

        `page` is FROM … LIMIT over the covering table under the first alias; the second is free.
        """

    @abstractmethod
    def search(self, table: str, parameter: str, place: str | None = None) -> str:
        """Write the full-text test on the statements of an alias, for the row id of a place too."""

    @abstractmethod
    def kilometres(self, latitude: str, longitude: str, to: tuple[str, str]) -> str:
        """Write the distance of a place from a point."""


_TO_MICROSECONDS = len("2025-01-31T00:00:00.000000")


class Sqlite(Dialect):
    """SQLite 3.40 or newer, with the functions that `db.query.sqlite` registers."""

    name = "sqlite"
    # An id that stands in an index is not known as such where it is compared with another column.
    seeks_rows = False

    def finish(self, sql: str) -> tuple[str, tuple[int, ...]]:
        """Write bare question marks: the driver will not take sequences for numbered ones."""
        order = tuple(int(number) for number in _MARKER.findall(sql))
        return _MARKER.sub("?", sql), order

    def parameter(self, number: int, kind: Kind) -> str:
        """Write a parameter; SQLite needs no type."""
        del kind
        return marker(number)

    def encode(self, value: Any, kind: Kind) -> Any:
        """Write dates in the very form in which they are stored, and lists as JSON."""
        if kind is Kind.MOMENT and isinstance(value, datetime):
            # SQLITE_UTC_FORMAT, written in a fifth of the time that the operator % takes.
            return f"{value.isoformat(timespec='microseconds')[:_TO_MICROSECONDS]}Z"
        if kind is Kind.DATE and isinstance(value, date):
            return value.isoformat()
        if kind in {Kind.TEXTS, Kind.NUMBERS, Kind.JSON}:
            return orjson.dumps(value).decode()
        return value

    def json(self, expression: str, kind: Kind, *, nullable: bool) -> str:
        """Quote by `json_quote`, which also writes null."""
        if kind is Kind.JSON:
            return f"coalesce({expression},'null')" if nullable else expression
        if kind is Kind.INTEGER and not nullable:
            return expression
        if kind is Kind.FLAG:
            return f"CASE {expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
        if kind is Kind.ENUM:
            return f"json_quote(upper({expression}))"
        return f"json_quote({expression})"

    def unless_null(self, test: str, value: str) -> str:
        """Let a null run through the text: a CASE would take more of the parser's stack."""
        return f"coalesce(substr('',{test})||{value},'null')"

    def json_list(self, item: str, source: str, order: Sequence[OrderTerm], limit: int) -> str:
        """Order in a subquery, whose LIMIT keeps it from being merged into the aggregate."""
        return (
            f"(SELECT '['||coalesce(group_concat(j,','),'')||']' FROM "
            f"(SELECT {item} AS j FROM {source} ORDER BY {order_by(order)} LIMIT {limit}))"
        )

    def among(self, expression: str, parameter: str) -> str:
        """Unpack a JSON array, so that its length is not part of the statement."""
        return f"{expression} IN (SELECT value FROM json_each({parameter}))"

    def like(self, expression: str, parameter: str) -> str:
        """LIKE ignores ASCII case here by default."""
        return f"{expression} LIKE {parameter} ESCAPE '\\'"

    def base64(self, expression: str) -> str:
        """Mark the text for `deliver`: SQLite cannot encode it.

        A registered function could, but every call of it would wait for the interpreter, which is
        busy with other requests; and `json_quote` leaves no such marks in a string.
        """
        return f"char(1)||{expression}||char(2)"

    def deliver(self, answer: str) -> bytes:
        """Encode what was marked, all in one go."""
        if _MARK not in answer:
            return answer.encode()
        return _TO_ENCODE.sub(_encode, answer.encode())

    def sort_key_text(self, expression: str, kind: Kind) -> str:
        """Print 17 digits of numbers: SQLite's own 15 would lose rows between two pages."""
        if kind is Kind.NUMBER:
            return f"printf('%!.17g',{expression})"
        return f"json_quote({expression})"

    def each_text(self, expression: str, alias: str) -> str:
        """Unpack with json_each."""
        return f"json_each({expression}) {alias}"

    def each_day(self, parameter: str, alias: str) -> str:
        """Days are stored as such texts."""
        return f"json_each({parameter}) {alias}"

    def each_node(self, parameter: str, alias: str) -> str:
        """Unpack pairs with json_each."""
        return (
            f"(SELECT json_extract(value,'$[0]') AS type, json_extract(value,'$[1]') AS row, "
            f"key AS position FROM json_each({parameter})) {alias}"
        )

    def of_each(self, places: str, conditions: str, aliases: tuple[str, str], page: str) -> str:
        """List the rows of each place in a subquery: a join cannot look to its left."""
        own, each = aliases
        return (
            f"SELECT DISTINCT {each}.sort_at AS k, {each}.statement_id AS i FROM {places} "
            f"CROSS JOIN statement_location {each} "
            f"WHERE {conditions} AND {each}.id IN (SELECT {own}.id {page})"
        )

    def search(self, table: str, parameter: str, place: str | None = None) -> str:
        """Ask the FTS5 index."""
        return (
            f"{table}.id IN (SELECT {search_row('rowid')} FROM statement_search "
            f"WHERE statement_search MATCH {self.words(parameter, place)})"
        )

    def words(self, parameter: str, place: str | None = None) -> str:
        """Write a pattern of FTS5; there is no place 0."""
        pattern = f"'{{text}} : ('||{parameter}||')'"
        if place is not None:
            pattern += f"||' AND {{search_places}} : place'||coalesce({place},0)"
        return f"({pattern})"

    def kilometres(self, latitude: str, longitude: str, to: tuple[str, str]) -> str:
        """Call a registered function: not every build of SQLite has sines."""
        return f"kilometres({latitude},{longitude},{to[0]},{to[1]})"


class Postgres(Dialect):
    """PostgreSQL 14 or newer."""

    name = "postgresql"
    hidden = "(SELECT {})"  # else a value that makes a plan look cheaper is planned anew each time
    streams_distinct = False

    def finish(self, sql: str) -> tuple[str, tuple[int, ...]]:
        """Write numbers in the order of first use; a parameter used again keeps its number."""
        numbers: dict[int, int] = {}

        def replace(match: re.Match[str]) -> str:
            return f"${numbers.setdefault(int(match[1]), len(numbers) + 1)}"

        return _MARKER.sub(replace, sql), tuple(numbers)

    def parameter(self, number: int, kind: Kind) -> str:
        """Cast every parameter: its type is then the same in each statement."""
        return f"{marker(number)}::{kind.value}"

    def encode(self, value: Any, kind: Kind) -> Any:
        """Let the driver encode all but JSON."""
        return orjson.dumps(value).decode() if kind is Kind.JSON else value

    def json(self, expression: str, kind: Kind, *, nullable: bool) -> str:
        """Quote by `to_json`, which is null for null."""
        match kind:
            case Kind.INTEGER | Kind.FLAG | Kind.JSON:
                text = f"{expression}::text"
            case Kind.ENUM:
                text = f"'\"'||upper({expression})||'\"'"
            case Kind.DATE:
                text = f"'\"'||to_char({expression},'YYYY-MM-DD')||'\"'"
            case Kind.MOMENT:
                text = f"'\"'||{self._moment(expression)}||'\"'"
            case _:
                text = f"to_json({expression})::text"
        return f"coalesce({text},'null')" if nullable else text

    @staticmethod
    def _moment(expression: str) -> str:
        return f"to_char({expression} AT TIME ZONE 'UTC','YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"

    def unless_null(self, test: str, value: str) -> str:
        """Test first, so that nothing is computed for a null."""
        return f"CASE WHEN {test} IS NULL THEN 'null' ELSE {value} END"

    def json_list(self, item: str, source: str, order: Sequence[OrderTerm], limit: int) -> str:
        """Order in the aggregate too: the order of a subquery holds in practice only."""
        keys = ", ".join(f"{term.expression} AS o{i}" for i, term in enumerate(order))
        outer = order_by([OrderTerm(f"o{i}", term.descending) for i, term in enumerate(order)])
        return (
            f"(SELECT '['||coalesce(string_agg(j,',' ORDER BY {outer}),'')||']' FROM "
            f"(SELECT {item} AS j, {keys} FROM {source} "
            f"ORDER BY {order_by(order)} LIMIT {limit}) AS listed)"
        )

    def among(self, expression: str, parameter: str) -> str:
        """Compare with an array."""
        return f"{expression} = ANY({parameter})"

    def within(self, expression: str, query: str) -> str:
        """Make an array of it first: the planner would walk all rows in order, probing each."""
        return f"{expression} = ANY(ARRAY({query}))"

    def like(self, expression: str, parameter: str) -> str:
        """ILIKE in the C collation ignores the case of ASCII letters alone, as SQLite does."""
        return f"({expression}) COLLATE \"C\" ILIKE {parameter} ESCAPE '\\'"

    def base64(self, expression: str) -> str:
        """Encode, without the line breaks of MIME."""
        return f"replace(encode(convert_to({expression},'UTF8'),'base64'),E'\\n','')"

    def sort_key_text(self, expression: str, kind: Kind) -> str:
        """PostgreSQL prints the shortest text that reads back as the same number."""
        return self.json(expression, kind, nullable=False)

    def each_text(self, expression: str, alias: str) -> str:
        """Unpack a jsonb array."""
        return f"jsonb_array_elements_text({expression}) {alias}(value)"

    def each_day(self, parameter: str, alias: str) -> str:
        """Unpack an array."""
        return f"(SELECT day::date AS value FROM unnest({parameter}) AS day) {alias}"

    def each_node(self, parameter: str, alias: str) -> str:
        """Unpack pairs from a JSON array."""
        return (
            f"(SELECT value->>0 AS type, (value->>1)::bigint AS row, position "
            f"FROM json_array_elements({parameter}) WITH ORDINALITY AS pair(value, position)) "
            f"{alias}"
        )

    def of_each(self, places: str, conditions: str, aliases: tuple[str, str], page: str) -> str:
        """Join each place with its page."""
        own, each = aliases
        return (
            f"SELECT DISTINCT {each}.k, {each}.i FROM {places} CROSS JOIN LATERAL "
            f"(SELECT {own}.sort_at AS k, {own}.statement_id AS i {page}) {each} "
            f"WHERE {conditions}"
        )

    def search(self, table: str, parameter: str, place: str | None = None) -> str:
        """Use the expression of the GIN index; there is no place 0."""
        vector = search_vector(f"{table}.")
        if place is None:
            return f"{vector} @@ websearch_to_tsquery('english', {parameter})"
        # With a place the index is always right, however frequent the words are.
        found = f"{vector} @@ websearch_to_tsquery('english', {self.hidden.format(parameter)})"
        return f"{found} AND {vector} @@ ('place'||coalesce({place},0))::tsquery"

    def kilometres(self, latitude: str, longitude: str, to: tuple[str, str]) -> str:
        """Write the haversine formula."""
        return (
            f"12742.0176*asin(least(1,sqrt(power(sin(radians({latitude}-{to[0]})/2),2)"
            f"+cos(radians({to[0]}))*cos(radians({latitude}))"
            f"*power(sin(radians({longitude}-{to[1]})/2),2))))"
        )
