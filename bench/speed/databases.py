"""The archives that are measured: kept as SQLite files, copied into a PostgreSQL of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.speed.fill import bring_up, copy_to_postgresql, fill_sqlite
from bench.speed.servers import ROOT, Process
from bench.speed.sides import PLAIN
from db.engine import parse_url
from tests.databases import PostgresqlServer, postgresql_server

KEPT = ROOT / "data" / "bench"
FORM = 2
"""Goes up with every change to what the archive holds: files of an older form are left alone."""
POSTGRESQL, SQLITE = "postgresql", "sqlite"


@dataclass(frozen=True)
class Databases:
    """URLs of one archive by database, and the PostgreSQL server, where there is one."""

    articles: int
    urls: dict[str, str]
    server: Process | None


def archive_file(articles: int, folder: Path) -> Path:
    """Make the archive of a size, or take the one that was made before."""
    path = folder.resolve() / f"{articles}-{FORM}.sqlite"
    if path.exists():
        bring_up(path)
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    for left in path.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    print(f"Making an archive of {articles:,} articles …", flush=True)
    fill_sqlite(unfinished, articles)
    unfinished.rename(path)
    return path


@contextmanager
def postgresql(only: str | None) -> Iterator[PostgresqlServer | None]:
    """Start PostgreSQL, unless SQLite alone is measured."""
    if only == SQLITE:
        yield None
        return
    with postgresql_server() as server:
        yield server


def open_databases(
    articles: int,
    only: str | None,
    server: PostgresqlServer | None,
    folder: Path = KEPT,
    *,
    plain: bool = False,
) -> Databases:
    """Make one archive ready in every database; with `plain` once more without copied columns.

    The SQLite file is kept in the folder.
    """
    path = archive_file(articles, folder)
    urls = {} if only == POSTGRESQL else {SQLITE: f"sqlite:///{path}"}
    if server is None:
        return Databases(articles, urls, None)
    print(f"Copying {articles:,} articles into PostgreSQL …", flush=True)
    urls[POSTGRESQL] = server.create()
    copy_to_postgresql(path, urls[POSTGRESQL])
    if plain:
        urls[PLAIN] = server.create(urls[POSTGRESQL])
        _remove_copies(urls[PLAIN])
    return Databases(articles, urls, Process(_postmaster(urls[POSTGRESQL])))


def _dsn(url: str) -> str:
    return parse_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _remove_copies(url: str) -> None:
    """Bring a copy of the archive to the tables that one would model at first."""
    statements = (Path(__file__).parent / "sql" / "without_copies.sql").read_text(encoding="utf-8")
    with psycopg.connect(_dsn(url), autocommit=True) as connection:
        connection.execute(statements.encode())


def _postmaster(url: str) -> int:
    """Return the process that started all others of the PostgreSQL server."""
    with psycopg.connect(_dsn(url)) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    return int((Path(row[0]) / "postmaster.pid").read_text(encoding="utf-8").split()[0])
