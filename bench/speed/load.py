"""A small load generator: keep-alive connections that ask as fast as they are answered.

It reads answers as they come from the socket and looks into heads alone: what it does itself must
cost less than the quickest answer that is measured.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import orjson
import uvloop

CONNECTIONS = 16
OK = b"200"
ANSWER_SECONDS = 60
"""After so long without an answer a server is taken to be stuck."""


@dataclass(frozen=True)
class Measured:
    """What one round gave: requests, requests a second, and latencies in milliseconds."""

    requests: int
    rate: float
    median: float
    p99: float


@dataclass(frozen=True)
class Answer:
    """The status of an answer and its body."""

    status: int
    body: bytes


class AnswerError(Exception):
    """A server answered something else than what was asked for."""


def http_request(path: str, body: bytes | None, port: int) -> bytes:
    """Write a POST of JSON, or a GET where there is no body, as it goes over the wire."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines.append("Accept: application/json")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


def check(body: bytes) -> None:
    """Raise AnswerError where a GraphQL answer holds errors."""
    answer = orjson.loads(body)
    if isinstance(answer, dict) and (answer.get("errors") or not answer):
        raise AnswerError(body[:500].decode(errors="replace"))


def run[T](work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on the fast event loop."""
    return uvloop.run(work)


class Connection(asyncio.Protocol):
    """A connection that calls back with each answer; nothing is sent before the last was read."""

    def __init__(self, answered: Callable[[int, bytes], None]) -> None:
        self._answered = answered
        self._parts: list[bytes] = []
        self._missing = 0
        """Bytes of the body that are still to come; below 0 while the head is not whole."""
        self._chunks: _Chunks | None = None
        self._status = b""
        self._transport: asyncio.Transport | None = None
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        # Those of uvloop do not inherit from the abstract class.
        self._transport = cast("asyncio.Transport", transport)
        self._missing = -1

    def send(self, request: bytes) -> None:
        """Ask."""
        assert self._transport is not None
        self._transport.write(request)

    def close(self) -> None:
        """End the connection."""
        assert self._transport is not None
        self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        del exc
        if not self.closed.done():
            self.closed.set_result(None)
        if self._parts or self._missing >= 0:
            self._answered(0, b"the connection was closed")

    def data_received(self, data: bytes) -> None:
        """Read what came, and call back once the answer is whole."""
        if self._missing < 0:
            data = self._head(data)
            if self._missing < 0:
                return
        if self._chunks is not None:
            body = self._chunks.feed(data)
            if body is not None:
                self._finish(body)
            return
        if len(data) < self._missing:
            self._parts.append(data)
            self._missing -= len(data)
            return
        self._finish(b"".join([*self._parts, data]) if self._parts else data)

    def _head(self, data: bytes) -> bytes:
        """Read the head, and return what there is of the body."""
        if self._parts:
            data = b"".join([*self._parts, data])
            self._parts.clear()
        end = data.find(b"\r\n\r\n")
        if end < 0:
            self._parts.append(data)
            return b""
        head = data[:end].lower()
        self._status = head[9:12]
        at = head.find(b"\r\ncontent-length:")
        if at >= 0:
            self._missing = int(head[at + 17 :].split(b"\r\n", 1)[0])
        else:
            self._missing = 0
            self._chunks = _Chunks() if b"transfer-encoding: chunked" in head else None
        return data[end + 4 :]

    def _finish(self, body: bytes) -> None:
        status = int(self._status)
        self._parts.clear()
        self._chunks = None
        self._missing = -1
        self._answered(status, body)


class _Chunks:
    """Puts a body together that comes in chunks."""

    def __init__(self) -> None:
        self._pending = b""
        self._parts: list[bytes] = []

    def feed(self, data: bytes) -> bytes | None:
        """Take what came; return the body once it is whole."""
        self._pending += data
        while True:
            end = self._pending.find(b"\r\n")
            if end < 0:
                return None
            size = int(self._pending[:end].split(b";")[0], 16)
            stop = end + 2 + size
            if len(self._pending) < stop + 2:
                return None
            if size == 0:
                return b"".join(self._parts)
            self._parts.append(self._pending[end + 2 : stop])
            self._pending = self._pending[stop + 2 :]


class Client:
    """One keep-alive connection for requests in turn."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: Connection | None = None
        self._answer: asyncio.Future[Answer] | None = None

    async def ask(self, request: bytes) -> Answer:
        """Send a request and wait for its answer."""
        loop = asyncio.get_running_loop()
        if self._connection is None or self._connection.closed.done():
            _, self._connection = await loop.create_connection(
                lambda: Connection(self._take), "127.0.0.1", self._port
            )
        self._answer = loop.create_future()
        self._connection.send(request)
        async with asyncio.timeout(ANSWER_SECONDS):
            return await self._answer

    def _take(self, status: int, body: bytes) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(Answer(status, body))

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None and not self._connection.closed.done():
            self._connection.close()


async def ask(port: int, request: bytes) -> bytes:
    """Send one request over a connection of its own; return the body, AnswerError unless 200."""
    client = Client(port)
    try:
        answer = await client.ask(request)
    finally:
        client.close()
    if answer.status != int(OK):
        raise AnswerError(f"{answer.status} {answer.body[:500].decode(errors='replace')}")
    return answer.body


class _Asking:
    """Asks over one connection until the time is over."""

    def __init__(self, requests: Iterator[bytes], end: float, taken: list[float]) -> None:
        self._requests = requests
        self._end = end
        self._taken = taken
        self._start = 0.0
        self._connection = Connection(self._answered)
        self.failed: AnswerError | None = None

    async def run(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self._connection, "127.0.0.1", port)
        self._next(time.perf_counter())
        await self._connection.closed

    def _next(self, now: float) -> None:
        self._start = now
        self._connection.send(next(self._requests))

    def _answered(self, status: int, body: bytes) -> None:
        now = time.perf_counter()
        if status != int(OK):
            text = body[:500].decode(errors="replace")
            self.failed = self.failed or AnswerError(f"{status} {text}")
            self._connection.close()
            return
        self._taken.append(now - self._start)
        if now < self._end:
            self._next(now)
        else:
            self._connection.close()


def _from(requests: Sequence[bytes], offset: int) -> Iterator[bytes]:
    number = offset
    while True:
        yield requests[number % len(requests)]
        number += 1


async def measure(
    port: int, requests: Sequence[bytes], seconds: float, connections: int = CONNECTIONS
) -> Measured:
    """Ask over `connections` connections for so many seconds, each request in its turn."""
    taken: list[float] = []
    start = time.perf_counter()
    asking = [
        _Asking(_from(requests, index * 37), start + seconds, taken) for index in range(connections)
    ]
    await asyncio.gather(*(each.run(port) for each in asking))
    elapsed = time.perf_counter() - start
    failed = next((each.failed for each in asking if each.failed), None)
    if failed is not None:
        raise failed
    return summary(taken, elapsed)


def summary(taken: list[float], elapsed: float) -> Measured:
    """Sum up latencies given in seconds."""
    taken = sorted(taken)
    return Measured(
        len(taken),
        len(taken) / elapsed,
        taken[len(taken) // 2] * 1000,
        taken[int(len(taken) * 0.99)] * 1000,
    )
