"""GraphQL over server-sent events: one operation a connection, as graphql-sse has it.

https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "distinct connections mode". Each
event carries its cursor as `id`, so that a browser that connects again goes on where it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, suppress
from http import HTTPStatus

import orjson
from starlette.types import Receive, Scope, Send

from api.graphql.errors import of_query, written_error
from api.graphql.transport import (
    JSON,
    Asked,
    DisconnectedError,
    TransportError,
    read_address,
    read_post,
    send_json,
)
from api.security.guard import AccessError
from api.streams.failures import errors_of
from api.streams.server import Streams
from db.query.errors import BusyError

EVENT_STREAM = "text/event-stream"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    # Proxies would hold events back.
    (b"x-accel-buffering", b"no"),
]
_COMPLETE = b"event: complete\ndata:\n\n"
_ALIVE = b":\n\n"
RETRY_AFTER = "5"


class EventStreamEndpoint:
    """Takes the connections to `/graphql/stream`."""

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one operation, for as long as the client stays."""
        headers = dict(scope["headers"])
        try:
            _check_accept(headers)
            asked = (
                await read_post(headers, receive, self._streams.endpoint.bodies)
                if scope["method"] == "POST"
                else read_address(scope["query_string"])
            )
            await self._streams.admit(scope)
            with self._streams.connection():
                await self._stream(asked, scope, receive, send)
        except DisconnectedError:
            return
        except TransportError as error:
            await _refuse(send, error.status, error.code, error.message)
        except AccessError as error:
            await _refuse(send, error.status, error.code, error.detail)
        except BusyError as error:
            status = HTTPStatus.SERVICE_UNAVAILABLE
            body = orjson.dumps({"errors": [of_query(error)]})
            await send_json(send, body, status, JSON, retry_after=RETRY_AFTER)

    async def _stream(self, asked: Asked, scope: Scope, receive: Receive, send: Send) -> None:
        """Send events until the client goes, the operation ends or the server stops."""
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        work = [
            asyncio.create_task(each)
            for each in (
                self._write(self._events(asked, scope), scope, send),
                _wait_until_gone(receive),
                self._streams.stopping.wait(),
            )
        ]
        try:
            await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
        with suppress(OSError, RuntimeError, TimeoutError):
            async with asyncio.timeout(self._streams.limits.send):
                await send({"type": "http.response.body", "body": b""})

    async def _events(self, asked: Asked, scope: Scope) -> AsyncIterator[bytes]:
        """Give what is to be sent, the end included."""
        try:
            last = dict(scope["headers"]).get(b"last-event-id")
            after = last.decode("latin-1") if last else None
            subscribed = await self._streams.follower.begin(asked, after=after)
            if subscribed is None:
                reading = {**scope, "method": "GET"}  # changes are made by POST /graphql alone
                yield _next(await self._streams.endpoint.answer(asked, reading))
            else:
                async with aclosing(self._streams.follower.events(subscribed)) as events:
                    async for event in events:
                        yield _next(event.body, event.cursor)
        except Exception as failure:  # noqa: BLE001 - it is logged
            yield _next(orjson.dumps({"errors": errors_of(failure)}))
        yield _COMPLETE

    async def _write(self, events: AsyncIterator[bytes], scope: Scope, send: Send) -> None:
        """Send events, and signs of life between them.

        End where the client does not read, and where its key no longer holds.
        """
        limits = self._streams.limits
        source = aiter(events)
        coming = asyncio.ensure_future(anext(source, None))
        try:
            while True:
                done, _ = await asyncio.wait({coming}, timeout=limits.ping)
                text = coming.result() if done else _ALIVE
                if text is None:
                    return
                async with asyncio.timeout(limits.send):
                    await send({"type": "http.response.body", "body": text, "more_body": True})
                if done:
                    coming = asyncio.ensure_future(anext(source, None))
                else:
                    await self._streams.admit(scope)
        finally:
            coming.cancel()
            await asyncio.gather(coming, return_exceptions=True)


def _next(body: bytes, cursor: str = "") -> bytes:
    head = b"id: %b\n" % cursor.encode() if cursor else b""
    return b"event: next\n%bdata: %b\n\n" % (head, body)


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _check_accept(headers: Mapping[bytes, bytes]) -> None:
    accept = headers.get(b"accept", b"*/*")[:1000].decode("latin-1").lower()
    kinds = {part.partition(";")[0].strip() for part in accept.split(",")}
    if not kinds & {EVENT_STREAM, "text/*", "*/*", ""}:
        status = HTTPStatus.NOT_ACCEPTABLE
        raise TransportError(status, "not-acceptable", f"Accept {EVENT_STREAM}.")


async def _refuse(send: Send, status: HTTPStatus, code: str, message: str) -> None:
    body = orjson.dumps({"errors": [written_error(code, message)]})
    await send_json(send, body, status, JSON)
