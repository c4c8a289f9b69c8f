"""An issuer, and a server that trusts it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from tests.databases import Database, clone_sqlite
from tests.security.tokens.asking import GOOD, asking, settings_for
from tests.security.tokens.issuer import Issuer, issuing


@pytest.fixture(scope="session")
def shared() -> Iterator[Issuer]:
    """Give an issuer with a key of each kind."""
    with issuing() as issuer:
        issuer.publish("RS256-1", GOOD, "EdDSA-1")
        yield issuer


@pytest.fixture
def issuer(shared: Issuer) -> Issuer:
    """Give the issuer in good order."""
    shared.publish("RS256-1", GOOD, "EdDSA-1")
    shared.delay, shared.drip, shared.asked = 0.0, 0.0, 0
    return shared


@pytest.fixture(scope="session")
def archive_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Give an archive for what hangs on no database: whether a token is good."""
    return Database(clone_sqlite(sqlite_template, tmp_path_factory.mktemp("tokens")), "sqlite")


@pytest.fixture(scope="session")
def trusting(archive_file: Database, shared: Issuer) -> FastAPI:
    """Give a server that trusts the issuer, not yet started."""
    return create_app(settings_for(archive_file, shared.url))


@pytest.fixture
async def http(trusting: FastAPI, issuer: Issuer) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of it, started for one test; it knows no keys yet."""
    del issuer
    async with asking(None, trusting) as (client, _):
        yield client
