"""Lists, their parameters read without the framework.

It looks anew at each of the fifty parameters of a list for every request, which takes several times
as long as the page itself. What is not given as it should be goes on to the route, which explains.
"""

from __future__ import annotations

from fastapi import Request
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems import ProblemError, from_query_error, problem
from api.rest.look_ups import Template
from api.rest.parameter_parts import Parameters
from api.rest.routes import LIST_HANDLERS, ListHandler
from api.rest.strict import Strictness, kinds_of
from db.query.errors import QueryError


class _List:
    """One of the lists."""

    def __init__(self, path: str, handler: ListHandler) -> None:
        self.route = Template(path)
        self.answer = handler.answer
        self._model = handler.parameters
        kinds = kinds_of(handler.parameters)
        self._names = frozenset(kinds)
        self._strictness = Strictness.of(kinds)

    def read(self, query_string: bytes) -> Parameters | None:
        """Read the parameters; None where something is wrong with them."""
        given = QueryParams(query_string).multi_items()
        values: dict[str, str | list[str]] = {}
        for name, value in given:
            if name in self._strictness.several:
                values.setdefault(name, []).append(value)  # type: ignore[union-attr]  # a list
            else:
                values[name] = value
        if not values.keys() <= self._names or self._strictness.faults(given):
            return None
        try:
            return self._model.model_validate(values)
        except ValidationError:
            return None


_LISTS = {path: _List(path, handler) for path, handler in LIST_HANDLERS.items()}


class QuickLists:
    """Answers `GET /v1/statements` and its like, where the parameters are as they should be."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers everything else."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = _LISTS.get(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        parameters = found.read(scope["query_string"])
        if parameters is None:
            await self._app(scope, receive, send)
            return
        scope["route"] = found.route
        try:
            response = await found.answer(Request(scope, receive), parameters)
        except QueryError as error:
            response = problem(from_query_error(error))
        except ProblemError as error:
            response = problem(error)
        await response(scope, receive, send)
