"""A real server over an archive of random rows, and the application in process."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.databases import Database
from tests.graphql_api.conftest import app, archive, archive_database, client, settings
from tests.keeping import Kept
from tests.live import LiveServer, serving

__all__ = ["app", "archive", "archive_database", "client", "settings"]


@pytest.fixture(scope="session")
def server(archive_database: Database, kept: Kept) -> LiveServer:
    """Serve the archive."""
    url = archive_database.url
    return kept.once(f"server of {url}", lambda: serving(url))


@pytest.fixture
def http(server: LiveServer) -> Iterator[httpx.Client]:
    """Give a client of the server."""
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client
