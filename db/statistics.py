"""What the planners of the databases know of the tables."""

from sqlalchemy import Engine

ANALYSED_ROWS = 1000
"""Rows of an index that SQLite looks at: enough for its choices, quick at any size."""


def refresh_statistics(engine: Engine) -> None:
    """Let the planner see what an import has added; SQLite never does so by itself."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql(f"PRAGMA analysis_limit = {ANALYSED_ROWS}")
        connection.exec_driver_sql("ANALYZE")
