"""Reading from PostgreSQL: a few connections that keep their prepared statements."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import asyncpg

from db.postgres_sessions import Bounds, session_settings
from db.query.errors import BusyError, SlowQueryError, TooComplexError, UnavailableError
from db.query.pooled import pooled_connection
from db.query.usage import Usage

MAX_WAITING = 1000
RESERVE = 2
"""Connections for light statements where slow ones have taken all others."""
CONNECT_SECONDS = 5.0
STATEMENTS, LONG = 256, 32_768
"""How many statements a connection keeps prepared, and the characters of one that it never keeps:
the plan of a long one takes megabytes of the server's memory."""
NAME = {"application_name": "counterclaim"}

type Connect = Callable[[], Awaitable[asyncpg.Connection]]


def own_session(dsn: str, timeout: float) -> Connect:
    """Return what opens a session that keeps its settings and prepared statements."""
    settings = session_settings(Bounds(timeout, timeout, timeout), read_only=True)
    return partial(
        asyncpg.connect,
        dsn,
        timeout=CONNECT_SECONDS,
        statement_cache_size=STATEMENTS,
        max_cacheable_statement_size=LONG,
        max_cached_statement_lifetime=0,
        server_settings={**settings, **NAME},
    )


def pooled_session(dsn: str, timeout: float) -> Connect:
    """Return what opens a session with a pooler, which takes no settings but the name."""
    settings = session_settings(Bounds(timeout, timeout, timeout), read_only=True)
    return partial(
        asyncpg.connect,
        dsn,
        timeout=CONNECT_SECONDS,
        statement_cache_size=0,
        server_settings=NAME,
        connection_class=pooled_connection(settings),
    )


class Connections:
    """Lends connections, the one that came back last first; opens them as they are needed.

    The driver's own pool wraps each loan in a proxy, a shielded task and a timeout, which cost a
    look-up by key as much again as the query. Statements are all that is run on these connections,
    so nothing needs to be reset between two loans.
    """

    def __init__(self, connect: Connect, size: int, patience: float) -> None:
        self._connect_anew = connect
        self._patience = patience
        self._size = size
        self._room = size
        """How many more may be opened."""
        self._idle: list[asyncpg.Connection] = []
        self._waiting: deque[asyncio.Future[asyncpg.Connection | None]] = deque()
        self._closing: set[asyncio.Task[None]] = set()

    def usage(self) -> Usage:
        """Tell how many are lent out."""
        waiting = sum(not place.done() for place in self._waiting)
        return Usage(self._size, self._size - self._room - len(self._idle), waiting)

    @property
    def exhausted(self) -> bool:
        """Whether one who borrows must wait for another to give back."""
        return not self._idle and not self._room

    async def borrow(self) -> asyncpg.Connection:
        """Return a connection that is open, as far as anybody knows."""
        while True:
            while self._idle:
                connection = self._idle.pop()
                if not connection.is_closed():
                    return connection
                self._room += 1
            if self._room:
                return await self._connect()
            handed = await self._wait()
            if handed is not None:
                return handed

    async def _wait(self) -> asyncpg.Connection | None:
        """Stand in line for a connection, or for the right to open one."""
        if len(self._waiting) >= MAX_WAITING:
            raise BusyError
        loop = asyncio.get_running_loop()
        place: asyncio.Future[asyncpg.Connection | None] = loop.create_future()
        self._waiting.append(place)
        timer = loop.call_later(self._patience, _give_up, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                self._pass_on(place.result())
            raise
        finally:
            timer.cancel()

    async def _connect(self) -> asyncpg.Connection:
        self._room -= 1
        try:
            return await self._connect_anew()
        except BaseException:
            self._room += 1
            self._pass_on(None)
            raise

    def give_back(self, connection: asyncpg.Connection) -> None:
        """Take a connection back whose statement has ended, well or badly."""
        if connection.is_closed():
            self._room += 1
            self._pass_on(None)
        else:
            self._pass_on(connection)

    def _pass_on(self, connection: asyncpg.Connection | None) -> None:
        """Hand a connection, or the right to open one, to whoever has waited longest."""
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(connection)
                return
        if connection is not None:
            self._idle.append(connection)

    def retire(self, connection: asyncpg.Connection) -> None:
        """Close a connection whose statement was broken off; the server is told to stop it."""
        task = asyncio.get_running_loop().create_task(self._close(connection))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, connection: asyncpg.Connection) -> None:
        try:
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
                await connection.close(timeout=CONNECT_SECONDS)
        finally:
            connection.terminate()
            self._room += 1
            self._pass_on(None)

    async def close(self) -> None:
        """Close all that nobody uses."""
        while self._idle:
            self.retire(self._idle.pop())
        await asyncio.gather(*self._closing)


def _give_up(place: "asyncio.Future[asyncpg.Connection | None]") -> None:
    if not place.done():
        place.set_exception(BusyError())


class PostgresExecutor:
    """Runs statements on a few connections."""

    def __init__(
        self, dsn: str, *, timeout: float, connections: int, prepared: bool = True
    ) -> None:
        """Take the address of the server; `prepared` is false behind a pooler."""
        # A little more than the server's own limit, for when the server does not answer.
        self._patience = timeout + 1
        connect = own_session(dsn, timeout) if prepared else pooled_session(dsn, timeout)
        self._connections = Connections(connect, connections, timeout)
        self._reserve = Connections(connect, RESERVE, timeout)

    async def open(self) -> None:
        """Open a connection, if the server can be reached; else the next statement tries again."""
        with suppress(asyncpg.PostgresError, OSError):
            self._connections.give_back(await self._connections.borrow())

    async def close(self) -> None:
        """Close all connections."""
        await self._connections.close()
        await self._reserve.close()

    def usage(self) -> Usage:
        """Tell how the connections are used, the reserve aside."""
        return self._connections.usage()

    async def fetch(
        self,
        sql: str,
        parameters: Sequence[Any],
        *,
        light: bool = False,
        heavy: bool = False,  # noqa: ARG002 - the server shares out its own time
    ) -> str:
        """Run a statement that answers one text; slow ones never keep a light one waiting."""
        connections = self._connections
        if light and connections.exhausted:
            connections = self._reserve
        try:
            connection = await connections.borrow()
            try:
                answer: str = await connection.fetchval(sql, *parameters, timeout=self._patience)
            except (asyncio.CancelledError, TimeoutError):
                connections.retire(connection)
                raise
            except BaseException as error:
                if _is_lost(error):
                    connection.terminate()
                connections.give_back(connection)
                raise
            connections.give_back(connection)
        except (asyncpg.QueryCanceledError, TimeoutError) as error:
            raise SlowQueryError from error
        except (asyncpg.ProgramLimitExceededError, asyncpg.StatementTooComplexError) as error:
            raise TooComplexError from error
        except (
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,
            OSError,
        ) as error:
            raise UnavailableError from error
        return answer


def _is_lost(error: BaseException) -> bool:
    """Say whether the server has sent the connection away, though it may not be closed yet."""
    if isinstance(error, asyncpg.InternalClientError):
        return True
    severity = getattr(error, "severity_en", None)
    return isinstance(error, asyncpg.PostgresError) and severity in {"FATAL", "PANIC"}
