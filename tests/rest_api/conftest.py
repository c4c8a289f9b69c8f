"""A server over an archive of made-up articles."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from db.linking import link_all
from db.runs import import_run
from db.writer import write_annotation
from tests.databases import Database, PostgresqlServer, clone_sqlite
from tests.keeping import Kept
from tests.live import LiveServer, serving
from tests.storage.factories import annotation
from tests.storage.opposites import NO, YES, Opposites, reading_of


@pytest.fixture(scope="session")
def archive(
    dialect: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    kept: Kept,
) -> Database:
    """Give a database with thirteen articles, in two disputes."""

    @contextmanager
    def filled() -> Iterator[Database]:
        if dialect == "sqlite":
            template = request.getfixturevalue("sqlite_template")
            url = clone_sqlite(template, tmp_path_factory.mktemp("rest"))
        else:
            server: PostgresqlServer = request.getfixturevalue("postgresql")
            url = server.create(request.getfixturevalue("postgresql_template"))
        database = Database(url, dialect)
        _fill(database)
        yield database

    return kept.once(f"{dialect} of REST", filled)


def _fill(database: Database) -> None:
    engine = database.engine()
    readings = [
        annotation(),
        *(reading_of(day, YES if day % 3 else NO, NO) for day in range(1, 11)),
        reading_of(20, YES, town=2),
        reading_of(21, NO, town=2),
    ]
    with import_run(engine, "tests", "rules", "1") as run:
        for reading in readings:
            write_annotation(engine, reading, run)
    link_all(engine, linker=Opposites())
    engine.dispose()


@pytest.fixture(scope="session")
def server(archive: Database, kept: Kept) -> LiveServer:
    """Serve the archive."""
    return kept.once(f"server of {archive.url}", lambda: serving(archive.url))


@pytest.fixture
def api(server: LiveServer) -> Iterator[httpx.Client]:
    """Give a client of the server."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client
