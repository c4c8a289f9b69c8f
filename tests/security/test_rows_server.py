"""A real server under slow, large and forbidden requests, and without its database."""

from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from select import select
from threading import Event

import httpx
import pytest
from sqlalchemy import make_url

from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database, PostgresqlServer
from tests.forking import Forked
from tests.live import PATIENCE, LiveServer, serving
from tests.security import hostile

JSON = {"content-type": "application/json"}
MIB = 1024


def _memory_peak(process: Forked) -> int:
    """Return the most memory that a process had, in KiB."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])


def test_row_4_bodies_that_dribble_are_given_up(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_BODY_TIMEOUT", "1")
    head = "POST {} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n"
    with serving(database.url) as live:
        address = ("127.0.0.1", int(live.url.rpartition(":")[2]))
        slow = []
        for number in range(30):
            path = "/graphql" if number % 2 else "/v1/statements/query"
            connection = socket.create_connection(address, timeout=30)
            connection.sendall(head.format(path).encode() + b"\r\n{")
            slow.append(connection)
        light = httpx.post(f"{live.url}/graphql", json={"query": "{ __typename }"}, timeout=30)
        assert light.json() == {"data": {"__typename": "Query"}}
        for connection in slow:
            answer = b""
            while part := connection.recv(4096):
                answer += part
            assert answer.startswith(b"HTTP/1.1 408 "), answer[:80]
            assert b"body-too-slow" in answer
            connection.close()


@pytest.mark.parametrize(
    "path", ["/graphql", "/v1/statements/query", "/v1/annotate", "/v1/reviews"]
)
def test_row_5_large_bodies_take_no_memory(server: LiveServer, path: str) -> None:
    before = _memory_peak(server.process)

    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 1024 * 1024

    for content in (pieces(), b" " * 30 * 1024 * 1024):
        try:
            answer = httpx.post(f"{server.url}{path}", content=content, headers=JSON, timeout=60)
        except httpx.WriteError:
            continue  # the connection was closed before all was sent
        if path == "/v1/reviews":  # without a key no body is read at all
            assert answer.status_code in {401, 413}
            continue
        assert answer.status_code == 413
        assert "body-too-large" in answer.text
    assert _memory_peak(server.process) - before < 200 * MIB


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (b"GET /healthz HTTP/1.1\r\nX-A: " + b"a" * 1_000_000, 431, "head-too-large"),
        (b"GET /healthz HTTP/1.1\r\n" + b"X-A: b\r\n" * 200_000, 431, "head-too-large"),
        (b"GET /healthz?" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", 400, "bad-http"),
        (b"BREW /healthz HTTP/1.1\r\n\r\n", 400, "bad-http"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "bad-http"),
        (
            b"POST /graphql HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
            400,
            "bad-http",
        ),
        (b"GET /healthz HTTP/1.1\r\n\r\n", 400, "bad-http"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400, "bad-http"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n", 400, "bad-http"),
        (b"GET /healthz HTTP/1.1\nHost: a\n\n", 400, "bad-http"),
        (
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding:chunked\r\n\r\n",
            400,
            "bad-http",
        ),
        (
            b"POST /graphql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
            400,
            "bad-http",
        ),
    ],
    ids=[
        *("header", "headers", "address", "method", "TLS", "two lengths", "no host", "two hosts"),
        *("folded header", "bare line feeds", "length and chunks", "chunk"),
    ],
)
def test_row_13_what_is_no_request_is_told_so(
    server: LiveServer, sent: bytes, status: int, code: str
) -> None:
    address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
    with socket.create_connection(address, timeout=30) as connection:
        # Slowly enough for the answer to be read: what comes behind it would cut it off.
        for start in range(0, min(len(sent), 500_000), 100_000):
            connection.sendall(sent[start : start + 100_000])
            time.sleep(0.02)
            if select([connection], [], [], 0)[0]:
                break
        head, _, body = connection.recv(65_536).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), head[:100]
    assert b"application/problem+json" in head
    assert json.loads(body)["code"] == code


@pytest.mark.parametrize("path", ["/graphql", "/v1/statements/query"])
@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "gzip, gzip", "x"])
def test_row_5_compressed_bodies_are_not_opened(http: httpx.Client, path: str, coding: str) -> None:
    headers = JSON | {"content-encoding": coding}
    answer = http.post(path, content=b"\x1f\x8b\x08" + b"\0" * 100, headers=headers)
    assert answer.status_code == 415
    assert "unsupported-media-type" in answer.text


def test_row_20_keys_are_not_logged_and_logs_stay_small(database: Database) -> None:
    engine = database.engine()
    key, _ = create_key(engine, "reviewer", [KeyScope.REVIEW])
    engine.dispose()
    shown = {"authorization": f"Bearer {key}", "x-secret": "wordnoonesees"}
    bodies = list(hostile.bodies())[::4]
    with serving(database.url) as live, httpx.Client(base_url=live.url, timeout=30) as http:
        for body in bodies:
            http.post("/graphql", content=body, headers=JSON | shown)
        for address in list(hostile.addresses())[::10]:
            http.get(address, headers=shown)
        http.get("/v1/statements", params={"key": key}, headers=shown)
        http.post("/v1/reviews", json={"key": key, "nonsense": 1}, headers=shown)
        live.process.terminate()
        live.process.wait(timeout=60)
        assert live.process.stdout is not None
        logged = live.process.stdout.read().decode()
    assert key not in logged
    assert key[12:] not in logged
    assert "wordnoonesees" not in logged
    assert len(logged) < 5000 * len(bodies)
    assert "Traceback" not in logged


QUERY = {"query": "{ statements(first: 1) { totalCount } }"}


def _statuses(url: str) -> set[tuple[str, int]]:
    """Ask each way once; return the statuses, and check what is told."""
    found = set()
    with httpx.Client(base_url=url, timeout=30) as http:
        for name, answer in (
            ("graphql", http.post("/graphql", json=QUERY)),
            ("rest", http.get("/v1/speakers")),
            ("ready", http.get("/readyz")),
        ):
            found.add((name, answer.status_code))
            if answer.status_code == 503:
                assert answer.headers["retry-after"]
                assert not re.search(r"sqlite|postgres|/tmp|Trace", answer.text, re.IGNORECASE)
    return found


UP = {("graphql", 200), ("rest", 200), ("ready", 200)}
DOWN = {("graphql", 503), ("rest", 503), ("ready", 503)}


def test_row_21_a_database_that_goes_away_and_comes_back(
    database: Database, request: pytest.FixtureRequest
) -> None:
    away, back = _switch(database, request)
    with serving(database.url) as live:
        assert _statuses(live.url) == UP
        away()
        # An SQLite file that is open is read on, wherever it is moved to.
        assert _statuses(live.url) == (DOWN if database.dialect == "postgresql" else UP)
        assert httpx.get(f"{live.url}/healthz").status_code == 200
        back()
        for _ in range(50):
            if _statuses(live.url) == UP:
                break
            time.sleep(0.1)
        assert _statuses(live.url) == UP


CLIENTS = 10


def test_row_21_ten_clients_read_on_while_it_is_away(
    database: Database, request: pytest.FixtureRequest
) -> None:
    away, back = _switch(database, request)
    heard: list[set[tuple[str, int]]] = [set() for _ in range(CLIENTS)]
    ended = Event()

    def reading(own: set[tuple[str, int]]) -> None:
        while not ended.is_set():
            own |= _statuses(live.url)

    with serving(database.url) as live, ThreadPoolExecutor(CLIENTS) as pool:
        try:
            running = [pool.submit(reading, own) for own in heard]
            _until(lambda: all(own >= UP for own in heard))
            away()
            if database.dialect == "postgresql":
                _until(lambda: all(own >= DOWN for own in heard))
            back()
            _until(lambda: _statuses(live.url) == UP)
        finally:
            ended.set()
        for each in running:
            each.result()
    # Each was answered at all times, by what was asked for or by a 503 that says when to come back.
    assert set().union(*heard) <= UP | DOWN


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _switch(
    database: Database, request: pytest.FixtureRequest
) -> tuple[Callable[[], object], Callable[[], object]]:
    """Return what takes a database away, and what brings it back."""
    name = make_url(database.url).database
    assert name is not None
    if database.dialect == "sqlite":
        path = Path(name)
        hidden = path.with_suffix(".hidden")
        return lambda: path.rename(hidden), lambda: hidden.rename(path)
    server: PostgresqlServer = request.getfixturevalue("postgresql")

    def away() -> None:
        server._run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        here = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        server._run(f"{here}'{name}'")

    return away, lambda: server._run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
