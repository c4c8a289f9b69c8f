"""Where a condition is compiled: which table it speaks of, and what the SQL around it allows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from db.query.compiler import Compiler
from db.query.dialect import Kind
from db.query.errors import FilterError
from db.query.selection import Argument, Slot
from db.query.values import Converter, Path

MAX_DEPTH = 5
MAX_BRANCHES = 50

COPIED = frozenset({"party", "claim_type", "sort_at", "recorded_at"})
"""Columns of `statement` that `statement_location` has too, under the same names."""


@dataclass(slots=True)
class Budget:
    """How much of a `where` has been read so far."""

    branches: set[Path] = field(default_factory=set)

    def spend(self, path: Path, depth: int) -> None:
        """Count one branch (once, however often it is compiled); refuse what no reader needs."""
        self.branches.add(path)
        if depth > MAX_DEPTH:
            raise FilterError(f"is nested more than {MAX_DEPTH} deep", path)
        if len(self.branches) > MAX_BRANCHES:
            raise FilterError(f"has more than {MAX_BRANCHES} branches", path)


@dataclass(frozen=True, slots=True)
class Scope:
    """A table of the statement under its alias, as a filter sees it."""

    compiler: Compiler
    alias: str
    joins: list[str] | None = None
    """Where joins may be added: only while all conditions must hold. Else None."""
    current: bool = False
    """True where the rows are known not to be superseded."""
    covering: str | None = None
    """The alias of a `statement_location` joined one to one, whose copies serve an index."""
    siblings: Mapping[str, Argument] = field(default_factory=dict)
    """The conditions that must hold beside this one."""
    budget: Budget = field(default_factory=Budget)
    depth: int = 0

    def column(self, name: str) -> str:
        """Write a column, from the covering table where it has a copy."""
        alias = self.covering if self.covering and name in COPIED else self.alias
        return f"{alias}.{name}"

    @property
    def row(self) -> str:
        """Write the row id."""
        return f"{self.covering}.statement_id" if self.covering else f"{self.alias}.id"

    def bind(self, slot: Argument, convert: Converter, kind: Kind, path: Path) -> str:
        """Bind the value of a leaf."""
        if not isinstance(slot, Slot):
            raise FilterError("must be a single value", path)
        if slot.value is None:
            raise FilterError("is null: leave it out, or ask for isNull", path)
        return self.compiler.bind(slot, convert, kind, path)

    def inside(self, alias: str, **changes: Any) -> "Scope":
        """Return the scope of another table, reached from this one."""
        return replace(self, alias=alias, covering=None, siblings={}, **changes)

    def optional(self) -> "Scope":
        """Return the same scope where the condition need not hold: under `or` and `not`."""
        return replace(self, joins=None, siblings={})


class Filter(Protocol):
    """One key of a `where`."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Write the condition."""
        ...


def members(node: Argument, allowed: Mapping[str, Any], path: Path) -> dict[str, Argument]:
    """Return the keys of a branch; an unknown one is an error, never ignored."""
    if isinstance(node, Slot) and node.value == {}:
        return {}
    if not isinstance(node, dict):
        raise FilterError(f"must be an object with some of {', '.join(allowed)}", path)
    for key in node:
        if key not in allowed:
            raise FilterError(f"is not known; use {', '.join(allowed)}", (*path, key))
    return node


def all_of(conditions: list[str]) -> str:
    """Join conditions that must all hold."""
    return " AND ".join(conditions) if conditions else "1=1"


def any_of(conditions: list[str]) -> str:
    """Join conditions of which one must hold. AND binds more, so only the whole needs brackets."""
    return f"({' OR '.join(conditions)})" if conditions else "1=0"


def flag_value(node: Argument, path: Path) -> bool:
    """Return a boolean, which is part of the plan's key."""
    if not isinstance(node, Slot) or not isinstance(node.value, bool):
        raise FilterError("must be true or false", path)
    return node.value
