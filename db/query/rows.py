"""Where the rows of a connection are found, before they are paged.

Statements, of which there are millions, are not only listed off their own table. A page of those at
one place is read off the covering table; one of those at several places is put together from a page
of each; and words are asked of the full-text index, the newest first. All of these read about as
many rows as the page shows, however many fit.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass, field, replace

from db.dialects.sqlite import search_number
from db.filters.scope import all_of
from db.query.compiler import Compiler
from db.query.description import ObjectType
from db.query.paging import MAX_PAGE, PageRequest

BY_TIME = "sort_at"
"""The order in which the full-text indexes list statements."""
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

    def cut_off(self, compiler: Compiler, page: PageRequest, cursor: str) -> str:
        """Write the test for there being rows that a cursor cuts off."""
        key = self.key(page.order.column)
        outside = page.outside(compiler, key, self.row, cursor=cursor)
        return f"EXISTS (SELECT 1 FROM {self.matching(outside, reads=key)})"

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
        return self._read(compiler, page)

    def _read(self, compiler: Compiler, page: PageRequest, *conditions: str, also: str = "") -> str:
        """Select them off the index of their order, and more of each beside key and id."""
        key = self.key(page.order.column)
        shown = f"{key} AS k, {self.row} AS i{also}"
        if not compiler.dialect.seeks_rows and len(page.given_cursors) == 1:
            return self._read_ties(compiler, page, conditions, shown)
        cursors = page.cursors(compiler, key, self.row)
        source = self.source(*conditions, *cursors, reads=key)
        return f"SELECT {shown} FROM {source} {page.ending(key, self.row)}"

    def _read_ties(
        self, compiler: Compiler, page: PageRequest, conditions: tuple[str, ...], shown: str
    ) -> str:
        """Begin in the midst of rows with an equal key, and go on with those of other keys."""
        (cursor,) = page.given_cursors
        key = self.key(page.order.column)
        sign, bound_key, bound_row = page.bounds(compiler, cursor)
        tied = f"{key} = {bound_key} AND {self.row} {sign} {bound_row}"
        selects = (
            f"SELECT {shown} FROM {self.source(*conditions, condition, reads=key)}"
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
        there = self._at(self.place)
        source = self.source(there, *self.place_conditions, *conditions, reads=reads)
        return f"{self._places} CROSS JOIN {source}"

    def _at(self, place: str) -> str:
        return f"{self.covering}.location_id = {place}.id"

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
        """Ask each place for its own part of the page.

        The first few of each place tell where the page ends at the latest, so that of places that
        have nothing for it next to nothing is read, however many there are.
        """
        ending = page.ending("k", "i")
        conditions = all_of(self.place_conditions)
        if page.size > MAX_PAGE:  # its end would be of no use
            places = f"{self._places} CROSS JOIN", conditions
            return f"{self._of_each(compiler, page, places, self._at(self.place))} {ending}"
        near, edge = compiler.alias("near"), compiler.alias("edge")
        past = f"({self.key(page.order.column)},{self.row}) {page.sign} ({edge}.k,{edge}.i)"
        places = f"{edge} CROSS JOIN {near} CROSS JOIN", "1=1"
        within = self._of_each(compiler, page, places, self._at(near), past)
        return (
            f"WITH {near} AS MATERIALIZED "
            f"(SELECT {self.place}.id FROM {self._places} WHERE {conditions}), "
            f"{edge} AS MATERIALIZED ({self._end(compiler, page, near)}) {within} {ending}"
        )

    def _end(self, compiler: Compiler, page: PageRequest, near: str) -> str:
        """Select the last row of a page made of the first few rows of each place.

        They are twice as many as the page shows, or as many as each place has. Where they do not
        fill it, its end is past all rows.
        """
        few = replace(page, most=f"(SELECT 1+{2 * page.length}/(1+count(*)) FROM {near})")
        first = self._of_each(compiler, few, (f"{near} CROSS JOIN", "1=1"), self._at(near))
        past_all = compiler.dialect.extreme(page.order.kind, low=page.falls)
        ending = page.ending("k", "i")
        return (
            f"SELECT k, i FROM (SELECT k, i FROM ({first} {ending}) met "
            f"UNION ALL SELECT {past_all}, 0 {ending}) shown {page.last('k', 'i')}"
        )

    def _of_each(
        self, compiler: Compiler, page: PageRequest, places: tuple[str, str], *conditions: str
    ) -> str:
        mention = f", {self.covering}.id AS mention"
        own_page = self._read(compiler, page, *conditions, also=mention)
        key = COPIES[page.order.column]
        return compiler.dialect.of_each(places, own_page, key, compiler.alias("d"))
