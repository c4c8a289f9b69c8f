"""How a mutation is run: the key is checked, the change made, and the outcome read as a query."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.types import Scope

from api.graphql.limits import cost_of
from api.graphql.mutations import CHANGES
from api.graphql.operations import Operation
from api.security.guard import AccessError, admit
from api.writing import Writing
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Argument, Field, Slot

OUTCOME = "key of the outcome"
"""Where the key stands among the variables; no variable of a document has such a name."""


async def change(
    operation: Operation, variables: Mapping[str, Any], engine: QueryEngine, scope: Scope
) -> bytes:
    """Make the change of a mutation and return the answer.

    All that can be wrong with the request is found before anything is changed.
    """
    if scope["method"] != "POST":
        status = HTTPStatus.METHOD_NOT_ALLOWED
        raise AccessError(status, "method-not-allowed", "Changes are made by POST alone.")
    chosen = operation.change(dict(variables))
    wanted = CHANGES[chosen.name]
    caller = await admit(scope, wanted.scope)
    arguments = {name: _value(given, variables) for name, given in chosen.arguments.items()}
    key = Slot("", (OUTCOME,))
    answer = Field(wanted.answered_by, chosen.key, {"key": key}, chosen.fields)
    cost_of([answer], operation.limits)
    plan = engine.plan([answer])
    plan.parameters({**variables, OUTCOME: ""})
    writing: Writing = scope["app"].state.writing
    try:
        made = await writing.run(wanted.make, caller, arguments)
    except QueryError as error:
        raise error.below(chosen.key) from None
    data = await engine.run(plan, {**variables, OUTCOME: made})
    return b'{"data":' + data + b"}"


def _value(given: Argument, variables: Mapping[str, Any]) -> Any:
    """Read an argument; those of mutations are leaves."""
    if not isinstance(given, Slot):
        raise TypeError(given)
    return given.read(variables)
