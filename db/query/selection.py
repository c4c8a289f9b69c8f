"""What a reader wants, independent of GraphQL and REST: fields, and arguments with their sources.

A plan is compiled for the *shape* of a request and used again for every request of that shape.
So each argument is a tree whose leaves are slots: a slot knows where its value stands in the
variables of a request. SQL may depend on which keys are present, on booleans, on whether a list has
one member, and on literal variables, all of which `shape_of` keeps apart; it never depends on
another value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*", re.ASCII)

type Argument = "Slot | dict[str, Argument] | list[Argument]"
type Shape = Any


@dataclass(frozen=True, slots=True)
class Slot:
    """A leaf of an argument. Without a path it is a constant of the document."""

    value: Any
    path: tuple[str | int, ...] | None = None
    items: "tuple[Slot, ...] | None" = None
    """The members of a list that was written with variables in it."""

    def read(self, variables: Mapping[str, Any]) -> Any:
        """Return the value that the slot has in this request."""
        if self.items is not None:
            return [item.read(variables) for item in self.items]
        if self.path is None:
            return self.value
        found: Any = variables
        for step in self.path:
            found = found[step]
        return found

    def only(self) -> "Slot | None":
        """Return the member of a list that has one alone."""
        if self.items is not None:
            return self.items[0] if len(self.items) == 1 else None
        if not isinstance(self.value, list) or len(self.value) != 1:
            return None
        return Slot(self.value[0], None if self.path is None else (*self.path, 0))


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the answer, under its response key."""

    name: str
    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    fields: "tuple[Field, ...]" = ()
    variants: "Mapping[str, tuple[Field, ...]]" = field(default_factory=dict)
    """For an interface: the fields by concrete type."""

    def __post_init__(self) -> None:
        # Response keys are the only words of a reader that reach SQL text.
        if not _NAME.fullmatch(self.key):
            msg = f"{self.key!r} is not a name"
            raise ValueError(msg)


def argument(value: Any, path: tuple[str | int, ...] | None = None) -> Argument:
    """Turn a plain value, a variable's (with its path) or a constant, into an argument tree."""
    if isinstance(value, dict):
        return {key: argument(item, _step(path, key)) for key, item in value.items()}
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return [argument(item, _step(path, index)) for index, item in enumerate(value)]
    return Slot(value, path)


def _step(path: tuple[str | int, ...] | None, key: str | int) -> tuple[str | int, ...] | None:
    return None if path is None else (*path, key)


def variables_as_arguments(variables: Mapping[str, Any]) -> dict[str, Argument]:
    """Make every variable an argument of the same name, as REST needs it."""
    return {name: argument(value, (name,)) for name, value in variables.items()}


def shape_of(variables: Mapping[str, Any], literal: frozenset[str] = frozenset()) -> Shape:
    """Return a hashable key: equal for variables that one plan can serve.

    `literal` names the variables whose values become part of the SQL: page sizes and orders.
    """
    return tuple(
        (name, _frozen(value) if name in literal else _shape(value))
        for name, value in variables.items()
    )


def _shape(value: Any) -> Shape:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, dict):
        return tuple((key, _shape(item)) for key, item in value.items())
    if isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            return tuple(_shape(item) for item in value)
        return ("empty", "one", "list")[min(len(value), 2)]
    return "leaf"


def _frozen(value: Any) -> Shape:
    if isinstance(value, dict):
        return tuple((key, _frozen(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    return (type(value).__name__, value)


def select(*names: str, **children: Sequence[Field]) -> tuple[Field, ...]:
    """Write a selection by hand: plain names, and names with a selection of their own."""
    plain = tuple(Field(name, name) for name in names)
    return plain + tuple(
        Field(name, name, fields=tuple(selection)) for name, selection in children.items()
    )
