"""Connections to PostgreSQL: lent, waited for, broken off, lost, and opened anew."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from db.query.errors import BusyError, SlowQueryError, UnavailableError
from db.query.postgres import RESERVE, PostgresExecutor
from tests.databases import PostgresqlServer

SIZE = 3
SLOW = "SELECT pg_sleep(30)::text"


@pytest.fixture
def dsn(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database."""
    if request.config.getoption("--db") == "sqlite":
        pytest.skip("about PostgreSQL alone")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create()
    yield url.replace("postgresql+psycopg", "postgresql")
    server.drop(url)


@pytest.fixture
async def executor(dsn: str) -> AsyncIterator[PostgresExecutor]:
    """Give an executor with three connections and a short patience."""
    executor = PostgresExecutor(dsn, timeout=2, connections=SIZE)
    await executor.open()
    yield executor
    await executor.close()


async def _backends(dsn: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return count
    finally:
        await connection.close()


async def test_all_are_answered_by_a_few_connections(executor: PostgresExecutor, dsn: str) -> None:
    answers = await asyncio.gather(
        *(executor.fetch("SELECT $1::text", [str(number)]) for number in range(100))
    )
    assert answers == [str(number) for number in range(100)]
    assert 1 <= await _backends(dsn) <= SIZE


async def test_a_statement_that_is_cancelled_stops_on_the_server(
    executor: PostgresExecutor, dsn: str
) -> None:
    for _ in range(SIZE + 1):  # were a connection lost each time, the last would wait forever
        task = asyncio.create_task(executor.fetch(SLOW, []))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await executor.fetch("SELECT 'on'", []) == "on"
    connection = await asyncpg.connect(dsn)
    running = await connection.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query = $1", SLOW
    )
    await connection.close()
    assert running == 0


async def test_one_that_waits_may_leave(executor: PostgresExecutor) -> None:
    holding = [asyncio.create_task(executor.fetch(SLOW, [])) for _ in range(SIZE)]
    await asyncio.sleep(0.1)
    waiting = asyncio.create_task(executor.fetch("SELECT 'first'", []))
    second = asyncio.create_task(executor.fetch("SELECT 'second'", []))
    await asyncio.sleep(0.05)
    waiting.cancel()
    holding[0].cancel()
    assert await second == "second"
    for task in (*holding[1:], waiting):
        task.cancel()
    results = await asyncio.gather(*holding, waiting, return_exceptions=True)
    assert all(isinstance(result, asyncio.CancelledError) for result in results)


async def test_the_server_ends_what_takes_too_long(executor: PostgresExecutor) -> None:
    with pytest.raises(SlowQueryError):
        await executor.fetch(SLOW, [])
    assert await executor.fetch("SELECT 'on'", []) == "on"


async def test_a_wait_has_an_end(dsn: str) -> None:
    executor = PostgresExecutor(dsn, timeout=0.3, connections=1)
    # The server is told to be more patient than the line, as if it did not answer.
    await executor.fetch("SELECT set_config('statement_timeout', '0', false)", [])
    holding = asyncio.create_task(executor.fetch("SELECT pg_sleep(1)::text", []))
    await asyncio.sleep(0.05)
    with pytest.raises(BusyError):
        await executor.fetch("SELECT 'late'", [])
    await holding
    await executor.close()


async def test_lost_connections_are_replaced(executor: PostgresExecutor, dsn: str) -> None:
    await asyncio.gather(*(executor.fetch("SELECT pg_sleep(0.1)::text", []) for _ in range(SIZE)))
    admin = await asyncpg.connect(dsn)
    await admin.fetch(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await admin.close()
    await asyncio.sleep(0.1)
    answers = await asyncio.gather(*(executor.fetch("SELECT 'on'", []) for _ in range(10)))
    assert answers == ["on"] * 10


async def test_a_server_that_is_away_is_asked_again(dsn: str) -> None:
    executor = PostgresExecutor(dsn + "_gone", timeout=2, connections=1)
    for _ in range(3):
        with pytest.raises(UnavailableError):
            await executor.fetch("SELECT '1'", [])
    together = [executor.fetch("SELECT '1'", []) for _ in range(5)]
    results = await asyncio.gather(*together, return_exceptions=True)
    assert all(isinstance(result, UnavailableError) for result in results)
    await executor.close()


async def test_slow_statements_do_not_keep_light_ones_waiting(
    executor: PostgresExecutor, dsn: str
) -> None:
    slow = [asyncio.create_task(executor.fetch(SLOW, [])) for _ in range(SIZE)]
    await asyncio.sleep(0.1)
    late = asyncio.create_task(executor.fetch("SELECT 'late'", []))
    answers = await asyncio.gather(
        *(executor.fetch("SELECT $1::text", [str(n)], light=True) for n in range(20))
    )
    assert answers == [str(n) for n in range(20)]
    assert not late.done()
    assert not any(task.done() for task in slow)
    assert await _backends(dsn) <= SIZE + RESERVE
    outcomes = await asyncio.gather(late, *slow, return_exceptions=True)
    assert outcomes[0] == "late" or isinstance(outcomes[0], BusyError)
    assert all(isinstance(outcome, SlowQueryError) for outcome in outcomes[1:])


async def test_all_are_told_alike_when_the_server_sends_them_away(
    executor: PostgresExecutor, dsn: str
) -> None:
    """A connection that is sent away may be lent once more before it is closed."""
    ended = False
    heard: set[str] = set()

    async def asking() -> None:
        while not ended:
            try:
                heard.add(await executor.fetch("SELECT pg_sleep(0.001)::text || 'on'", []))
            except UnavailableError:
                heard.add("unavailable")
                await asyncio.sleep(0.001)

    clients = [asyncio.create_task(asking()) for _ in range(4 * SIZE)]
    admin = await asyncpg.connect(dsn)
    for _ in range(20):
        await asyncio.sleep(0.02)
        await admin.fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await admin.close()
    ended = True
    await asyncio.gather(*clients)
    assert heard == {"on", "unavailable"}
