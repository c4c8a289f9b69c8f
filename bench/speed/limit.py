"""The limit: the product's own SQL for one query behind a bare ASGI handler, and nothing else.

No routing, no validation, no pool of threads: what a request costs at the least on this machine.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import asyncpg
import orjson

from bench.speed.queries import POINT_SELECTION
from db.engine import SQLITE_PRAGMAS, parse_url
from db.query.engine import open_engine

type Message = MutableMapping[str, Any]
type Fetch = Callable[[str, tuple[Any, ...]], Awaitable[str]]

HEADERS = [(b"content-type", b"application/json")]


async def open_fetch(url: str) -> Fetch:
    """Open one connection and return how to ask it for one JSON text."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        connection = sqlite3.connect(parsed.database or "", cached_statements=512)
        for pragma in (*SQLITE_PRAGMAS, "PRAGMA query_only = ON", "PRAGMA mmap_size = 268435456"):
            connection.execute(pragma)

        async def fetch_sqlite(sql: str, parameters: tuple[Any, ...]) -> str:
            text: str = connection.execute(sql, parameters).fetchone()[0]
            return text

        return fetch_sqlite
    dsn = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    pool = await asyncpg.create_pool(
        dsn, min_size=10, max_size=10, max_cacheable_statement_size=0, reset=_keep
    )

    async def fetch_postgresql(sql: str, parameters: tuple[Any, ...]) -> str:
        async with pool.acquire() as borrowed:
            text: str = await borrowed.fetchval(sql, *parameters)
            return text

    return fetch_postgresql


async def _keep(_: Any) -> None:
    """Leave a connection as it is when it goes back: a reset is a round trip."""


class Limit:
    """The handler; the database URL is in COUNTERCLAIM_DATABASE_URL."""

    def __init__(self) -> None:
        self._url = os.environ["COUNTERCLAIM_DATABASE_URL"]
        self._plan = open_engine(self._url).plan(POINT_SELECTION)
        self._fetch: Fetch | None = None

    async def __call__(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        if self._fetch is None:
            self._fetch = await open_fetch(self._url)
        variables = orjson.loads(body)["variables"] if body else {"key": ""}
        answer = await self._fetch(self._plan.sql, tuple(self._plan.parameters(variables)))
        content = b'{"data":' + answer.encode() + b"}"
        headers = [*HEADERS, (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})


app = Limit()
