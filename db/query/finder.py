"""The choice of where the current statements under a filter are found."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass, field

from db.dialects.sqlite import search_row
from db.filters.chains import OriginalSpeaker, RelayedBy
from db.filters.operators import DAY_BOUNDS, Day, search_terms, sought
from db.filters.relations import Place, Some, compile_where, exact_key
from db.filters.scope import Budget, Scope
from db.query.compiler import Compiler
from db.query.description import ObjectType
from db.query.dialect import Kind
from db.query.months import MONTH, MonthlyRows, Words
from db.query.postgres_dialect import Postgres
from db.query.rows import BY_TIME, COPIES, FoundRows, Rows, SpreadRows
from db.query.selection import Argument, Slot
from db.query.sqlite_dialect import Sqlite
from db.query.values import as_text

_SEARCH = ("where", "search")
_READ_BY_MONTH = frozenset(
    {"search", "place", "said", "party", "claimType", "kind", "polarity", "modality", "stance"}
)
"""Filters that leave so many statements that words are the way to find them."""


def _reads_months(where: dict[str, Argument], place: Slot | None) -> bool:
    """Say whether words are looked up month by month: else other filters may leave fewer."""
    return where.keys() <= _READ_BY_MONTH and ("place" not in where or place is not None)


@dataclass(frozen=True, slots=True)
class Finder:
    """Chooses where the current statements under a filter are found."""

    compiler: Compiler
    target: ObjectType
    alias: str
    order: str = ""
    """The column that they are listed by, if pages of them are shown."""
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
        place = exact_key(where["place"]) if "place" in where else None
        in_order = isinstance(dialect, Sqlite) and self.order == BY_TIME
        by_month = isinstance(dialect, Postgres) and _reads_months(where, place)
        if place is None and not in_order and not by_month:
            return None
        bound = self.compiler.bind(words, search_terms, Kind.TEXT, _SEARCH)
        number = self._place_number(place) if place is not None else None
        if by_month:
            rows = self._by_month(where, words, bound, number)
        elif isinstance(dialect, Sqlite) and self.order == BY_TIME:
            index = self.compiler.alias("found")
            rows = FoundRows(self.target, self.alias, index=index)
            rows.conditions = [
                f"{index}.statement_search MATCH {dialect.words(bound, number)}",
                f"{self.alias}.id = {search_row(f'{index}.rowid')}",
            ]
        else:
            rows = Rows(self.target, self.alias)
            rows.conditions = [dialect.search(self.alias, bound, number)]
        rows.conditions.append(self._current)
        return self._filtered(rows, where, "search", *(["place"] if place is not None else []))

    def _by_month(
        self, where: dict[str, Argument], words: Slot, query: str, place: str | None
    ) -> Rows:
        """Read month by month; those that hold no day that is asked for are left out."""
        terms = self.compiler.bind(words, sought, Kind.TEXTS, _SEARCH)
        test = self.compiler.dialect.search(self.alias, query, place)
        hide = self.compiler.dialect.hidden.format  # whichever words, one plan is right
        rows = MonthlyRows(
            self.target,
            self.alias,
            compiler=self.compiler,
            words=Words(hide(terms), hide(query), place, test),
        )
        said, day = where.get("said"), self.target.filters["said"]
        if isinstance(said, dict) and isinstance(day, Day):
            scope = Scope(self.compiler, MONTH, current=True)
            given = {name: node for name, node in said.items() if name in DAY_BOUNDS}
            rows.bounds = day.bounds(scope, given, ("where", "said"))
        return rows

    def _place_number(self, key: Slot) -> str:
        path = ("where", "place", "key", "eq")
        bound = self.compiler.bind(key, as_text, Kind.TEXT, path)
        return f"(SELECT id FROM location WHERE key = {bound})"

    def _at_one_place(self, where: dict[str, Argument]) -> Rows | None:
        """Start from the covering table when one place is asked for by its key."""
        key = exact_key(where["place"]) if "place" in where else None
        if key is None:
            return None
        rows = self._covered(Rows(self.target, self.alias))
        rows.conditions.append(f"{rows.covering}.location_id = {self._place_number(key)}")
        return self._filtered(rows, where, "place")

    def _covered(self, rows: Rows) -> Rows:
        rows.covering = self.compiler.alias("d")
        rows.conditions = [f"{rows.covering}.listed"]
        return rows

    def _at_several_places(self, where: dict[str, Argument]) -> Rows | None:
        """Go from place to place where the filter leaves few of them."""
        asked = self.target.filters["place"]
        if not (self.order in COPIES and "place" in where and isinstance(asked, Place)):
            return None
        if not asked.names_few(where["place"]) or self._starts_elsewhere(where):
            return None
        place = self.compiler.alias("location")
        streams = self.compiler.dialect.streams_distinct
        rows = SpreadRows(self.target, self.alias, place=place, streams=streams)
        scope = Scope(self.compiler, place, rows.place_joins, budget=self.budget, depth=1)
        path = ("where", "place")
        rows.place_conditions = [compile_where(asked.where(), scope, where["place"], path)]
        return self._filtered(self._covered(rows), where, "place")

    def _starts_elsewhere(self, where: dict[str, Argument]) -> bool:
        """Say whether words, chains of reports or what is counted are the place to start.

        Each place would go through the few of them anew, and on SQLite all that has the words.
        """
        if "search" in where and isinstance(self.compiler.dialect, Sqlite):
            return True
        asked = ((self.target.filters.get(name), node) for name, node in where.items())
        return any(
            isinstance(each, (OriginalSpeaker, RelayedBy, Some)) and each.names_few(node)
            for each, node in asked
        )
