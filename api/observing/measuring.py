"""What counts requests and operations, where that is wanted: else none of it is in their way."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from time import perf_counter
from typing import Any

import orjson
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql.endpoint import GraphQLEndpoint
from api.graphql.operations import MAX_DOCUMENTS
from api.graphql.transport import Asked
from api.observing.counts import Counts

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
UNMATCHED = "unmatched"
UNKNOWN = "unknown"


class Measuring:
    """Counts and times the requests that go through to `app`."""

    def __init__(self, app: ASGIApp, counts: Counts, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        self._counts = counts
        self._paths = {
            route.endpoint: route.path
            for route in routes
            if hasattr(route, "endpoint") and hasattr(route, "path")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        def sending(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        counts, began = self._counts, perf_counter()
        counts.running += 1
        try:
            await self._app(scope, receive, sending)
        finally:
            counts.running -= 1
            method, path = scope["method"], scope["path"]
            if method not in METHODS:
                method = "other"
            route = path if path == "/graphql" else self._route(scope)
            counts.answered(method, route, status, perf_counter() - began)

    def _route(self, scope: Scope) -> str:
        """Return the template of the address, as the routes have it."""
        template = getattr(scope.get("route"), "path", None)
        if template is None:
            template = self._paths.get(scope.get("endpoint"))
        return UNMATCHED if template is None else template


class CountedEndpoint(GraphQLEndpoint):
    """Counts operations by their kind and the code of their first error."""

    def __init__(self, *given: Any, counts: Counts, **options: Any) -> None:
        super().__init__(*given, **options)
        self._counted = counts.graphql
        self._plain = super()._answer
        self._kinds: dict[str, tuple[str, str]] = {}

    async def _answer(self, asked: Asked, scope: Scope, *, tell_cost: bool = False) -> Any:
        answer = await self._plain(asked, scope, tell_cost=tell_cost)
        if answer.body[:7] == b'{"data"':
            text = asked.document or asked.text
            known = text if asked.name is None else f"{asked.name} {text}"
            self._counted[self._kinds.get(known) or self._learn(known, asked)] += 1
        else:
            self._counted[UNKNOWN, code_of(answer.body)] += 1
        return answer

    def _answered(self, question: bytes, scope: Scope) -> None:
        """Look into every request: what it asks is counted."""

    def _learn(self, known: str, asked: Asked) -> tuple[str, str]:
        """Remember what kind of operation a document holds, as long as there are few."""
        if len(self._kinds) >= MAX_DOCUMENTS:
            self._kinds.clear()
        kind = self._kinds[known] = (self._kind(asked), "")
        return kind

    def _kind(self, asked: Asked) -> str:
        text = asked.text if asked.document is None else self._trusted.text(asked.document)
        operation = self._documents.operation(text, asked.name)
        if operation.mutates:
            return "mutation"
        return "introspection" if operation.introspects else "query"


def code_of(body: bytes) -> str:
    """Return the code of the first error of an answer: one of ours, all of which have a page."""
    found = orjson.loads(body)
    code = found["errors"][0].get("extensions", {}).get("code", UNKNOWN)
    return str(code)
