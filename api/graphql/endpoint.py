"""The route of GraphQL: a request in, bytes of JSON out."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import orjson
from graphql import ExecutionResult, execute
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from api.bounds import QueryLimits
from api.graphql.changing import change
from api.graphql.comparing import add_comparisons
from api.graphql.errors import INTERNAL, of_graphql, of_query, written_error
from api.graphql.limits import DEFAULTS, HEAVY_COST, LimitError
from api.graphql.operations import Documents, Operation, RequestError
from api.graphql.schema import core_schema
from api.graphql.transport import (
    GRAPHQL_JSON,
    JSON,
    Asked,
    DisconnectedError,
    TransportError,
    check_get,
    media_type_of,
    read_address,
    read_batch,
    read_post,
    send_json,
)
from api.graphql.trusted import Trusted
from api.http.bodies import BodyBounds
from api.http.compression import coding_for
from api.security.guard import AccessError, admit
from db.enums import KeyScope
from db.query.engine import QueryEngine
from db.query.errors import BusyError, QueryError, SlowQueryError, UnavailableError

OK, UNAVAILABLE = HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE
HEAVY_AT_ONCE = 2
HEAVY_WAITING = 16
RETRY_AFTER = "5"

_PAUSE = (BusyError, SlowQueryError, UnavailableError)
_NOT_RUN = frozenset({"unknown-operation", "one-change", "document-not-trusted"})
COST_HEADER = b"x-query-cost"
"""A request with this header is told what its query was taken to cost."""

_logger = logging.getLogger(__name__)

type FindEngine = Callable[[Scope], QueryEngine]
type MakePage = Callable[[], Response]


@dataclass(slots=True)
class _Answer:
    """A body, and whether the query could be run at all."""

    body: bytes
    status: HTTPStatus = OK
    ran: bool = True


class GraphQLEndpoint:
    """Answers requests from plans; knows every document that it saw of late.

    A browser that comes without a query gets the page that `playground` makes. With `reads_keyed`
    queries need a key, too. A query may be as large as `limits` say, a body as `bodies` do; with
    `tell_cost` every answer says what its query was taken to cost. A POST may hold `batch`
    requests; answers of `compress_from` bytes or more are packed. 0 stands for neither.
    """

    def __init__(
        self,
        find_engine: FindEngine,
        *,
        introspection: bool = True,
        playground: MakePage | None = None,
        reads_keyed: bool = False,
        limits: QueryLimits = DEFAULTS,
        tell_cost: bool = False,
        bodies: BodyBounds | None = None,
        trusted: Trusted | None = None,
        batch: int = 0,
        compress_from: int = 0,
    ) -> None:
        self._introspection = introspection
        self._trusted = trusted or Trusted()
        self._batch = batch
        self._compress_from = compress_from
        self.bodies = bodies or BodyBounds()
        self._find_engine = find_engine
        self._tell_cost = tell_cost
        self.limits = limits
        self._reads_keyed = reads_keyed
        self._playground = playground
        self._documents = self.documents()
        self._heavy = asyncio.Semaphore(HEAVY_AT_ONCE)
        self._waiting = 0

    def documents(self, *, streams: bool = False) -> Documents:
        """Make a store of documents under the rules of this endpoint."""
        return Documents(
            core_schema(),
            introspection=self._introspection,
            streams=streams,
            limits=self.limits,
            trusted=self._trusted,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; as an application of its own it is called directly."""
        headers = dict(scope["headers"])
        try:
            media_type = media_type_of(headers)
            asked: Asked | list[Asked]
            if scope["method"] != "POST":
                asked = read_address(scope["query_string"])
                check_get(headers)
            elif self._batch:
                asked = await read_batch(headers, receive, self.bodies, self._batch)
            else:
                asked = await read_post(headers, receive, self.bodies)
        except TransportError as error:
            if self._playground is not None and _is_visit(scope, headers):
                await self._playground()(scope, receive, send)
                return
            body = orjson.dumps({"errors": [written_error(error.code, error.message)]})
            await send_json(send, body, error.status, JSON)
            return
        except DisconnectedError:
            return
        tell_cost = self._tell_cost or COST_HEADER in headers
        if isinstance(asked, list):
            each = [await self._answer(one, scope, tell_cost=tell_cost) for one in asked]
            answer = _Answer(b"[" + b",".join(one.body for one in each) + b"]")
        else:
            answer = await self._answer(asked, scope, tell_cost=tell_cost)
        status = answer.status
        if not answer.ran and status is OK and media_type == GRAPHQL_JSON:
            status = HTTPStatus.BAD_REQUEST
        retry_after = RETRY_AFTER if status is UNAVAILABLE else ""
        coding = b""
        if len(answer.body) >= self._compress_from > 0:
            coding = coding_for(headers.get(b"accept-encoding", b""))
        await send_json(
            send,
            answer.body,
            status,
            media_type,
            retry_after=retry_after,
            coding=coding,
            posted=scope["method"] == "POST",
        )

    async def answer(self, asked: Asked, scope: Scope) -> bytes:
        """Answer a query that came another way than by a request of its own."""
        return (await self._answer(asked, scope)).body

    async def _answer(self, asked: Asked, scope: Scope, *, tell_cost: bool = False) -> _Answer:
        try:
            if self._reads_keyed:
                await admit(scope, KeyScope.READ)
            return await self._run(asked, scope, tell_cost=tell_cost)
        except AccessError as error:
            return _errors([written_error(error.code, error.detail)], error.status, ran=False)
        except RequestError as error:
            return _errors([of_graphql(each, error.code) for each in error.errors], ran=False)
        except QueryError as error:
            status = UNAVAILABLE if isinstance(error, _PAUSE) else OK
            return _errors([of_query(error)], status, ran=_was_run(error))
        except Exception:
            _logger.exception("A query failed")
            return _errors([INTERNAL], HTTPStatus.INTERNAL_SERVER_ERROR)

    async def _run(self, asked: Asked, scope: Scope, *, tell_cost: bool) -> _Answer:
        text = asked.text if asked.document is None else self._trusted.text(asked.document)
        operation = self._documents.operation(text, asked.name)
        if operation.schema_answer is not None:
            return _Answer(operation.schema_answer)
        engine = self._find_engine(scope)
        if operation.mutates:
            variables = operation.coerce(asked.variables)
            return _Answer(await change(operation, variables, engine, scope))
        planned, variables = operation.prepared(engine, asked.variables)
        data = b"{}"
        if planned.plan is not None:
            if planned.cost < HEAVY_COST:
                data = await engine.run(planned.plan, variables)
            else:
                async with self._room():
                    data = await engine.run(planned.plan, variables)
        if planned.compared:
            data = await add_comparisons(data, planned.keys, planned.compared, variables, scope)
        if operation.introspects:
            plain = planned.plan is None and not planned.compared
            return _introspect(operation, asked, data, plain=plain)
        if tell_cost:
            data += b',"extensions":{"cost":{"requested":%d,"allowed":%d}}' % (
                planned.cost,
                self.limits.cost,
            )
        return _Answer(b'{"data":' + data + b"}")

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[None]:
        """Let heavy queries through a few at a time."""
        if self._waiting >= HEAVY_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with self._heavy:
                yield
        finally:
            self._waiting -= 1


def graphql_route(
    find_engine: FindEngine,
    make: Callable[..., GraphQLEndpoint] = GraphQLEndpoint,
    **options: Any,
) -> Route:
    """Return the route to mount; `find_engine` gives the engine of a request's application.

    The options are those of GraphQLEndpoint.
    """
    endpoint = make(find_engine, **options)
    return Route("/graphql", endpoint, methods=["GET", "POST"], name="graphql")


def _introspect(operation: Operation, asked: Asked, data: bytes, *, plain: bool) -> _Answer:
    """Let the executor answer what is about the schema, and walk the planned rest."""
    result = execute(
        operation.schema,
        operation.document,
        root_value=orjson.loads(data),
        variable_values=asked.variables,
        operation_name=asked.name,
    )
    if not isinstance(result, ExecutionResult):
        raise TypeError(type(result))
    if result.errors:
        return _errors([of_graphql(error, "invalid-query") for error in result.errors])
    body = b'{"data":' + orjson.dumps(result.data) + b"}"
    if plain and not asked.variables:
        operation.schema_answer = body
    return _Answer(body)


def _is_visit(scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether a person has opened the address in a browser."""
    return (
        scope["method"] == "GET"
        and b"query=" not in scope["query_string"]
        and b"text/html" in headers.get(b"accept", b"")
    )


def _was_run(error: QueryError) -> bool:
    return not isinstance(error, LimitError) and error.code not in _NOT_RUN


def _errors(errors: list[dict[str, Any]], status: HTTPStatus = OK, *, ran: bool = True) -> _Answer:
    body: dict[str, Any] = {"errors": errors}
    if ran:
        body["data"] = None
    return _Answer(orjson.dumps(body), status, ran)
