"""A small load generator: keep-alive connections that ask as fast as they are answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import orjson


@dataclass(frozen=True)
class Measured:
    """What one round gave: requests, requests a second, and latencies in milliseconds."""

    requests: int
    rate: float
    median: float
    p99: float


class AnswerError(Exception):
    """A server answered something else than what was asked for."""


def http_request(path: str, body: bytes | None, port: int) -> bytes:
    """Write a POST of JSON, or a GET where there is no body, as it goes over the wire."""
    lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines.append("Accept: application/json")
    if body is not None:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + (body or b"")


async def ask(port: int, request: bytes) -> bytes:
    """Send one request over a connection of its own and return the body of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        return await _answer(reader)
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = _length(head)
    body = await (_chunks(reader) if length is None else reader.readexactly(length))
    if not head.startswith(b"HTTP/1.1 200"):
        raise AnswerError((head + body[:500]).decode(errors="replace"))
    return body


def _length(head: bytes) -> int | None:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return None


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return b"".join(parts)


def check(body: bytes) -> None:
    """Raise AnswerError where a GraphQL answer holds errors."""
    answer = orjson.loads(body)
    if isinstance(answer, dict) and (answer.get("errors") or not answer):
        raise AnswerError(body[:500].decode(errors="replace"))


async def _connection(
    port: int, requests: Sequence[bytes], offset: int, end: float, taken: list[float]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 24)
    try:
        number = offset
        while True:
            start = time.perf_counter()
            if start >= end:
                break
            writer.write(requests[number % len(requests)])
            await _answer(reader)
            taken.append(time.perf_counter() - start)
            number += 1
    finally:
        writer.close()


async def measure(
    port: int, requests: Sequence[bytes], seconds: float, connections: int = 16
) -> Measured:
    """Ask over `connections` connections for so many seconds, each request in its turn."""
    taken: list[float] = []
    start = time.perf_counter()
    await asyncio.gather(
        *(
            _connection(port, requests, index * 37, start + seconds, taken)
            for index in range(connections)
        )
    )
    elapsed = time.perf_counter() - start
    taken.sort()
    return Measured(
        len(taken),
        len(taken) / elapsed,
        taken[len(taken) // 2] * 1000,
        taken[int(len(taken) * 0.99)] * 1000,
    )
