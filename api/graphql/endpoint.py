"""The route of GraphQL: a request in, bytes of JSON out."""

import logging
from collections.abc import Callable, Mapping
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
    parse_body,
    read_address,
    read_batch,
    read_body,
    send_json,
)
from api.graphql.trusted import Trusted
from api.http.bodies import BodyBounds
from api.http.compression import coding_for
from api.http.kept_answers import KeptAnswers
from api.security.guard import AccessError, admit
from db.data_version import DataVersion
from db.enums import KeyScope
from db.query.engine import QueryEngine
from db.query.errors import BusyError, QueryError, SlowQueryError, UnavailableError

OK, UNAVAILABLE = HTTPStatus.OK, HTTPStatus.SERVICE_UNAVAILABLE
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
    lasts: bool = False
    """Whether it stays the answer for as long as nothing is written."""


class GraphQLEndpoint:
    """Answers requests from plans; knows every document that it saw of late.

    A browser that comes without a query gets the page that `playground` makes. With `reads_keyed`
    queries need a key, too. A query may be as large as `limits` say, a body as `bodies` do; with
    `tell_cost` every answer says what its query was taken to cost. A POST may hold `batch`
    requests; answers of `compress_from` bytes or more are packed; `keep` bytes of answers are kept
    for those who ask again. 0 stands for none of it.
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
        keep: int = 0,
    ) -> None:
        self._introspection = introspection
        self._trusted = trusted or Trusted()
        self._batch = batch
        self._compress_from = compress_from
        self._kept: KeptAnswers[bytes] = KeptAnswers(keep)
        self.bodies = bodies or BodyBounds()
        self._find_engine = find_engine
        self._tell_cost = tell_cost
        self.limits = limits
        self._reads_keyed = reads_keyed
        self._playground = playground
        self._documents = self.documents()

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
        tell_cost = self._tell_cost or COST_HEADER in headers
        kept: bytes | None = None
        asked: Asked | list[Asked]
        try:
            media_type = media_type_of(headers)
            if scope["method"] != "POST":
                asked = read_address(scope["query_string"])
                check_get(headers)
            elif self._batch:
                asked = await read_batch(headers, receive, self.bodies, self._batch)
            else:
                body = await read_body(headers, receive, self.bodies)
                kept = self._answered(_question(body, tell_cost=tell_cost), scope)
                asked = parse_body(body) if kept is None else []
        except TransportError as error:
            if self._playground is not None and _is_visit(scope, headers):
                await self._playground()(scope, receive, send)
                return
            body = orjson.dumps({"errors": [written_error(error.code, error.message)]})
            await send_json(send, body, error.status, JSON)
            return
        except DisconnectedError:
            return
        if kept is not None:
            answer = _Answer(kept)
        elif isinstance(asked, list):
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
            question = _question(asked.raw, tell_cost=tell_cost)
            if question and self._kept.asked_before(question):
                return await self._again(question, asked, scope, tell_cost=tell_cost)
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

    def _answered(self, question: bytes, scope: Scope) -> bytes | None:
        """Return the answer to what was asked before, where neither is to be looked into.

        None where there is none, or it has to be found out whether it still holds.
        """
        if self._reads_keyed or question not in self._kept:
            return None
        version: DataVersion | None = getattr(scope["app"].state, "data_version", None)
        mark = None if version is None else version.known()
        return None if mark is None else self._kept.get(question, mark)

    async def _again(
        self, question: bytes, asked: Asked, scope: Scope, *, tell_cost: bool
    ) -> _Answer:
        """Answer what was asked before: as then, where nothing was written since."""
        version: DataVersion | None = getattr(scope["app"].state, "data_version", None)
        # The mark comes first: an answer may be newer than its mark, never older.
        mark = await version.read() if version is not None and version.at_hand else None
        if mark is None:
            return await self._run(asked, scope, tell_cost=tell_cost)
        kept = self._kept.get(question, mark)
        if kept is not None:
            return _Answer(kept)
        answer = await self._run(asked, scope, tell_cost=tell_cost)
        if answer.lasts:
            self._kept.put(question, mark, answer.body, len(answer.body))
        return answer

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
            if planned.cost < HEAVY_COST and not planned.plan.heavy:
                data = await engine.run(planned.plan, variables)
            else:
                data = await engine.run_in_turn(planned.plan, variables, heavy=True)
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
        return _Answer(b'{"data":' + data + b"}", lasts=not planned.compared)


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


def _question(raw: bytes, *, tell_cost: bool) -> bytes:
    """Return under what an answer is kept: the request as it came, and whether it tells more."""
    return raw + b"$" if tell_cost and raw else raw


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
