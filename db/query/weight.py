"""What makes a statement read much of a table, however little it answers.

The cost of a query, by its pages and lists, foresees none of this: counting all that fit where no
index counts, and looking for letters in the middle of texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.query.errors import QueryError
from db.query.selection import Argument, Field, Slot
from db.query.statistics import reads_statements

_LARGE = frozenset({"statements", "contradictions", "nearMisses", "articles"})
"""The lists on the root that are long in a large archive."""
_COUNTED = {
    "statements": frozenset({"key", "party", "claimType", "speaker", "place", "said", "search"}),
    "contradictions": frozenset({"key", "type", "status"}),
    "nearMisses": frozenset({"key"}),
    "articles": frozenset({"key", "url"}),
}
"""By what each can be counted off an index."""
_EXACT = frozenset({"eq", "in", "gt", "gte", "lt", "lte", "key", "name", "id"})
_SEARCHED = frozenset({"contains", "startsWith"})
_LINKS = frozenset({"and", "or", "not"})


def scans(fields: Sequence[Field]) -> bool:
    """Say whether a selection on the query root may read a large table as a whole."""
    return any(_scans(chosen) for chosen in fields)


def _scans(chosen: Field) -> bool:
    if chosen.name == "statementStats":
        try:
            return reads_statements(chosen.arguments)
        except QueryError:
            return False  # refused when it is planned, by the name that the reader gave it
    where = chosen.arguments.get("where")
    if chosen.name not in _LARGE or where is None:
        return False
    operators = set(_operators(where))
    if operators & _SEARCHED:
        return True
    counts = any(child.name == "totalCount" and not _bounded(child) for child in chosen.fields)
    return counts and not (
        operators <= _EXACT and isinstance(where, dict) and where.keys() <= _COUNTED[chosen.name]
    )


def _bounded(chosen: Field) -> bool:
    slot = chosen.arguments.get("atMost")
    return isinstance(slot, Slot) and slot.value is not None


def _operators(where: Argument) -> Iterator[str]:
    """Give the names of all leaves of a filter: what is done with each value."""
    if isinstance(where, list):
        for member in where:
            yield from _operators(member)
    elif isinstance(where, dict):
        for name, member in where.items():
            if isinstance(member, Slot) and name not in _LINKS:
                yield name
            yield from _operators(member)
