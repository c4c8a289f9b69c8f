"""Clients that are slow, that break off, that stand still: the server lives and gives all back."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.databases import Database, PostgresqlServer, clone_sqlite
from tests.live import PATIENCE, LiveServer, serving, until
from tests.storage.archive import make_archive

HEAD = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BODY = b'{"query": "{ statements(first: 100) { edges { node { text article { text } } } } }"}'
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n%b" % (len(BODY), BODY)
EXPORT = b"GET /v1/export/statements HTTP/1.1\r\nHost: x\r\n\r\n"
RESET = struct.pack("ii", 1, 0)
MIB = 1024
CLIENTS = 40
OWN = 20
"""Descriptors that the server may come to keep: its readers open as they are needed."""


@pytest.fixture(scope="module")
def served(
    dialect: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LiveServer]:
    """Serve a small archive with little patience."""
    server: PostgresqlServer | None = None
    if dialect == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = clone_sqlite(template, tmp_path_factory.mktemp("clients"))
    else:
        server = request.getfixturevalue("postgresql")
        url = server.create(request.getfixturevalue("postgresql_template"))
    engine = Database(url, dialect).engine()
    make_archive(7).store(engine)
    engine.dispose()
    with serving(url, idle_timeout="2", body_timeout="2") as live:
        yield live
        live.process.terminate()
        assert live.process.wait(PATIENCE) == 0
        assert live.process.stdout is not None
        said = live.process.stdout.read().decode()
        assert "Traceback" not in said, said[:5000]
    if server is not None:
        server.drop(url)


def descriptors(live: LiveServer) -> int:
    return len(list(Path(f"/proc/{live.process.pid}/fd").iterdir()))


def memory(live: LiveServer) -> int:
    """Return what the process holds now, in KiB."""
    status = Path(f"/proc/{live.process.pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def light(live: LiveServer) -> None:
    """Ask for little, in a moment in which much else goes on."""
    answer = httpx.post(f"{live.url}/graphql", json={"query": "{ __typename }"}, timeout=PATIENCE)
    assert answer.json() == {"data": {"__typename": "Query"}}
    found = httpx.get(f"{live.url}/v1/statements", params={"limit": 3}, timeout=PATIENCE)
    assert found.status_code == 200
    assert len(found.json()["items"]) == 3


def connected(live: LiveServer, *, narrow: bool = False) -> socket.socket:
    """Connect; a narrow one has room for little that is not read."""
    host, _, port = live.url.removeprefix("http://").partition(":")
    client = socket.socket()
    if narrow:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.settimeout(PATIENCE)
    client.connect((host, int(port)))
    return client


@contextmanager
def all_given_back(live: LiveServer) -> Iterator[None]:
    """Check that a block leaves no descriptor behind, and that the server answers as before."""
    light(live)
    before = descriptors(live)
    yield
    light(live)
    until(lambda: descriptors(live) <= before + OWN)


def closed_by_server(client: socket.socket) -> bytes:
    """Read until the server closes; return what it said."""
    said = b""
    try:
        while part := client.recv(65536):
            said += part
    except ConnectionResetError:
        pass
    return said


@pytest.mark.parametrize(
    "sent",
    [b"", b"GE", b"GET /v1/stat", b"GET / HTTP/1.1\r\nHo", HEAD, HEAD + b"Content-Length: 5\r\n"],
    ids=["nothing", "half a method", "half a path", "half a header", "no end", "no body"],
)
def test_half_a_request_ends_after_a_while(served: LiveServer, sent: bytes) -> None:
    with all_given_back(served), ExitStack() as stack:
        clients = [stack.enter_context(connected(served)) for _ in range(CLIENTS)]
        for client in clients:
            client.sendall(sent)
        light(served)
        assert [closed_by_server(client) for client in clients] == [b""] * CLIENTS


def test_a_request_that_comes_byte_by_byte_ends_after_a_while(served: LiveServer) -> None:
    with all_given_back(served), connected(served) as client:
        client.sendall(WHOLE)
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
        sent = 0
        try:
            for byte in HEAD * 100:  # a second request, on the same connection
                client.sendall(bytes([byte]))
                sent += 1
                time.sleep(0.05)
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert sent < len(HEAD) * 100


def test_half_a_body_is_told_so(served: LiveServer) -> None:
    with all_given_back(served), connected(served) as client:
        client.sendall(HEAD + b"Content-Length: 500\r\n\r\n{")
        assert closed_by_server(client).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "sent",
    [b"", b"GET /v1/st", WHOLE[:-10], WHOLE, WHOLE * 5, EXPORT, EXPORT * 5],
    ids=["nothing", "head", "body", "asked", "pipeline", "export", "exports"],
)
def test_clients_that_break_off_leave_nothing_behind(served: LiveServer, sent: bytes) -> None:
    with all_given_back(served):
        clients = [connected(served) for _ in range(CLIENTS)]
        for client in clients:
            client.sendall(sent)
        for number, client in enumerate(clients):
            if number % 3 == 0 and len(sent) >= len(EXPORT):
                client.recv(10)  # a part of the answer, were it that the body did not come
            if number % 2:  # by a reset, in place of an orderly end
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            client.close()


@pytest.mark.parametrize("request_", [WHOLE, EXPORT], ids=["query", "export"])
def test_answers_that_are_not_read_hold_nothing(served: LiveServer, request_: bytes) -> None:
    """Answers wait in small buffers, no transaction is open, and after a while they are dropped."""
    with all_given_back(served), ExitStack() as stack:
        before = memory(served)
        clients = [stack.enter_context(connected(served, narrow=True)) for _ in range(CLIENTS)]
        for client in clients:
            client.sendall(request_ * 60)  # far more than all buffers between the two hold
        for client in clients:
            client.recv(1)  # as slowly as can be
        light(served)
        until(lambda: open_transactions(served) == 0)
        assert memory(served) - before < 100 * MIB


def open_transactions(live: LiveServer) -> int:
    """Count the connections of the server that hold a snapshot; only PostgreSQL tells."""
    if live.database_url.startswith("sqlite"):
        return 0
    with psycopg.connect(live.database_url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name = 'counterclaim' AND state <> 'idle'"
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_many_connections_that_do_nothing(served: LiveServer) -> None:
    with all_given_back(served), ExitStack() as stack:
        clients = [stack.enter_context(connected(served)) for _ in range(400)]
        light(served)
        assert all(closed_by_server(client) == b"" for client in clients)
