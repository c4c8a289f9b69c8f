"""How a process learns that the change feed has grown, whoever wrote to it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from db.changes import CHANNEL
from db.engine import parse_url
from db.listening import Listener, listener_of
from db.query.sqlite import connect

POLL = 0.1
"""Seconds between two looks at an SQLite file; one takes some microseconds."""
UNHEARD_POLL = 1.0
"""Seconds between two looks through a pooler, which passes no notifications on."""

type Wake = Callable[[], None]


class Watch(Protocol):
    """Tells when the feed may have grown; once too often does no harm."""

    async def run(self, wake: Wake) -> None:
        """Watch until cancelled; a database that goes away is waited for."""
        ...


class SqliteWatch:
    """Asks the file whether another connection has written to it, of this process or another."""

    def __init__(self, path: Path) -> None:
        self._path = path

    async def run(self, wake: Wake) -> None:
        """Poll; a file that cannot be read is opened again."""
        while True:
            with suppress(sqlite3.Error):
                if self._path.exists():  # or SQLite would make an empty one
                    with closing(connect(self._path)) as connection:
                        await self._poll(connection, wake)
            await asyncio.sleep(1.0)

    @staticmethod
    async def _poll(connection: sqlite3.Connection, wake: Wake) -> None:
        known = None
        while True:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            if version != known:
                known = version
                wake()
            await asyncio.sleep(POLL)


class PostgresWatch:
    """Hears of it from the server."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    async def run(self, wake: Wake) -> None:
        """Listen; what happened between two connections is looked up by the first wake."""
        await self._listener.run(CHANNEL, wake)


class TimerWatch:
    """Looks every second, where nobody can be listened to."""

    async def run(self, wake: Wake) -> None:
        """Wake for as long as it is watched."""
        while True:
            wake()
            await asyncio.sleep(UNHEARD_POLL)


def watch_of(url: str, listener: Listener | None = None) -> Watch:
    """Return what watches the database of a URL, on the listening connection that there is."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteWatch(Path(parsed.database or ""))
    listener = listener or listener_of(url)
    return PostgresWatch(listener) if listener is not None else TimerWatch()
