"""Connections to PostgreSQL through a pooler that hands each transaction to another backend."""

from __future__ import annotations

from typing import Any

import asyncpg

from db.postgres_sessions import Settings, for_transaction


def pooled_connection(settings: Settings) -> type[asyncpg.Connection]:
    """Make the class of connections whose every query is a transaction with these settings.

    What a session would keep goes with each: four messages where a session of one's own needs one.
    """
    begin = f"BEGIN; {for_transaction(settings)}"

    class PooledConnection(asyncpg.Connection):  # type: ignore[misc]  # the driver has no types
        """Asks within transactions."""

        async def fetchval(
            self,
            query: str,
            *args: Any,
            column: int = 0,
            timeout: float | None = None,  # noqa: ASYNC109 - the driver's own way
        ) -> Any:
            """Run a query in a transaction of its own and return one value."""
            await self.execute(begin, timeout=timeout)
            try:
                answer = await super().fetchval(query, *args, column=column, timeout=timeout)
            except asyncpg.PostgresError:
                await self.execute("ROLLBACK", timeout=timeout)
                raise
            await self.execute("COMMIT", timeout=timeout)
            return answer

    return PooledConnection
