"""A small load generator: keep-alive connections that ask as fast as they are answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """What one round gave: requests a second, and the latencies in milliseconds."""

    rate: float
    median: float
    p99: float


def http_request(path: str, body: bytes, port: int) -> bytes:
    """Write a POST of JSON as it goes over the wire."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _connection(
    port: int, requests: Sequence[bytes], offset: int, count: int, taken: list[float]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for number in range(count):
            start = time.perf_counter()
            writer.write(requests[(offset + number) % len(requests)])
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode(errors="replace"))
            await reader.readexactly(_length(head))
            taken.append(time.perf_counter() - start)
    finally:
        writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise RuntimeError("an answer without Content-Length")


async def measure(
    port: int, requests: Sequence[bytes], total: int, connections: int = 16
) -> Measured:
    """Send `total` requests over `connections` connections and time them."""
    taken: list[float] = []
    each = total // connections
    start = time.perf_counter()
    await asyncio.gather(
        *(_connection(port, requests, index * 37, each, taken) for index in range(connections))
    )
    elapsed = time.perf_counter() - start
    taken.sort()
    return Measured(
        len(taken) / elapsed, taken[len(taken) // 2] * 1000, taken[int(len(taken) * 0.99)] * 1000
    )
