"""How large a body may be and how long it may take to come."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from api.bounds import MAX_BODY

TIMEOUT = 20.0


class SlowBodyError(Exception):
    """A body that did not come in time."""


class BodyBounds:
    """The bounds of bodies, and a clock over those that are being read.

    One timer looks after all of them: a timer for each request would cost as much as its plan.
    """

    def __init__(self, limit: int = MAX_BODY, timeout: float = TIMEOUT) -> None:
        """Take the most bytes of a body, and the seconds that it may take."""
        self.limit = limit
        self.timeout = timeout
        self.begun: dict[asyncio.Task[object], float] = {}
        """When the tasks that read a body began."""
        self.late: set[asyncio.Task[object]] = set()
        """Those of them that were woken."""
        self._watched: asyncio.AbstractEventLoop | None = None

    def begin(self, begun: float | None = None) -> asyncio.Task[object]:
        """Put the running task under the clock, until `end`.

        When it is late it is cancelled, and `was_late` tells that from any other cancellation.
        `begun` is when the body began to be read, by the monotonic clock; now unless given.
        """
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("bodies are read in a task")
        self.begun[task] = monotonic() if begun is None else begun
        if self._watched is not task.get_loop():
            self.watch()
        return task

    def was_late(self, task: asyncio.Task[object]) -> bool:
        """Tell whether a cancelled task was late; then it goes on as if it were not cancelled."""
        if task not in self.late:
            return False
        task.uncancel()
        return True

    def end(self, task: asyncio.Task[object]) -> None:
        """Take a task from under the clock."""
        # Readers stand in each other on /graphql/stream, where the inner one has taken it already.
        self.begun.pop(task, None)
        if self.late:
            self.late.discard(task)

    @contextmanager
    def in_time(self, begun: float | None = None) -> Iterator[None]:
        """Raise SlowBodyError when the block waits for longer than a body may take."""
        task = self.begin(begun)
        try:
            yield
        except asyncio.CancelledError:
            if not self.was_late(task):
                raise
            raise SlowBodyError from None
        finally:
            self.end(task)

    def watch(self) -> None:
        """Have the clock run as long as anything is read."""
        loop = asyncio.get_running_loop()
        if self._watched is not loop:  # an application may be started again in another loop
            self._watched = loop
            loop.call_later(min(1.0, self.timeout), self._look)

    def _look(self) -> None:
        """Wake the tasks that have waited for too long."""
        now = monotonic()
        self._watched = None
        for task, begun in self.begun.items():
            if now - begun > self.timeout and task not in self.late:
                self.late.add(task)
                task.cancel()
        if self.begun:
            self.watch()


DEFAULT = BodyBounds()
