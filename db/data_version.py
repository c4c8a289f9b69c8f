"""A mark that changes with every commit: what was read under an equal mark is still so.

It is cheap to read: a counter that SQLite keeps for each connection, the snapshot of PostgreSQL.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from secrets import token_hex

from db.engine import parse_url
from db.query.engine import QueryEngine
from db.query.errors import QueryError


class DataVersion:
    """Reads the mark of an archive."""

    def __init__(self, url: str, engine: QueryEngine) -> None:
        """Take the URL that the engine was opened for."""
        parsed = parse_url(url)
        self._engine = engine
        self._sqlite = parsed.get_backend_name() == "sqlite"
        self._path = Path(parsed.database or "")
        self._connection: sqlite3.Connection | None = None
        # The counter of SQLite means something on one connection alone.
        self._nonce = token_hex(8)

    async def read(self) -> str | None:
        """Return the mark, None where there is none to be had."""
        try:
            if self._sqlite:
                return f"{self._nonce}{self._count()}"
            return await self._engine.executor.fetch(
                "SELECT to_json(pg_current_snapshot()::text)::text", (), light=True
            )
        except (sqlite3.Error, OSError, QueryError):
            self.close()
            return None

    def close(self) -> None:
        """Give the connection back; the next mark is another one."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._nonce = token_hex(8)

    def _count(self) -> int:
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, check_same_thread=False, timeout=1
            )
        (count,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(count)
