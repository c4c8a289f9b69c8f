"""Writes from the server: on connections and in threads of their own, never on the reading ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from threading import Lock
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db.engine import PATIENCE, create_engine
from db.errors import DatabaseError
from db.postgres_sessions import SERVING
from db.query.errors import UnavailableError

THREADS = 8
"""Writes that wait at once for the database; more wait for these."""

GRACE = 5.0
"""Seconds for which a stop waits for a write that is under way."""


class Writing:
    """The engine that writes; it opens with the first use, so that a server may only read."""

    def __init__(
        self, url: str, patience: float = PATIENCE, written: Callable[[], None] = lambda: None
    ) -> None:
        """Take the seconds for which a write waits for what another one has locked.

        `written` is called after each write, before anybody is told that it is done.
        """
        self._url = url
        self._patience = patience
        self._threads = ThreadPoolExecutor(THREADS, "writing")
        self._engine: Engine | None = None
        self._making = Lock()
        self._written = written

    @property
    def engine(self) -> Engine:
        """The engine, made when it is first asked for: by one thread, of many that may ask."""
        with self._making:
            if self._engine is None:
                self._engine = create_engine(self._url, patience=self._patience, bounds=SERVING)
            return self._engine

    @property
    def opened(self) -> bool:
        """Whether there is an engine yet."""
        return self._engine is not None

    async def run[T](self, work: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Call `work(engine, …)` in a thread; raise UnavailableError when the archive is not."""
        # The engine, too, is made there. As in asyncio's own threads the context goes along.
        there = partial(copy_context().run, lambda: work(self.engine, *arguments, **options))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, there)
        except (SQLAlchemyError, DatabaseError) as error:
            raise UnavailableError from error
        finally:
            self._written()

    async def close(self) -> None:
        """Give the connections and the threads back, once these are done or have had their time."""
        ending = asyncio.create_task(asyncio.to_thread(self._threads.shutdown))
        await asyncio.wait({ending}, timeout=GRACE)
        if self._engine is not None:
            self._engine.dispose()
