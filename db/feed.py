"""How far the change feed has come, and a way to wait for more."""

import asyncio
import logging
from contextlib import suppress

from db.feed_watch import Watch
from db.query.engine import QueryEngine
from db.query.errors import QueryError

LOOK_ANYWAY = 15.0
"""Seconds after which the feed is looked at even if nobody told that it had grown."""
RETRY = 0.5

_END = "SELECT CAST(coalesce(max(id), 0) AS TEXT) FROM change"

_logger = logging.getLogger(__name__)


class Feed:
    """The end of the feed, for all readers of one process. It is watched from the first wait on."""

    def __init__(self, engine: QueryEngine, watch: Watch) -> None:
        self._engine = engine
        self._watch = watch
        self._end = 0
        self._woken = asyncio.Event()
        self._grown = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def end(self) -> int:
        """Look up the last place of the feed; raise UnavailableError without the database."""
        found = int(await self._engine.executor.fetch(_END, (), light=True))
        self._reach(found)
        return found

    async def beyond(self, place: int) -> int:
        """Wait until the feed has gone beyond a place; return how far it has come."""
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._watch.run(self._woken.set)),
                asyncio.create_task(self._follow()),
            ]
        while self._end <= place:
            await self._grown.wait()
        return self._end

    def _reach(self, end: int) -> None:
        if end > self._end:
            self._end = end
            grown, self._grown = self._grown, asyncio.Event()
            grown.set()

    async def _follow(self) -> None:
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), LOOK_ANYWAY)
            self._woken.clear()
            try:
                await self.end()
            except QueryError:
                await asyncio.sleep(RETRY)
                self._woken.set()
            except Exception:
                # Readers would wait for ever, and nobody would know.
                _logger.exception("The feed cannot be followed; trying again")
                await asyncio.sleep(RETRY)
                self._woken.set()

    async def close(self) -> None:
        """Stop watching."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []
