"""Running short statements of SQLite on the event loop itself.

To hand a statement to a thread and back costs as much processor time as a page of 20 itself. Which
statements are short nobody knows beforehand, so each is tried, and broken off where it is not.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Sequence
from time import thread_time
from typing import Any

SHORT = 0.001
"""Seconds of processor time for which a statement may keep the event loop."""
STEPS = 2000
"""Steps of SQLite's machine between two looks at the clock; they take a fifth of that or so."""
FEWEST_ASIDE, TURNS_ASIDE = 3, 200
"""How often a statement that was broken off goes to a thread before it is tried again: first, and
at the most. A statement may be slow once, because its pages are not in memory yet."""
LONGER = 4
"""How many times as long one stays away that is broken off again; else so much is forgiven."""
REMEMBERED = 1024
LONG = 32_768
"""Characters of a statement that takes too long to be prepared here, whatever it reads."""
_NOT_NOW = frozenset({sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY})
CLOSED = "the archive was closed"
_PRIMARY = 0xFF
"""What of an error code is the error itself; the rest are its details."""


class Here:
    """Tries statements on a connection that waits for nobody."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        """Take what opens a connection; it is opened with the first statement."""
        self._connect = connect
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._end = math.inf
        self._aside: dict[int, tuple[int, int]] = {}
        """How many turns are left of how many, by the hash of a statement: the texts would be kept
        for as long."""

    def run(self, sql: str, parameters: Sequence[Any], *, light: bool) -> str | None:
        """Run a statement; None where it belongs on a thread.

        A light one is not broken off.
        """
        if len(sql) > LONG:
            return None
        turns = 0
        if not light:
            left, turns = self._aside.get(hash(sql), (0, 0))
            if left:
                self._aside[hash(sql)] = (left - 1, turns)
                return None
        connection = self._connection or self._open()
        self._end = math.inf if light else thread_time() + SHORT
        try:
            answer: str = connection.execute(sql, parameters).fetchone()[0]
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY not in _NOT_NOW:
                raise
            self._set_aside(sql)
            return None
        if turns:
            self._aside[hash(sql)] = (0, turns // LONGER)
        return answer

    def close(self) -> None:
        """Give the connection back; nothing runs here any more."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        self._closed = True

    def _open(self) -> sqlite3.Connection:
        if self._closed:
            raise sqlite3.ProgrammingError(CLOSED)
        connection = self._connection = self._connect()
        connection.execute("PRAGMA busy_timeout = 0")
        connection.set_progress_handler(self._is_over, STEPS)
        return connection

    def _is_over(self) -> bool:
        return thread_time() > self._end

    def _set_aside(self, sql: str) -> None:
        _, before = self._aside.get(hash(sql), (0, 0))
        if len(self._aside) >= REMEMBERED:
            self._aside.clear()
        turns = min(max(FEWEST_ASIDE, LONGER * before), TURNS_ASIDE)
        self._aside[hash(sql)] = (turns, turns)
