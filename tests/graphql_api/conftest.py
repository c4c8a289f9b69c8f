"""The application over an archive of random rows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.databases import Database, PostgresqlServer, clone_sqlite
from tests.keeping import Kept
from tests.storage.archive import Archive, make_archive

SEED = 5


@dataclass(repr=False)
class Client:
    """Asks the application, in process."""

    http: httpx.AsyncClient

    async def post(self, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        """Send a query."""
        return await self.http.post("/graphql", json={"query": query, "variables": variables})

    async def data(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """Send a query that must succeed and return its data."""
        answer = (await self.post(query, variables)).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def error(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """Send a query that must fail and return its first error."""
        response = await self.post(query, variables)
        assert response.status_code < 500, response.text
        answer = response.json()
        assert answer.get("data") is None, answer
        return answer["errors"][0]


@pytest.fixture(scope="session")
def archive() -> Archive:
    """Give the rows in memory."""
    return make_archive(SEED)


@pytest.fixture(scope="session")
def archive_database(
    dialect: str,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    archive: Archive,
    kept: Kept,
) -> Database:
    """Give a database with these rows."""

    @contextmanager
    def filled() -> Iterator[Database]:
        if dialect == "sqlite":
            template = request.getfixturevalue("sqlite_template")
            url = clone_sqlite(template, tmp_path_factory.mktemp("graphql"))
        else:
            server: PostgresqlServer = request.getfixturevalue("postgresql")
            url = server.create(request.getfixturevalue("postgresql_template"))
        database = Database(url, dialect)
        engine = database.engine()
        archive.store(engine)
        engine.dispose()
        yield database

    return kept.once(f"{dialect} of {id(archive)}", filled)


@pytest.fixture(scope="session")
def settings(archive_database: Database) -> Settings:
    """Give the settings of the application; a test may copy and change them."""
    return Settings(database_url=archive_database.url)


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    """Give the application, not yet started."""
    return create_app(settings)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[Client]:
    """Give a client of the application, started for one test."""
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield Client(http)
