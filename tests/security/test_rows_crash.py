"""Row 15 of docs/security.md, on both databases: the run after a broken one makes all whole."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from bench.faults.archives import postgresql_databases, sqlite_files
from bench.faults.child import keep_readings, start_import
from bench.faults.kills import Material, kill_imports
from bench.faults.reports import write_reports
from bench.faults.state import Difference, State, compare, state_of
from db.linking import link_all
from tests.databases import Database, PostgresqlServer, clone_sqlite
from tests.live import PATIENCE, PROGRAM

ARTICLES = 12
KILLS = 2
AT_ONCE = 4


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give a folder of reports, and the file with what was read of them."""
    folder = tmp_path_factory.mktemp("crash")
    files = write_reports(folder / "reports", ARTICLES)
    keep_readings(files, folder / "readings")
    return files, folder / "readings"


def finish(url: str, reports: tuple[Path, Path]) -> None:
    process = start_import(url, *reports)
    process.join(PATIENCE)
    assert process.exitcode == 0


def assert_whole(engine: Engine) -> None:
    """Every article is there once, whole, with all its links, as if linked anew."""
    found: State = state_of(engine)
    assert len(found.articles) == ARTICLES
    assert found.links
    assert compare(engine, found) == Difference()
    link_all(engine)
    assert compare(engine, found) == Difference()


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        number: int = connection.execute(text("SELECT count(*) FROM article")).scalar_one()
    return number


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_row_15_killed_on_either_database(
    dialect: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    reports: tuple[Path, Path],
) -> None:
    if dialect == "sqlite":
        make = sqlite_files(tmp_path)
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql")
        make = postgresql_databases(server)
    kills = list(kill_imports(Material(*reports, make), KILLS, seed=15))
    assert [kill.difference for kill in kills] == [Difference()] * len(kills)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_row_15_ended_in_the_middle(
    number: signal.Signals, database: Database, engine: Engine, reports: tuple[Path, Path]
) -> None:
    process = start_import(database.url, *reports, pause=0.3)
    until(lambda: stored(engine) >= 3 or not process.is_alive())
    assert process.pid is not None
    os.kill(process.pid, number)
    process.join(PATIENCE)
    assert process.exitcode != 0
    assert 3 <= stored(engine) < ARTICLES
    finish(database.url, reports)
    assert_whole(engine)


def test_row_15_a_person_who_stops_it_is_shown_no_trace(
    sqlite_template: Path, tmp_path: Path, reports: tuple[Path, Path]
) -> None:
    database = Database(clone_sqlite(sqlite_template, tmp_path), "sqlite")
    engine = database.engine()
    command = [*PROGRAM, "import", str(reports[0]), "--database", database.url]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
    until(lambda: stored(engine) > 0 or process.poll() is not None)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130, told
    assert b"Traceback" not in told
    engine.dispose()


@contextmanager
def writing(database: Database, engine: Engine, seconds: float) -> Iterator[None]:
    """Hold what every import must write for a while."""
    connection = engine.connect()
    begun = connection.begin()
    if database.dialect == "postgresql":
        connection.exec_driver_sql("LOCK TABLE article, import_run IN ACCESS EXCLUSIVE MODE")
    timer = threading.Timer(seconds, begun.rollback)
    timer.start()
    try:
        yield
    finally:
        timer.join()
        connection.close()


def test_row_15_a_lock_is_waited_out(
    database: Database, engine: Engine, reports: tuple[Path, Path]
) -> None:
    with writing(database, engine, 3.0):
        process = start_import(database.url, *reports)
    process.join(PATIENCE)
    assert process.exitcode == 0
    assert_whole(engine)


def test_row_15_four_importers_at_once(
    database: Database, engine: Engine, reports: tuple[Path, Path]
) -> None:
    processes = [start_import(database.url, *reports) for _ in range(AT_ONCE)]
    for process in processes:
        process.join(PATIENCE)
    assert [process.exitcode for process in processes] == [0] * AT_ONCE
    assert_whole(engine)
