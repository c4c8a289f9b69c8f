"""Write a selection of the query engine as the text of a GraphQL query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    print_ast,
    value_to_literal,
)

from db.query.selection import Field
from tests.storage.naive_columns import plain


@dataclass
class Writer:
    """Writes queries; arguments become variables or literals."""

    schema: GraphQLSchema
    literals: bool
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)

    def query(self, *fields: Field) -> str:
        """Write a query of fields on the root."""
        root = self.schema.query_type
        assert root is not None
        body = self._selection(root, fields)
        declared = f"({', '.join(self.declared)})" if self.declared else ""
        return f"query Q{declared} {body}"

    def _selection(self, parent: GraphQLObjectType, fields: tuple[Field, ...]) -> str:
        return "{ " + " ".join(self._field(parent, chosen) for chosen in fields) + " }"

    def _field(self, parent: GraphQLObjectType, chosen: Field) -> str:
        head = f"{chosen.key}: {chosen.name}"
        if chosen.name == "__typename":
            return head
        declared = parent.fields[chosen.name]
        given = [
            f"{name}: {self._value(plain(value), declared.args[name].type)}"
            for name, value in chosen.arguments.items()
        ]
        arguments = f"({', '.join(given)})" if given else ""
        if chosen.variants:
            parts = [
                f"... on {name} {self._selection(self._object(name), fields)}"
                for name, fields in chosen.variants.items()
            ]
            return f"{head}{arguments} {{ {' '.join(parts)} }}"
        named = get_named_type(declared.type)
        inner = self._selection(named, chosen.fields) if chosen.fields else ""
        return f"{head}{arguments} {inner}"

    def _object(self, name: str) -> GraphQLObjectType:
        found = self.schema.type_map[name]
        assert isinstance(found, GraphQLObjectType)
        return found

    def _value(self, value: Any, wanted: Any) -> str:
        if self.literals:
            literal = value_to_literal(value, wanted)
            assert literal is not None, (value, wanted)
            return print_ast(literal)
        name = f"v{len(self.variables)}"
        self.variables[name] = value
        self.declared.append(f"${name}: {wanted}")
        return f"${name}"
