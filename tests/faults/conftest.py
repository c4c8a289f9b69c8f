"""A filled archive on each database."""

import pytest
from sqlalchemy import Engine

from tests.databases import Database
from tests.faults.articles import fill


@pytest.fixture
def filled(database: Database, engine: Engine) -> Database:
    """Give a database with articles that are linked."""
    fill(engine)
    return database
