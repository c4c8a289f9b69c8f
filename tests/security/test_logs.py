"""What is logged: one line, the id that the client has, nothing that it sent."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import httpx
import orjson
import pytest

from api.app import create_app
from api.http.asked import REQUEST_ID
from api.observing.logs import MAX_TEXT, JsonFormatter
from api.settings import Settings
from tests.graphql_api.conftest import Client

SECRET = "word-that-nobody-logs"  # noqa: S105 - a word to look for


def _record(message: str, **options: Any) -> logging.LogRecord:
    return logging.LogRecord("api.x", logging.ERROR, "x.py", 1, message, (), None, **options)


@pytest.mark.parametrize("message", ["a\nb", "\x1b[31mred", "\r\n{}", "x" * 10_000, "\udc80", '"'])
def test_a_record_is_one_line(message: str) -> None:
    written = JsonFormatter().format(_record(message.encode("utf-8", "replace").decode()))
    assert "\n" not in written
    assert "\x1b" not in written
    read = orjson.loads(written)
    assert len(read["message"]) <= MAX_TEXT
    assert set(read) >= {"time", "level", "logger", "message"}


def test_a_record_has_the_id_of_its_request() -> None:
    token = REQUEST_ID.set("abc-1")
    try:
        assert orjson.loads(JsonFormatter().format(_record("x")))["requestId"] == "abc-1"
    finally:
        REQUEST_ID.reset(token)


def test_a_trace_is_kept_for_the_operator() -> None:
    try:
        int("no number")
    except ValueError:
        record = _record("x")
        record.exc_info = sys.exc_info()
    assert "ValueError" in orjson.loads(JsonFormatter().format(record))["trace"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, r"[0-9a-f]{12}-[0-9a-f]+"),
        ({"x-request-id": "client-chose-1"}, "client-chose-1"),
        ({"x-request-id": "short"}, r"[0-9a-f]{12}-[0-9a-f]+"),
        ({"x-request-id": "x" * 65}, r"[0-9a-f]{12}-[0-9a-f]+"),
        ({"x-request-id": "line\\nbreak-in-it"}, r"[0-9a-f]{12}-[0-9a-f]+"),
        ({"traceparent": "00-" + "a1" * 16 + "-" + "b2" * 8 + "-01"}, "a1" * 16),
        ({"traceparent": "00-nonsense-01"}, r"[0-9a-f]{12}-[0-9a-f]+"),
    ],
)
async def test_every_answer_has_an_id(
    client: Client, headers: dict[str, str], expected: str
) -> None:
    for answer in (
        await client.http.post("/graphql", json={"query": "{ __typename }"}, headers=headers),
        await client.http.post("/graphql", content=b"{", headers=headers),
        await client.http.get("/v1/speakers", headers=headers),
        await client.http.get("/nowhere", headers=headers),
        await client.http.get("/", headers=headers),
    ):
        assert len(answer.headers.get_list("x-request-id")) == 1
        assert re.fullmatch(expected, answer.headers["x-request-id"])


async def test_a_failure_is_logged_under_the_id_that_the_client_has(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    ids: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            ids.append(REQUEST_ID.get())
            assert SECRET not in JsonFormatter().format(record)

    logger = logging.getLogger("api")
    logger.addHandler(handler := Keeping())
    try:
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://test") as http,
        ):

            def failing(*_: Any) -> None:
                raise RuntimeError("made to fail")

            app.state.engine.run = failing
            answer = await http.post(
                "/graphql",
                json={"query": "{ statements { totalCount } }", "variables": {"x": SECRET}},
                headers={"authorization": f"Bearer {SECRET}"},
            )
    finally:
        logger.removeHandler(handler)
    assert answer.status_code == 500
    assert "made to fail" not in answer.text
    assert ids == [answer.headers["x-request-id"]]
    assert caplog.records


PAGES = ("/", "/playground", "/docs", "/errors/busy", "/nowhere", "/v1/speakers", "/healthz")


@pytest.mark.parametrize("path", PAGES)
async def test_every_answer_keeps_a_browser_in_bounds(client: Client, path: str) -> None:
    for accept in ("text/html", "application/json"):
        answer = await client.http.get(path, headers={"accept": accept})
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self' 'unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "server" not in answer.headers
        assert "x-powered-by" not in answer.headers
