"""Answers of the quick protocol against those of uvicorn's own, byte by byte over real sockets."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn

from counterclaim.heads import BoundedHeads
from counterclaim.quick_http import MOST_LINES, Lines, QuickHttp
from tests.live import free_port

type Send = Callable[[Any], Awaitable[None]]
type Receive = Callable[[], Awaitable[Any]]

PATIENCE = 20
LENGTH, TYPE = (b"content-length", b"2"), (b"content-type", b"text/plain")
DATE = re.compile(rb"date: [^\r]*\r\n")


def start(*headers: tuple[bytes, bytes], status: int = 200) -> dict[str, Any]:
    return {"type": "http.response.start", "status": status, "headers": list(headers)}


def body(text: bytes = b"ok", *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text, "more_body": more}


ANSWERS: dict[str, list[dict[str, Any]]] = {
    "/known": [start(LENGTH, TYPE), body()],
    "/empty": [start((b"content-length", b"0")), body(b"")],
    "/large": [start((b"content-length", b"300000")), body(b"x" * 300_000)],
    "/in-parts": [start((b"content-length", b"4")), body(more=True), body()],
    "/unknown": [start(TYPE), body(more=True), body()],
    "/nothing": [start(status=204), body(b"")],
    "/same": [start((b"etag", b'"a"'), status=304), body(b"")],
    "/closes": [start(LENGTH, (b"connection", b"close")), body()],
    "/own-chunks": [start((b"transfer-encoding", b"chunked")), body()],
    "/twice": [start(LENGTH, (b"vary", b"Accept"), (b"vary", b"Cookie")), body()],
    "/refused": [start(LENGTH, TYPE, status=422), body()],
}
"""What an application sends for an address, as it is sent to all."""
AT_FAULT: dict[str, list[dict[str, Any]]] = {
    "/too-long": [start(LENGTH), body(b"okay")],
    "/too-short": [start(LENGTH), body(b"o")],
    "/split": [start(LENGTH, (b"x-a", b"1\r\nx-b: 2")), body()],
    "/bad-name": [start(LENGTH, (b"x a", b"1")), body()],
}
BEGUN: dict[str, list[dict[str, Any]]] = {"/begun": [start(LENGTH, TYPE)]}

heard: list[str] = []
"""What `/endless` is told while it answers."""


async def application(scope: Any, receive: Receive, send: Send) -> None:
    """Answer as the tables say; `/echo` gives the body back, `/fails` fails after the head."""
    path = scope["path"]
    if path == "/echo":
        text = b""
        while True:
            message = await receive()
            text += message["body"]
            if not message["more_body"]:
                break
        await send(start((b"content-length", b"%d" % len(text))))
        await send(body(text))
        return
    if path == "/taken":
        given: Any = receive
        text = b"%r %r" % (given.__self__.take_body(), given.__self__.take_body())
        await send(start((b"content-length", b"%d" % len(text))))
        await send(body(text))
        return
    if path == "/endless":
        await receive()
        await send(start(TYPE))
        told = asyncio.ensure_future(receive())
        for _ in range(1000):  # what is not read is noticed by writing alone
            if told.done():
                heard.append(told.result()["type"])
                break
            await send(body(more=True))
            await asyncio.sleep(0.005)
        told.cancel()
        await send(body())
        return
    for message in {**ANSWERS, **AT_FAULT, **BEGUN}[path]:
        await send(message)
    if path == "/begun":
        raise RuntimeError(path)


@asynccontextmanager
async def served(protocol: type[asyncio.Protocol]) -> AsyncIterator[int]:
    """Serve the application until the block ends; yields the port."""
    port = free_port()
    config = uvicorn.Config(
        application,
        port=port,
        http=protocol,
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await task


async def asked(port: int, *pieces: bytes) -> bytes:
    """Send what is given, piece by piece, and return all that comes until the connection ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.02)
    answer = await asyncio.wait_for(reader.read(), PATIENCE)
    writer.close()
    return DATE.sub(b"", answer)


def get(path: str, *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = [f"{method} {path} HTTP/{version}", "Host: here", *headers, "", ""]
    return "\r\n".join(lines).encode()


LAST = get("/known", "Connection: close")
REQUESTS = {
    **{path: (get(path), LAST) for path in ANSWERS},
    **{f"{path} closing": (get(path, "Connection: close"),) for path in ANSWERS},
    **{f"HEAD {path}": (get(path, method="HEAD"), LAST) for path in ANSWERS},
    "old version": (get("/known", version="1.0"),),
    "old version that stays": (get("/known", "Connection: keep-alive", version="1.0"), LAST),
    "one behind the other": (get("/known") + get("/unknown") + get("/in-parts") + LAST,),
    "many at once": (get("/known") * 300 + LAST,),
    "with a body": (get("/echo", "Content-Length: 5", method="POST") + b"hello", LAST),
    "a body in pieces": (get("/echo", "Content-Length: 5", method="POST"), b"he", b"llo", LAST),
    "a body in chunks": (
        get("/echo", "Transfer-Encoding: chunked", method="POST") + b"2\r\nhe\r\n",
        b"3\r\nllo\r\n0\r\n\r\n",
        LAST,
    ),
    "expecting to be told to go on": (
        get("/echo", "Content-Length: 5", "Expect: 100-continue", method="POST"),
        b"hello",
        LAST,
    ),
    "escapes": (get("/kno%77n?a=%20b"), LAST),
    "no host": (b"GET /known HTTP/1.1\r\n\r\n",),
    "no HTTP": (b"hello\r\n\r\n",),
    "an unknown protocol": (get("/known", "Connection: upgrade", "Upgrade: h2c"), LAST),
}


async def test_answers_are_those_of_the_library() -> None:
    async with served(QuickHttp) as quick, served(BoundedHeads) as plain:
        for name, pieces in REQUESTS.items():
            expected = await asked(plain, *pieces)
            assert expected.startswith(b"HTTP/1.1 "), name
            assert await asked(quick, *pieces) == expected, name


async def test_bodies_of_another_length_end_the_connection() -> None:
    async with served(QuickHttp) as quick, served(BoundedHeads) as plain:
        for path in ("/too-long", "/too-short"):
            expected = await asked(plain, get(path))
            assert b"content-length: 2" in expected
            assert b"okay" not in expected
            assert await asked(quick, get(path)) == expected


async def test_heads_that_cannot_be_sent_give_way_to_an_error() -> None:
    async with served(QuickHttp) as port:
        for path in ("/split", "/bad-name", "/begun"):
            answer = await asked(port, get(path))
            assert answer.startswith(b"HTTP/1.1 500 "), path
            assert answer.count(b"HTTP/1.1") == 1
            assert b"x-b" not in answer


@pytest.mark.parametrize(
    ("pieces", "taken"),
    [
        ((get("/taken", "Content-Length: 2", method="POST") + b"hi",), b"b'hi' None"),
        ((get("/taken", method="POST"),), b"b'' None"),
        ((get("/taken", "Content-Length: 2", method="POST"), b"hi"), b"None None"),
    ],
    ids=["whole", "empty", "still to come"],
)
async def test_a_body_is_taken_once_and_whole(pieces: tuple[bytes, ...], taken: bytes) -> None:
    async with served(QuickHttp) as port:
        answer = await asked(port, *pieces, LAST)
        assert answer.partition(b"\r\n\r\n")[2].startswith(taken)


def test_lines_are_bounded() -> None:
    lines = Lines()
    for number in range(2 * MOST_LINES):
        assert lines.of((b"x-a", b"%d" % number)) == b"x-a: %d\r\n" % number
    assert len(lines) == MOST_LINES
    assert lines.of((b"x-request-id", b"a")) == b"x-request-id: a\r\n"
    assert len(lines) == MOST_LINES


@pytest.mark.parametrize("asked_at_once", [1, 3])
@pytest.mark.parametrize("reset", [False, True], ids=["ended", "reset"])
async def test_the_request_whose_turn_it_is_hears_of_the_end(
    asked_at_once: int, *, reset: bool
) -> None:
    """The library tells the one that was asked last, which may not have begun yet."""
    heard.clear()
    async with served(QuickHttp) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(get("/endless") * asked_at_once)
        assert (await reader.read(10)).startswith(b"HTTP/1.1")
        if reset:
            writer.transport.abort()
        else:
            writer.close()
    assert heard == ["http.disconnect"], "the server waits for what it has begun to answer"
