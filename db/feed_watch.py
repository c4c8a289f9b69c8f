"""How a process learns that the change feed has grown, whoever wrote to it."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Protocol

import asyncpg

from db.changes import CHANNEL
from db.engine import parse_url
from db.postgres_sessions import split_prepared
from db.query.sqlite import connect

POLL = 0.1
"""Seconds between two looks at an SQLite file; one takes some microseconds."""
UNHEARD_POLL = 1.0
"""Seconds between two looks through a pooler, which passes no notifications on."""
CONNECT_SECONDS = 5.0
LONGEST_PAUSE = 5.0
ALIVE = 10.0
"""Seconds after which a silent connection is asked whether it still stands."""

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
    """Listens on a connection of its own, and listens again when the server has been away."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn

    async def run(self, wake: Wake) -> None:
        """Listen; what happened between two connections is looked up by the first wake."""
        pause = 0.1
        while True:
            try:
                connection = await asyncpg.connect(self._dsn, timeout=CONNECT_SECONDS)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = 0.1
            try:
                await self._listen(connection, wake)
            finally:
                connection.terminate()

    @staticmethod
    async def _listen(connection: asyncpg.Connection, wake: Wake) -> None:
        """Return when the connection is lost."""
        lost = asyncio.Event()
        connection.add_termination_listener(lambda *_: lost.set())

        def notified(*_: Any) -> None:
            wake()

        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            await connection.add_listener(CHANNEL, notified)
            wake()
            while not connection.is_closed():
                with suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), ALIVE)
                await connection.execute("SELECT 1", timeout=CONNECT_SECONDS)


class TimerWatch:
    """Looks every second, where nobody can be listened to."""

    async def run(self, wake: Wake) -> None:
        """Wake for as long as it is watched."""
        while True:
            wake()
            await asyncio.sleep(UNHEARD_POLL)


def watch_of(url: str) -> Watch:
    """Return what watches the database of a URL."""
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return SqliteWatch(Path(parsed.database or ""))
    plain, prepared = split_prepared(parsed.set(drivername="postgresql"))
    # Through a pooler, LISTEN would be kept by a session that serves others.
    return PostgresWatch(plain.render_as_string(hide_password=False)) if prepared else TimerWatch()
