"""Reading from PostgreSQL: a pool of connections that keep their prepared statements."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import asyncpg

from db.query.errors import SlowQueryError, TooComplexError, UnavailableError

CONNECTIONS = 10


async def _keep(connection: asyncpg.Connection) -> None:
    """Skip the reset on release: it is a round trip, and readers change no session state."""
    del connection


class PostgresExecutor:
    """Runs statements on a pool."""

    def __init__(self, dsn: str, *, timeout: float = 10.0, connections: int = CONNECTIONS) -> None:
        self._dsn = dsn
        self._timeout = timeout
        self._size = connections
        self._pool: asyncpg.Pool | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Open the pool, if the server can be reached; else the next statement tries again."""
        with suppress(asyncpg.PostgresError, OSError):
            await self._open()

    async def _open(self) -> asyncpg.Pool:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self._dsn,
                    min_size=1,
                    max_size=self._size,
                    reset=_keep,
                    max_inactive_connection_lifetime=0,
                    statement_cache_size=1024,
                    max_cacheable_statement_size=0,
                    max_cached_statement_lifetime=0,
                    timeout=5,
                    server_settings={
                        "jit": "off",
                        "timezone": "UTC",
                        "default_transaction_read_only": "on",
                        "statement_timeout": str(int(self._timeout * 1000)),
                        "application_name": "counterclaim",
                    },
                )
            return self._pool

    async def close(self) -> None:
        """Close the pool."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def fetch(self, sql: str, parameters: Sequence[Any], *, light: bool = False) -> str:
        """Run a statement that answers one text; here a light one goes the way of all others."""
        del light
        try:
            pool = self._pool or await self._open()
            # A little more than the server's own limit, for when the server does not answer.
            async with pool.acquire(timeout=self._timeout) as connection:
                return str(await connection.fetchval(sql, *parameters, timeout=self._timeout + 1))
        except (asyncpg.QueryCanceledError, TimeoutError) as error:
            raise SlowQueryError from error
        except (asyncpg.ProgramLimitExceededError, asyncpg.StatementTooComplexError) as error:
            raise TooComplexError from error
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            raise UnavailableError from error
