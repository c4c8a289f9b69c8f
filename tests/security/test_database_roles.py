"""The roles of docs/operations.md: one owns the tables, the other serves and imports, no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege, UndefinedObject
from sqlalchemy import make_url

from api.app import create_app
from api.settings import Settings
from db.api_keys import create_key
from db.counts import recount
from db.engine import create_engine
from db.enums import KeyScope
from db.linking import link_all
from db.migrations import check, downgrade, upgrade
from db.statistics import refresh_statistics
from db.verification import verify
from tests.databases import PostgresqlServer
from tests.docs.markdown import blocks
from tests.faults.articles import fill
from tests.live import run_program

ONCE, BEFORE, AFTER = (block.text for block in blocks("sql") if block.page == "docs/operations.md")
OWNER, APP, NAME = "counterclaim_owner", "counterclaim_app", "counterclaim"


@dataclass(frozen=True)
class Roles:
    """The archive as each role reaches it."""

    owner: str
    app: str
    stranger: str


def run(url: str, statements: str) -> None:
    """Run statements one by one, as psql does."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in statements.split(";"):
            if statement.strip():
                connection.execute(statement.encode())


@pytest.fixture(scope="module")
def roles(request: pytest.FixtureRequest) -> Iterator[Roles]:
    """Set up what the page says, word for word."""
    if request.config.getoption("--db") == "sqlite":
        pytest.skip("about PostgreSQL alone")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    admin = make_url(server._uri)
    run(admin.render_as_string(hide_password=False), ONCE + "CREATE ROLE stranger LOGIN")
    owner, app, stranger = (
        admin.set(username=role, database=NAME).render_as_string(hide_password=False)
        for role in (OWNER, APP, "stranger")
    )
    run(owner, BEFORE)
    upgrade(owner)
    run(owner, AFTER)
    yield Roles(owner, app, stranger)
    server._run(f"DROP DATABASE {NAME} WITH (FORCE)")
    for role in (OWNER, APP, "stranger"):
        server._run(f"DROP ROLE {role}")


async def test_the_second_role_does_all_the_daily_work(roles: Roles) -> None:
    check(roles.app)
    engine = create_engine(roles.app, pooled=False)
    fill(engine)
    link_all(engine)
    recount(engine)
    assert verify(engine).faults == []
    key, _ = create_key(engine, "reviewer", [KeyScope.REVIEW])
    mine = {"authorization": f"Bearer {key}"}
    app = create_app(Settings(database_url=roles.app, webhooks=False))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        assert (await http.get("/readyz")).status_code == 200
        found = (await http.get("/v1/contradictions")).json()["items"]
        assert found
        body = {"entity": "contradiction", "key": found[0]["key"], "verdict": "CONFIRMED"}
        assert (await http.post("/v1/reviews", json=body, headers=mine)).status_code == 201
    assert verify(engine).faults == []
    engine.dispose()


def test_the_second_role_refreshes_what_the_planner_knows(roles: Roles) -> None:
    engine = create_engine(roles.app, pooled=False)
    with engine.connect() as connection:
        before = connection.exec_driver_sql(_ANALYSED).scalar()
    refresh_statistics(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(_ANALYSED).scalar() != before
    engine.dispose()


_ANALYSED = "SELECT max(last_analyze) FROM pg_stat_user_tables WHERE relname = 'statement'"

REFUSED = [
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION file_fdw",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "DROP TABLE article",
    "DROP DATABASE counterclaim",
    "TRUNCATE article",
    "ALTER TABLE article ADD COLUMN mine int",
    "ALTER TABLE article DISABLE TRIGGER ALL",
    "CREATE INDEX mine ON article (id)",
    "UPDATE alembic_version SET version_num = '9999'",
    "DELETE FROM alembic_version",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY article FROM PROGRAM 'id'",
    "COPY article TO '/tmp/articles'",
    "COPY article FROM '/etc/passwd'",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_hba_file_rules",
    "SELECT * FROM pg_user_mapping",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/mine')",
    "SELECT pg_reload_conf()",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "ALTER SYSTEM SET fsync = off",
    "ALTER DATABASE counterclaim SET statement_timeout = 0",
    "ALTER ROLE counterclaim_owner PASSWORD 'x'",
    "ALTER ROLE counterclaim_app SUPERUSER",
    "SET ROLE counterclaim_owner",
    "SET SESSION AUTHORIZATION postgres",
    "SET session_replication_role = replica",
    "GRANT counterclaim_owner TO counterclaim_app",
    "LOAD 'auto_explain'",
    "DO LANGUAGE plpython3u 'pass'",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_second_role_does_no_more(roles: Roles, statement: str) -> None:
    with pytest.raises((InsufficientPrivilege, UndefinedObject)):
        run(roles.app, statement)


def test_strangers_are_not_let_in(roles: Roles) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        run(roles.stranger, "SELECT 1")


@contextmanager
def outdated(url: str) -> Iterator[None]:
    downgrade(url, "-1")
    try:
        yield
    finally:
        upgrade(url)


def test_the_second_role_is_told_that_it_may_not_upgrade(roles: Roles) -> None:
    told = run_program("db", "upgrade", database_url=roles.app)
    assert told.returncode == 0, "nothing is left to do"
    with outdated(roles.owner):
        told = run_program("db", "upgrade", database_url=roles.app)
    assert told.returncode == 2
    assert b"database-rights" in told.stderr
    assert b"Traceback" not in told.stderr
