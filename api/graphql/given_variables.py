"""The variables of a request, read without looking at their definitions again.

What is right in all is read here; whatever is odd is left to the library, which explains it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from graphql import (
    GraphQLID,
    GraphQLInputType,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    Undefined,
    get_nullable_type,
    is_input_type,
    is_leaf_type,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.values import input_is_nested_too_deeply
from graphql.utilities import coerce_input_value

_TEXTS = (GraphQLString, GraphQLID)


class Input(NamedTuple):
    """A variable that an operation declares."""

    name: str
    type: GraphQLInputType
    parse: Callable[[Any], Any] | None
    """What reads a value in which nothing can be nested; it raises what it will not take."""
    optional: bool
    """Whether it may be left out, and has no value then."""


def inputs_of(schema: GraphQLSchema, definition: OperationDefinitionNode) -> tuple[Input, ...]:
    """Read the definitions of a valid operation."""
    found = []
    for node in definition.variable_definitions or ():
        declared: Any = type_from_ast(schema, node.type)
        if not is_input_type(declared):
            raise TypeError(declared)  # validated to be one
        required = is_non_null_type(declared)
        leaf = get_nullable_type(declared)
        parse = leaf.coerce_input_value if is_leaf_type(leaf) else None
        optional = not required and node.default_value is None
        found.append(Input(node.variable.name.value, declared, parse, optional))
    return tuple(found)


def text_inputs(inputs: tuple[Input, ...]) -> frozenset[str] | None:
    """Return the names of all variables where each is a String or an ID; else None."""
    if all(get_nullable_type(each.type) in _TEXTS for each in inputs):
        return frozenset(each.name for each in inputs)
    return None


def read_inputs(inputs: tuple[Input, ...], raw: dict[str, Any]) -> dict[str, Any] | None:
    """Return the values as they come out; None where one is missing or wrong."""
    values = {}
    for name, declared, parse, optional in inputs:
        value = raw.get(name, Undefined)
        if value is Undefined:
            if not optional:
                return None
            continue
        if parse is None or value is None:
            coerced = _read_nested(value, declared)
        else:
            try:
                coerced = parse(value)
            except Exception:  # noqa: BLE001 - whatever it is, the library explains it
                return None
        if coerced is Undefined:
            return None
        values[name] = coerced
    return values


def _read_nested(value: Any, declared: GraphQLInputType) -> Any:
    if input_is_nested_too_deeply(value, declared):
        return Undefined
    return coerce_input_value(value, declared)
