"""Run migrations over the connection that db.migrations hands in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON
from sqlmodel import AutoString

from db.dialects import dialect_module
from db.tables import metadata
from db.types import UtcDateTime


def include_object(item: Any, name: str | None, type_: str, *_compared: Any) -> bool:
    """Leave out what the dialect modules make by hand."""
    del item
    dialect = dialect_module(context.get_context().dialect.name)
    unmanaged = {"table": dialect.UNMANAGED_TABLES, "index": dialect.UNMANAGED_INDEXES}
    return name not in unmanaged.get(type_, ())


def render_item(type_: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write plain SQLAlchemy types, so that old migrations import nothing that may change."""
    del autogen
    if type_ == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if type_ == "type" and isinstance(item, JSON):
        return 'sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")'
    if type_ == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run inside one transaction: all of the steps happen, or none."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=metadata,
        include_object=include_object,
        render_item=render_item,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
