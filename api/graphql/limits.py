"""How large a query may be, decided before it is validated or planned.

A fragment is measured once, however often it is spread, and its figures are added at each spread:
measuring takes time in proportion to the text, whatever the query would grow to.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
)

from db.query.errors import QueryError
from db.query.paging import DEFAULT_PAGE
from db.query.selection import Field, Slot
from db.query.statistics import DEFAULT_GROUPS, reads_statements

MAX_CHARACTERS = 200_000
MAX_TOKENS = 15_000
MAX_DEPTH = 20
MAX_FIELDS = 2_000
MAX_ROOTS = 20
MAX_ALIASES = 60
MAX_DIRECTIVES = 50
MAX_COST = 30_000
HEAVY_COST = 3_000
"""From this cost on, a query is heavy: only a few of them run at once."""

LISTS = frozenset(
    {"places", "quantities", "nested", "contradictions", "nearMisses", "aliases", "spellings"}
    | {"sides", "statements", "reviews", "days"}
)
MANY = {"days": 31}
"""Lists that are longer than most."""
LIST_SIZE = 3
"""What lists without pages are taken to hold: they are short."""


class LimitError(QueryError):
    """A query that is larger than allowed."""

    def __init__(self, message: str) -> None:
        super().__init__("query-too-large", message)


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a selection, its fragments written out."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def beside(self, other: "Size") -> "Size":
        """Add a selection at the same level."""
        return Size(
            max(self.depth, other.depth),
            min(self.fields + other.fields, _MANY),
            min(self.aliases + other.aliases, _MANY),
            min(self.directives + other.directives, _MANY),
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
        own = Size(directives=len(node.directives or ()))
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
        return Size(depth, inner.fields + 1, aliases, inner.directives)

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


def check_size(document: DocumentNode) -> None:
    """Raise LimitError when an operation of a document is too large."""
    measure = _Measure(document)
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            selections = node.selection_set.selections
            _check(measure.selections(selections), len(selections))


def _check(size: Size, roots: int) -> None:
    for found, most, what in (
        (size.depth, MAX_DEPTH, "levels"),
        (size.fields, MAX_FIELDS, "fields"),
        (roots, MAX_ROOTS, "fields on the root"),
        (size.aliases, MAX_ALIASES, "aliases"),
        (size.directives, MAX_DIRECTIVES, "directives"),
    ):
        if found > most:
            raise LimitError(f"The query has more than {most} {what}, its fragments written out.")


def cost_of(fields: Sequence[Field]) -> int:
    """Return about how many objects a selection may fetch, by its page sizes."""
    cost = sum(_cost(chosen) for chosen in fields)
    if cost > MAX_COST:
        raise LimitError(
            f"The query may fetch {cost:,} objects, more than the {MAX_COST:,} allowed; "
            "ask for smaller pages or less inside of them."
        )
    return cost


def _cost(chosen: Field) -> int:
    inner = sum(_cost(child) for child in chosen.fields)
    if chosen.variants:
        inner = sum(sum(_cost(child) for child in each) for each in chosen.variants.values())
    if not chosen.fields and not chosen.variants:
        return 0
    if any(child.name in {"edges", "pageInfo", "totalCount"} for child in chosen.fields):
        return 1 + _page_size(chosen) * inner
    if chosen.name == "statementStats":
        return _cost_of_counts(chosen, inner)
    if chosen.name == "nodes":
        ids = chosen.arguments.get("ids")
        count = len(ids.value) if isinstance(ids, Slot) and isinstance(ids.value, list) else 1
        return count * (1 + inner)
    size = MANY.get(chosen.name, LIST_SIZE)
    return (1 + inner) * (size if chosen.name in LISTS else 1)


def _cost_of_counts(chosen: Field, inner: int) -> int:
    """Take counting for heavy where it reads statements, however few groups come of it."""
    size = chosen.arguments.get("first")
    given = size.value if isinstance(size, Slot) else None
    groups = given if isinstance(given, int) and given > 0 else DEFAULT_GROUPS
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
