"""The server: pages, GraphQL and REST over one query engine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from importlib.metadata import version
from inspect import markcoroutinefunction
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api.annotating import Annotator
from api.graphql.endpoint import GraphQLEndpoint, graphql_route
from api.graphql.trusted import load_trusted
from api.http.bodies import BodyBounds
from api.http.body_limit import BodyLimit
from api.http.clients import Clients, parse_networks
from api.http.compression import Compression
from api.http.front import Front
from api.http.gate import Gate
from api.http.head_method import HeadMethod
from api.http.revalidation import Revalidation
from api.mcp.endpoint import McpEndpoint
from api.mcp.tools import Archive
from api.observing.counts import Counts
from api.observing.exposition import exposed
from api.observing.measuring import CountedEndpoint, Measuring
from api.pages import page_routes, playground
from api.problems import install_problems
from api.rest.annotate import annotate_router
from api.rest.changes import change_router
from api.rest.compare import compare_router
from api.rest.control import control_router
from api.rest.description import describe
from api.rest.exports import export_router
from api.rest.health import health_router
from api.rest.look_ups import LookUps
from api.rest.quick_lists import QuickLists
from api.rest.reconcile import reconcile_router
from api.rest.reviews import review_router
from api.rest.routes import resource_router
from api.rest.stats import stats_router
from api.rest.webhooks import webhook_router
from api.security.guard import Guard, RecognisesTokens
from api.security.requirements import requires
from api.settings import Settings, get_settings
from api.streams.limits import StreamLimits
from api.streams.server import Streams
from api.streams.sse import EventStreamEndpoint
from api.streams.websocket import WebSocketEndpoint
from api.webhooks.delivering import Deliverer
from api.writing import Writing
from db.data_version import DataVersion
from db.enums import KeyScope
from db.feed_watch import watch_of
from db.listening import listener_of
from db.query.engine import QueryEngine, open_engine

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

DESCRIPTION = """
What was said about wars, by whom, where, when and how many; and which statements contradict each
other. The same data as over GraphQL at `/graphql`; `where` in the body of a query is GraphQL's.
"""


CORS: dict[str, Any] = {
    "allow_methods": ["GET", "HEAD", "POST"],
    "allow_headers": ["Authorization", "Content-Type", "X-Query-Cost", "X-Request-Id"],
    "expose_headers": ["ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id"],
}
"""What pages of other sites may send and see; cookies are none of it."""


class Server(FastAPI):
    """FastAPI behind a front that knows the way to GraphQL."""

    front: ASGIApp | None = None

    @markcoroutinefunction
    def __call__(  # type: ignore[override]  # what it returns is awaited all the same
        self, scope: Scope, receive: Receive, send: Send
    ) -> Awaitable[None]:
        """Answer one request."""
        scope["app"] = self
        return (self.front or self.routed)(scope, receive, send)

    async def routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that has come past the front."""
        await super().__call__(scope, receive, send)


def create_app(
    settings: Settings | None = None, *, provider: TracerProvider | None = None
) -> FastAPI:
    """Put the server together. Connections open with the first request and close at the end.

    Traces go to `provider`, or by OTLP where the settings want them; else there are none.
    """
    settings = settings or get_settings()
    if settings.tracing and provider is None:
        from api.observing.tracing import exporting_provider  # noqa: PLC0415 - an extra

        provider = exporting_provider()

    def lifespan(app: FastAPI) -> AbstractAsyncContextManager[None]:
        return _running(app, streams, settings, provider)

    app = Server(
        title="Counterclaim",
        version=version("counterclaim"),
        summary="Who said what about a war, and who says otherwise.",
        description=DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    bodies = BodyBounds(settings.max_body, settings.body_timeout)
    app.add_middleware(BodyLimit, bounds=bodies)
    install_problems(app)
    counts = None if settings.metrics == "off" else Counts()
    graphql = _graphql(settings, bodies, counts)
    app.front = _front(app, graphql.app, settings)
    app.router.routes.append(graphql)
    streams = _add_streams(app, graphql, settings)
    _add_rest(app, settings)
    app.state.mcp = _add_mcp(app, settings)
    app.router.routes.extend(page_routes(with_playground=settings.playground))
    if counts is not None:
        _measure(app, counts)
    if provider is not None and app.front is not None:
        app.front = _traced(app.front, provider)
    app.state.settings = settings
    app.state.leaving = False
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]  # FastAPI's own way
    return app


@asynccontextmanager
async def _running(
    app: FastAPI, streams: Streams, settings: Settings, provider: TracerProvider | None
) -> AsyncIterator[None]:
    """Open what requests need, and close it when the server stops."""
    app.state.engine = open_engine(
        settings.database_url, timeout=settings.statement_timeout, readers=settings.readers
    )
    if provider is not None:
        app.state.engine = _traced_engine(app.state.engine, provider)
    listen_url = settings.listen_url or settings.database_url
    listener = listener_of(listen_url)
    versions = DataVersion(settings.database_url, app.state.engine, listener)
    app.state.data_version = versions
    app.state.annotator = Annotator()
    app.state.writing = Writing(settings.database_url, settings.statement_timeout, versions.changed)
    # Keys are looked up past those who write, whatever they wait for; no answer comes from them.
    keys = Writing(settings.database_url, settings.statement_timeout)
    app.state.guard = Guard(keys, _tokens(settings))
    await app.state.engine.executor.open()
    versions.start()
    streams.start(app.state.engine, watch_of(listen_url, listener))
    app.state.deliverer = _deliverer(app, streams, settings)
    async with app.state.deliverer.working(on=settings.webhooks):
        yield
    if app.state.mcp is not None:
        await app.state.mcp.close()
    await streams.close()
    app.state.annotator.close()
    await app.state.guard.close()
    await versions.close()
    await app.state.writing.close()
    await app.state.engine.executor.close()
    if provider is not None:
        await asyncio.to_thread(provider.shutdown)


def _traced(app: ASGIApp, provider: TracerProvider) -> ASGIApp:
    """Have each request make a span."""
    from api.observing.tracing import Traced, tracer_of  # noqa: PLC0415 - an extra

    return Traced(app, tracer_of(provider))


def _traced_engine(engine: QueryEngine, provider: TracerProvider) -> QueryEngine:
    """Have each plan and each statement of a request make a span."""
    from api.observing.tracing import TracedEngine, tracer_of  # noqa: PLC0415 - an extra

    return TracedEngine(engine, tracer_of(provider))


def _tokens(settings: Settings) -> RecognisesTokens | None:
    """Make what recognises the tokens of an issuer, where one is trusted."""
    rules = settings.token_rules
    if rules is None:
        return None
    from api.security.tokens import Tokens  # noqa: PLC0415 - cryptography, which few servers need

    return Tokens(rules)


def _deliverer(app: FastAPI, streams: Streams, settings: Settings) -> Deliverer:
    """Make what serves the webhooks."""
    return Deliverer(
        app.state.engine,
        app.state.writing,
        streams.feed,
        most_attempts=settings.webhook_attempts,
        allow_private=settings.webhook_private,
    )


def _front(app: Server, graphql: ASGIApp, settings: Settings) -> ASGIApp:
    """Put what stands before every route in front of `app`."""
    keyed = settings.reads == "keyed"
    # Keys are checked by the routes.
    routed: ASGIApp = Revalidation(
        app.routed if keyed else LookUps(QuickLists(app.routed)),
        keyed=keyed,
        keep=settings.keep_answers,
    )
    if settings.compress_from:
        routed = Compression(routed, settings.compress_from)
    clients = Clients(parse_networks(settings.trusted_proxies), parse_networks(settings.unlimited))
    gate = Gate(settings.rate_limit, settings.rate_limit_key, settings.at_once)
    front = Front(HeadMethod(routed), graphql, clients, gate)
    origins = [origin.strip() for origin in settings.cors_origins.split(",") if origin.strip()]
    return front if not origins else CORSMiddleware(front, origins, **CORS)


def _graphql(settings: Settings, bodies: BodyBounds, counts: Counts | None) -> Route:
    """Make the route of GraphQL."""
    return graphql_route(
        lambda scope: scope["app"].state.engine,
        introspection=settings.introspection,
        playground=playground if settings.playground else None,
        reads_keyed=settings.reads == "keyed",
        limits=settings.query_limits,
        tell_cost=settings.tell_cost,
        bodies=bodies,
        trusted=load_trusted(settings.trusted_documents, only=settings.only_trusted),
        batch=settings.batch,
        make=GraphQLEndpoint if counts is None else partial(CountedEndpoint, counts=counts),
        compress_from=settings.compress_from,
        keep=settings.keep_answers,
    )


def _measure(app: Server, counts: Counts) -> None:
    """Count what is answered, and show the counts."""
    app.state.counts = counts
    app.router.routes.append(Route("/metrics", exposed))
    if app.front is not None:
        app.front = Measuring(app.front, counts, app.router.routes)


def _add_streams(app: Server, graphql: Route, settings: Settings) -> Streams:
    """Add the routes of subscriptions; what they ask besides is answered by `graphql`."""
    if not isinstance(graphql.endpoint, GraphQLEndpoint):
        raise TypeError(graphql.endpoint)
    streams = Streams(
        graphql.endpoint,
        StreamLimits(settings.stream_connections, settings.stream_subscriptions),
        reads_keyed=settings.reads == "keyed",
    )
    app.state.streams = streams
    app.router.routes.append(WebSocketRoute("/graphql", WebSocketEndpoint(streams)))
    stream = EventStreamEndpoint(streams)
    app.router.routes.append(Route("/graphql/stream", stream, methods=["GET", "POST"]))
    return streams


def _add_mcp(app: FastAPI, settings: Settings) -> McpEndpoint | None:
    """Add the tools of MCP where they are wanted."""
    if not settings.mcp:
        return None
    archive = Archive(lambda: app.state.engine, lambda: app.state.annotator)
    endpoint = McpEndpoint(archive, host=settings.host, reads_keyed=settings.reads == "keyed")
    app.router.routes.append(Route("/mcp", endpoint))
    return endpoint


def _add_rest(app: FastAPI, settings: Settings) -> None:
    """Add the routes of REST."""
    app.include_router(health_router())
    # Stated only where it is asked for: a dependency costs every request its time.
    reading = [requires(KeyScope.READ)] if settings.reads == "keyed" else []
    app.include_router(stats_router(), dependencies=reading)
    app.include_router(export_router(settings.exports_at_once), dependencies=reading)
    app.include_router(resource_router(), dependencies=reading)
    app.include_router(annotate_router(), dependencies=reading)
    app.include_router(compare_router(), dependencies=reading)
    app.include_router(control_router(), dependencies=reading)
    app.include_router(change_router(), dependencies=reading)
    app.include_router(reconcile_router(keyed=settings.reads == "keyed"))
    app.include_router(review_router())
    app.include_router(webhook_router())
