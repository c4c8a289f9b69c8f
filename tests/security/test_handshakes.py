"""Handshakes of WebSockets that fail: each is answered over its socket, which is then closed."""

from __future__ import annotations

import json
import socket
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.types import Message
from uvicorn import Config
from uvicorn.server import ServerState
from websockets.protocol import State

from api.http.gate import refuse
from api.problems import ProblemError
from counterclaim.handshakes import AnsweredHandshakes
from tests.live import LiveServer

KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
WHOLE = (
    *("Host: x", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"),
    *(KEY, "Sec-WebSocket-Protocol: graphql-transport-ws"),
)
WORD = "fezisturkat"


def _request(*more: str, first: str = "GET /graphql HTTP/1.1", without: str = "-") -> bytes:
    lines = [first, *(line for line in WHOLE if not line.startswith(without)), *more]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def _answers(server: LiveServer, sent: bytes) -> bytes:
    """Send some bytes, and read until the server closes."""
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    with socket.create_connection(address, timeout=30) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.mark.parametrize(
    ("sent", "status", "code", "named"),
    [
        (_request(without=KEY), 400, "bad-handshake", "Sec-WebSocket-Key"),
        (_request(f"Sec-WebSocket-Key: {WORD}", without=KEY), 400, "bad-handshake", "-Key"),
        (_request(KEY), 400, "bad-handshake", "Sec-WebSocket-Key"),
        (_request(without="Sec-WebSocket-Version"), 400, "bad-handshake", "-Version"),
        (_request(f"Sec-WebSocket-Extensions: {WORD};;"), 400, "bad-handshake", "-Extensions"),
        (_request(first="POST /graphql HTTP/1.1"), 405, "bad-handshake", ""),
        (_request("Content-Length: 5") + b"hello", 400, "bad-handshake", ""),
        (_request("Transfer-Encoding: chunked") + b"0\r\n\r\n", 400, "bad-handshake", ""),
        (_request(f"X: {WORD * 900}"), 431, "head-too-large", ""),
        (_request(*(f"X{number}: y" for number in range(200))), 431, "head-too-large", ""),
        (_request(first=f"GET /graphql?{WORD * 900} HTTP/1.1"), 414, "bad-handshake", ""),
        (_request(first="GET /v1/statements HTTP/1.1"), 404, "unknown-address", "/graphql"),
        (_request(first=f"GET /{WORD} HTTP/1.1"), 404, "unknown-address", "/graphql"),
    ],
    ids=[
        *("no key", "bad key", "two keys", "no version", "extension", "method", "body", "chunks"),
        *("header", "headers", "address", "address of REST", "no address"),
    ],
)
def test_a_handshake_that_fails_gets_a_problem_document(
    server: LiveServer, sent: bytes, status: int, code: str, named: str
) -> None:
    head, _, body = _answers(server, sent).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), head
    assert head.lower().count(b"content-type:") == head.lower().count(b"content-length:") == 1
    assert b"application/problem+json" in head
    assert b"nosniff" in head
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert named in problem["detail"]
    assert WORD.encode() not in body


def test_a_good_handshake_is_taken(server: LiveServer) -> None:
    """What is sent here is a good one otherwise; the frame closes the conversation."""
    answer = _answers(server, _request() + b"\x88\x80\x00\x00\x00\x00")
    assert answer.startswith(b"HTTP/1.1 101 ")


async def test_who_asks_too_often_is_told_so_by_an_answer() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    error = ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", "Wait.", headers={"Retry-After": "7"}
    )
    scope = {"type": "websocket", "path": "/graphql", "extensions": {"websocket.http.response": {}}}
    await refuse(error, scope, receive, send)
    assert [each["type"] for each in sent] == [
        "websocket.http.response.start",
        "websocket.http.response.body",
    ]
    assert sent[0]["status"] == 429
    assert (b"retry-after", b"7") in sent[0]["headers"]
    sent.clear()
    await refuse(error, {**scope, "extensions": {}}, receive, send)
    assert [(each["type"], each["code"]) for each in sent] == [("websocket.close", 1013)]


async def test_pings_are_not_answered_to_one_who_reads_no_answers() -> None:
    written: list[bytes] = []
    config = Config(app=lambda: None, log_config=None)
    config.load()
    connection = AnsweredHandshakes(config, ServerState(), {})
    connection.transport = cast("Any", SimpleNamespace(write=written.append))
    connection.conn.state = State.OPEN
    connection.pause_writing()
    for _ in range(100):
        connection.conn.send_pong(b"unread")  # as the library does for each ping
        connection.handle_ping()
    assert not written
    connection.resume_writing()
    connection.conn.send_pong(b"read")
    connection.handle_ping()
    assert written == [b"\x8a\x04read"]
