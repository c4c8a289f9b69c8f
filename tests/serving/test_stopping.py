"""SIGTERM: readiness goes first, what runs may end, and nobody is left hanging."""

from __future__ import annotations

import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
import pytest

from tests.databases import Database
from tests.live import PATIENCE, LiveServer, serving
from tests.serving.holding import WAITS, held
from tests.streaming import socket_to, stream_of

ADDED = "subscription { statementAdded { statement { text } } }"


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Give threads for requests that wait."""
    with ThreadPoolExecutor(4) as pool:
        yield pool


def ask(url: str, query: str = WAITS) -> httpx.Response:
    return httpx.post(f"{url}/graphql", json={"query": query}, timeout=PATIENCE)


def wait_for_refusal(url: str) -> None:
    """Wait until nobody listens any more."""
    host, _, port = url.removeprefix("http://").partition(":")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
        except ConnectionRefusedError:
            return
        time.sleep(0.05)
    raise AssertionError("the server still listens")


def begun(asked: Future[httpx.Response]) -> None:
    """Give a request the time to arrive; it must not be answered."""
    time.sleep(0.5)
    assert not asked.done()


def ended(live: LiveServer) -> str:
    """Wait for the end of the process, which must be a good one; return what it said."""
    assert live.process.wait(PATIENCE) == 0
    assert live.process.stdout is not None
    said = live.process.stdout.read().decode()
    assert "Traceback" not in said, said
    return said


def test_what_runs_ends_and_nothing_new_begins(
    filled: Database, threads: ThreadPoolExecutor
) -> None:
    with (
        serving(filled.url, stop_lead="0.7", statement_timeout="60") as live,
        socket_to(live.url) as followed,
        stream_of(live.url, ADDED) as events,
        httpx.Client(base_url=live.url, timeout=PATIENCE) as kept,
    ):
        followed.hello()
        followed.subscribe(ADDED)
        assert kept.get("/readyz").status_code == 200
        with held(filled, 1.5):
            running = threads.submit(ask, live.url)
            begun(running)
            live.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            ready = kept.get("/readyz")
            assert (ready.status_code, ready.json()["code"]) == (503, "stopping")
            assert int(ready.headers["retry-after"]) > 0
            assert kept.get("/healthz").status_code == 200
            assert ask(live.url, "{ __typename }").status_code == 200
            wait_for_refusal(live.url)
            assert followed.closed() == (1001, "The server stops.")
            with pytest.raises(EOFError):  # no `complete`: a browser comes back by itself
                events.receive()
            assert not running.done()
        answer = running.result(PATIENCE)
        assert answer.status_code == 200
        assert len(answer.json()["data"]["speakers"]["edges"]) == 2
        assert answer.headers["connection"] == "close"
        ended(live)


def test_what_takes_too_long_is_told_so_or_cut(
    filled: Database, threads: ThreadPoolExecutor
) -> None:
    with serving(filled.url, stop_grace="1", statement_timeout="60") as live, held(filled):
        rest = threads.submit(httpx.get, f"{live.url}/v1/speakers", timeout=PATIENCE)
        asked = threads.submit(ask, live.url)
        begun(asked)
        live.process.send_signal(signal.SIGTERM)
        for each in (asked.result(PATIENCE), rest.result(PATIENCE)):
            assert each.status_code == 503
            assert "stopping" in each.text
            assert int(each.headers["retry-after"]) > 0
        assert "code" in rest.result().json()
        assert asked.result().json()["errors"][0]["extensions"]["code"] == "stopping"
        ended(live)


def test_an_export_that_is_cut_has_no_end(filled: Database) -> None:
    with serving(filled.url, stop_grace="1") as live:
        host, _, port = live.url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as reader:
            # Never reads: the answers to many requests fill all buffers between the two.
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            request = b"GET /v1/export/statements HTTP/1.1\r\nHost: x\r\n\r\n"
            reader.sendall(request * 400)
            time.sleep(1)
            live.process.send_signal(signal.SIGTERM)
            ended(live)


def test_a_person_at_the_keyboard_does_not_wait(filled: Database) -> None:
    with serving(filled.url, stop_lead="300") as live:
        live.process.send_signal(signal.SIGINT)
        ended(live)


def test_a_second_signal_ends_the_lead(filled: Database) -> None:
    with serving(filled.url, stop_lead="300") as live:
        live.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert httpx.get(f"{live.url}/readyz").status_code == 503
        live.process.send_signal(signal.SIGTERM)
        ended(live)
