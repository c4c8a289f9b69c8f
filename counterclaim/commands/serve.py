"""`counterclaim serve`: the GraphQL and REST server."""

from __future__ import annotations

import errno
import socket
from typing import Annotated

import typer

from api.settings import get_settings
from counterclaim.commands.options import DatabaseUrl
from counterclaim.console import fail, people

Host = Annotated[
    str,
    typer.Option(default_factory=lambda: get_settings().host, help="The address to listen on."),
]
Port = Annotated[
    int,
    typer.Option(
        default_factory=lambda: get_settings().port, min=1, max=65535, help="The port to listen on."
    ),
]


def serve(host: Host, port: Port, database: DatabaseUrl) -> None:
    """Serve the archive until it is stopped with Ctrl-C."""
    from db import migrations

    migrations.check(database)
    run_server(host, port, database)


def run_server(host: str, port: int, database: str) -> None:
    """Start the server on a port that is free, and say where everything is."""
    import uvicorn

    from api.app import create_app
    from api.bounds import MAX_BODY
    from api.observing.logs import log_as_json
    from counterclaim.allocator import bound_arenas
    from counterclaim.handshakes import AnsweredHandshakes
    from counterclaim.quick_http import QuickHttp
    from counterclaim.server import StoppingServer

    check_port(host, port)
    bound_arenas()
    settings = get_settings().model_copy(
        update={"database_url": database, "host": host, "port": port}
    )
    if settings.tracing:
        check_tracing()
    announce(host, port, with_playground=settings.playground)
    if settings.log_format == "json":
        log_as_json()
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        log_config=None if settings.log_format == "json" else uvicorn.config.LOGGING_CONFIG,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        http=QuickHttp,
        ws=AnsweredHandshakes,
        ws_max_size=MAX_BODY,
        timeout_graceful_shutdown=settings.stop_grace,
    )
    StoppingServer(config, app, lead=settings.stop_lead, idle=settings.idle_timeout).run()


def check_port(host: str, port: int) -> None:
    """End the program with a clear word when the address can't be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server itself will ask for it: a port in its closing time is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                fail(
                    "port-taken",
                    f"Port {port} of {host} is taken by another program.",
                    f"Stop that program, or choose another port: --port {port + 1}",
                )
            fail(
                "address-unusable",
                f"Cannot listen on {host}, port {port}: {problem.strerror}.",
                "Ports below 1024 need special rights; --host 127.0.0.1 --port 8000 needs none.",
            )


def check_tracing() -> None:
    """End the program with a clear word when what traces requests is not installed."""
    try:
        import opentelemetry.exporter.otlp.proto.http
        import opentelemetry.sdk.trace  # noqa: F401 - only whether they are there
    except ImportError:
        fail(
            "tracing-missing",
            "COUNTERCLAIM_TRACING is true, and OpenTelemetry is not installed.",
            'Install it beside the program: pip install "counterclaim[otel]"',
        )


def announce(host: str, port: int, *, with_playground: bool = True) -> None:
    """Say where the playground, the REST docs and an example query are."""
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    query = '{"query": "{ contradictions(first: 3) { edges { node { reason } } } }"}'
    people.print()
    if with_playground:
        people.print(f"  playground     {base}/playground", markup=False)
    people.print(f"  REST docs      {base}/docs", markup=False)
    people.print(
        f"  try it         curl -s {base}/graphql -H 'Content-Type: application/json' -d '{query}'",
        markup=False,
        soft_wrap=True,
    )
    people.print("  stop it        Ctrl-C\n", markup=False)
