"""Words on PostgreSQL, month by month: as many are read as a page shows, however many have them.

The index over months and words is asked for the newest month that has a statement, then for the one
before, until enough are found. Reading goes the other way where the oldest come first, and begins
and ends at the cursors. What a month has is sorted, so a page costs what one month costs.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass, field

from db.dialects.postgresql import search_entries, search_month, search_vector
from db.filters.scope import all_of
from db.query.compiler import Compiler
from db.query.paging import PageRequest
from db.query.rows import BY_TIME, Rows

MONTH = "month"
"""The alias under which a month's first statement, as met, is spoken of."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is looked for."""

    terms: str
    """The parameter with the words and phrases, as an array of texts."""
    query: str
    """The parameter with the same in one text, each in double quotes."""
    place: str | None
    """What gives the row id of the place that must be named too."""
    test: str
    """The condition on a statement that serves any order, by the index over all months."""


@dataclass(slots=True)
class MonthlyRows(Rows):
    """Statements with words, by the index over months where they are listed by time."""

    compiler: Compiler = field(kw_only=True)
    words: Words = field(kw_only=True)
    bounds: list[str] = field(default_factory=list)
    """Conditions that only months have statements for which are read."""

    def source(self, *conditions: str, reads: str = "") -> str:
        """Write FROM and WHERE for all of them, in whatever order."""
        return Rows.source(self, self.words.test, *conditions, reads=reads)

    def capped(self, limit: int) -> str:
        """Count month by month until there are so many."""
        walk = _Walk(self, limit, descending=True, bounds=self.bounds)
        return f"WITH RECURSIVE {walk.counting()} SELECT {walk.number}"

    def page(self, compiler: Compiler, page: PageRequest) -> str:
        """Read months from the cursor on until the page is full."""
        if page.order.column != BY_TIME:
            return Rows.page(self, compiler, page)
        cursors, bounds = [], list(self.bounds)
        for name in page.given_cursors:
            sign, bound_key, bound_row = page.bounds(compiler, name)
            cursors.append(f"({self.key(BY_TIME)},{self.row}) {sign} ({bound_key},{bound_row})")
            bounds.append(f"{MONTH}.{BY_TIME} {sign}= {bound_key}")
        descending = page.descending != page.backwards
        walk = _Walk(self, page.size + page.spare, descending, bounds, cursors)
        return f"WITH RECURSIVE {walk.listing()} {walk.listed}"

    def cut_off(self, compiler: Compiler, page: PageRequest, cursor: str) -> str:
        """Look from the cursor away from the page: its own row is the first to be met."""
        if page.order.column != BY_TIME:
            return Rows.cut_off(self, compiler, page, cursor)
        sign, bound_key, bound_row = page.bounds(compiler, cursor, inside=False)
        outside = f"({self.key(BY_TIME)},{self.row}) {sign} ({bound_key},{bound_row})"
        bounds = [*self.bounds, f"{MONTH}.{BY_TIME} {sign} {bound_key}"]
        walk = _Walk(self, 1, sign == "<=", bounds, [outside])
        return f"(WITH RECURSIVE {walk.counting()} SELECT {walk.number} > 0)"


@dataclass(slots=True)
class _Walk:
    """One walk over months: two tables of a recursive statement, and what is read off them."""

    rows: MonthlyRows
    limit: int
    descending: bool
    bounds: list[str]
    cursors: list[str] = field(default_factory=list)
    _asked: str = field(init=False)
    _walk: str = field(init=False)

    def __post_init__(self) -> None:
        self._asked = self.rows.compiler.alias("words")
        self._walk = self.rows.compiler.alias("months")

    @property
    def number(self) -> str:
        """Write how many were found, up to the limit."""
        return f"(SELECT least(coalesce(max(found), 0), {self.limit}) FROM {self._walk})"

    @property
    def listed(self) -> str:
        """Select key and id of the first that were found, in order."""
        way = "DESC" if self.descending else "ASC"
        return (
            f"SELECT each.k, each.i FROM {self._walk} w "
            f"CROSS JOIN LATERAL unnest(w.k, w.i) AS each(k, i) "
            f"ORDER BY each.k {way}, each.i {way} LIMIT {self.limit}"
        )

    def counting(self) -> str:
        """Write the tables, with no more of a month than how many it has."""
        own = f"SELECT 1 FROM ({self._of_month()}) fits WHERE {self._exact()}"
        month = f"SELECT count(*) AS met FROM ({own} LIMIT {self.limit}) counted"
        return self._tables((), month)

    def listing(self) -> str:
        """Write the tables, with the first of each month in two arrays: keys and ids."""
        way = "DESC" if self.descending else "ASC"
        # Phrases are told from the same words apart in the order of the list, until it is full.
        own = f"SELECT fits.k, fits.i FROM ({self._of_month()} ORDER BY k {way}, i {way} OFFSET 0)"
        first = f"{own} fits WHERE {self._exact()} ORDER BY k {way}, i {way} LIMIT {self.limit}"
        month = f"SELECT count(*) AS met, array_agg(k) AS k, array_agg(i) AS i FROM ({first}) first"
        return self._tables((("k", "timestamptz[]"), ("i", "bigint[]")), month)

    def _tables(self, lists: tuple[tuple[str, str], ...], month: str) -> str:
        names = "".join(f", {name}" for name, _ in lists)
        nothing = "".join(f", NULL::{kind}" for _, kind in lists)
        found = "".join(f", o.{name}" for name, _ in lists)
        sign, way, start = ("<", "DESC", "") if self.descending else (">=", "ASC", "-")
        met = all_of(["superseded_at IS NULL", f"{MONTH}.sort_at {sign} w.edge", *self.bounds])
        words = self.rows.words
        return (
            f"{self._asked} AS MATERIALIZED (SELECT query, strpos(query::text, '<') = 0 AS plain, "
            "ARRAY(SELECT unnest(tsvector_to_array(to_tsvector('english', term))) "
            f"FROM unnest({words.terms}) AS term) AS words "
            f"FROM websearch_to_tsquery('english', {words.query}) AS query), "
            f"{self._walk}(edge, found{names}) AS ("
            f"SELECT '{start}infinity'::timestamptz, 0::bigint{nothing} FROM {self._asked} "
            "WHERE words <> '{}' UNION ALL "
            f"SELECT m.edge, w.found + o.met{found} FROM {self._walk} w CROSS JOIN LATERAL "
            f"(SELECT {self._edge()} AS edge, {search_month(f'{MONTH}.sort_at')} AS number "
            f"FROM statement {MONTH} WHERE {met} "
            f"ORDER BY {MONTH}.sort_at {way}, {MONTH}.id {way} LIMIT 1) m "
            f"CROSS JOIN LATERAL ({month}) o WHERE w.found < {self.limit})"
        )

    def _edge(self) -> str:
        """Write where the month ends, on the side to which the walk goes."""
        start = f"date_trunc('month', {MONTH}.sort_at AT TIME ZONE 'UTC')"
        end = start if self.descending else f"({start} + interval '1 month')"
        return f"{end} AT TIME ZONE 'UTC'"

    def _of_month(self) -> str:
        """Select key and id of a month's statements, those with the words of a phrase apart too.

        They are cut off from the other conditions, which no index shall be sought for instead.
        """
        own, words = self.rows.alias, self.rows.words
        entries = (
            f"SELECT m.number || ' ' || word FROM unnest((SELECT words FROM {self._asked})) word"
        )
        sought = f"ARRAY({entries})"
        if words.place is not None:
            sought += f" || (m.number || '@place' || coalesce({words.place}, 0))"
        found = (
            f"(SELECT * FROM statement s WHERE {search_entries('s.')} @> ({sought}) "
            f"AND s.superseded_at IS NULL OFFSET 0) {own}"
        )
        where = all_of([*self.rows.conditions, *self.cursors])
        joins = " ".join([found, *self.rows.joins])
        return f"SELECT {own}.{BY_TIME} AS k, {own}.id AS i FROM {joins} WHERE {where}"

    def _exact(self) -> str:
        """Write the test for phrases, which only they are put to: it reads each text anew."""
        query = f"(SELECT query FROM {self._asked})"
        return (
            f"((SELECT plain FROM {self._asked}) OR (SELECT {search_vector('t.')} @@ {query} "
            "FROM statement t WHERE t.id = fits.i))"
        )
