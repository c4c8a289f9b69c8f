"""How PostgreSQL writes what the planner puts together."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import re
from collections.abc import Sequence
from typing import Any

import orjson

from db.dialects.postgresql import search_vector
from db.query.dialect import MARKER, Dialect, Kind, OrderTerm, marker, order_by


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

        return MARKER.sub(replace, sql), tuple(numbers)

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
        """Join an array, which keeps the order of its query: an aggregate sorts once more."""
        items = f"SELECT {item} FROM {source} ORDER BY {order_by(order)} LIMIT {limit}"
        return f"('['||array_to_string(ARRAY({items}),',')||']')"

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

    def of_each(self, places: tuple[str, str], page: str, key: str, alias: str) -> str:
        """Join each place with its page."""
        del key
        tables, conditions = places
        return (
            f"SELECT DISTINCT {alias}.k, {alias}.i FROM {tables} LATERAL ({page}) {alias} "
            f"WHERE {conditions}"
        )

    def extreme(self, kind: Kind, *, low: bool) -> str:
        """Both kinds know infinities."""
        return f"'{'-' if low else ''}infinity'::{kind.value}"

    def search(self, table: str, parameter: str, place: str | None = None) -> str:
        """Use the expression of the GIN index; there is no place 0."""
        vector = search_vector(f"{table}.")
        query = f"websearch_to_tsquery('english', {parameter})"
        # Words that look like places, which stand among the words, are looked for in the text.
        text = f"to_tsvector('english', {table}.text)"
        own = f"((SELECT {query}::text !~ 'place[0-9]') OR {text} @@ {query})"
        if place is None:
            return f"{vector} @@ {query} AND {own}"
        # With a place the index is always right, however frequent the words are.
        found = f"{vector} @@ websearch_to_tsquery('english', {self.hidden.format(parameter)})"
        return f"{found} AND {own} AND {vector} @@ ('place'||coalesce({place},0))::tsquery"

    def kilometres(self, latitude: str, longitude: str, to: tuple[str, str]) -> str:
        """Write the haversine formula."""
        return (
            f"12742.0176*asin(least(1,sqrt(power(sin(radians({latitude}-{to[0]})/2),2)"
            f"+cos(radians({to[0]}))*cos(radians({latitude}))"
            f"*power(sin(radians({longitude}-{to[1]})/2),2))))"
        )
