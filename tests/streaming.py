"""A server in a thread of the test, and clients that follow it over WebSocket and SSE."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from db.linking import link_new
from db.runs import import_run
from db.writer import write_annotation
from importer.model import Annotation
from tests.live import PATIENCE, free_port
from tests.storage.opposites import Opposites

PROTOCOL = "graphql-transport-ws"


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application from a thread, so that a test can reach into it; give its address."""
    port = free_port()
    config = uvicorn.Config(app, port=port, log_level="warning", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        deadline = time.monotonic() + PATIENCE
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        app.state.streams.stopping.set()
        server.should_exit = True
        thread.join(PATIENCE)


def write(engine: Engine, *readings: Annotation, link: bool = False) -> None:
    """Import readings as a program of its own would."""
    with import_run(engine, "tests", "rules", "1") as run:
        for reading in readings:
            write_annotation(engine, reading, run)
    if link:
        link_new(engine, linker=Opposites())


class Socket:
    """A client of graphql-transport-ws."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, **message: Any) -> None:
        """Send a message."""
        self.connection.send(json.dumps(message))

    def hello(self, **payload: str) -> None:
        """Introduce ourselves and wait for the answer."""
        self.send(type="connection_init", payload=payload)
        assert self.receive() == {"type": "connection_ack"}

    def subscribe(self, query: str, number: str = "1", **variables: Any) -> None:
        """Ask for an operation."""
        payload = {"query": query, "variables": variables}
        self.send(type="subscribe", id=number, payload=payload)

    def receive(self, timeout: float = PATIENCE) -> Any:
        """Return the next message that is no ping; those are answered."""
        while True:
            message = json.loads(self.connection.recv(timeout=timeout))
            if message["type"] != "ping":
                return message
            self.send(type="pong")

    def data(self, number: str = "1") -> Any:
        """Return the data of the next message, which must be an event of an operation."""
        message = self.receive()
        assert (message["type"], message["id"]) == ("next", number), message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]

    def closed(self) -> tuple[int, str]:
        """Read until the server closes the connection; return the code and the reason."""
        with pytest.raises(ConnectionClosed) as end:
            self._read_on()
        frame = end.value.rcvd
        assert frame is not None, "the connection was cut off"
        return frame.code, frame.reason

    def _read_on(self) -> None:
        while True:
            self.connection.recv(timeout=PATIENCE)


@contextmanager
def socket_to(url: str, *, protocol: str | None = PROTOCOL, **options: Any) -> Iterator[Socket]:
    """Open a WebSocket to a server."""
    protocols: Any = [protocol] if protocol else None
    address = url.replace("http", "ws", 1) + "/graphql"
    with connect(address, subprotocols=protocols, **options) as connection:
        yield Socket(connection)


class EventStream:
    """A client of server-sent events."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.iter_lines()

    def receive(self) -> dict[str, str]:
        """Return the next event, by field."""
        event: dict[str, str] = {}
        for line in self._lines:
            if line.startswith(":"):
                continue
            if not line:
                if event:
                    return event
                continue
            name, _, value = line.partition(":")
            event[name] = value.strip()
        raise EOFError

    def data(self) -> Any:
        """Return the data of the next event."""
        event = self.receive()
        assert event["event"] == "next", event
        return json.loads(event["data"])["data"]


@contextmanager
def stream_of(
    url: str, query: str, *, headers: dict[str, str] | None = None, **variables: Any
) -> Iterator[EventStream]:
    """Open a stream of events."""
    with (
        httpx.Client(timeout=PATIENCE) as client,
        client.stream(
            "POST",
            f"{url}/graphql/stream",
            json={"query": query, "variables": variables},
            headers={"accept": "text/event-stream", **(headers or {})},
        ) as response,
    ):
        yield EventStream(response)
