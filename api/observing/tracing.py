"""Traces by OpenTelemetry: a span for each request, and in it those of planning and of SQL.

Only imported where tracing is on: the packages are those of the extra `otel`. Spans hold statements
with parameters in place of values, never what a client sent nor what it was answered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from importlib.metadata import version
from typing import Any

from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import SpanKind, Status, StatusCode, Tracer, get_current_span
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asked import REQUEST_ID
from db.query.compiler import Plan
from db.query.engine import Executor, QueryEngine
from db.query.selection import Field
from db.query.usage import Usage

SERVER_ERROR = 500
_CONTEXT = (b"traceparent", b"tracestate")
_PROPAGATOR = TraceContextTextMapPropagator()


def exporting_provider() -> TracerProvider:
    """Make what sends spans by OTLP; where to is said by OpenTelemetry's own variables."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import (  # noqa: PLC0415 - starts threads
        OTLPSpanExporter,
    )
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    named = Resource({"service.name": "counterclaim", "service.version": version("counterclaim")})
    provider = TracerProvider(resource=named.merge(Resource.create()))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def tracer_of(provider: TracerProvider) -> Tracer:
    """Return what makes the spans of this program."""
    return provider.get_tracer("counterclaim", version("counterclaim"))


class Traced:
    """Makes the span of each request; its trace is that of the client, where it names one.

    The id of the trace becomes the id of the request, in logs and in the answer, unless the client
    has given that one, too.
    """

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 0

        def sending(message: Message) -> Awaitable[None]:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            return send(message)

        method = scope["method"]
        with self._tracer.start_as_current_span(
            method, _context(scope), SpanKind.SERVER, record_exception=False
        ) as span:
            own = span.get_span_context()
            known = f"00-{own.trace_id:032x}-{own.span_id:016x}-{own.trace_flags:02x}"
            kept = [pair for pair in scope["headers"] if pair[0] != b"traceparent"]
            scope["headers"] = [*kept, (b"traceparent", known.encode())]
            await self._app(scope, receive, sending)
            route = _route(scope)
            span.update_name(f"{method} {route}")
            span.set_attribute("http.request.method", method)
            span.set_attribute("http.route", route)
            span.set_attribute("http.response.status_code", status)
            span.set_attribute("counterclaim.request_id", REQUEST_ID.get())
            if status >= SERVER_ERROR:
                span.set_status(Status(StatusCode.ERROR))


def _context(scope: Scope) -> Context:
    """Read the trace that a client says it is in; what is none is left aside."""
    carrier = {
        name.decode(): value.decode("latin-1")
        for name, value in scope["headers"]
        if name in _CONTEXT
    }
    return _PROPAGATOR.extract(carrier)


def _route(scope: Scope) -> str:
    if scope["path"] == "/graphql":
        return "/graphql"
    return getattr(scope.get("route"), "path", "") or "unmatched"


class TracedExecutor:
    """Makes a span of each statement that a request runs."""

    def __init__(self, executor: Executor, tracer: Tracer, system: str) -> None:
        self._executor = executor
        self._tracer = tracer
        self._system = system

    async def open(self) -> None:
        """Make ready."""
        await self._executor.open()

    async def close(self) -> None:
        """Give all resources back."""
        await self._executor.close()

    def usage(self) -> Usage:
        """Tell how the connections are used."""
        return self._executor.usage()

    async def fetch(
        self, sql: str, parameters: Sequence[Any], *, light: bool = False, heavy: bool = False
    ) -> str:
        """Run one statement; what is read in the background has no span."""
        if not get_current_span().is_recording():
            return await self._executor.fetch(sql, parameters, light=light, heavy=heavy)
        with self._tracer.start_as_current_span(
            "SQL", kind=SpanKind.CLIENT, record_exception=False
        ) as span:
            span.set_attribute("db.system.name", self._system)
            span.set_attribute("db.query.text", sql)
            return await self._executor.fetch(sql, parameters, light=light, heavy=heavy)


class TracedEngine(QueryEngine):
    """Makes a span of each plan; one that is found in the cache has none."""

    def __init__(self, engine: QueryEngine, tracer: Tracer) -> None:
        system = engine.dialect.name
        super().__init__(engine.dialect, TracedExecutor(engine.executor, tracer, system))
        self._tracer = tracer

    def plan(self, fields: Sequence[Field]) -> Plan:
        """Compile a selection."""
        with self._tracer.start_as_current_span("plan", record_exception=False):
            return super().plan(fields)
