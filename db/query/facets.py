"""Facets of a connection: how many of its rows have each value, counted along with its page.

The rows under the filter are read once, in the order of the list and up to a limit, into a table of
the statement that has what is counted by; each facet groups that table and is cut to its most
frequent values. The cost is so bounded by the limit, however much a filter finds.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from db.query.compiler import Compiler
from db.query.description import Facet, Row, project
from db.query.dialect import Kind, OrderTerm, order_by
from db.query.errors import PageError, QueryError
from db.query.joining import json_object, quoted
from db.query.paging import PageRequest
from db.query.periods import by_code_point, first_day
from db.query.rows import Rows
from db.query.selection import Argument, Field, Slot

DEFAULT_COUNTED = 10_000
MAX_COUNTED = 100_000
DEFAULT_VALUES = 10
MAX_VALUES = 1000
SUMMARY = frozenset({"counted", "complete"})
"""What stands beside the facets: how many rows were counted, and whether these are all."""


def rows_counted(arguments: Mapping[str, Argument]) -> int:
    """Check how many rows to count; it is part of the plan's key."""
    return _size(arguments.get("atMost"), "atMost", DEFAULT_COUNTED, MAX_COUNTED)


def values_shown(arguments: Mapping[str, Argument]) -> int:
    """Check how many values of a facet to show; it is part of the plan's key."""
    return _size(arguments.get("first"), "first", DEFAULT_VALUES, MAX_VALUES)


def _size(argument: Argument | None, name: str, default: int, largest: int) -> int:
    size = argument.value if isinstance(argument, Slot) else None
    if size is None:
        return default
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= largest:
        raise PageError(f"must be a whole number from 1 to {largest}", (name,))
    return size


@dataclass(slots=True)
class FacetsOf:
    """Writes the facets of the rows that a connection is over."""

    compiler: Compiler
    rows: Rows
    page: PageRequest
    _read: str = field(init=False)
    """The table of the rows that are counted: `i`, and a column for each facet of one value."""
    _columns: dict[str, str] = field(default_factory=dict)
    _tables: list[str] = field(default_factory=list)

    def sql(self, chosen: Field) -> str:
        """Write the object of all facets that were asked for."""
        size = rows_counted(chosen.arguments)
        self._read = self.compiler.alias("read")
        written: dict[str, str] = {}
        for member in chosen.fields:
            with self.compiler.at(member.key):
                written[member.key] = self._member(member, size)
        tables = [f"{self._read} AS MATERIALIZED ({self._rows_read(size)})", *self._tables]
        return f"(WITH {', '.join(tables)} SELECT {json_object(written)})"

    def _member(self, member: Field, size: int) -> str:
        described = self.rows.described
        if member.name == "__typename":
            return quoted(f'"{described.name}Facets"')
        number = f"(SELECT count(*) FROM {self._read})"
        if member.name == "counted":
            return self.compiler.dialect.json(number, Kind.INTEGER, nullable=False)
        if member.name == "complete":
            return f"CASE WHEN {number} < {size} THEN 'true' ELSE 'false' END"
        facet = described.facets.get(member.name)
        if facet is None:
            allowed = ", ".join(described.facets)
            raise QueryError("bad-facet", f"is no facet of these; there are {allowed}")
        return self._facet(facet, member)

    def _facet(self, facet: Facet, member: Field) -> str:
        """Write the most frequent values, each as an object."""
        size = values_shown(member.arguments)
        counted = self.compiler.alias("counted")
        grouped = self._of_several(facet) if facet.several else self._of_one(facet)
        value = "{}.value"
        if facet.target is None and facet.kind is not Kind.DATE:
            value = by_code_point(self.compiler.dialect, value)
        # The databases disagree on where nulls come.
        terms = [OrderTerm("{}.items", descending=True), OrderTerm("{}.value IS NULL")]
        terms.append(OrderTerm(value))
        ordered = order_by(terms).replace("{}", "g")
        self._tables.append(
            f"{counted} AS (SELECT * FROM ({grouped}) g ORDER BY {ordered} LIMIT {size})"
        )
        inner = Row(counted)
        written = project(self.compiler, facet.described(), inner, member.fields)
        listed = [OrderTerm(each.expression.format(counted), each.descending) for each in terms]
        return self.compiler.dialect.json_list(written, f"{counted}{inner.joined}", listed, size)

    def _of_one(self, facet: Facet) -> str:
        """Group by a column of the table; facets of one value share it."""
        value = facet.value
        if facet.period:
            value = first_day(self.compiler.dialect, facet.period, value)
        column = self._columns.setdefault(value, f"c{len(self._columns)}")
        return (
            f"SELECT r.{column} AS value, count(*) AS items FROM {self._read} r GROUP BY r.{column}"
        )

    def _of_several(self, facet: Facet) -> str:
        """Group by what each row has any number of; those that have none are counted as null."""
        self._columns |= {f"{{row}}.{name}": name for name in facet.carries}
        pairs = self.compiler.alias("having")
        query = facet.several.format(read=self._read)
        self._tables.append(f"{pairs} AS MATERIALIZED ({query})")
        return (
            f"SELECT h.value, count(*) AS items FROM {pairs} h GROUP BY h.value "
            f"UNION ALL SELECT NULL AS value, lacking.items FROM (SELECT "
            f"(SELECT count(*) FROM {self._read}) - (SELECT count(DISTINCT h.i) FROM {pairs} h) "
            f"AS items) lacking WHERE lacking.items > 0"
        )

    def _rows_read(self, size: int) -> str:
        """Select the first rows of the list, whatever page of it is shown."""
        whole = replace(self.page, size=size, spare=False, backwards=False, after=None, before=None)
        found = self.rows.page(self.compiler, whole)
        if not self._columns:
            return found
        own = self.compiler.alias("own")
        columns = ", ".join(
            f"{value.format(row=own)} AS {name}" for value, name in self._columns.items()
        )
        # A cross join pins the order on SQLite: what was found first, then each of its rows.
        table = f"{self.rows.described.table} {own}"
        return (
            f"SELECT p.i AS i, {columns} FROM ({found}) p CROSS JOIN {table} WHERE {own}.id = p.i"
        )
