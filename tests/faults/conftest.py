"""A filled archive on each database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import make_url

from tests.databases import Database, PostgresqlServer, clone_sqlite
from tests.faults.articles import fill
from tests.keeping import Kept


@pytest.fixture
def filled(
    database: Database,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    kept: Kept,
) -> Database:
    """Give a database with articles that are linked: once a run they are written, then copied."""
    dialect = database.dialect

    @contextmanager
    def whole() -> Iterator[Database]:
        if dialect == "sqlite":
            template = request.getfixturevalue("sqlite_template")
            url = clone_sqlite(template, tmp_path_factory.mktemp("filled"))
        else:
            server: PostgresqlServer = request.getfixturevalue("postgresql")
            url = server.create(request.getfixturevalue("postgresql_template"))
        engine = Database(url, dialect).engine()
        fill(engine)
        engine.dispose()
        yield Database(url, dialect)

    template = kept.once(f"{dialect} of reports", whole).url
    if dialect == "sqlite":
        names = [make_url(each).database or "" for each in (template, database.url)]
        shutil.copyfile(*names)
    else:
        request.getfixturevalue("postgresql").replace(database.url, template)
    return database
