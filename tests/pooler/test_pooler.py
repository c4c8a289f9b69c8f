"""Everything that the program does with PostgreSQL, through a pooler of transactions."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from api.app import create_app
from api.settings import Settings
from bench.faults.reports import write_reports
from bench.faults.state import Difference, compare, state_of
from counterclaim.importing import import_targets
from counterclaim.reading import Reader
from db.api_keys import create_key
from db.engine import create_engine
from db.enums import KeyScope, Outcome
from db.errors import DatabaseError
from db.migrations import check, upgrade
from db.query.engine import open_engine
from db.query.errors import SlowQueryError, UnavailableError
from db.query.postgres import PostgresExecutor
from db.verification import verify
from tests.faults.articles import fill, readings
from tests.live import run_program
from tests.pooler.pgbouncer import BACKENDS, Pooler
from tests.streaming import running, socket_to, write

ARTICLES = 12
SETTINGS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")
QUERY = "{ statements(first: 50) { totalCount edges { node { key text speaker { name } } } } }"


def ask(url: str, sql: str) -> list[Any]:
    """Ask on a session of psycopg's own, without anything of ours."""
    address = url.replace("postgresql+psycopg", "postgresql").partition("?prepared")[0]
    with psycopg.connect(address, autocommit=True) as connection:
        connection.prepare_threshold = None
        return list(connection.execute(sql.encode()))


def backends(direct: str) -> list[int]:
    """Return the backends that the pooler has to a database."""
    found = ask(
        direct,
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
    )
    return sorted(pid for (pid,) in found)


@pytest.fixture
def executor(pooled: str) -> PostgresExecutor:
    """Give what the server reads with."""
    engine = open_engine(pooled, timeout=2, readers=8)
    assert isinstance(engine.executor, PostgresExecutor)
    return engine.executor


def test_a_name_for_prepared_that_is_none_is_refused() -> None:
    with pytest.raises(DatabaseError, match="prepared=off"):
        create_engine("postgresql://postgres@127.0.0.1/x?prepared=perhaps")


async def test_the_pooler_would_break_what_sessions_of_our_own_rely_on(
    pooler: Pooler, direct: str
) -> None:
    """Else the other tests would show nothing."""
    plain = pooler.url(direct)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.prepare_threshold = None
        pids = {connection.execute("SELECT pg_backend_pid()").fetchone() for _ in range(9)}
        assert len(pids) == BACKENDS, "one session is served by several backends"
        connection.execute("SET statement_timeout = 4711")
        shown = [connection.execute("SHOW statement_timeout").fetchone() for _ in range(9)]
        assert ("0",) in shown, "what a session has set is met again by chance alone"
    reading = open_engine(plain).executor
    with pytest.raises(UnavailableError):
        await reading.fetch("SELECT 'on'", [])
    await reading.close()


def test_tables_are_made_and_articles_imported_as_ever(
    pooler: Pooler, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgresql")
    folder = write_reports(tmp_path / "reports", ARTICLES)
    direct, other = server.create(), server.create()
    pooled = pooler.url(direct, prepared="off")
    reader = Reader()
    assert run_program("db", "upgrade", database_url=pooled).returncode == 0
    check(pooled)
    assert import_targets(pooled, [str(folder)], reader=reader).rejected == []
    assert len(backends(direct)) == BACKENDS
    told = run_program("verify", database_url=pooled)
    assert told.returncode == 0, told.stderr
    upgrade(other)
    import_targets(other, [str(folder)], reader=reader)
    engine, undisturbed = create_engine(pooled, pooled=False), create_engine(other, pooled=False)
    wanted = state_of(undisturbed)
    assert len(wanted.articles) == ARTICLES
    assert wanted.links
    assert compare(engine, wanted) == Difference()
    for each in (engine, undisturbed):
        each.dispose()
    again = import_targets(pooled, [str(folder)], reader=reader)
    assert again.outcomes[Outcome.UNCHANGED] == ARTICLES
    for url in (direct, other):
        server.drop(url)


async def test_many_at_once_get_each_their_own_answer(
    executor: PostgresExecutor, direct: str
) -> None:
    async def one(number: int) -> tuple[str, str]:
        sql = "SELECT $1::text || ' ' || pg_backend_pid() || repeat('', $2::int)"
        mine, _, pid = (await executor.fetch(sql, [str(number), number % 7])).partition(" ")
        return mine, pid

    answers = await asyncio.gather(*(one(number) for number in range(300)))
    assert [mine for mine, _ in answers] == [str(number) for number in range(300)]
    assert len({pid for _, pid in answers}) >= 2
    assert {int(pid) for _, pid in answers} <= set(backends(direct))
    await executor.close()


async def test_each_read_is_bounded_and_can_write_nothing(
    executor: PostgresExecutor, pooled: str
) -> None:
    shown = [
        await executor.fetch(f"SELECT current_setting('{name}')", [])
        for name in (*SETTINGS, "jit", "transaction_read_only")
    ]
    assert shown == ["2s", "2s", "2s", "UTC", "off", "on"]
    with pytest.raises(UnavailableError):
        await executor.fetch("DELETE FROM article RETURNING key", [])
    with pytest.raises(SlowQueryError):
        await executor.fetch("SELECT pg_sleep(30)::text", [])
    assert await executor.fetch("SELECT 'on'", []) == "on"
    # What one of ours has set must not be met by others who use the pooler.
    plain = pooled.partition("?")[0]
    left = [ask(plain, f"SHOW {name}") for name in SETTINGS[:3] for _ in range(BACKENDS)]
    assert left == [[("0",)]] * 3 * BACKENDS
    await executor.close()


async def test_one_that_is_cancelled_leaves_nothing_behind(
    executor: PostgresExecutor, direct: str
) -> None:
    for _ in range(BACKENDS + 1):
        task = asyncio.create_task(executor.fetch("SELECT pg_sleep(30)::text", []))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await executor.fetch("SELECT 'on'", []) == "on"
    await executor.close()
    left = ask(
        direct,
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND (query LIKE 'SELECT pg_sleep%' AND state = 'active' OR state LIKE 'idle in%')",
    )
    assert left == [(0,)]


@pytest.mark.parametrize("command", ["write", "read_only"])
def test_commands_carry_their_settings_with_each_transaction(pooled: str, command: str) -> None:
    engine = create_engine(pooled, read_only=command == "read_only", pooled=False)
    with engine.connect() as connection:
        for _ in range(BACKENDS + 1):
            with connection.begin():
                shown = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in SETTINGS]
                read_only = connection.exec_driver_sql("SHOW transaction_read_only").scalar()
            assert shown == ["30min", "10min", "10min", "UTC"]
            assert read_only == ("on" if command == "read_only" else "off")
    engine.dispose()


async def test_the_server_answers_as_it_does_without_a_pooler(pooled: str, direct: str) -> None:
    engine = create_engine(direct, pooled=False)
    fill(engine)
    key, _ = create_key(engine, "reviewer", [KeyScope.REVIEW])
    mine = {"authorization": f"Bearer {key}"}
    answers = []
    for url in (direct, pooled):
        app = create_app(Settings(database_url=url, webhooks=False))
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://test") as http,
        ):
            assert (await http.get("/readyz")).status_code == 200
            found = (await http.post("/graphql", json={"query": QUERY})).json()
            listed = (await http.get("/v1/contradictions", params={"limit": 20})).json()
            exported = (await http.get("/v1/export/statements?format=csv")).text
            answers.append((found, listed, exported))
            key = listed["items"][len(answers)]["key"]
            body = {"entity": "contradiction", "key": key, "verdict": "CONFIRMED"}
            if url == pooled:
                reviewed = await http.post("/v1/reviews", json=body, headers=mine)
                assert reviewed.status_code == 201, reviewed.text
    assert answers[0] == answers[1]
    assert answers[0][0]["data"]["statements"]["totalCount"] > 10
    assert len(answers[0][2].splitlines()) > 10
    assert verify(engine).faults == []
    # Nothing of ours is kept by the backends that serve others, too.
    plain = pooled.partition("?")[0]
    for _ in range(BACKENDS):
        assert ask(plain, "SELECT name FROM pg_prepared_statements") == []
        assert ask(plain, "SELECT pg_listening_channels()") == []
    engine.dispose()


@pytest.mark.parametrize("listens", [False, True], ids=["looks", "listens"])
def test_streams_go_on(pooled: str, direct: str, *, listens: bool) -> None:
    settings = Settings(database_url=pooled, listen_url=direct if listens else "", webhooks=False)
    engine = create_engine(pooled, pooled=False)
    added = "subscription { statementAdded { cursor statement { key } } }"
    with running(create_app(settings)) as url, socket_to(url) as socket:
        socket.hello()
        socket.subscribe(added)
        for reading in readings(3):
            write(engine, reading)
            assert socket.data()["statementAdded"]["statement"]["key"]
    listening = ask(direct, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    assert listening == [(0,)]
    engine.dispose()


async def test_a_pooler_that_is_away(pooler: Pooler, direct: str) -> None:
    del pooler
    name = make_url(direct).database
    executor = open_engine(f"postgresql://postgres@127.0.0.1:9/{name}?prepared=off").executor
    with pytest.raises(UnavailableError):
        await executor.fetch("SELECT '1'", [])
    await executor.close()
