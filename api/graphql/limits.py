"""How large a query may be, decided before it is validated or planned.

A fragment is measured once, however often it is spread, and its figures are added at each spread:
measuring takes time in proportion to the text, whatever the query would grow to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
)

from api.bounds import QueryLimits
from db.query.errors import QueryError
from db.query.facets import DEFAULT_COUNTED, DEFAULT_VALUES, SUMMARY
from db.query.paging import DEFAULT_PAGE
from db.query.selection import Field, Slot
from db.query.statistics import DEFAULT_GROUPS, reads_statements

HEAVY_COST = 3_000
"""From this cost on, a query is heavy: only a few of them run at once."""
MAX_AT_ONE_NODE = 4
"""Directives at one place: the schema has two for queries, and neither may be repeated."""
DEFAULTS = QueryLimits()
MAX_COST = DEFAULTS.cost

LISTS = frozenset(
    {"places", "quantities", "nested", "contradictions", "nearMisses", "aliases", "spellings"}
    | {"sides", "statements", "reviews", "days"}
)
MANY = {"days": 31}
"""Lists that are longer than most."""
PAGE_PARTS = frozenset({"edges", "pageInfo", "totalCount", "facets"})
"""By which of its fields a connection is known."""
ROWS_AN_OBJECT = 20
"""Rows that are counted in the time in which an object of a page is fetched, about."""
LIST_SIZE = 3
"""What lists without pages are taken to hold: they are short."""


class LimitError(QueryError):
    """A query that is larger than allowed."""

    def __init__(self, message: str, code: str, **extensions: Any) -> None:
        super().__init__(code, message)
        self.extensions = extensions


_WRITTEN_OUT = ", its fragments written out"
_LIMIT_CODES = {
    "characters": ("query-too-long", "characters"),
    "tokens": ("too-many-tokens", "words and signs (tokens)"),
    "depth": ("query-too-deep", "levels" + _WRITTEN_OUT),
    "fields": ("too-many-fields", "fields" + _WRITTEN_OUT),
    "roots": ("too-many-roots", "fields on the root"),
    "aliases": ("too-many-aliases", "aliases" + _WRITTEN_OUT),
    "directives": ("too-many-directives", "directives" + _WRITTEN_OUT),
    "cost": ("query-too-costly", "objects to fetch; ask for smaller pages or less inside of them"),
}
"""For each limit the code of its error, and what there is too much of."""


def check_limit(limits: QueryLimits, name: str, found: int) -> None:
    """Raise LimitError where there is more than a limit allows."""
    if found > getattr(limits, name):
        raise exceeded(limits, name, found)


def exceeded(limits: QueryLimits, name: str, found: int | None = None) -> LimitError:
    """Make the error of a limit, which names it, its setting and its figures."""
    code, what = _LIMIT_CODES[name]
    allowed = getattr(limits, name)
    limit = {
        "name": name,
        "allowed": allowed,
        "setting": f"COUNTERCLAIM_MAX_QUERY_{name.upper()}",
        **({} if found is None else {"found": found}),
    }
    return LimitError(f"The query has more than {allowed:,} {what}.", code, limit=limit)


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a selection, its fragments written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0
    at_one_node: int = 0

    def beside(self, other: "Size") -> "Size":
        """Add a selection at the same level."""
        return Size(
            max(self.depth, other.depth),
            min(self.fields + other.fields, _MANY),
            min(self.aliases + other.aliases, _MANY),
            min(self.directives + other.directives, _MANY),
            max(self.at_one_node, other.at_one_node),
        )


_MANY = 10**9
_INTROSPECTION = ("__schema", "__type")


class _Measure:
    """Measures the operations of a document, each fragment once."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}
        self._open: set[str] = set()

    def selections(self, nodes: Iterable[SelectionNode]) -> Size:
        total = Size()
        for node in nodes:
            total = total.beside(self._selection(node))
        return total

    def _selection(self, node: SelectionNode) -> Size:
        here = len(node.directives or ())
        own = Size(directives=here, at_one_node=here)
        if isinstance(node, FieldNode):
            return own.beside(self._field(node))
        if isinstance(node, InlineFragmentNode):
            return own.beside(self.selections(node.selection_set.selections))
        if isinstance(node, FragmentSpreadNode):
            return own.beside(self._fragment(node.name.value))
        return own

    def _field(self, node: FieldNode) -> Size:
        inner = self.selections(node.selection_set.selections if node.selection_set else ())
        # Introspection is nested by nature and bounded by a rule of its own.
        depth = 1 if node.name.value in _INTROSPECTION else inner.depth + 1
        aliases = inner.aliases + (node.alias is not None)
        return Size(depth, inner.fields + 1, aliases, inner.directives, inner.at_one_node)

    def _fragment(self, name: str) -> Size:
        if name in self._known:
            return self._known[name]
        fragment = self._fragments.get(name)
        if fragment is None or name in self._open:
            return Size()  # validation says what is wrong with it
        self._open.add(name)
        size = self.selections(fragment.selection_set.selections)
        self._open.discard(name)
        self._known[name] = size
        return size


def check_size(document: DocumentNode, limits: QueryLimits = DEFAULTS) -> None:
    """Raise LimitError when an operation of a document is too large."""
    measure = _Measure(document)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            selections = node.selection_set.selections
            _check(measure.selections(selections), len(selections), limits)


def _check(size: Size, roots: int, limits: QueryLimits) -> None:
    for name, found in (
        ("depth", size.depth),
        ("fields", size.fields),
        ("roots", roots),
        ("aliases", size.aliases),
        ("directives", size.directives),
    ):
        check_limit(limits, name, found)
    if size.at_one_node > MAX_AT_ONE_NODE:
        message = f"The query has more than {MAX_AT_ONE_NODE} directives at one place."
        raise LimitError(message, "too-many-directives")


def cost_of(fields: Sequence[Field], limits: QueryLimits = DEFAULTS) -> int:
    """Return about how many objects a selection may fetch, by its page sizes."""
    cost = sum(_cost(chosen) for chosen in fields)
    check_limit(limits, "cost", cost)
    return cost


def _cost(chosen: Field) -> int:
    pages = [child for child in chosen.fields if child.name in PAGE_PARTS]
    if pages:
        inner = sum(_cost(child) for child in pages if child.name != "facets")
        facets = sum(_cost_of_facets(child) for child in pages if child.name == "facets")
        return 1 + _page_size(chosen) * inner + facets
    inner = sum(_cost(child) for child in chosen.fields)
    if chosen.variants:
        inner = sum(sum(_cost(child) for child in each) for each in chosen.variants.values())
    if not chosen.fields and not chosen.variants:
        return 0
    if chosen.name == "statementStats":
        return _cost_of_counts(chosen, inner)
    if chosen.name == "nodes":
        ids = chosen.arguments.get("ids")
        count = len(ids.value) if isinstance(ids, Slot) and isinstance(ids.value, list) else 1
        return count * (1 + inner)
    size = MANY.get(chosen.name, LIST_SIZE)
    return (1 + inner) * (size if chosen.name in LISTS else 1)


def _cost_of_facets(chosen: Field) -> int:
    """Take the rows that are counted, once for each facet, at a rate for the values shown."""
    rows = _given(chosen, "atMost", DEFAULT_COUNTED)
    facets = [child for child in chosen.fields if child.name not in SUMMARY]
    values = sum(
        _given(child, "first", DEFAULT_VALUES) * (1 + sum(_cost(inner) for inner in child.fields))
        for child in facets
    )
    return rows * (1 + len(facets)) // ROWS_AN_OBJECT + values


def _given(chosen: Field, name: str, default: int) -> int:
    """Read a size that was given, right or wrong: the latter is told when it is planned."""
    slot = chosen.arguments.get(name)
    size = slot.value if isinstance(slot, Slot) else None
    return size if isinstance(size, int) and size > 0 else default


def _cost_of_counts(chosen: Field, inner: int) -> int:
    """Take counting for heavy where it reads statements, however few groups come of it."""
    groups = _given(chosen, "first", DEFAULT_GROUPS)
    try:
        reading = HEAVY_COST if reads_statements(chosen.arguments) else 0
    except QueryError:
        reading = 0  # refused when it is planned, by the name that the reader gave it
    return reading + groups * (1 + inner)


def _page_size(chosen: Field) -> int:
    for name in ("first", "last"):
        slot = chosen.arguments.get(name)
        if isinstance(slot, Slot) and isinstance(slot.value, int):
            return max(1, slot.value)
    return DEFAULT_PAGE
