"""`/metrics`: counts of the process and figures of the archive, as Prometheus reads them."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from itertools import accumulate

from prometheus_client import CollectorRegistry, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.observing.counts import BOUNDS, Counts
from api.security.guard import admit
from db.enums import KeyScope
from db.observing import ArchiveFigures, archive_figures
from db.query.errors import QueryError

_LIMITS = (*(str(bound) for bound in BOUNDS), "+Inf")
_RUNS = ("running", "finished", "failed", "interrupted")
_OUTCOMES = ("imported", "unchanged", "replaced", "rejected")


class _Figures(Collector):
    """Writes out what was counted up to now."""

    def __init__(self, state: State, archive: ArchiveFigures | None) -> None:
        self._state = state
        self._archive = archive

    def collect(self) -> Iterator[Metric]:
        """Give all families."""
        yield from _requests(self._state.counts)
        yield from _engine(self._state)
        yield from _streams(self._state, self._archive)
        yield _gauge("database_up", "Whether the database answers.", int(self._archive is not None))
        if self._archive is not None:
            yield from _archive(self._archive)


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"counterclaim_{name}", text, value=value)


def _counter(name: str, text: str, value: float) -> CounterMetricFamily:
    return CounterMetricFamily(f"counterclaim_{name}", text, value=value)


def _requests(counts: Counts) -> Iterator[Metric]:
    timed = HistogramMetricFamily(
        "counterclaim_request_duration_seconds",
        "Requests by method, route and status; status 0 is a client that left first.",
        labels=("method", "route", "status"),
    )
    for (method, route, status), timing in sorted(counts.requests.items()):
        buckets = list(zip(_LIMITS, accumulate(timing.buckets), strict=True))
        timed.add_metric((method, route, str(status)), buckets, timing.seconds)
    yield timed
    yield _gauge("requests_running", "Requests that are being answered.", counts.running)
    operations = CounterMetricFamily(
        "counterclaim_graphql_operations",
        "GraphQL operations by kind, and by the code of their first error.",
        labels=("kind", "error"),
    )
    for (kind, error), number in sorted(counts.graphql.items()):
        operations.add_metric((kind, error), number)
    yield operations


def _engine(state: State) -> Iterator[Metric]:
    planned = "Statements planned; all other operations found theirs in the cache."
    yield _counter("plans_made", planned, state.engine.planned)
    use = state.engine.executor.usage()
    yield _gauge("connections_most", "Connections that may read at once.", use.most)
    yield _gauge("connections_busy", "Connections that run a statement.", use.busy)
    yield _gauge("connections_waited_for", "Statements that wait for a connection.", use.waiting)


def _streams(state: State, archive: ArchiveFigures | None) -> Iterator[Metric]:
    streams = state.streams
    yield _gauge("stream_connections", "Open connections of WebSocket and SSE.", streams.open)
    followed = streams.follower.places
    yield _gauge("subscriptions", "Subscriptions that are followed.", len(followed))
    if archive is not None:
        behind = archive.feed_end - min(followed.values(), default=archive.feed_end)
        text = "Events that the slowest subscription has not been sent or shown not to fit."
        yield _gauge("subscription_lag_events", text, max(0, behind))
    deliveries = CounterMetricFamily(
        "counterclaim_webhook_deliveries",
        "Attempts of this process to deliver, by how they went.",
        labels=("outcome",),
    )
    for outcome, number in sorted(state.deliverer.attempts.items()):
        deliveries.add_metric((outcome,), number)
    yield deliveries


def _archive(figures: ArchiveFigures) -> Iterator[Metric]:
    yield _gauge("feed_end", "The last place of the feed of changes.", figures.feed_end)
    webhooks = GaugeMetricFamily("counterclaim_webhooks", "Webhooks.", labels=("state",))
    webhooks.add_metric(("active",), figures.webhooks)
    webhooks.add_metric(("disabled",), figures.webhooks_disabled)
    yield webhooks
    text = "Events of the feed that the slowest webhook has not been looked through for."
    yield _gauge("webhook_lag_events", text, figures.webhook_behind)
    text = "Deliveries that are still to be made."
    yield _gauge("webhook_deliveries_waiting", text, figures.deliveries_waiting)
    runs = GaugeMetricFamily("counterclaim_import_runs", "Imports by state.", labels=("state",))
    for state in _RUNS:
        runs.add_metric((state,), getattr(figures, f"runs_{state}"))
    yield runs
    texts = CounterMetricFamily(
        "counterclaim_import_articles", "Articles of all imports.", labels=("outcome",)
    )
    for outcome in _OUTCOMES:
        texts.add_metric((outcome,), getattr(figures, outcome))
    yield texts


async def exposed(request: Request) -> Response:
    """Answer with all figures, to whom the settings allow it."""
    app: Starlette = request.app
    if app.state.settings.metrics == "keyed":
        await admit(request.scope, KeyScope.READ)
    elif not _is_local(request):
        raise HTTPException(404)
    try:
        archive = await archive_figures(app.state.engine)
    except QueryError:
        archive = None  # what the process knows by itself is wanted then most of all
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures(app.state, archive))
    ProcessCollector(registry=registry)
    encode, media_type = choose_encoder(request.headers.get("accept", "")[:1000])
    headers = {"Cache-Control": "no-store"}
    return Response(encode(registry), headers=headers, media_type=media_type)


def _is_local(request: Request) -> bool:
    """Tell whether a program of this very machine asks, and asks for itself."""
    if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
        return False
    return request.client is None or ip_address(request.client.host).is_loopback
