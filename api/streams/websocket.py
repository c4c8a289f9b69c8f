"""GraphQL over WebSocket: the server's side of graphql-transport-ws."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, suppress
from typing import Any

import orjson
from starlette.types import Receive, Scope, Send

from api.graphql.errors import written_error
from api.graphql.transport import Asked
from api.security.guard import AccessError
from api.streams.failures import errors_of
from api.streams.following import Subscribed
from api.streams.messages import (
    BAD_MESSAGE,
    FORBIDDEN,
    GOING_AWAY,
    ID_TAKEN,
    NO_PROTOCOL,
    NOT_WELCOMED,
    PROTOCOL,
    TOO_LATE,
    TOO_SLOW,
    TRY_LATER,
    WELCOMED_TWICE,
    ClientMessage,
    CloseError,
    read_message,
    written,
)
from api.streams.server import Streams
from db.query.errors import BusyError

FAREWELL = 5.0
"""Seconds that a close may take to reach a client that does not read."""

_logger = logging.getLogger(__name__)


class _GoneError(Exception):
    """The client has closed the connection."""


class WebSocketEndpoint:
    """Takes the connections to `/graphql`."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Speak with one client until one of the two has enough."""
        await receive()  # websocket.connect
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send({"type": "websocket.accept"})
            await _close(send, CloseError(NO_PROTOCOL, f"Speak {PROTOCOL}."))
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            with self._streams.connection():
                await _Conversation(self._streams, scope, receive, send).run()
        except BusyError:
            await _close(send, CloseError(TRY_LATER, "The server has no room for more."))


async def _close(send: Send, error: CloseError) -> None:
    with suppress(TimeoutError, OSError, RuntimeError):
        message = {"type": "websocket.close", "code": error.code, "reason": error.reason}
        await asyncio.wait_for(send(message), FAREWELL)


class _Conversation:
    """One connection: a task that reads, one that keeps it alive, and one for each operation."""

    def __init__(self, streams: Streams, scope: Scope, receive: Receive, send: Send) -> None:
        self._streams = streams
        self._limits = streams.limits
        self._scope: dict[str, Any] = {**scope, "method": "GET"}
        self._receive = receive
        self._send_raw = send
        self._sending = asyncio.Lock()
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._heard = asyncio.Event()

    async def run(self) -> None:
        """Speak until the end, and leave no task behind."""
        work = [
            asyncio.create_task(each)
            for each in (self._read(), self._keep_alive(), self._stop(), self._fail())
        ]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            reason = next(task.exception() for task in done)
        finally:
            tasks = [*work, *self._operations.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._failed.cancel()
        if isinstance(reason, CloseError):
            await _close(self._send_raw, reason)
        elif reason is not None and not isinstance(reason, _GoneError | OSError):
            _logger.error("A connection failed", exc_info=reason)
            await _close(self._send_raw, CloseError(1011, "The server made a mistake."))

    async def _stop(self) -> None:
        await self._streams.stopping.wait()
        raise CloseError(GOING_AWAY, "The server stops.")

    async def _fail(self) -> None:
        """Wait for what ends the whole connection to come up in an operation."""
        await self._failed

    async def _next(self) -> ClientMessage:
        received = await self._receive()
        await self._streams.turn()
        if received["type"] == "websocket.disconnect":
            raise _GoneError
        self._heard.set()
        return read_message(received, self._limits.message)

    async def _read(self) -> None:
        await self._welcome()
        while True:
            message = await self._next()
            if message.kind == "ping":
                await self._send(written("pong"))
            elif message.kind == "subscribe":
                await self._subscribe(message)
            elif message.kind == "complete":
                task = self._operations.pop(message.id, None)
                if task is not None:
                    task.cancel()
            elif message.kind == "connection_init":
                raise CloseError(WELCOMED_TWICE, "Too many initialisation requests")

    async def _welcome(self) -> None:
        """Wait for the client to introduce itself, with a key where one is needed."""
        try:
            async with asyncio.timeout(self._limits.init):
                message = await self._next()
                while message.kind in {"ping", "pong"}:
                    if message.kind == "ping":
                        await self._send(written("pong"))
                    message = await self._next()
        except TimeoutError:
            raise CloseError(TOO_LATE, "Connection initialisation timeout") from None
        if message.kind != "connection_init":
            raise CloseError(NOT_WELCOMED, "Unauthorized")
        if not isinstance(message.payload, dict | None):
            raise CloseError(BAD_MESSAGE, "The payload of connection_init must be an object.")
        self._take_key(message.payload or {})
        await self._admit()
        await self._send(written("connection_ack"))

    def _take_key(self, payload: dict[str, Any]) -> None:
        """Browsers cannot send headers here, so a key may come in the first message."""
        shown = payload.get("Authorization", payload.get("authorization"))
        if isinstance(shown, str):
            header = (b"authorization", shown.encode("latin-1", "replace"))
            self._scope["headers"] = [header, *self._scope["headers"]]

    async def _admit(self) -> None:
        try:
            await self._streams.admit(self._scope)
        except AccessError as error:
            raise CloseError(FORBIDDEN, f"{error.code}: {error.detail}") from None

    async def _keep_alive(self) -> None:
        """Ask a silent client whether it is there, and whether its key still holds."""
        silent = False
        while True:
            self._heard.clear()
            try:
                await asyncio.wait_for(self._heard.wait(), self._limits.ping)
            except TimeoutError:
                if silent:
                    raise CloseError(TOO_SLOW, "No answer to a ping.") from None
                silent = True
                await self._send(written("ping"))
            else:
                silent = False
                await asyncio.sleep(self._limits.ping)
            await self._admit_again()

    async def _admit_again(self) -> None:
        if self._operations:
            await self._admit()

    async def _send(self, text: str) -> None:
        try:
            async with self._sending, asyncio.timeout(self._limits.send):
                await self._send_raw({"type": "websocket.send", "text": text})
        except TimeoutError:
            reason = "Events were not read in time; subscribe again with after."
            raise CloseError(TOO_SLOW, reason) from None

    async def _subscribe(self, message: ClientMessage) -> None:
        asked = message.asked()
        if message.id in self._operations:
            raise CloseError(ID_TAKEN, f"Subscriber for {message.id} already exists")
        if len(self._operations) >= self._limits.subscriptions:
            limit = self._limits.subscriptions
            text = f"A connection has at most {limit} operations at a time."
            error = written_error("too-many-subscriptions", text)
            await self._send(written("error", message.id, orjson.dumps([error])))
            return
        try:
            # Looked up before the next message is read: what a later query answers, and what
            # happens after it, is never before the beginning of the subscription.
            subscribed = await self._streams.follower.begin(asked)
        except Exception as failure:  # noqa: BLE001 - all of them are told or logged
            await self._send(written("error", message.id, orjson.dumps(errors_of(failure))))
            return
        task = asyncio.create_task(self._operate(message.id, asked, subscribed))
        self._operations[message.id] = task

    async def _operate(self, number: str, asked: Asked, subscribed: Subscribed | None) -> None:
        """Run one operation; what ends the connection is told to the one who waits for it."""
        try:
            try:
                await self._run(number, asked, subscribed)
            except (CloseError, OSError):
                raise
            except Exception as failure:  # noqa: BLE001 - all of them are told or logged
                await self._send(written("error", number, orjson.dumps(errors_of(failure))))
            else:
                await self._send(written("complete", number))
        except (CloseError, OSError) as error:
            if not self._failed.done():
                self._failed.set_exception(error)
        finally:
            if self._operations.get(number) is asyncio.current_task():
                del self._operations[number]

    async def _run(self, number: str, asked: Asked, subscribed: Subscribed | None) -> None:
        if subscribed is None:
            body = await self._streams.endpoint.answer(asked, self._scope)
            await self._send(written("next", number, body))
            return
        async with aclosing(self._streams.follower.events(subscribed)) as events:
            async for event in events:
                await self._send(written("next", number, event.body))
