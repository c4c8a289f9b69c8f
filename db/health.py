"""Whether the database answers, and at which version its tables are."""

from db.query.engine import QueryEngine


async def version_of(engine: QueryEngine) -> str:
    """Return the version of the tables; raise UnavailableError where there are none."""
    return await engine.executor.fetch(
        "SELECT max(version_num) FROM alembic_version", (), light=True
    )
