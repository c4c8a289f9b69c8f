"""A small archive on each database, for one test."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.databases import Database
from tests.storage.archive import make_archive


@pytest.fixture
def filled(database: Database, engine: Engine) -> Database:
    """Give a database with some rows of each kind."""
    make_archive(5).store(engine)
    engine.dispose()
    return database
