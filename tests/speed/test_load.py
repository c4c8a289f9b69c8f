"""The load generator reads answers whole, however they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bench.speed.load import AnswerError, Client, ask, check, http_request, measure

HEAD = b"HTTP/1.1 200 OK\r\n"


@asynccontextmanager
async def answering(*parts: bytes, close: bool = False) -> AsyncIterator[int]:
    """Answer every request with these bytes, a part at a time."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
                await reader.readexactly(int(length or 0))
                for part in parts:
                    writer.write(part)
                    await writer.drain()
                    await asyncio.sleep(0.001)
                if close:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


ANSWERS = {
    "in one piece": ([HEAD + b"Content-Length: 5\r\n\r\nhello"], b"hello"),
    "without a body": ([HEAD + b"Content-Length: 0\r\n\r\n"], b""),
    "cut in the head": ([HEAD + b"content-len", b"gth: 5\r\n\r", b"\nhello"], b"hello"),
    "cut in the body": ([HEAD + b"Content-Length: 5\r\n\r\nhe", b"l", b"lo"], b"hello"),
    "chunked": (
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"],
        b"hello",
    ),
    "cut in its chunks": (
        [
            HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
            b"3\r\nh",
            b"el\r",
            b"\n2\r\nlo\r\n0",
            b"\r\n\r\n",
        ],
        b"hello",
    ),
    "chunks that hold their own end": (
        [HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\n0\r\n\r\n\r\n0\r\n\r\n"],
        b"0\r\n\r\n",
    ),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_an_answer_is_read_whole(name: str) -> None:
    parts, body = ANSWERS[name]
    async with answering(*parts) as port:
        client = Client(port)
        for _ in range(3):
            assert (await client.ask(http_request("/", b"{}", port))).body == body
        client.close()


async def test_rounds_count_what_was_answered() -> None:
    async with answering(HEAD + b"Content-Length: 2\r\n\r\n{}") as port:
        seen = await measure(port, [http_request("/", None, port)], 0.05, connections=3)
    assert seen.requests >= 3
    assert 0 < seen.median <= seen.p99


async def test_another_status_than_200_ends_the_round() -> None:
    async with answering(b"HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy") as port:
        request = http_request("/", None, port)
        with pytest.raises(AnswerError, match="503 busy"):
            await measure(port, [request], 0.05)
        with pytest.raises(AnswerError, match="503 busy"):
            await ask(port, request)


async def test_a_connection_that_is_cut_off_is_told() -> None:
    async with answering(HEAD + b"Content-Length: 9\r\n\r\nhalf", close=True) as port:
        client = Client(port)
        assert (await client.ask(http_request("/", None, port))).status == 0
        client.close()


def test_errors_in_answers_are_found() -> None:
    check(b'{"data":{"a":1}}')
    for body in (b'{"errors":[{"message":"no"}]}', b"{}"):
        with pytest.raises(AnswerError):
            check(body)
