"""The variables of a document whose values become part of SQL: each value is a plan of its own."""

from typing import Any

from graphql import ArgumentNode, FieldNode, ValueNode, VariableNode, Visitor

LITERAL_ARGUMENTS = frozenset({"first", "last", "orderBy", "atMost", "groupBy"})
INTROSPECTION = frozenset({"__schema", "__type"})


class LiteralVariables(Visitor):
    """Finds them by name, and tells whether a document asks for the schema."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.introspects = False

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        """Look into the arguments that are written into SQL."""
        if node.name.value in LITERAL_ARGUMENTS:
            self._collect(node.value)

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """Note fields about the schema."""
        self.introspects = self.introspects or node.name.value in INTROSPECTION

    def _collect(self, value: ValueNode) -> None:
        if isinstance(value, VariableNode):
            self.names.add(value.name.value)
        for member in getattr(value, "fields", None) or ():
            self._collect(member.value)
        for item in getattr(value, "values", None) or ():
            self._collect(item)
