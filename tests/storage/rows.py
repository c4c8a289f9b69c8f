"""Look at rows."""

from typing import Any

from sqlalchemy import Engine, select

from db.tables.base import Table, table_of


def rows(engine: Engine, model: type[Table], **equal: Any) -> list[Any]:
    """Return all rows of a table, or those with the values given, by id."""
    table = table_of(model)
    query = select(table).filter_by(**equal).order_by(table.c.id)
    with engine.connect() as connection:
        return list(connection.execute(query))
