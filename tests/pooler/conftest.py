"""An archive that is reached directly and through PgBouncer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.databases import PostgresqlServer
from tests.pooler.pgbouncer import Pooler, pooling


@pytest.fixture(scope="session")
def pooler(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pooler]:
    """Run a PgBouncer in front of the server of this worker."""
    if request.config.getoption("--db") == "sqlite":
        pytest.skip("about PostgreSQL alone")
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    uri = make_url(server._uri)
    host, folder = uri.query["host"], tmp_path_factory.mktemp("pgbouncer")
    with pooling(str(host), uri.username or "postgres", Path(folder)) as running:
        yield running


@pytest.fixture
def direct(pooler: Pooler, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the URL of an empty migrated database, past the pooler."""
    del pooler
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create(request.getfixturevalue("postgresql_template"))
    yield url
    server.drop(url)


@pytest.fixture
def pooled(pooler: Pooler, direct: str) -> str:
    """Give the URL of the same database through the pooler."""
    return pooler.url(direct, prepared="off")
