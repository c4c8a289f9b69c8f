"""Fixtures for tests of the database."""

import pytest
from sqlalchemy import Engine

from db.runs import ImportRun, start_run


@pytest.fixture
def run(engine: Engine) -> ImportRun:
    """Open an import run."""
    return start_run(engine, "tests", "rules", "1")
