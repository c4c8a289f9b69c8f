"""What PostgreSQL tells of: one connection of a process listens for all who want to hear.

The feed has grown, or a commit was taken that may change an answer. The server hands notifications
on before it tells the writer that the commit is done, so that a listener that answers on the same
machine is at most a fraction of a millisecond behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import asyncpg

from db.engine import parse_url
from db.postgres_sessions import split_prepared

CONNECT_SECONDS = 5.0
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds before a server that has been away is asked again: twice as many each time."""
ALIVE = 2.0
"""Seconds after which a silent connection is asked whether it still stands."""
_LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)

type Heard = Callable[[], None]


@dataclass(frozen=True, eq=False, slots=True)
class _Hearer:
    channel: str
    heard: Heard


class Listener:
    """Listens while there is anybody to hear, and listens again when the server has been away."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._hearers: list[_Hearer] = []
        self._channels: set[str] = set()
        """Those that the server has promised to tell of, on the connection of now."""
        self._stirred = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def listens(self, channel: str) -> bool:
        """Whether every notification would be heard; else nothing may be taken as unchanged."""
        return channel in self._channels

    async def run(self, channel: str, heard: Heard) -> None:
        """Call `heard` after each notification, until cancelled.

        It is called as well when the listening begins and when it ends: what is told of in between
        two connections is heard by nobody.
        """
        hearer = _Hearer(channel, heard)
        self._hearers.append(hearer)
        if channel in self._channels:
            heard()
        self._stirred.set()
        if self._task is None:
            self._task = asyncio.create_task(self._keep())
        task = self._task
        try:
            await asyncio.shield(task)
        finally:
            self._hearers.remove(hearer)
            if not self._hearers:
                self._task = None
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def _keep(self) -> None:
        """Hold a connection."""
        pause = FIRST_PAUSE
        while True:
            try:
                connection = await asyncpg.connect(self._dsn, timeout=CONNECT_SECONDS)
            except _LOST:
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = FIRST_PAUSE
            try:
                await self._listen(connection)
            finally:
                self._left()
                self._tell(None)
                with suppress(*_LOST):
                    await connection.close(timeout=ALIVE)
            await asyncio.sleep(pause)

    async def _listen(self, connection: asyncpg.Connection) -> None:
        """Return when the connection is lost, or where nothing can be listened to."""
        connection.add_termination_listener(self._left)
        with suppress(*_LOST):
            while not connection.is_closed():
                self._stirred.clear()
                for channel in {each.channel for each in self._hearers} - self._channels:
                    await connection.add_listener(channel, self._notified)
                    self._tell(channel)
                    self._channels.add(channel)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stirred.wait(), ALIVE)
                await connection.execute("SELECT 1", timeout=ALIVE)

    def _left(self, *_: Any) -> None:
        self._channels.clear()
        self._stirred.set()

    def _notified(self, _: Any, __: int, channel: str, ___: Any) -> None:
        self._tell(channel)

    def _tell(self, channel: str | None) -> None:
        """Tell those who hear a channel, or all."""
        for each in tuple(self._hearers):
            if channel in {None, each.channel}:
                each.heard()


def listener_of(url: str) -> Listener | None:
    """Return what listens to the PostgreSQL of a URL; None where there is nothing to listen to.

    That is SQLite, and a pooler: through it, LISTEN would be kept by a session that serves others.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        return None
    plain, prepared = split_prepared(parsed.set(drivername="postgresql"))
    return Listener(plain.render_as_string(hide_password=False)) if prepared else None
