"""From the text of a query to a plan: parsed, measured and validated once, planned by shape."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    ListValueNode,
    NoSchemaIntrospectionCustomRule,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    ValueNode,
    VariableNode,
    get_named_type,
    get_variable_values,
    is_leaf_type,
    parse,
    specified_rules,
    validate,
    value_from_ast,
    visit,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues

from api.bounds import QueryLimits
from api.graphql.comparing import split
from api.graphql.given_variables import Input, inputs_of, read_inputs, text_inputs
from api.graphql.limits import (
    DEFAULTS,
    check_limit,
    check_size,
    cost_of,
    exceeded,
)
from api.graphql.literal_variables import INTROSPECTION, LiteralVariables
from api.graphql.trusted import Trusted
from db.query.compiler import Plan
from db.query.engine import LruCache, QueryEngine
from db.query.errors import QueryError
from db.query.selection import Argument, Field, Slot, argument, shape_of

MAX_DOCUMENTS, ROOM_FOR_DOCUMENTS = 512, 400_000
"""How many documents are kept, and how many characters they may have together: a character stands
for some two hundred bytes of what was read."""
MAX_PLANS, ROOM_FOR_PLANS = 2048, 8_000_000
"""The same for the plans of all documents together, by the characters of their SQL."""
MAX_ERRORS = 10
_TEXT = frozenset({str})
_TOO_MANY_TOKENS = "tokens. Parsing aborted."
"""How the parser ends the message with which it gives up; it has no error of its own for that."""


class RequestError(Exception):
    """A request that cannot be run: errors in its text or its variables."""

    def __init__(self, code: str, errors: Iterable[GraphQLError]) -> None:
        super().__init__(code)
        self.code = code
        self.errors = list(errors)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what running it may cost."""

    plan: Plan | None
    """None where a query asks the database for nothing."""
    cost: int
    compared: tuple[Field, ...] = ()
    """The fields on the root that compare texts."""
    keys: tuple[str, ...] = ()
    """The keys of all fields on the root, in their order."""


@dataclass(slots=True)
class Operation:
    """One operation of a valid document."""

    schema: GraphQLSchema
    document: DocumentNode
    definition: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    literal: frozenset[str]
    introspects: bool
    texts: frozenset[str] | None
    """The names of the variables where all are of type String or ID."""
    plans: LruCache[Hashable, Planned]
    """The plans of all operations, by their numbers and the shapes of their variables."""
    number: int
    """Tells the operation from all others."""
    limits: QueryLimits = DEFAULTS
    mutates: bool = False
    subscribes: bool = False
    schema_answer: bytes | None = None
    """The answer to a query for the schema itself, which never changes."""
    of_texts: Planned | None = None
    """The plan for variables that are all texts, once there is one."""

    inputs: tuple[Input, ...] = ()
    """The variables, for reading them without going through their definitions each time."""

    def coerce(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Check the variables of a request against their types."""
        if self._are_texts(raw):
            return raw
        read = read_inputs(self.inputs, raw)
        return self._coerce(raw).coerced if read is None else read

    def prepared(self, engine: QueryEngine, raw: dict[str, Any]) -> tuple[Planned, dict[str, Any]]:
        """Return the plan for the variables of a request, and these as they came out.

        Texts come out as they went in and have one shape: look-ups by key or id, which have no
        other variables, are spared the general way.
        """
        if not self._are_texts(raw):
            coerced = self.coerce(raw)
            return self.planned(engine, coerced), coerced
        planned = self.of_texts or self.planned(engine, raw)
        if not self.literal:
            self.of_texts = planned
        return planned, raw

    def _are_texts(self, raw: dict[str, Any]) -> bool:
        """Tell whether all variables are texts, as they should be, and are all given."""
        return raw.keys() == self.texts and _TEXT.issuperset(map(type, raw.values()))

    def _coerce(self, raw: dict[str, Any]) -> VariableValues:
        definitions = self.definition.variable_definitions or ()
        values = get_variable_values(self.schema, definitions, raw, max_errors=MAX_ERRORS)
        if isinstance(values, list):
            raise RequestError("bad-variable", values)
        return values

    def change(self, coerced: dict[str, Any]) -> Field:
        """Return the one field of a mutation."""
        fields = Selector(self, VariableValues({}, coerced)).root()
        if len(fields) != 1 or fields[0].name == "__typename":
            raise QueryError("one-change", "A mutation has one field on the root.")
        return fields[0]

    def followed(self, coerced: dict[str, Any]) -> Field:
        """Return the one field of a subscription."""
        (field,) = Selector(self, VariableValues({}, coerced)).root()  # validated to be one
        return field

    def shape(self, coerced: dict[str, Any]) -> Hashable:
        """Return what a plan for such variables is kept under."""
        return self.number, shape_of(coerced, self.literal)

    def planned(self, engine: QueryEngine, coerced: dict[str, Any]) -> Planned:
        """Return the plan for coerced variables, made anew for a shape that is new."""
        shape = self.shape(coerced)
        planned = self.plans.get(shape)
        if planned is None:
            fields = Selector(self, VariableValues({}, coerced)).root()
            stored, compared = split(fields)
            plan = engine.plan(stored) if stored else None
            cost = cost_of(stored, self.limits)
            planned = Planned(plan, cost, compared, tuple(each.key for each in fields))
            self.plans.put(shape, planned)
        return planned


class Selector:
    """Turns the selection sets of an operation into fields of the query engine."""

    def __init__(self, operation: Operation, values: VariableValues) -> None:
        self._operation = operation
        self._schema = operation.schema
        self._values = values

    def root(self) -> tuple[Field, ...]:
        """Return the fields on the root, but for those about the schema."""
        operation = self._operation
        root = self._schema.mutation_type if operation.mutates else self._schema.query_type
        if operation.subscribes:
            root = self._schema.subscription_type
        if root is None:
            raise TypeError("the schema has no such type")
        collected = collect_fields(
            self._schema, operation.fragments, self._values, root, operation.definition
        )
        return self._fields(root, collected.grouped_field_set)

    def _fields(
        self, parent: GraphQLObjectType, grouped: Mapping[str, list[FieldDetails]]
    ) -> tuple[Field, ...]:
        return tuple(
            self._field(parent, key, details)
            for key, details in grouped.items()
            if details[0].node.name.value not in INTROSPECTION
        )

    def _field(self, parent: GraphQLObjectType, key: str, details: list[FieldDetails]) -> Field:
        node = details[0].node
        name = node.name.value
        if name == "__typename":
            return Field(name, key)
        declared = parent.fields[name]
        arguments = {
            given.name.value: chosen
            for given in node.arguments or ()
            if (chosen := self._argument(given.value, declared.args[given.name.value].type))
            is not None
        }
        named = get_named_type(declared.type)
        if isinstance(named, GraphQLInterfaceType):
            types = self._schema.get_possible_types(named)
            variants = {each.name: self._below(each, details, typed=True) for each in types}
            return Field(name, key, arguments, variants=variants)
        inner = self._below(named, details) if isinstance(named, GraphQLObjectType) else ()
        return Field(name, key, arguments, inner)

    def _below(
        self, parent: GraphQLObjectType, details: list[FieldDetails], *, typed: bool = False
    ) -> tuple[Field, ...]:
        operation = self._operation
        collected = collect_subfields(
            self._schema, operation.fragments, self._values, operation.definition, parent, details
        )
        fields = self._fields(parent, collected.grouped_field_set)
        if typed and operation.introspects:
            # The executor, which walks such answers, must tell the types apart.
            fields = (*fields, Field("__typename", "__typename"))
        return fields

    def _argument(self, node: ValueNode, wanted: Any) -> Argument | None:
        """Return an argument tree; None for a variable that was not given."""
        if isinstance(wanted, GraphQLNonNull):
            wanted = wanted.of_type
        if isinstance(node, VariableNode):
            name = node.name.value
            coerced = self._values.coerced
            return argument(coerced[name], (name,)) if name in coerced else None
        if isinstance(node, NullValueNode):
            return Slot(None)
        if isinstance(wanted, GraphQLList):
            return self._list(node, wanted.of_type)
        if isinstance(wanted, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
            return {
                member.name.value: chosen
                for member in node.fields or ()
                if (chosen := self._argument(member.value, wanted.fields[member.name.value].type))
                is not None
            }
        if not is_leaf_type(wanted):
            raise TypeError(wanted)
        return Slot(value_from_ast(node, wanted))

    def _list(self, node: ValueNode, wanted: Any) -> Argument:
        nodes = node.values or () if isinstance(node, ListValueNode) else (node,)
        chosen = [self._argument(item, wanted) for item in nodes]
        # A variable that was not given is null as a member of a list.
        items = [Slot(None) if item is None else item for item in chosen]
        leaves = [item for item in items if isinstance(item, Slot)]
        if len(leaves) < len(items):
            return items
        return Slot([leaf.value for leaf in leaves], items=tuple(leaves) or None)


class Documents:
    """All documents seen of late, by their text."""

    def __init__(
        self,
        schema: GraphQLSchema,
        *,
        introspection: bool = True,
        streams: bool = False,
        limits: QueryLimits = DEFAULTS,
        trusted: Trusted | None = None,
    ) -> None:
        self._schema = schema
        self._trusted = trusted
        self._limits = limits
        self._streams = streams
        self._rules = (
            specified_rules
            if introspection
            else (*specified_rules, NoSchemaIntrospectionCustomRule)
        )
        self._hide_suggestions = not introspection
        self._operations: LruCache[tuple[str, str | None], Operation] = LruCache(
            MAX_DOCUMENTS, ROOM_FOR_DOCUMENTS, _length
        )
        self._plans: LruCache[Hashable, Planned] = LruCache(
            MAX_PLANS, ROOM_FOR_PLANS, lambda planned: len(planned.plan.sql) if planned.plan else 0
        )
        self._numbers = count(1)

    def operation(self, text: str, name: str | None) -> Operation:
        """Return an operation, checked when it is first seen."""
        found = self._operations.get((text, name))
        if found is None:
            found = self._prepare(text, name)
            self._operations.put((text, name), found)
        return found

    def _prepare(self, text: str, name: str | None) -> Operation:
        if self._trusted is not None:
            self._trusted.check(text)
        check_limit(self._limits, "characters", len(text))
        document = self._parse(text)
        check_size(document, self._limits)
        errors = validate(
            self._schema,
            document,
            self._rules,
            max_errors=MAX_ERRORS,
            hide_suggestions=self._hide_suggestions,
        )
        if errors:
            raise RequestError("invalid-query", errors)
        return self._operation(document, name)

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self._limits.tokens)
        except GraphQLError as error:
            if error.message.endswith(_TOO_MANY_TOKENS):
                raise exceeded(self._limits, "tokens") from None
            raise RequestError("bad-syntax", [error]) from None

    def _operation(self, document: DocumentNode, name: str | None) -> Operation:
        found = LiteralVariables()
        visit(document, found)
        definition = _choose(document, name, streams=self._streams)
        inputs = inputs_of(self._schema, definition)
        return Operation(
            self._schema,
            document,
            definition,
            {
                node.name.value: FragmentDetails(node)
                for node in document.definitions
                if isinstance(node, FragmentDefinitionNode)
            },
            frozenset(found.names),
            found.introspects,
            text_inputs(inputs),
            self._plans,
            next(self._numbers),
            self._limits,
            inputs=inputs,
            mutates=definition.operation is OperationType.MUTATION,
            subscribes=definition.operation is OperationType.SUBSCRIPTION,
        )


def _length(operation: Operation) -> int:
    """Return how many characters its document has."""
    return operation.document.loc.end if operation.document.loc else 0


def _choose(document: DocumentNode, name: str | None, *, streams: bool) -> OperationDefinitionNode:
    """Find the operation to run, as the specification has it."""
    operations = [
        node for node in document.definitions if isinstance(node, OperationDefinitionNode)
    ]
    if name is None and len(operations) != 1:
        raise QueryError(
            "unknown-operation",
            "The query has no operation."
            if not operations
            else "The query has several operations: name one by operationName.",
        )
    for node in operations:
        if name is None or (node.name is not None and node.name.value == name):
            if node.operation is OperationType.SUBSCRIPTION and not streams:
                message = "Subscriptions are followed over WebSocket, or at /graphql/stream."
                raise QueryError("unknown-operation", message)
            return node
    raise QueryError("unknown-operation", "The query has no operation of that name.")
