"""Generated documents: made whole, told to the evaluator, and written in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import graphql
from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    parse_type,
    value_from_ast_untyped,
    visit,
)
from hypothesis import strategies as st
from hypothesis_graphql import nodes, queries

from db.query.selection import Field, argument
from tests.properties.places import ROOT_FIELDS, PlacedSchema
from tests.properties.values import ABSENT, strategies
from tests.storage.archive import Archive
from tests.storage.naive_columns import ROOTS
from tests.storage.naive_pages import Cursors, page_order


@dataclass(frozen=True)
class Asked:
    """A query as it is sent, and as the evaluator reads it."""

    text: str
    variables: dict[str, Any]
    fields: tuple[Field, ...]


def asked_queries(
    schema: GraphQLSchema, archive: Archive, cursors: Cursors
) -> st.SearchStrategy[Asked]:
    """Generate queries of a schema whose values are those of an archive."""
    placed = PlacedSchema(schema)
    text = placed.text()
    values = strategies(archive, placed.places)

    def documents(fields: Sequence[str]) -> st.SearchStrategy[DocumentNode]:
        # Null is no operand of a filter; arguments that are null are among the values.
        return queries(
            text,
            fields=fields,
            custom_scalars=values,
            allow_null=False,
            print_ast=lambda document: document,
        )

    single = [documents([name]) for name in ROOT_FIELDS]
    pages = [documents([name]) for name in ROOTS]
    chosen = st.one_of(*single, *pages, *pages, documents(ROOT_FIELDS))

    @st.composite
    def asked(draw: st.DrawFn) -> Asked:
        settled = visit(draw(chosen), Settler(draw))
        fields = Reader(schema).read(settled)
        types = TypeInfo(schema)
        placed_cursors = visit(settled, TypeInfoVisitor(types, CursorWriter(types, cursors)))
        rewriter = Rewriter(types, draw)
        rewritten = visit(placed_cursors, TypeInfoVisitor(types, rewriter))
        document = rewriter.finished(rewritten)
        return Asked(graphql.print_ast(document), rewriter.variables, fields)

    return asked()


class Settler(Visitor):
    """Takes out arguments that are not given or cannot stand together; names some fields anew."""

    def __init__(self, draw: st.DrawFn) -> None:
        super().__init__()
        self._draw = draw
        self._count = 0

    def leave_object_value(self, node: ObjectValueNode, *_: Any) -> ObjectValueNode | None:
        """Keep few of the keys that may be left out, so that some rows fit a filter."""
        fields = node.fields or ()
        if {each.name.value for each in fields} & _NEEDED:
            return None
        kept = fields[: self._draw(st.integers(1, 2))]
        return _copy(node, fields=tuple(kept))

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode:
        """Settle the arguments and the key of a field."""
        given = {each.name.value: each for each in node.arguments or () if each.value != ABSENT}
        if "where" in given and self._draw(_SOMETIMES):
            del given["where"]
        if "orderBy" in given and self._draw(_SOMETIMES):
            del given["orderBy"]
        if all(_is_given(given.get(size)) for size in ("first", "last")):
            del given[self._draw(st.sampled_from(("first", "last")))]
        alias = node.alias
        if self._draw(_SOMETIMES):
            self._count += 1
            alias = NameNode(value=f"k{self._count}")
        settled = _copy(node, arguments=tuple(given.values()), alias=alias)
        return self._with_rows(settled)

    def _with_rows(self, node: FieldNode) -> FieldNode:
        """Have most pages answer with their rows, whatever else is asked of them."""
        chosen = node.selection_set
        parts = (
            {each.name.value for each in chosen.selections if isinstance(each, FieldNode)}
            if chosen
            else set()
        )
        if chosen is None or not parts & {"totalCount", "pageInfo"} or self._draw(_SOMETIMES):
            return node
        more = SelectionSetNode(selections=(*chosen.selections, *_ROWS.selections))
        return _copy(node, selection_set=more)


def _selection(text: str) -> SelectionSetNode:
    operation = graphql.parse(text, no_location=True).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return operation.selection_set


_ROWS = _selection("{ edges { cursor node { key } } pageInfo { hasNextPage hasPreviousPage } }")
_SKIPPED = _selection("{ ... @skip(if: true) { __typename } }")
_NEEDED = {"field", "latitude", "one", "south"}
"""Each tells an object whose keys must all be given."""
# One in four.
_SOMETIMES = st.integers(0, 3).map(lambda number: number == 3)


def _is_given(node: ArgumentNode | None) -> bool:
    return node is not None and not isinstance(node.value, NullValueNode)


def _copy[N: graphql.Node](node: N, **changes: Any) -> N:
    kept = {key: getattr(node, key) for key in node.keys if key != "loc"}
    return type(node)(**{**kept, **changes})


class Reader:
    """Reads a document for the evaluator: fields merged by key, arguments as plain values."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema

    def read(self, document: DocumentNode) -> tuple[Field, ...]:
        """Read the one operation of a document."""
        operation = document.definitions[0]
        assert isinstance(operation, OperationDefinitionNode)
        assert self._schema.query_type
        return self._select(self._schema.query_type, [operation.selection_set])

    def _select(
        self, parent: GraphQLObjectType, sets: Sequence[SelectionSetNode]
    ) -> tuple[Field, ...]:
        found: dict[str, list[FieldNode]] = {}
        for each in sets:
            self._collect(parent, each, found)
        return tuple(self._field(parent, key, same) for key, same in found.items())

    def _collect(
        self, parent: GraphQLObjectType, chosen: SelectionSetNode, found: dict[str, list[FieldNode]]
    ) -> None:
        for node in chosen.selections:
            if isinstance(node, FieldNode):
                found.setdefault((node.alias or node.name).value, []).append(node)
            elif isinstance(node, InlineFragmentNode) and node.type_condition:
                condition = self._schema.type_map[node.type_condition.name.value]
                fits = isinstance(condition, GraphQLInterfaceType) or condition is parent
                if fits:
                    self._collect(parent, node.selection_set, found)

    def _field(self, parent: GraphQLObjectType, key: str, same: list[FieldNode]) -> Field:
        name = same[0].name.value
        if name == "__typename":
            return Field(name, key)
        arguments = {
            each.name.value: argument(value_from_ast_untyped(each.value))
            for each in same[0].arguments or ()
            if not isinstance(each.value, NullValueNode)
        }
        inner = get_named_type(parent.fields[name].type)
        sets = [node.selection_set for node in same if node.selection_set]
        if isinstance(inner, GraphQLInterfaceType):
            possible = self._schema.get_possible_types(inner)
            variants = {each.name: self._select(each, sets) for each in possible}
            return Field(name, key, arguments, variants=variants)
        fields = self._select(inner, sets) if isinstance(inner, GraphQLObjectType) else ()
        return Field(name, key, arguments, fields)


class CursorWriter(Visitor):
    """Writes cursors where ids of rows stand."""

    def __init__(self, types: TypeInfo, cursors: Cursors) -> None:
        super().__init__()
        self._types = types
        self._cursors = cursors

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
        """Write the cursors of a page in its order."""
        given = {each.name.value: each for each in node.arguments or ()}
        if not given.keys() & {"after", "before"}:
            return None
        declared = self._types.get_field_def()
        assert declared
        type_name = get_named_type(declared.type).name.removesuffix("Connection")
        order = given.get("orderBy")
        chosen = value_from_ast_untyped(order.value) if order else None
        known = self._cursors[page_order(type_name, chosen)]
        for name in ("after", "before"):
            row = given[name].value if name in given else None
            if isinstance(row, IntValueNode):
                text = nodes.String(known[int(row.value)])
                given[name] = _copy(given[name], value=text)
        return _copy(node, arguments=tuple(given.values()))


@dataclass
class Rewriter(Visitor):
    """Says the same in other words: values as variables, selections as fragments."""

    types: TypeInfo
    draw: st.DrawFn
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[VariableDefinitionNode] = field(default_factory=list)
    fragments: list[FragmentDefinitionNode] = field(default_factory=list)
    whole: bool = False

    def __post_init__(self) -> None:
        """Let the visitor make itself ready."""
        super().__init__()

    def enter_argument(self, *_: Any) -> None:
        """Choose: the whole value as a variable, or some of its parts."""
        self.whole = self.draw(_SOMETIMES)

    def leave_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        """Make some values variables."""
        wanted = self.types.get_argument()
        if wanted is None or not self.whole:
            return None
        return _copy(node, value=self._variable(str(wanted.type), node.value))

    def leave_object_field(self, node: ObjectFieldNode, *_: Any) -> ObjectFieldNode | None:
        """Make some plain values inside of filters variables."""
        wanted = self.types.get_input_type()
        plain = is_leaf_type(get_nullable_type(wanted)) and not self.whole
        if not plain or not self.draw(_SOMETIMES):
            return None
        return _copy(node, value=self._variable(str(wanted), node.value))

    def leave_field(self, node: FieldNode, *_: Any) -> FieldNode | None:
        """Make some selections fragments, and add what is skipped."""
        parent = get_named_type(self.types.get_type())
        if node.selection_set is None or parent is None or not self.draw(_SOMETIMES):
            return None
        name = NameNode(value=f"F{len(self.fragments)}")
        condition = NamedTypeNode(name=NameNode(value=parent.name))
        self.fragments.append(
            FragmentDefinitionNode(
                name=name,
                type_condition=condition,
                selection_set=node.selection_set,
                variable_definitions=(),
                directives=(),
            )
        )
        spread = FragmentSpreadNode(name=name, arguments=(), directives=())
        chosen = (*_SKIPPED.selections, spread)
        return _copy(node, selection_set=SelectionSetNode(selections=chosen))

    def _variable(self, wanted: str, value: ValueNode) -> VariableNode:
        name = f"v{len(self.variables)}"
        self.variables[name] = value_from_ast_untyped(value)
        variable = VariableNode(name=NameNode(value=name))
        self.declared.append(
            VariableDefinitionNode(
                variable=variable, type=parse_type(wanted), default_value=None, directives=()
            )
        )
        return variable

    def finished(self, document: DocumentNode) -> DocumentNode:
        """Return the document with its variables and fragments declared."""
        operation = _copy(document.definitions[0], variable_definitions=tuple(self.declared))
        return DocumentNode(definitions=(operation, *self.fragments))
