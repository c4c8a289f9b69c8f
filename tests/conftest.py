"""Fixtures for all tests.

Ask for `database` and the test runs twice, on SQLite and on PostgreSQL, each time with a fresh
migrated database. `--db sqlite` leaves PostgreSQL out while you work.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import httpx
import hypothesis
import pytest
from httpx._config import create_ssl_context
from sqlalchemy import Engine

from db.migrations import upgrade
from tests.databases import (
    Database,
    PostgresqlServer,
    clone_sqlite,
    migrated_sqlite,
    postgresql_server,
)
from tests.keeping import Kept

# No verdict may hang on the speed of the machine.
hypothesis.settings.register_profile("counterclaim", deadline=None)
# pytest --hypothesis-profile=thorough: many more examples, and other ones each time.
hypothesis.settings.register_profile("thorough", deadline=None, max_examples=3000)
hypothesis.settings.load_profile("counterclaim")

DIALECTS = ("sqlite", "postgresql")
LONGEST_FIRST = ("serving", "faults", "security", "docs", "clients", "pages", "cli", "storage")
"""Folders with files of few tests that take long, or of very many."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run keep to one database."""
    parser.addoption("--db", choices=DIALECTS, default=None, help="run tests on this database only")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose files take longest, so that all workers end at about once."""

    def place(item: pytest.Item) -> int:
        folder = item.path.parent.name
        return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=place)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that asks for a dialect on the chosen ones."""
    if "dialect" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        metafunc.parametrize("dialect", [chosen] if chosen else DIALECTS, scope="session")


@pytest.fixture(scope="session", autouse=True)
def _authorities_read_once() -> Iterator[None]:
    """Keep what httpx reads of the authorities of the web: for each client it takes 30 ms anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpx._transports.default, "create_ssl_context", cache(create_ssl_context))
        yield


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    """Keep what is made once a run, on whichever database the next test is."""
    with Kept() as kept:
        yield kept


@pytest.fixture(scope="session")
def postgresql(kept: Kept) -> PostgresqlServer:
    """Give the PostgreSQL server of this worker."""
    return kept.once("postgresql", postgresql_server)


@pytest.fixture(scope="session")
def postgresql_template(postgresql: PostgresqlServer) -> str:
    """Give the URL of a migrated database to clone."""
    url = postgresql.create()
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite file to copy."""
    return migrated_sqlite(tmp_path_factory.mktemp("template"))


@pytest.fixture
def empty_database(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """Give a database without tables."""
    if dialect == "sqlite":
        yield Database(f"sqlite:///{tmp_path}/empty.sqlite", dialect)
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create()
    yield Database(url, dialect)
    server.drop(url)


@pytest.fixture
def database(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Give a fresh migrated database."""
    if dialect == "sqlite":
        yield Database(clone_sqlite(request.getfixturevalue("sqlite_template"), tmp_path), dialect)
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create(request.getfixturevalue("postgresql_template"))
    yield Database(url, dialect)
    server.drop(url)


@pytest.fixture
def engine(database: Database) -> Iterator[Engine]:
    """Give an engine for writing to the test's database."""
    engine = database.engine()
    yield engine
    engine.dispose()
