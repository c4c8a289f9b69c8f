"""Writes from the server: on a connection of their own, in a thread, never on the reading ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from db.engine import PATIENCE, create_engine
from db.errors import DatabaseError
from db.postgres_sessions import SERVING
from db.query.errors import UnavailableError


class Writing:
    """The engine that writes; it opens with the first use, so that a server may only read."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        """Take the seconds for which a write waits for what another one has locked."""
        self._url = url
        self._patience = patience

    @cached_property
    def engine(self) -> Engine:
        """The engine, made when it is first asked for."""
        return create_engine(self._url, patience=self._patience, bounds=SERVING)

    async def run[T](self, work: Callable[..., T], *arguments: Any, **options: Any) -> T:
        """Call `work(engine, …)` in a thread; raise UnavailableError when the archive is not."""
        try:
            return await asyncio.to_thread(
                lambda: work(self.engine, *arguments, **options)  # the engine, too, is made there
            )
        except (SQLAlchemyError, DatabaseError) as error:
            raise UnavailableError from error

    def close(self) -> None:
        """Give the connections back."""
        opened = self.__dict__.pop("engine", None)
        if opened is not None:
            opened.dispose()
