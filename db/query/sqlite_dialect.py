"""How SQLite writes what the planner puts together."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

import re
from binascii import b2a_base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any

import orjson

from db.dialects.sqlite import search_row
from db.query.dialect import MARKER, Dialect, Kind, OrderTerm, marker, order_by
from db.query.joining import Plain, concatenate, member_parts, quoted

_MARK = "\x01"
_TO_ENCODE = re.compile(b"\x01([^\x02]*)\x02")


def _encode(match: re.Match[bytes]) -> bytes:
    return b2a_base64(match[1], newline=False)


MOMENTS_KEPT = 4096
"""Moments that are kept as SQLite has them: most filters ask for the same few."""
_TO_MICROSECONDS = len("2025-01-31T00:00:00.000000")


LEAST_RUN, MAX_RUN = 4, 40
"""How many plain values among others are written by one call: with fewer nothing is gained, and
functions take no more than a hundred arguments."""


@lru_cache(MOMENTS_KEPT)
def _written(moment: datetime) -> str:
    # SQLITE_UTC_FORMAT, written in a fifth of the time that the operator % takes.
    return f"{moment.isoformat(timespec='microseconds')[:_TO_MICROSECONDS]}Z"


class Sqlite(Dialect):
    """SQLite 3.40 or newer, with the functions that `db.query.sqlite` registers."""

    name = "sqlite"
    # An id that stands in an index is not known as such where it is compared with another column.
    seeks_rows = False

    def finish(self, sql: str) -> tuple[str, tuple[int, ...]]:
        """Write bare question marks: the driver will not take sequences for numbered ones."""
        order = tuple(int(number) for number in MARKER.findall(sql))
        return MARKER.sub("?", sql), order

    def parameter(self, number: int, kind: Kind) -> str:
        """Write a parameter; SQLite needs no type."""
        del kind
        return marker(number)

    def encode(self, value: Any, kind: Kind) -> Any:
        """Write dates in the very form in which they are stored, and lists as JSON."""
        if kind is Kind.MOMENT and isinstance(value, datetime):
            return _written(value)
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
            return Plain(expression, expression)
        if kind is Kind.FLAG:
            return f"CASE {expression} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
        value = f"upper({expression})" if kind is Kind.ENUM else expression
        return Plain(f"json_quote({value})", value)

    def json_object(self, members: Mapping[str, str]) -> str:
        """Leave runs of plain values to one call, which takes half the time of quoting each."""
        runs = [
            (plain, list(run))
            for plain, run in groupby(members.items(), lambda member: isinstance(member[1], Plain))
        ]
        if len(runs) == 1 and runs[0][0] and len(members) <= MAX_RUN:
            return _call(runs[0][1])
        parts: list[str] = []
        for plain, run in runs:
            if plain and LEAST_RUN <= len(run) <= MAX_RUN:
                # No value of a run ends in a brace, so that only the object's own are taken off.
                begun = ["','"] if parts else ["'{'"]
                parts += [*begun, f"trim({_call(run)},'{{}}')"]
            else:
                parts += member_parts(run, "," if parts else "{")
        return concatenate([*parts, quoted("}" if members else "{}")])

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
        return concatenate(["'\1'", expression, "'\2'"])

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

    def of_each(self, places: tuple[str, str], page: str, key: str, alias: str) -> str:
        """List the rows of each place in a subquery: a join cannot look to its left."""
        tables, conditions = places
        return (
            f"SELECT DISTINCT {alias}.{key} AS k, {alias}.statement_id AS i "
            f"FROM {tables} statement_location {alias} "
            f"WHERE {conditions} AND {alias}.id IN (SELECT mention FROM ({page}))"
        )

    def extreme(self, kind: Kind, *, low: bool) -> str:
        """Moments are texts, between the empty one and what is no text at all."""
        if kind is Kind.NUMBER:
            return "-9e999" if low else "9e999"
        return "''" if low else "x'ff'"

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


def _call(members: Iterable[tuple[str, str]]) -> str:
    arguments = ",".join(
        f"{quoted(key)},{expression.value}"
        for key, expression in members
        if isinstance(expression, Plain)
    )
    return f"json_object({arguments})"
