"""Database URLs, and what is said when one does not work."""

import re
import sqlite3
import stat
import threading
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from sqlalchemy import text

from db.engine import check_connection, create_engine, parse_url
from db.errors import DatabaseError
from tests.databases import Database


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///data/news.sqlite", "sqlite+pysqlite"),
        ("sqlite:////var/lib/news.sqlite", "sqlite+pysqlite"),
        ("postgresql://reader@db.example/news", "postgresql+psycopg"),
        ("postgres://reader@db.example/news", "postgresql+psycopg"),
        ("postgresql+asyncpg://reader@db.example:5433/news", "postgresql+psycopg"),
    ],
)
def test_a_url_gets_the_driver_that_writes(url: str, driver: str) -> None:
    assert parse_url(url).drivername == driver


@pytest.mark.parametrize(
    "url", ["", "news.sqlite", "sqlite://", "sqlite:///:memory:", "mysql://host/news", "://", "x:y"]
)
def test_a_url_that_leads_nowhere_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(DatabaseError, match=re.escape("sqlite:///path/to/file.sqlite")) as caught:
        parse_url(url)
    assert caught.value.code == "database-url"


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a/b/news.sqlite", pooled=False)
    check_connection(engine)
    assert (tmp_path / "a" / "b" / "news.sqlite").exists()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder"):
        create_engine(f"sqlite:///{tmp_path}")


def test_a_folder_under_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError) as caught:
        create_engine(f"sqlite:///{tmp_path}/file/news.sqlite")
    assert caught.value.code == "database-not-writable"


def test_no_right_to_write_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Root may write everywhere, so the operating system's answer is set by hand.
    monkeypatch.setattr("db.engine.os.access", lambda *_: False)
    (tmp_path / "news.sqlite").touch(mode=stat.S_IRUSR)
    with pytest.raises(DatabaseError, match="No right to write") as caught:
        create_engine(f"sqlite:///{tmp_path}/news.sqlite")
    assert caught.value.code == "database-not-writable"


def test_another_kind_of_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "news.sqlite").write_text("This is a diary, not a database. " * 40)
    engine = create_engine(f"sqlite:///{tmp_path}/news.sqlite", pooled=False)
    with pytest.raises(DatabaseError) as caught:
        check_connection(engine)
    assert caught.value.code == "database-unreadable"


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    engine = create_engine("postgresql://reader:s3cret@127.0.0.1:9/news", pooled=False)
    with pytest.raises(DatabaseError, match=re.escape("127.0.0.1:9")) as caught:
        check_connection(engine)
    assert caught.value.code == "database-unreachable"
    assert "s3cret" not in caught.value.detail


def test_sqlite_connections_are_set_up(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/news.sqlite", pooled=False)
    wanted = {"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 30000, "synchronous": 1}
    with engine.connect() as connection:
        for name, value in wanted.items():
            assert connection.execute(text(f"PRAGMA {name}")).scalar_one() == value


def test_writers_take_turns(database: Database) -> None:
    """The second waits for the first and then sees what it wrote."""
    first, second = database.engine(), database.engine()
    add = text("INSERT INTO party (code, name, kind) VALUES (:code, 'x', 'group')")
    with first.begin() as connection:
        connection.execute(add, {"code": "A"})
    with second.begin() as connection:
        connection.execute(add, {"code": "B"})
        found = connection.execute(text("SELECT count(*) FROM party")).scalar_one()
    assert found == 2
    first.dispose()
    second.dispose()


@pytest.mark.parametrize(("patience", "is_opened"), [(20.0, True), (0.0, False)])
def test_a_new_file_is_waited_for_while_another_writes_it(
    tmp_path: Path, *, patience: float, is_opened: bool
) -> None:
    path = tmp_path / "new.sqlite"
    engine = create_engine(f"sqlite:///{path}", pooled=False, patience=patience)
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE held (number INTEGER)")
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        release.start()
        try:
            with nullcontext() if is_opened else pytest.raises(DatabaseError, match="locked"):
                check_connection(engine)
        finally:
            release.join()
    engine.dispose()
