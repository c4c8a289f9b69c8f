"""Where the rows of a connection are found, before they are paged.

Statements, of which there are millions, are not only listed off their own table. A page of those at
one place is read off the covering table; one of those at several places is put together from a page
of each; and words are asked of the full-text index, the newest first. All of these read about as
many rows as the page shows, however many fit.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass, field

from db.dialects.sqlite import search_number, search_row
from db.filters.operators import search_terms
from db.filters.relations import Place, compile_where, exact_key
from db.filters.scope import Budget, Scope, all_of
from db.query.compiler import Compiler
from db.query.description import ObjectType
from db.query.dialect import Kind
from db.query.paging import PageRequest
from db.query.selection import Argument, Slot
from db.query.sqlite_dialect import Sqlite
from db.query.values import as_text

BY_TIME = "sort_at"
"""The order in which the full-text index lists statements, and several places do together."""
COPIES = {
    BY_TIME: BY_TIME,
    "recorded_at": "recorded_at",
    "confidence": "statement_confidence",
}
"""Columns that the covering table lists the statements of a place by, for those copied."""


@dataclass(slots=True)
class Rows:
    """Rows of a type's own table, or of the covering table and its own."""

    described: ObjectType
    alias: str
    covering: str | None = None
    joins: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)

    @property
    def row(self) -> str:
        """Write the row id."""
        return f"{self.covering}.statement_id" if self.covering else f"{self.alias}.id"

    def key(self, column: str) -> str:
        """Write a column to sort by; the copies are in the order of the index that leads there."""
        if self.covering is not None and column in COPIES:
            return f"{self.covering}.{COPIES[column]}"
        return f"{self.alias}.{column}"

    def source(self, *conditions: str, reads: str = "") -> str:
        """Write FROM and WHERE; the type's own table is left out where nothing reads it."""
        where = all_of([*self.conditions, *conditions])
        table = f"{self.described.table} {self.alias}"
        if self.covering is None:
            origin = table
        elif f"{self.alias}." in f"{where} {reads} {' '.join(self.joins)}":
            link = f"{self.alias}.id = {self.covering}.statement_id"
            origin = f"statement_location {self.covering} JOIN {table} ON {link}"
        else:
            origin = f"statement_location {self.covering}"
        return " ".join([origin, *self.joins, "WHERE", where])

    def matching(self, *conditions: str, reads: str = "") -> str:
        """Write FROM and WHERE for asking whether there is any row, whatever the order."""
        return self.source(*conditions, reads=reads)

    def count(self) -> str:
        """Write what counts all rows."""
        return f"SELECT count(*) FROM {self.source()}"

    def capped(self, limit: int) -> str:
        """Write what counts rows until there are so many."""
        return f"SELECT count(*) FROM (SELECT 1 AS one FROM {self.source()} LIMIT {limit}) counted"

    def page(self, compiler: Compiler, page: PageRequest) -> str:
        """Select key `k` and id `i` of the page's rows, and one more to see if there are others."""
        key = self.key(page.order.column)
        if not compiler.dialect.seeks_rows and len(page.given_cursors) == 1:
            return self._page_of_ties(compiler, page, key)
        source = self.source(*page.cursors(compiler, key, self.row), reads=key)
        return f"SELECT {key} AS k, {self.row} AS i FROM {source} {page.ending(key, self.row)}"

    def _page_of_ties(self, compiler: Compiler, page: PageRequest, key: str) -> str:
        """Begin in the midst of rows with an equal key, and go on with those of other keys."""
        (cursor,) = page.given_cursors
        sign, bound_key, bound_row = page.bounds(compiler, cursor)
        tied = f"{key} = {bound_key} AND {self.row} {sign} {bound_row}"
        selects = (
            f"SELECT {key} AS k, {self.row} AS i FROM {self.source(condition, reads=key)}"
            for condition in (tied, f"{key} {sign} {bound_key}")
        )
        return f"{' UNION ALL '.join(selects)} {page.ending('k', 'i')}"


@dataclass(slots=True)
class FoundRows(Rows):
    """Statements that the full-text index of SQLite lists in the order of time."""

    index: str = ""

    def source(self, *conditions: str, reads: str = "") -> str:
        """Write FROM and WHERE; the index comes first."""
        del reads
        tables = f"statement_search {self.index} CROSS JOIN statement {self.alias}"
        where = all_of([*self.conditions, *conditions])
        return " ".join([tables, *self.joins, "WHERE", where])

    def page(self, compiler: Compiler, page: PageRequest) -> str:
        """Let the index begin at the cursor, and stop when the page is full."""
        key, number = self.key(page.order.column), f"{self.index}.rowid"
        cursors = []
        for name in page.given_cursors:
            sign, *bound = page.bounds(compiler, name)
            cursors.append(f"{number} {sign} {search_number(*bound)}")
        source = self.source(*cursors)
        return f"SELECT {key} AS k, {self.row} AS i FROM {source} {page.ending(number)}"


_PLACES_OF_ONE = 4
"""More places than most statements name."""


@dataclass(slots=True)
class SpreadRows(Rows):
    """Statements at several places: the first of each place, of which the first are kept."""

    place: str = ""
    place_joins: list[str] = field(default_factory=list)
    place_conditions: list[str] = field(default_factory=list)
    streams: bool = True
    """Whether the database stops at a limit of different rows, before it has met all of them."""

    def matching(self, *conditions: str, reads: str = "") -> str:
        """Write FROM and WHERE over all places; a statement that names several comes as often."""
        source = self.source(*self.place_conditions, *conditions, reads=reads)
        return f"{self._places} CROSS JOIN {source}"

    @property
    def _places(self) -> str:
        return " ".join([f"location {self.place}", *self.place_joins])

    def count(self) -> str:
        """Write what counts all rows, each once."""
        return f"SELECT count(DISTINCT {self.row}) FROM {self.matching()}"

    def capped(self, limit: int) -> str:
        """Write what counts rows until there are so many."""
        if self.streams:
            rows = f"SELECT DISTINCT {self.row} FROM {self.matching()} LIMIT {limit}"
            return f"SELECT count(*) FROM ({rows}) counted"
        # A few times as many rows nearly always hold so many statements, or are all there are.
        enough = limit * _PLACES_OF_ONE
        first = f"SELECT {self.row} AS i FROM {self.matching()} LIMIT {enough}"
        return (
            f"SELECT CASE WHEN f.different >= {limit} OR f.met < {enough} "
            f"THEN least(f.different, {limit}) ELSE least(({self.count()}), {limit}) END "
            f"FROM (SELECT count(*) AS met, count(DISTINCT i) AS different FROM ({first}) met) f"
        )

    def page(self, compiler: Compiler, page: PageRequest) -> str:
        """Ask each place for a page of its own."""
        key = self.key(page.order.column)
        source = self.source(*page.cursors(compiler, key, self.row), reads=key)
        own_page = f"FROM {source} {page.ending(key, self.row)}"
        each = compiler.alias("d")
        conditions = all_of(self.place_conditions)
        found = compiler.dialect.of_each(
            self._places, conditions, (str(self.covering), each), own_page
        )
        return f"{found} {page.ending('k', 'i')}"


@dataclass(frozen=True, slots=True)
class Finder:
    """Chooses where the current statements under a filter are found."""

    compiler: Compiler
    target: ObjectType
    alias: str
    by_time: bool
    """True where they are listed in the order of time."""
    budget: Budget = field(default_factory=Budget)

    def rows(self, where: Argument | None) -> Rows:
        """Return the rows that fit the filter."""
        if isinstance(where, dict):
            for choose in (self._found, self._at_one_place, self._at_several_places):
                rows = choose(where)
                if rows is not None:
                    return rows
        return self._filtered(Rows(self.target, self.alias, conditions=[self._current]), where)

    @property
    def _current(self) -> str:
        return f"{self.alias}.superseded_at IS NULL"

    def _filtered(self, rows: Rows, where: Argument | None, *without: str) -> Rows:
        """Add what the filter asks for beyond what the rows fulfil by where they are found."""
        if isinstance(where, dict):
            where = {name: node for name, node in where.items() if name not in without}
        if where is not None:
            scope = Scope(
                self.compiler,
                self.alias,
                rows.joins,
                current=True,
                covering=rows.covering,
                budget=self.budget,
            )
            rows.conditions.append(compile_where(self.target.filters, scope, where, ("where",)))
        return rows

    def _found(self, where: dict[str, Argument]) -> Rows | None:
        """Ask the full-text index, for a place along with the words."""
        words = where.get("search")
        if not isinstance(words, Slot) or words.value is None:
            return None
        dialect = self.compiler.dialect
        in_order = isinstance(dialect, Sqlite) and self.by_time
        place = exact_key(where["place"]) if "place" in where else None
        if place is None and not in_order:
            return None
        bound = self.compiler.bind(words, search_terms, Kind.TEXT, ("where", "search"))
        number = self._place_number(place) if place is not None else None
        if isinstance(dialect, Sqlite) and self.by_time:
            index = self.compiler.alias("found")
            rows: Rows = FoundRows(self.target, self.alias, index=index)
            rows.conditions = [
                f"{index}.statement_search MATCH {dialect.words(bound, number)}",
                f"{self.alias}.id = {search_row(f'{index}.rowid')}",
            ]
        else:
            rows = Rows(self.target, self.alias)
            rows.conditions = [dialect.search(self.alias, bound, number)]
        rows.conditions.append(self._current)
        return self._filtered(rows, where, "search", *(["place"] if place is not None else []))

    def _place_number(self, key: Slot) -> str:
        path = ("where", "place", "key", "eq")
        bound = self.compiler.bind(key, as_text, Kind.TEXT, path)
        return f"(SELECT id FROM location WHERE key = {bound})"

    def _at_one_place(self, where: dict[str, Argument]) -> Rows | None:
        """Start from the covering table when one place is asked for by its key."""
        key = exact_key(where["place"]) if "place" in where else None
        if key is None:
            return None
        place = self._place_number(key)
        return self._filtered(self._covered(Rows(self.target, self.alias), place), where, "place")

    def _covered(self, rows: Rows, place: str) -> Rows:
        rows.covering = self.compiler.alias("d")
        rows.conditions = [f"{rows.covering}.listed", f"{rows.covering}.location_id = {place}"]
        return rows

    def _at_several_places(self, where: dict[str, Argument]) -> Rows | None:
        """Go from place to place where the filter leaves few of them."""
        asked = self.target.filters["place"]
        if not (self.by_time and "place" in where and isinstance(asked, Place)):
            return None
        if not asked.names_few(where["place"]):
            return None
        place = self.compiler.alias("location")
        streams = self.compiler.dialect.streams_distinct
        rows = SpreadRows(self.target, self.alias, place=place, streams=streams)
        scope = Scope(self.compiler, place, rows.place_joins, budget=self.budget, depth=1)
        path = ("where", "place")
        rows.place_conditions = [compile_where(asked.where(), scope, where["place"], path)]
        return self._filtered(self._covered(rows, f"{place}.id"), where, "place")
