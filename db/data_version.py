"""A mark that changes with every commit: what was read under an equal mark is still so.

It is cheap to read: what SQLite keeps for all connections at the head of an index, or its counter
where there is no such index; the snapshot of PostgreSQL, asked for once and then kept until the
server tells of a commit.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from db.dialects.postgresql import WRITTEN_CHANNEL
from db.engine import parse_url
from db.listening import Listener
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.wal_index import open_head, read_head


class DataVersion:
    """Reads the mark of an archive."""

    def __init__(self, url: str, engine: QueryEngine, listener: Listener | None = None) -> None:
        """Take the URL that the engine was opened for, and what listens to PostgreSQL."""
        parsed = parse_url(url)
        self._engine = engine
        self._sqlite = parsed.get_backend_name() == "sqlite"
        self._path = Path(parsed.database or "")
        self._connection: sqlite3.Connection | None = None
        self._head: int | None = None
        self._seen: tuple[bytes, str] = (b"", "")
        """The head of SQLite's index as it was read last, and the mark made of it."""
        # The counter of SQLite means something on one connection alone, the head for one index.
        self._nonce = token_hex(8)
        self._listener = listener
        self._task: asyncio.Task[None] | None = None
        self._told: str | None = None
        """The mark of PostgreSQL since it last told of a commit."""
        self._commits = 0
        self._closed = False

    def start(self) -> None:
        """Begin to listen, where there is something to listen to."""
        if self._listener is not None:
            heard = self._listener.run(WRITTEN_CHANNEL, self.changed)
            self._task = asyncio.get_running_loop().create_task(heard)

    def changed(self) -> None:
        """Take note that something was written: what comes next reads another mark."""
        self._told = None
        self._commits += 1

    @property
    def at_hand(self) -> bool:
        """Whether the mark costs next to nothing: no question to a server for each request."""
        return self._sqlite or (
            self._listener is not None and self._listener.listens(WRITTEN_CHANNEL)
        )

    def known(self) -> str | None:
        """Return the mark, None where a server has to be asked or there is none to be had."""
        if self._closed:
            return None
        if not self._sqlite:
            return self._told if self.at_hand else None
        try:
            return self._look()
        except (sqlite3.Error, OSError):
            self._forget()
            return None

    async def read(self) -> str | None:
        """Return the mark, None where there is none to be had."""
        mark = self.known()
        if mark is not None or self._sqlite or self._closed:
            return mark
        try:
            return await self._ask()
        except (OSError, QueryError):
            return None

    async def _ask(self) -> str:
        """Ask PostgreSQL; keep the answer unless a commit was told of in the meantime."""
        before = self._commits
        mark = await self._engine.executor.fetch(
            "SELECT to_json(pg_current_snapshot()::text)::text", (), light=True
        )
        if before == self._commits and self.at_hand:
            self._told = mark
        return mark

    async def close(self) -> None:
        """Give the connections back; there is no mark any more."""
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        self._forget()

    def _forget(self) -> None:
        """Give the connection of SQLite back; the next mark is another one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._head = None  # stays open: see wal_index
        self._seen = (b"", "")
        self._nonce = token_hex(8)

    def _look(self) -> str:
        """Return the mark of SQLite: by the head of its index, by its counter without one."""
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, check_same_thread=False, timeout=1
            )
            self._count(self._connection)
            self._head = open_head(self._path)
        head = None if self._head is None else read_head(self._head)
        if head is None:
            return f"{self._nonce}{self._count(self._connection)}"
        if head != self._seen[0]:
            self._seen = (head, f"{self._nonce}{head.hex()}")
        return self._seen[1]

    @staticmethod
    def _count(connection: sqlite3.Connection) -> int:
        (count,) = connection.execute("PRAGMA data_version").fetchone()
        return int(count)
