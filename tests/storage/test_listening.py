"""One connection of a process hears all that PostgreSQL tells of, while anybody wants to hear."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest

from db.changes import CHANNEL
from db.dialects.postgresql import WRITTEN_CHANNEL
from db.engine import parse_url
from db.listening import Listener, listener_of
from tests.databases import Database, PostgresqlServer

LISTENING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


class Heard:
    """Counts what one hearer is told."""

    def __init__(self, listener: Listener, channel: str) -> None:
        self.times = 0
        self.task = asyncio.create_task(listener.run(channel, self))

    def __call__(self) -> None:
        """Hear."""
        self.times += 1

    async def leave(self) -> None:
        """Hear no more."""
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


async def soon(true: Callable[[], bool]) -> None:
    """Wait for something to become true, and fail where it does not."""
    for _ in range(2000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


@asynccontextmanager
async def telling(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Give a connection that tells, and sees who listens."""
    dsn = parse_url(database.url).set(drivername="postgresql")
    connection = await asyncpg.connect(dsn.render_as_string(hide_password=False))
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture
def archive(postgresql: PostgresqlServer, postgresql_template: str) -> Database:
    """Give an archive that has triggers which tell."""
    return Database(postgresql.create(postgresql_template), "postgresql")


async def test_all_hear_over_one_connection(archive: Database) -> None:
    """Each what it asked for; who comes later as well; and the last one who leaves ends it."""
    listener = listener_of(archive.url)
    assert listener is not None
    async with telling(archive) as teller:
        feed = Heard(listener, CHANNEL)
        await soon(lambda: listener.listens(CHANNEL))
        assert not listener.listens(WRITTEN_CHANNEL)
        written, again = (Heard(listener, WRITTEN_CHANNEL) for _ in range(2))
        await soon(lambda: listener.listens(WRITTEN_CHANNEL))
        assert [each.times for each in (feed, written, again)] == [1, 1, 1]
        assert len(await teller.fetch(LISTENING)) == 1
        await teller.execute(f"NOTIFY {WRITTEN_CHANNEL}")
        await soon(lambda: written.times == again.times == 2)
        assert feed.times == 1
        for each in (feed, again):
            await each.leave()
        await teller.execute(f"NOTIFY {WRITTEN_CHANNEL}")
        await soon(lambda: written.times == 3)
        await written.leave()
        assert not listener.listens(WRITTEN_CHANNEL)
        assert not await teller.fetch(LISTENING)


async def test_all_are_told_when_the_connection_is_lost(archive: Database) -> None:
    """What was told of meanwhile, nobody heard; then the same hearers listen again."""
    listener = listener_of(archive.url)
    assert listener is not None
    async with telling(archive) as teller:
        hearers = [Heard(listener, channel) for channel in (CHANNEL, WRITTEN_CHANNEL)]
        await soon(lambda: all(map(listener.listens, (CHANNEL, WRITTEN_CHANNEL))))
        (before,) = await teller.fetch(LISTENING)
        await teller.execute("SELECT pg_terminate_backend($1)", before["pid"])
        await soon(lambda: all(each.times >= 3 for each in hearers))  # lost, and found again
        assert all(map(listener.listens, (CHANNEL, WRITTEN_CHANNEL)))
        (after,) = await teller.fetch(LISTENING)
        assert after != before
        for each in hearers:
            await each.leave()


def test_nobody_listens_to_a_file_or_through_a_pooler(archive: Database) -> None:
    assert listener_of("sqlite:///archive.sqlite") is None
    joint = "&" if "?" in archive.url else "?"
    assert listener_of(f"{archive.url}{joint}prepared=off") is None
