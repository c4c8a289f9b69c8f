"""Short statements of SQLite run at once; long and locked ones go to a thread."""

from __future__ import annotations

import asyncio
import math
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from db.query.errors import SlowQueryError, UnavailableError
from db.query.sqlite import SqliteExecutor, _Job
from db.query.sqlite_here import FEWEST_ASIDE, LONGER, REMEMBERED, TURNS_ASIDE, Here

SHORT = "SELECT 'short' || ?"
LONG = (
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) "
    "SELECT 'long' || ? || max(i) FROM n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a file with a table."""
    path = tmp_path / "here.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    return path


@pytest.fixture
async def executor(path: Path) -> AsyncIterator[SqliteExecutor]:
    """Give what runs statements on it."""
    executor = SqliteExecutor(path, timeout=30, readers=2)
    yield executor
    await executor.close()


def here(path: Path) -> Here:
    return Here(lambda: sqlite3.connect(path, check_same_thread=False))


def trials(tried: Here, times: int) -> list[bool]:
    """Ask for a statement again and again; tells when it was tried."""
    seen = []
    for _ in range(times):
        tried._end = math.nan
        tried.run(LONG, ["?"], light=False)
        seen.append(not math.isnan(tried._end))
    return seen


def test_a_long_statement_is_broken_off_and_tried_again_later(path: Path) -> None:
    with closing(here(path)) as tried:
        assert tried.run(SHORT, ["!"], light=False) == "short!"
        assert tried.run(LONG, ["?"], light=False) is None
        for turns in (FEWEST_ASIDE, LONGER * FEWEST_ASIDE):
            assert trials(tried, turns + 1) == [*[False] * turns, True]
        for _ in range(3):
            trials(tried, TURNS_ASIDE)
        assert trials(tried, 2 * (TURNS_ASIDE + 1)).count(True) == 2
        assert tried.run(SHORT, ["."], light=False) == "short."
        assert tried.run(LONG, ["!"], light=True) == "long!300000"


def test_a_statement_that_was_long_once_stays(path: Path) -> None:
    with closing(here(path)) as tried:
        assert tried.run(SHORT, ["!"], light=False) == "short!"
        for _ in range(2):
            tried._set_aside(SHORT)
        told = [tried.run(SHORT, ["!"], light=False) for _ in range(2 * LONGER * FEWEST_ASIDE)]
        aside = LONGER * FEWEST_ASIDE
        assert told == [None] * aside + ["short!"] * aside
        tried._set_aside(SHORT)
        told = [tried.run(SHORT, ["!"], light=False) for _ in range(FEWEST_ASIDE + 1)]
        assert told == [*[None] * FEWEST_ASIDE, "short!"]


def test_only_so_many_long_statements_are_remembered(path: Path) -> None:
    with closing(here(path)) as tried:
        for number in range(REMEMBERED + 1):
            tried._set_aside(f"SELECT {number}")
        assert len(tried._aside) == 1


async def test_what_is_broken_off_is_answered_by_a_thread(executor: SqliteExecutor) -> None:
    answers = await asyncio.gather(
        *(executor.fetch(LONG if each % 3 == 0 else SHORT, [str(each)]) for each in range(12))
    )
    assert answers == [
        f"long{each}300000" if each % 3 == 0 else f"short{each}" for each in range(12)
    ]
    assert await executor.fetch(LONG, ["h"], heavy=True) == "longh300000"


async def test_a_long_statement_does_not_keep_the_loop(executor: SqliteExecutor) -> None:
    long = asyncio.create_task(executor.fetch(LONG, ["-"]))
    await asyncio.sleep(0)
    assert not long.done()
    assert await executor.fetch(SHORT, ["!"], light=True) == "short!"
    assert not long.done()
    assert await long == "long-300000"


@pytest.mark.parametrize("light", [True, False])
async def test_a_locked_file_is_waited_for_by_a_thread(
    executor: SqliteExecutor, path: Path, *, light: bool
) -> None:
    """Without a write-ahead log a writer keeps readers out for a moment."""
    await executor.fetch(SHORT, [""])
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        asked = asyncio.create_task(
            executor.fetch("SELECT 'rows: ' || count(*) FROM t", [], light=light)
        )
        for _ in range(3):
            await asyncio.sleep(0.01)  # the loop goes on
        assert not asked.done()
        writer.execute("INSERT INTO t VALUES (1)")
        writer.execute("COMMIT")
        assert await asked == "rows: 1"


async def test_what_is_wrong_is_an_error_and_no_reason_for_a_thread(
    executor: SqliteExecutor, tmp_path: Path
) -> None:
    with pytest.raises(UnavailableError):
        await executor.fetch("SELECT x FROM missing", [])
    other = SqliteExecutor(tmp_path / "none.sqlite", timeout=30, readers=1)
    with pytest.raises(UnavailableError):
        await other.fetch(SHORT, ["!"])
    await other.close()
    assert other.usage().busy == executor.usage().busy == 0


async def test_nothing_runs_once_it_is_closed(path: Path) -> None:
    """Else a late request would open a connection that nobody closes."""
    executor = SqliteExecutor(path, timeout=30, readers=1)
    assert await executor.fetch(SHORT, ["!"]) == "short!"
    await executor.close()
    for light in (True, False):
        with pytest.raises(UnavailableError):
            await executor.fetch(SHORT, ["!"], light=light)


async def test_what_is_stopped_just_before_it_begins_does_not_run_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To SQLite nothing was running yet, so that there was nothing to interrupt."""
    begin = _Job.begin

    def begin_and_stop(job: _Job, connection: sqlite3.Connection) -> None:
        begin(job, connection)
        job.stop()

    executor = SqliteExecutor(path, timeout=30, readers=1)
    with monkeypatch.context() as patched:
        patched.setattr(_Job, "begin", begin_and_stop)
        with pytest.raises(SlowQueryError):
            async with asyncio.timeout(20):
                await executor.fetch(LONG.replace("300000", "1e15"), ["x"], heavy=True)
    assert await executor.fetch(SHORT, ["x"], heavy=True) == "shortx"
    await executor.close()
