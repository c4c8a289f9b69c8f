"""What stands before every route: the id of a request, and how much a client may ask."""

from __future__ import annotations

import re
from asyncio import CancelledError
from collections.abc import Awaitable, Mapping
from itertools import count
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asked import REQUEST_ID
from api.http.clients import Clients
from api.http.gate import Gate
from api.http.stopping import cut_off

_GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_TRACE = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_EVERYWHERE = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_BEGINS = frozenset({"http.response.start", "websocket.http.response.start"})


class Front:
    """Gives each request its id, asks the gate, and adds what every answer carries.

    A GraphQL query by POST, by far the most frequent request, goes straight to its handler, which
    writes all headers itself: the layers around every route cost as much as the whole answer.
    """

    def __init__(self, app: ASGIApp, graphql: ASGIApp, clients: Clients, gate: Gate | None) -> None:
        self._app = app
        self._graphql = graphql
        self._clients = clients
        self._gate = gate
        self._prefix = token_hex(6)
        self._count = count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:
                await self._pass_on(scope, receive, send)
        except CancelledError:
            if not scope["app"].state.leaving:
                raise
            await cut_off(scope, send)

    def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Find out who asks, and hand the request on."""
        headers = dict(scope["headers"])
        request_id = f"{self._prefix}-{next(self._count):x}"
        if b"x-request-id" in headers or b"traceparent" in headers:
            request_id = _given_id(headers) or request_id
        REQUEST_ID.set(request_id)
        peer = scope.get("client")
        # A socket of the machine itself has no address.
        address = peer[0] if peer else "127.0.0.1"
        if b"x-forwarded-for" in headers:
            address = self._clients.address(address, headers[b"x-forwarded-for"])
        straight = scope["path"] == "/graphql" and scope.get("method") == "POST"
        gate = None if self._clients.is_unlimited(address) else self._gate
        if straight and gate is None:
            return self._graphql(scope, receive, send)
        app = self._graphql if straight else self._app
        added: list[tuple[bytes, bytes]] = []
        completing = _completing(send, added, request_id.encode())
        if gate is None:
            return app(scope, receive, completing)
        return gate.pass_on(app, address, added, scope, receive, completing)


def _completing(send: Send, added: list[tuple[bytes, bytes]], request_id: bytes) -> Send:
    """Return a `send` that adds what every answer carries, and what was added to this one."""

    def sending(message: Message) -> Awaitable[None]:
        if message["type"] in _BEGINS:
            headers = [*message.get("headers", ()), *added]
            message["headers"] = _complete(headers, request_id)
        return send(message)

    return sending


def _given_id(headers: Mapping[bytes, bytes]) -> str:
    """Take the id that the client or a proxy has given, if it is one."""
    given = headers.get(b"x-request-id", b"")
    if _GIVEN_ID.fullmatch(given):
        return given.decode()
    trace = _TRACE.fullmatch(headers.get(b"traceparent", b""))
    return trace[1].decode() if trace else ""


def _complete(headers: list[tuple[bytes, bytes]], request_id: bytes) -> list[tuple[bytes, bytes]]:
    """Add the headers that keep a browser from doing more with an answer than is meant.

    Each stands there once, as the route itself has it where it does. ASGI has names in lower case.
    """
    given = {name for name, _ in headers}
    if b"x-request-id" not in given:
        headers.append((b"x-request-id", request_id))
    headers += [pair for pair in _EVERYWHERE if pair[0] not in given]
    return headers
