"""Many who follow at once: those who do not read delay nobody and are sent away."""

from __future__ import annotations

import asyncio
import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from importer.model import Annotation
from tests.databases import Database
from tests.live import PATIENCE, LiveServer, serving
from tests.storage.opposites import YES, reading_of
from tests.streaming import PROTOCOL, write

FOLLOWERS = 100
IDLE = 15
"""How many of them never read."""
ARTICLES = 28
LENGTH = 10_000
"""Characters of an article."""
OWN = 10
"""Descriptors that the server may come to need meanwhile."""
MIB = 1024
ADDED = "subscription {{ statementAdded {{ statement {{ key article {{ {} }} }} }} }}"
TEXT = ADDED.format("text")
TEXTS = ADDED.format(" ".join(f"t{number}: text" for number in range(20)))
"""What those who never read ask for: it fills the buffers of a connection soon."""


def long_reading(number: int) -> Annotation:
    """Give the reading of a long article."""
    short = reading_of(number, YES)
    text = short.article.text + "\n\n" + "Nothing else was said. " * (LENGTH // 23)
    return replace(short, article=replace(short.article, text=text))


async def follow(address: str, *, reads: bool) -> ClientConnection:
    """Subscribe; one that does not read has little room for what comes."""
    host, _, port = address.removeprefix("ws://").partition("/")[0].partition(":")
    raw = socket.socket()
    if not reads:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.setblocking(False)  # noqa: FBT003 - has no name
    await asyncio.get_running_loop().sock_connect(raw, (host, int(port)))
    protocols: Any = [PROTOCOL]
    queue = None if reads else 1
    connection = await connect(
        address, sock=raw, subprotocols=protocols, max_queue=queue, compression=None
    )
    await connection.send(json.dumps({"type": "connection_init"}))
    assert json.loads(await connection.recv()) == {"type": "connection_ack"}
    payload = {"query": TEXT if reads else TEXTS}
    await connection.send(json.dumps({"type": "subscribe", "id": "1", "payload": payload}))
    return connection


async def keys_of(connection: ClientConnection, number: int) -> list[str]:
    """Read so many events."""
    keys: list[str] = []
    while len(keys) < number:
        message = json.loads(await connection.recv())
        if message["type"] == "ping":
            await connection.send(json.dumps({"type": "pong"}))
            continue
        assert message["type"] == "next", message
        keys.append(message["payload"]["data"]["statementAdded"]["statement"]["key"])
    return keys


def status(live: LiveServer) -> tuple[int, int]:
    """Return the memory of the server, in KiB, and its descriptors."""
    process = Path(f"/proc/{live.process.pid}")
    lines = (process / "status").read_text(encoding="utf-8").splitlines()
    size = next(line for line in lines if line.startswith("VmRSS"))
    return int(size.split()[1]), len(list((process / "fd").iterdir()))


async def test_many_followers_of_whom_some_never_read(database: Database, engine: Engine) -> None:
    readings = [long_reading(number) for number in range(1, ARTICLES + 1)]
    with serving(database.url, idle_timeout="2") as live:
        address = live.url.replace("http", "ws", 1) + "/graphql"
        connections = [await follow(address, reads=n >= IDLE) for n in range(FOLLOWERS)]
        idle, reading = connections[:IDLE], connections[IDLE:]
        before, all_open = await asyncio.to_thread(status, live)
        await asyncio.to_thread(write, engine, *readings)
        async with asyncio.timeout(PATIENCE):
            told = await asyncio.gather(*(keys_of(each, ARTICLES) for each in reading))
        assert len(set(told[0])) == ARTICLES
        assert all(keys == told[0] for keys in told)
        async with asyncio.timeout(PATIENCE):  # those who have read nothing are sent away
            while (now := await asyncio.to_thread(status, live))[1] > all_open - IDLE + OWN:  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.2)
        assert now[0] - before < 60 * MIB
        live.process.terminate()
        for each in reading:
            with pytest.raises(ConnectionClosed) as end:
                await keys_of(each, ARTICLES)
            assert end.value.rcvd is not None
            assert end.value.rcvd.code == 1001
        assert await asyncio.to_thread(live.process.wait, PATIENCE) == 0
        for each in idle:
            each.transport.abort()
            await each.wait_closed()
