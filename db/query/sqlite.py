"""Reading from SQLite: a few threads, each with a connection of its own."""

import asyncio
import math
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from db.query.errors import (
    QueryError,
    SlowQueryError,
    TooComplexError,
    UnavailableError,
)
from db.query.sqlite_here import LONG, Here
from db.query.usage import Usage

_PRAGMAS = (
    "PRAGMA query_only = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA mmap_size = 1073741824",
    # Small, as each reader has one: the mapped file is shared, and the system caches it.
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
)

PATIENT = 2
"""Threads for heavy statements."""
LEAST_PRIORITY = 15
STEPS_UNWATCHED = 1_000_000
"""Steps of SQLite's machine, some hundredths of a second, between two looks whether to go on."""
STATEMENTS_HERE, STATEMENTS_OF_READER = 512, 64
"""Statements that a connection keeps prepared, each of some ten to hundred thousand bytes: most run
on the connection that serves at once, and those that take long gain little by it. Long ones take
megabytes and are never kept."""


def _kilometres(
    latitude: float | None, longitude: float | None, latitude_to: float, longitude_to: float
) -> float | None:
    """Measure along the great circle by the haversine formula."""
    if latitude is None or longitude is None:
        return None
    half_height = math.sin(math.radians(latitude - latitude_to) / 2)
    half_width = math.sin(math.radians(longitude - longitude_to) / 2)
    across = math.cos(math.radians(latitude_to)) * math.cos(math.radians(latitude))
    return 12742.0176 * math.asin(min(1.0, math.sqrt(half_height**2 + across * half_width**2)))


def connect(path: Path, statements: int = STATEMENTS_OF_READER) -> sqlite3.Connection:
    """Open the file for reading, with the functions that statements call."""
    connection = sqlite3.connect(
        path, isolation_level=None, cached_statements=statements, check_same_thread=False
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    connection.create_function("kilometres", 4, _kilometres, deterministic=True)
    return connection


def _give_way() -> None:
    """Let this thread have the processor when no other thread of the server wants it.

    Only Linux knows a priority of threads; elsewhere it would be that of the whole process.
    """
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST_PRIORITY)


class _Reader(threading.local):
    connection: sqlite3.Connection | None = None
    job: "_Job | None" = None

    def is_stopped(self) -> bool:
        """Say whether what this thread runs was stopped."""
        return self.job is not None and self.job.stopped


class _Job:
    """One statement on its way; it can be stopped without harm to the next on its connection."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self.stopped = False

    def begin(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if self.stopped:
                raise SlowQueryError
            self._connection = connection

    def end(self) -> None:
        with self._lock:
            self._connection = None

    def stop(self) -> None:
        with self._lock:
            self.stopped = True
            if self._connection is not None:
                self._connection.interrupt()


class SqliteExecutor:
    """Runs statements on reader threads, so that a heavy one does not hold up the others."""

    def __init__(self, path: Path, *, timeout: float, readers: int) -> None:
        self._path = path
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(readers, thread_name_prefix="sqlite-reader")
        self._patient = ThreadPoolExecutor(
            min(readers, PATIENT), thread_name_prefix="sqlite-heavy", initializer=_give_way
        )
        self._reader = _Reader()
        self._here = Here(partial(self._open, STATEMENTS_HERE))
        self._connections: list[sqlite3.Connection] = []
        self._readers = readers
        self._asked = 0
        """Statements that run or wait for a thread."""

    async def open(self) -> None:
        """Do nothing: connections open when a thread first needs one."""

    async def close(self) -> None:
        """Wait for running statements and close all connections."""
        for threads in (self._threads, self._patient):
            await asyncio.to_thread(threads.shutdown)
        for connection in self._connections:
            connection.close()
        self._here.close()

    def usage(self) -> Usage:
        """Tell how many threads run statements."""
        busy = min(self._asked, self._readers)
        return Usage(self._readers, busy, self._asked - busy)

    async def fetch(
        self, sql: str, parameters: Sequence[Any], *, light: bool = False, heavy: bool = False
    ) -> str:
        """Run a statement that answers one text.

        It runs at once where it is short; a heavy one on a thread that gives way to all others.
        """
        if not heavy:
            answer = self._run_here(sql, parameters, light=light)
            if answer is not None:
                return answer
        loop = asyncio.get_running_loop()
        job = _Job()
        timer = loop.call_later(self._timeout, job.stop)
        self._asked += 1
        threads = self._patient if heavy else self._threads
        try:
            return await loop.run_in_executor(threads, self._run, job, sql, parameters)
        except asyncio.CancelledError:
            job.stop()
            raise
        finally:
            self._asked -= 1
            timer.cancel()

    def _run_here(self, sql: str, parameters: Sequence[Any], *, light: bool) -> str | None:
        try:
            return self._here.run(sql, parameters, light=light)
        except sqlite3.OperationalError as error:
            raise _explain(error, stopped=False) from error
        except sqlite3.DatabaseError as error:
            raise UnavailableError from error

    def _run(self, job: _Job, sql: str, parameters: Sequence[Any]) -> str:
        """Run a statement on a thread, in a job that somebody may want to stop."""
        try:
            self._reader.job = job
            with self._borrowed(sql) as connection:
                job.begin(connection)
                try:
                    answer: str = connection.execute(sql, parameters).fetchone()[0]
                finally:
                    job.end()
        except sqlite3.OperationalError as error:
            raise _explain(error, stopped=job.stopped) from error
        except sqlite3.DatabaseError as error:
            raise UnavailableError from error
        return answer

    @contextmanager
    def _borrowed(self, sql: str) -> Iterator[sqlite3.Connection]:
        """Give the connection of this thread, or one of its own to a long statement."""
        if len(sql) > LONG:
            with closing(self._watched(0)) as connection:
                yield connection
            return
        if self._reader.connection is None:
            self._reader.connection = self._watched(STATEMENTS_OF_READER)
            self._connections.append(self._reader.connection)
        yield self._reader.connection

    def _watched(self, statements: int) -> sqlite3.Connection:
        """Open a connection that looks now and then whether the job of this thread was stopped."""
        connection = self._open(statements)
        # SQLite forgets to have been interrupted before a statement has begun.
        connection.set_progress_handler(self._reader.is_stopped, STEPS_UNWATCHED)
        return connection

    def _open(self, statements: int) -> sqlite3.Connection:
        if not self._path.exists():
            raise UnavailableError  # or SQLite would make an empty file
        return connect(self._path, statements)


def _explain(error: sqlite3.OperationalError, *, stopped: bool) -> QueryError:
    if stopped:
        return SlowQueryError()
    words = str(error)
    if any(sign in words for sign in ("too large", "too many", "too big", "stack overflow")):
        return TooComplexError()
    return UnavailableError()
