"""How much one client may ask: requests a minute and at once, told in the answer."""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql.errors import written_error
from api.graphql.transport import JSON, send_json
from api.http.clients import counted_as
from api.http.rates import MINUTE, Allowance, Count, RateLimit
from api.problems import ProblemError, problem
from api.security.guard import Guard

FREE = frozenset({"/healthz", "/readyz"})
"""What a load balancer asks; it must have an answer."""
LASTING = frozenset({"/graphql/stream"})
"""Connections that last have a limit of their own."""

type Headers = list[tuple[bytes, bytes]]


class Gate:
    """Lets each client in as often as it may."""

    def __init__(self, by_address: int, by_key: int, at_once: int) -> None:
        """Take requests a minute, without and with a key, and requests at a time; 0: any number."""
        self._by_address = RateLimit(by_address) if by_address else None
        self._by_key = RateLimit(by_key) if by_key else None
        self._running = Count(at_once) if at_once else None

    async def pass_on(
        self,
        app: ASGIApp,
        address: str,
        added: Headers,
        scope: Scope,
        receive: Receive,
        send: Send,
    ) -> None:
        """Ask `app`, unless the client has asked too much; `added` becomes part of the answer."""
        if scope["path"] in FREE:
            await app(scope, receive, send)
            return
        client, name, allowance = await self._admit(counted_as(address), scope)
        if allowance is not None:
            added += _told(name, allowance)
            if not allowance.allowed:
                await refuse(_too_often(allowance), scope, receive, send)
                return
            if scope["type"] == "websocket":
                receive = self._paced(client, name, receive)
        counted = self._running
        if counted is None or scope["type"] != "http" or scope["path"] in LASTING:
            await app(scope, receive, send)
            return
        if not counted.enter(client):
            await refuse(_too_many(), scope, receive, send)
            return
        try:
            await app(scope, receive, send)
        finally:
            counted.leave(client)

    async def _admit(self, address: str, scope: Scope) -> tuple[str, str, Allowance | None]:
        """Return who is counted, under which rule, and what is left.

        Only a key that is known has a bucket of its own, and looking one up is paid for by the
        address: whoever makes keys up is stopped like one who has none.
        """
        guard: Guard = scope["app"].state.guard
        shown = next((value for name, value in scope["headers"] if name == b"authorization"), None)
        key = allowance = None
        if shown is not None:
            key = guard.remembered(shown.decode("latin-1"))
        if key is None and self._by_address is not None:
            allowance = self._by_address.take(address)
            if not allowance.allowed:
                return address, "address", allowance
        if key is None and shown is not None:
            key = await guard.known(shown.decode("latin-1"))
        if key is None:
            return address, "address", allowance
        return key, "key", self._by_key.take(key) if self._by_key else None

    def _paced(self, client: str, name: str, receive: Receive) -> Receive:
        """Count each message as a request; who sends more than that many is read more slowly."""
        limit = self._by_key if name == "key" else self._by_address

        async def receiving() -> Message:
            message = await receive()
            if limit is not None and message["type"] == "websocket.receive":
                while not limit.take(client).allowed:  # noqa: ASYNC110 - time alone gives more
                    await asyncio.sleep(MINUTE / limit.quota)
            return message

        return receiving


def _told(name: str, allowance: Allowance) -> Headers:
    policy = f'"{name}";q={allowance.quota};w=60'
    left = f'"{name}";r={allowance.remaining};t={allowance.reset}'
    return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", left.encode())]


def _too_often(allowance: Allowance) -> ProblemError:
    return ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-requests",
        f"More than {allowance.quota:,} requests a minute; wait {allowance.reset} s.",
        headers={"Retry-After": str(allowance.reset)},
    )


def _too_many() -> ProblemError:
    return ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS,
        "too-many-at-once",
        "Too many requests at a time; wait for the answers to some.",
        headers={"Retry-After": "1"},
    )


async def refuse(error: ProblemError, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer in the form of the address: a problem, or errors as GraphQL writes them."""
    if scope["type"] == "websocket":
        await receive()  # the connection must have begun for it to be refused
        if "websocket.http.response" in scope.get("extensions", {}):
            await problem(error)(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1013, "reason": error.code})
        return
    if scope["path"] != "/graphql":
        await problem(error)(scope, receive, send)
        return
    body = orjson.dumps({"errors": [written_error(error.code, error.detail)]})
    wait = error.headers["Retry-After"]
    await send_json(send, body, error.status, JSON, retry_after=wait)
