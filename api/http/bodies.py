"""How large a body may be and how long it may take to come."""

from __future__ import annotations

import asyncio
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

    def in_time(self, begun: float | None = None) -> _InTime:
        """Return a block that raises SlowBodyError when it waits for longer than a body may take.

        `begun` is when the body began to be read, by the monotonic clock; now unless given.
        """
        return _InTime(self, begun)

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


class _InTime:
    """A block that is left in time. Written out: a generator costs three times as much."""

    __slots__ = ("_begun", "_bounds", "_task")

    def __init__(self, bounds: BodyBounds, begun: float | None) -> None:
        self._bounds = bounds
        self._begun = begun

    def __enter__(self) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("bodies are read in a task")
        self._task = task
        begun = self._begun
        self._bounds.begun[task] = monotonic() if begun is None else begun
        self._bounds.watch()

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        bounds, task = self._bounds, self._task
        del bounds.begun[task]
        if task in bounds.late:
            bounds.late.discard(task)
            if kind is asyncio.CancelledError:
                task.uncancel()
                raise SlowBodyError from None
