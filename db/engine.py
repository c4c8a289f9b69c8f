"""Engines for the two databases, from one form of URL.

The synchronous engines made here serve writing, migrations and the command line; the query engine
opens its own connections with the settings named here.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from db.errors import DatabaseError
from db.postgres_sessions import (
    COMMANDS,
    Bounds,
    for_session,
    for_transaction,
    session_settings,
    split_prepared,
)

FORMS = "sqlite:///path/to/file.sqlite or postgresql://user@host:5432/name"

SQLITE_PRAGMAS = (
    # Off by default, for every connection anew.
    "PRAGMA foreign_keys = ON",
    # Readers go on while one writes.
    "PRAGMA journal_mode = WAL",
    # Safe against a crash of the program; only a power cut can lose the last commit.
    "PRAGMA synchronous = NORMAL",
)

PATIENCE = 30.0
"""Seconds to wait for another writer, where Python's default gives up after 5."""
BETWEEN_TRIES = 0.02
"""Seconds between two tries where SQLite does not wait by itself."""


def parse_url(url: str) -> URL:
    """Check a database URL and fill in the driver; raise DatabaseError with what to write."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        message = f"The database URL cannot be read. Write {FORMS}."
        raise DatabaseError("database-url", message) from None
    backend = parsed.drivername.partition("+")[0]
    if backend == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            message = "The SQLite URL names no file. Write sqlite:///path/to/file.sqlite."
            raise DatabaseError("database-url", message)
        return parsed.set(drivername="sqlite+pysqlite")
    if backend in {"postgresql", "postgres"}:
        split_prepared(parsed)
        return parsed.set(drivername="postgresql+psycopg")
    message = f"There is no support for {backend!r} databases. Write {FORMS}."
    raise DatabaseError("database-url", message)


def create_engine(
    url: str,
    *,
    read_only: bool = False,
    pooled: bool = True,
    patience: float | None = None,
    bounds: Bounds = COMMANDS,
) -> Engine:
    """Make an engine whose connections carry the settings that the tables rely on.

    `patience` is for how many seconds a statement waits for what another writer has locked. Without
    it SQLite waits for PATIENCE, and PostgreSQL for as long as `bounds` say, which tell as well how
    long a statement may take and a transaction stand still there.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        wait = PATIENCE if patience is None else patience
        return _sqlite_engine(parsed, read_only=read_only, pooled=pooled, patience=wait)
    if patience is not None:
        bounds = replace(bounds, lock=patience)
    settings = session_settings(bounds, read_only=read_only)
    return _postgresql_engine(parsed, settings, pooled=pooled)


def _sqlite_engine(url: URL, *, read_only: bool, pooled: bool, patience: float) -> Engine:
    _prepare_sqlite_file(Path(url.database or ""))
    pool = {} if pooled else {"poolclass": NullPool}
    engine = sqlalchemy.create_engine(url, **pool)

    @event.listens_for(engine, "connect")
    def _configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        if not isinstance(connection, sqlite3.Connection):  # the only driver that URLs lead to
            raise TypeError(type(connection))
        # The driver opens no transactions by itself (it would not for DDL): _begin does.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        for pragma in SQLITE_PRAGMAS:
            _execute_in_time(connection, pragma, patience)
        if read_only:
            connection.execute("PRAGMA query_only = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer that begins as a reader fails at its first write when another came between,
        # without waiting; one that asks for the write lock at once waits its turn.
        reads = read_only or connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _execute_in_time(connection: sqlite3.Connection, pragma: str, patience: float) -> None:
    """Set a pragma; where another connection holds the file, try again for `patience` seconds.

    SQLite does not wait by itself when two connections turn a new file to WAL at the same moment.
    """
    until = monotonic() + patience
    while True:
        try:
            connection.execute(pragma)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(BETWEEN_TRIES)
        else:
            return


def _prepare_sqlite_file(path: Path) -> None:
    """Make the folder of the file, and say clearly when the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"Cannot make the folder {path.parent}: {error.strerror}."
        raise DatabaseError("database-not-writable", message) from error
    target = path if path.exists() else path.parent
    if path.is_dir():
        raise DatabaseError("database-url", f"{path} is a folder; name a file in it.")
    if not os.access(target, os.W_OK):
        message = f"No right to write {target}. Change its owner, or choose another file."
        raise DatabaseError("database-not-writable", message)


def _postgresql_engine(url: URL, settings: Mapping[str, str], *, pooled: bool) -> Engine:
    pool: dict[str, Any] = {"pool_pre_ping": True} if pooled else {"poolclass": NullPool}
    arguments: dict[str, Any] = {"connect_timeout": 10}
    url, prepared = split_prepared(url)
    if not prepared:
        arguments["prepare_threshold"] = None
    engine = sqlalchemy.create_engine(url, connect_args=arguments, **pool)
    in_session, in_transaction = for_session(settings), for_transaction(settings)

    def _configure(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        del record
        with closing(connection.cursor()) as cursor:
            cursor.execute(in_session)
        connection.commit()

    def _begin(connection: Connection) -> None:
        # Past SQLAlchemy, which would put it under the options of what comes next.
        with closing(connection.connection.cursor()) as cursor:
            cursor.execute(in_transaction)

    if prepared:
        event.listen(engine, "connect", _configure)
    else:
        event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads, over an engine that may write: it blocks no writer."""
    with engine.connect().execution_options(reads=True) as connection, connection.begin():
        yield connection


@contextmanager
def writing_at_once(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; raise OperationalError where SQLite would have to wait.

    In PostgreSQL no transaction waits to begin: there a statement says what it skips.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        patience = 0
        if isinstance(driver, sqlite3.Connection):
            (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()
            driver.execute("PRAGMA busy_timeout = 0")
        try:
            with connection.begin():
                yield connection
        finally:
            if isinstance(driver, sqlite3.Connection):
                driver.execute(f"PRAGMA busy_timeout = {patience}")


def check_connection(engine: Engine) -> None:
    """Raise DatabaseError when the database cannot be reached or is none."""
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM (SELECT 1) AS one")
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        message = f"Cannot open {where}: {_first_line(error)}."
        raise DatabaseError("database-unreachable", message) from error
    except sqlalchemy.exc.DatabaseError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise DatabaseError("database-unreadable", f"{where} is not a database.") from error


def _first_line(error: OperationalError) -> str:
    return str(error.orig).strip().partition("\n")[0].rstrip(".")
