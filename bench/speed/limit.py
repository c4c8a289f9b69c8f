"""The limit: SQL written by hand behind a bare ASGI handler, and nothing else.

No routing, no validation, no pool of threads: what a request costs at the least on this machine.
`POST /Q1` with the `variables` of the question answers it. The statements are in `sql/`; they
return the same JSON as the product, but for the form of cursors.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import asyncpg
import orjson

from db.engine import SQLITE_PRAGMAS, parse_url

type Message = MutableMapping[str, Any]
type Fetch = Callable[[str, list[Any]], Awaitable[str]]

HEADERS = [(b"content-type", b"application/json")]
_NAME = re.compile(r"(?<!:):([a-z]+)\b")


def load_statements(dialect: str, name: str = "") -> dict[str, tuple[str, tuple[str, ...]]]:
    """Read the statements of a dialect: by question, with the names of what they bind in order.

    They are in the file of that name, or in that of the dialect.
    """
    path = Path(__file__).parent / "sql" / f"{name or dialect}.sql"
    text = path.read_text(encoding="utf-8")
    statements = {}
    for part in text.split("-- ")[1:]:
        name, _, sql = part.partition("\n")
        names = tuple(_NAME.findall(sql))
        if dialect == "postgresql":
            names = tuple(dict.fromkeys(names))
            sql = _NAME.sub(lambda found: f"${names.index(found[1]) + 1}", sql)  # noqa: B023 - used at once
        else:
            sql = _NAME.sub("?", sql)
        statements[f"/{name.strip()}"] = sql.strip().rstrip(";"), names
    return statements


async def open_fetch(url: str) -> Fetch:
    """Open connections and return how to ask them for one JSON text."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        connection = sqlite3.connect(parsed.database or "", cached_statements=512)
        for pragma in (*SQLITE_PRAGMAS, "PRAGMA query_only = ON", "PRAGMA mmap_size = 1073741824"):
            connection.execute(pragma)

        async def fetch_sqlite(sql: str, parameters: list[Any]) -> str:
            text: str = connection.execute(sql, parameters).fetchone()[0]
            return text

        return fetch_sqlite
    dsn = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    pool = await asyncpg.create_pool(
        dsn,
        min_size=8,
        max_size=8,
        max_cacheable_statement_size=0,
        reset=_keep,
        server_settings={"jit": "off", "timezone": "UTC"},
    )

    async def fetch_postgresql(sql: str, parameters: list[Any]) -> str:
        async with pool.acquire() as borrowed:
            text: str = await borrowed.fetchval(sql, *parameters)
            return text

    return fetch_postgresql


async def _keep(_: Any) -> None:
    """Leave a connection as it is when it goes back: a reset is a round trip."""


class Limit:
    """The handler; the database URL is in COUNTERCLAIM_DATABASE_URL."""

    def __init__(self) -> None:
        self._statements: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._fetch: Fetch | None = None

    async def _open(self) -> Fetch:
        url = os.environ["COUNTERCLAIM_DATABASE_URL"]
        dialect = parse_url(url).get_backend_name()
        self._statements = load_statements(dialect, os.environ.get("BENCH_STATEMENTS", ""))
        return await open_fetch(url)

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
            self._fetch = await self._open()
        content = b"{}"
        if scope["path"] in self._statements:
            sql, names = self._statements[scope["path"]]
            variables = orjson.loads(body)["variables"]
            answer = await self._fetch(sql, [variables[name] for name in names])
            content = b'{"data":' + answer.encode() + b"}"
        headers = [*HEADERS, (b"content-length", str(len(content)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": content})


app = Limit()
