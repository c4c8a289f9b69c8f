"""The head of SQLite's index: changed by every commit, read without taking anyone's locks away."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from db.wal_index import COPY, open_head, read_head

TRY_TO_WRITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
else:
    print("written")
"""


def connect(path: Path, journal: str = "WAL") -> sqlite3.Connection:
    """Open an archive of one table, which is made where there is none."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("CREATE TABLE IF NOT EXISTS said (words TEXT)")
    return connection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Name an archive."""
    return tmp_path / "archive.sqlite"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """Keep an archive open."""
    with closing(connect(path)) as opened:
        yield opened


def head_of(path: Path) -> bytes:
    """Read the head, which nobody is writing."""
    descriptor = open_head(path)
    assert descriptor is not None
    head = read_head(descriptor)
    assert head is not None
    return head


def open_files() -> set[int]:
    """List what this process has open, by number."""
    found = set()
    for descriptor in range(os.sysconf("SC_OPEN_MAX")):
        with suppress(OSError):
            found.add(os.fstat(descriptor).st_ino)
    return found


def test_every_commit_changes_it(connection: sqlite3.Connection, path: Path) -> None:
    seen = {head_of(path)}
    for turn in range(1, 51):
        connection.execute("INSERT INTO said VALUES ('that')")
        if turn % 10 == 0:  # the log begins anew, so that its length says nothing
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        seen.add(head_of(path))
        assert len(seen) > turn


def test_what_is_not_committed_leaves_it(connection: sqlite3.Connection, path: Path) -> None:
    before = head_of(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO said VALUES ('that')")
    assert head_of(path) == before
    connection.execute("ROLLBACK")
    connection.execute("SELECT * FROM said").fetchall()
    assert head_of(path) == before


def test_another_process_changes_it(connection: sqlite3.Connection, path: Path) -> None:
    before = head_of(path)
    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('CREATE TABLE more (x)')"
    subprocess.run([sys.executable, "-c", script, str(path)], check=True)
    assert head_of(path) != before
    assert connection.execute("SELECT * FROM more").fetchall() == []


def test_an_archive_with_another_journal_has_none(path: Path) -> None:
    with closing(connect(path, "DELETE")):
        assert open_head(path) is None


@pytest.mark.parametrize(
    "damaged", [b"", b"\1" * COPY, b"\1" * COPY + b"\2" * COPY, bytes(2 * COPY)]
)
def test_a_head_that_is_being_written_is_none(tmp_path: Path, damaged: bytes) -> None:
    index = tmp_path / "index"
    index.write_bytes(damaged)
    with index.open("rb") as opened:
        assert read_head(opened.fileno()) is None


def test_locks_of_other_connections_stay(connection: sqlite3.Connection, path: Path) -> None:
    """POSIX gives all locks of a file back when the process closes one descriptor of it."""
    connection.execute("BEGIN IMMEDIATE")
    for _ in range(3):
        head_of(path)
    asked = subprocess.run(
        [sys.executable, "-c", TRY_TO_WRITE, str(path)], check=True, capture_output=True, text=True
    )
    assert asked.stdout.strip() == "database is locked"


def test_what_sqlite_has_taken_away_is_closed(path: Path, tmp_path: Path) -> None:
    with closing(connect(path)):
        descriptor = open_head(path)
        assert descriptor is not None
        assert open_head(path) == descriptor
    gone = os.fstat(descriptor).st_ino
    with closing(connect(tmp_path / "another.sqlite")):
        open_head(tmp_path / "another.sqlite")
    assert gone not in open_files()
