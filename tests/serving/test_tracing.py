"""Spans of requests, plans and statements, with the id that logs and clients have."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import orjson
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from api.app import create_app
from api.observing.logs import JsonFormatter
from api.settings import Settings
from tests.databases import Database

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
TRACEPARENT = f"00-{TRACE}-{PARENT}-01"
QUERY = {"query": 'query { statement(key: "secret-of-a-client") { text } }'}


@asynccontextmanager
async def traced(
    database: Database,
) -> AsyncIterator[tuple[httpx.AsyncClient, InMemorySpanExporter]]:
    """Run the application in process, with an exporter that keeps what it gets."""
    spans, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    app = create_app(Settings(database_url=database.url), provider=provider)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        spans.clear()
        yield http, spans


def by_name(spans: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    return {span.name: span for span in spans.get_finished_spans()}


def ids(span: ReadableSpan) -> tuple[str, str]:
    assert span.context is not None
    return f"{span.context.trace_id:032x}", f"{span.context.span_id:016x}"


def parent_of(span: ReadableSpan) -> str:
    assert span.parent is not None
    return f"{span.parent.span_id:016x}"


async def test_a_request_its_plan_and_its_statement_are_one_trace(filled: Database) -> None:
    async with traced(filled) as (http, spans):
        answer = await http.post("/graphql", json=QUERY, headers={"traceparent": TRACEPARENT})
        found = by_name(spans)
        assert set(found) == {"POST /graphql", "plan", "SQL"}
        request = found["POST /graphql"]
        assert request.kind is SpanKind.SERVER
        assert {ids(span)[0] for span in found.values()} == {TRACE}
        assert parent_of(request) == PARENT
        assert parent_of(found["plan"]) == parent_of(found["SQL"]) == ids(request)[1]
        assert answer.headers["x-request-id"] == TRACE
        assert request.attributes == {
            "http.request.method": "POST",
            "http.route": "/graphql",
            "http.response.status_code": 200,
            "counterclaim.request_id": TRACE,
        }
        assert found["SQL"].attributes is not None
        assert found["SQL"].attributes["db.system.name"] == filled.dialect
        assert "secret" not in str([span.attributes for span in found.values()])
        spans.clear()
        await http.post("/graphql", json=QUERY)
        assert set(by_name(spans)) == {"POST /graphql", "SQL"}, "the plan was kept"


async def test_without_a_trace_of_the_client_the_answer_names_ours(filled: Database) -> None:
    async with traced(filled) as (http, spans):
        answer = await http.get("/v1/statements")
        trace, _ = ids(by_name(spans)["GET /v1/statements"])
        assert answer.headers["x-request-id"] == trace
        spans.clear()
        answer = await http.get("/healthz", headers={"x-request-id": "chosen-by-client"})
        span = by_name(spans)["GET /healthz"]
        assert answer.headers["x-request-id"] == "chosen-by-client"
        assert span.attributes is not None
        assert span.attributes["counterclaim.request_id"] == "chosen-by-client"


@pytest.mark.parametrize("given", ["", "nonsense", "00-" + "0" * 32 + "-" + "0" * 16 + "-01", "ü"])
async def test_what_is_no_trace_is_left_aside(filled: Database, given: str) -> None:
    async with traced(filled) as (http, spans):
        answer = await http.get("/healthz", headers=[(b"traceparent", given.encode("latin-1"))])
        (span,) = spans.get_finished_spans()
        assert span.parent is None
        assert answer.headers["x-request-id"] == ids(span)[0]


async def test_logs_of_a_request_have_the_id_of_its_trace(
    filled: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = []
    monkeypatch.setattr(
        "api.graphql.endpoint.Documents.operation", lambda *_: (_ for _ in ()).throw(ValueError)
    )
    handler = logging.Handler()
    handler.setFormatter(JsonFormatter())
    handler.emit = lambda record: lines.append(orjson.loads(handler.format(record)))  # type: ignore[method-assign]  # for this test alone
    logging.getLogger("api.graphql.endpoint").addHandler(handler)
    try:
        async with traced(filled) as (http, spans):
            headers = {"traceparent": TRACEPARENT}
            answer = await http.post("/graphql", json=QUERY, headers=headers)
            span = by_name(spans)["POST /graphql"]
    finally:
        logging.getLogger("api.graphql.endpoint").removeHandler(handler)
    assert answer.status_code == 500
    assert span.status.status_code is StatusCode.ERROR
    assert [line["requestId"] for line in lines] == [TRACE]
    assert caplog.records


async def test_what_is_read_in_the_background_has_no_spans(filled: Database) -> None:
    async with traced(filled) as (http, spans):
        await http.get("/healthz")
        assert {span.name for span in spans.get_finished_spans()} == {"GET /healthz"}


WITHOUT = """
import sys
sys.modules["opentelemetry.sdk.trace"] = None
sys.argv = ["counterclaim", "serve", "--database", sys.argv[1], "--port", "1"]
import counterclaim.commands.serve as serve
serve.check_port = lambda host, port: None
from counterclaim.app import main
main()
"""


def test_without_the_packages_the_server_says_so(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_TRACING", "true")
    command = [sys.executable, "-c", WITHOUT, filled.url]
    told = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert told.returncode == 2
    assert b"tracing-missing" in told.stderr
    assert b"counterclaim[otel]" in told.stderr
    assert b"Traceback" not in told.stderr
