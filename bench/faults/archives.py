"""Empty archives to be filled under fire: copies of one that was migrated once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from bench.faults.child import keep_readings
from bench.faults.kills import Material
from bench.faults.reports import write_reports
from db.migrations import upgrade
from tests.databases import PostgresqlServer, migrated_sqlite, postgresql_server


@contextmanager
def material(database: str, folder: Path, articles: int) -> Iterator[Material]:
    """Write and read the reports; make archives of a kind, `sqlite` or `postgresql`."""
    reports = write_reports(folder / "reports", articles)
    readings = folder / "readings"
    keep_readings(reports, readings)
    if database == "sqlite":
        yield Material(reports, readings, sqlite_files(folder))
        return
    with postgresql_server() as server:
        yield Material(reports, readings, postgresql_databases(server))


def sqlite_files(folder: Path) -> Callable[[], str]:
    """Return what makes the next empty archive."""
    template, numbers = migrated_sqlite(folder), count(1)

    def make() -> str:
        path = folder / f"archive-{next(numbers)}.sqlite"
        shutil.copyfile(template, path)
        return f"sqlite:///{path}"

    return make


def postgresql_databases(server: PostgresqlServer) -> Callable[[], str]:
    """Return what makes the next empty archive, and drops the one before."""
    template = server.create()
    upgrade(template)
    made: list[str] = []

    def make() -> str:
        while made:
            server.drop(made.pop())
        made.append(server.create(template))
        return made[0]

    return make
