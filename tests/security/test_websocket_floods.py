"""Clients of WebSockets that send without a pause are read in turn, and at most at their rate."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from starlette.types import Message, Receive, Scope, Send

from api.http.gate import Gate
from api.http.rates import RateLimit
from api.streams.limits import StreamLimits
from api.streams.server import Streams
from api.streams.websocket import WebSocketEndpoint

MESSAGES = 300
SCOPE: Scope = {
    "type": "websocket",
    "path": "/graphql",
    "headers": [],
    "subprotocols": ["graphql-transport-ws"],
}


def _text(kind: str) -> Message:
    return {"type": "websocket.receive", "text": f'{{"type": "{kind}"}}'}


def _at_once(*messages: Message) -> Receive:
    """Have all messages there already, as a client has that sends faster than it is read."""
    left = iter([{"type": "websocket.connect"}, *messages, {"type": "websocket.disconnect"}])

    async def receive() -> Message:
        return next(left)

    return receive


async def test_one_who_sends_without_a_pause_lets_others_have_their_turn() -> None:
    streams = Streams(cast("Any", None), StreamLimits())
    rounds, sent = 0, []

    async def send(message: Message) -> None:
        sent.append((rounds, message))

    async def somebody_else() -> None:
        nonlocal rounds
        while True:
            rounds += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(somebody_else())
    floods = [
        WebSocketEndpoint(streams)(
            SCOPE, _at_once(_text("connection_init"), *[_text("ping")] * MESSAGES), send
        )
        for _ in range(5)
    ]
    await asyncio.gather(*floods)
    other.cancel()
    taken = [at for at, message in sent if "pong" in message.get("text", "")]
    assert len(taken) == 5 * MESSAGES
    assert max(taken.count(each) for each in set(taken)) == 1  # one a round, whoever sent it


async def test_who_sends_more_than_the_rate_is_read_at_the_rate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    read: list[float] = []
    door = Gate(by_address=60, by_key=60, at_once=0)
    door._by_address = RateLimit(60, lambda: now)

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def app(_: Scope, receive: Receive, __: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            if message["type"] == "websocket.receive":
                read.append(now)

    async def send(_: Message) -> None:
        raise AssertionError

    monkeypatch.setattr("api.http.gate.asyncio.sleep", sleep)
    scope = {**SCOPE, "app": cast("Any", _Application())}
    await door.pass_on(app, "192.0.2.1", [], scope, _at_once(*[_text("ping")] * 62), send)
    # The handshake was the first of sixty.
    assert read == [*[0.0] * 59, 1.0, 2.0, 3.0]


class _Application:
    """Has a guard, which nobody asks."""

    class state:  # noqa: N801 - as Starlette names it
        guard = None
