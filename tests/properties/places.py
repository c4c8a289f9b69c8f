"""The GraphQL schema with a scalar of its own for every place where a value can be written.

Queries are generated from it in place of the real one: each scalar has a strategy that knows what
the archive holds there, so that filters let some rows through. What is written is a query of the
real schema, since literals do not name their types.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    get_named_type,
)

from tests.storage.naive_columns import ROOTS, TABLES

MAX_DEPTH = 2
"""How deep filters go: few rows fit deeper ones, and the limits of queries come near."""
KEYED = [name.lower() for name in TABLES if name != "NearMiss"]
ROOT_FIELDS = ["node", "nodes", *KEYED, *ROOTS]
ELSEWHERE = {"changes", "compare", "control", "facets", "statementStats"}
"""Fields that have tests of their own, with evaluators of their own."""


@dataclass(frozen=True)
class Place:
    """Where a value is written: the type that is filtered, the filter's key, the operator."""

    owner: str
    key: str
    operator: str
    kind: str

    @property
    def scalar(self) -> str:
        """Name the scalar that stands for it."""
        return f"V_{self.owner}_{self.key}_{self.operator}"


@dataclass
class PlacedSchema:
    """Writes the schema down, and keeps the places that it meets."""

    schema: GraphQLSchema
    places: dict[str, Place] = field(default_factory=dict)
    _inputs: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Write the schema; the places are known afterwards."""
        outputs = [self._output(each) for each in self.schema.type_map.values()]
        scalars = ["Size", "AtMost", "NodeId", *self.places]
        for type_name in TABLES:
            scalars += [f"Cursor_{type_name}", f"Key_{type_name}"]
        declared = (f"scalar {name}" for name in scalars)
        return "\n".join([*outputs, *self._inputs.values(), *declared])

    def _output(self, described: GraphQLNamedType) -> str:
        name = described.name
        written = ""
        if name.startswith("__") or name in {"Mutation", "Subscription"}:
            return ""
        if isinstance(described, GraphQLEnumType):
            written = f"enum {name} {{ {' '.join(described.values)} }}"
        elif isinstance(described, GraphQLInputObjectType) and name.endswith("Order"):
            keys = " ".join(f"{key}: {each.type}" for key, each in described.fields.items())
            written = f"input {name} {{ {keys} }}"
        elif name in {"Date", "DateTime", "JSON"}:
            written = f"scalar {name}"
        elif isinstance(described, GraphQLObjectType | GraphQLInterfaceType):
            written = self._object(described)
        return written

    def _object(self, described: GraphQLObjectType | GraphQLInterfaceType) -> str:
        name = described.name
        bodies = " ".join(
            self._field(key, each)
            for key, each in described.fields.items()
            if (key in ROOT_FIELDS if name == "Query" else key not in ELSEWHERE)
        )
        if isinstance(described, GraphQLInterfaceType):
            return f"interface {name} {{ {bodies} }}"
        interfaces = " & ".join(each.name for each in described.interfaces)
        return f"type {name} {f'implements {interfaces}' if interfaces else ''} {{ {bodies} }}"

    def _field(self, name: str, described: GraphQLField) -> str:
        node = get_named_type(described.type).name.removesuffix("Connection")
        arguments = ", ".join(
            f"{key}: {self._argument(key, node, each.type)}" for key, each in described.args.items()
        )
        return f"{name}{f'({arguments})' if arguments else ''}: {described.type}"

    def _argument(self, name: str, node: str, wanted: GraphQLType) -> str:
        if name == "where":
            filters = get_named_type(wanted)
            assert isinstance(filters, GraphQLInputObjectType)
            return self._where(filters, 0)
        own = {
            "first": "Size",
            "last": "Size",
            "atMost": "AtMost",
            "after": f"Cursor_{node}",
            "before": f"Cursor_{node}",
            "key": f"Key_{node}",
            "id": "NodeId",
            "ids": "NodeId",
        }
        return _wrapped(wanted, own.get(name, get_named_type(wanted).name))

    def _where(self, wanted: GraphQLInputObjectType, depth: int) -> str:
        """Write the filter of a type; those on the last level lead to no others."""
        owner = wanted.name.removesuffix("Where")
        name = f"{wanted.name}_{depth}"
        if name in self._inputs:
            return name
        self._inputs[name] = ""  # for filters that come back to themselves
        bodies = []
        for key, each in wanted.fields.items():
            inner = get_named_type(each.type)
            if not isinstance(inner, GraphQLInputObjectType):
                written = self._leaf(owner, key, "", inner)
            elif not _filters_rows(inner):
                written = self._operators(owner, key, inner)
            elif depth < MAX_DEPTH or owner == "Between":
                written = self._where(inner, depth + (owner != "Between"))
            else:
                continue
            bodies.append(f"{key}: {_wrapped(each.type, written)}")
        self._inputs[name] = f"input {name} {{ {' '.join(bodies)} }}"
        return name

    def _operators(self, owner: str, key: str, inner: GraphQLInputObjectType) -> str:
        """Write a set of operators anew for the place where it is used."""
        name = f"{inner.name}_{owner}_{key}"
        bodies = []
        for operator, each in inner.fields.items():
            leaf = self._leaf(owner, key, operator, get_named_type(each.type))
            bodies.append(f"{operator}: {_wrapped(each.type, leaf)}")
        self._inputs[name] = f"input {name} {{ {' '.join(bodies)} }}"
        return name

    def _leaf(self, owner: str, key: str, operator: str, leaf: GraphQLNamedType) -> str:
        if isinstance(leaf, GraphQLEnumType) or leaf.name == "Boolean":
            return leaf.name
        place = Place(owner, key, operator, leaf.name)
        self.places[place.scalar] = place
        return place.scalar


def _filters_rows(wanted: GraphQLInputObjectType) -> bool:
    """Tell a filter of rows from a set of operators on one value."""
    inner = (get_named_type(each.type) for each in wanted.fields.values())
    return any(isinstance(each, GraphQLInputObjectType) for each in inner)


def _wrapped(wanted: GraphQLType, name: str) -> str:
    """Put a name into the brackets and exclamation marks that stand around another."""
    if isinstance(wanted, GraphQLNonNull):
        return f"{_wrapped(wanted.of_type, name)}!"
    if isinstance(wanted, GraphQLList):
        return f"[{_wrapped(wanted.of_type, name)}]"
    return name
