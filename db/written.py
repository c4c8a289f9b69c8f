"""How a process hears that PostgreSQL has taken a commit, whoever made it.

Triggers on every table that answers come from send a notification with the transaction. The server
hands it on before it tells the writer that the commit is done, so that a listener that answers on
the same machine is at most a fraction of a millisecond behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import asyncpg

from db.dialects.postgresql import WRITTEN_CHANNEL
from db.engine import parse_url
from db.postgres_sessions import split_prepared

CONNECT_SECONDS = 5.0
LONGEST_PAUSE = 5.0
ALIVE = 2.0
"""Seconds after which a silent connection is asked whether it still stands."""
_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)


class WrittenWatch:
    """Listens on a connection of its own, and listens again when the server has been away."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self.listening = False
        """Whether every commit would be heard of; else nothing may be taken as unchanged."""

    async def run(self, written: Callable[[], None]) -> None:
        """Call `written` after each commit, until cancelled."""
        pause = 0.1
        while True:
            try:
                connection = await asyncpg.connect(self._dsn, timeout=CONNECT_SECONDS)
            except _LOST:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = 0.1
            try:
                await self._listen(connection, written)
            finally:
                self.listening = False
                written()
                with suppress(*_LOST):
                    await connection.close(timeout=ALIVE)
            await asyncio.sleep(pause)

    async def _listen(self, connection: asyncpg.Connection, written: Callable[[], None]) -> None:
        """Return when the connection is lost, or where nothing can be listened to."""
        lost = asyncio.Event()

        def left(*_: Any) -> None:
            self.listening = False
            lost.set()

        def notified(*_: Any) -> None:
            written()

        connection.add_termination_listener(left)
        with suppress(*_LOST):
            await connection.add_listener(WRITTEN_CHANNEL, notified)
            written()
            self.listening = True
            while not connection.is_closed():
                with suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), ALIVE)
                await connection.execute("SELECT 1", timeout=ALIVE)


def written_watch(url: str) -> WrittenWatch | None:
    """Return what listens to the PostgreSQL of a URL; None behind a pooler, which cannot."""
    plain, prepared = split_prepared(parse_url(url).set(drivername="postgresql"))
    return WrittenWatch(plain.render_as_string(hide_password=False)) if prepared else None
