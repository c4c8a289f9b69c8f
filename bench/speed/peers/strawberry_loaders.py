"""What plain Strawberry loads by: one dataloader for each relation, new for each request."""

import os
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import create_async_engine
from strawberry.dataloader import DataLoader

from db.tables import metadata

type Context = dict[str, Any]

T = metadata.tables
STATEMENT, SPEAKER, ARTICLE = T["statement"], T["speaker"], T["article"]
LOCATION, MENTION, QUANTITY = T["location"], T["statement_location"], T["quantity"]
CONTRADICTION = T["contradiction"]
ENGINE = create_async_engine(os.environ["DATABASE_URL"], pool_size=10, max_overflow=0)


async def fetch(query: Select[Any]) -> list[Any]:
    """Run one query on a connection of the pool."""
    async with ENGINE.connect() as connection:
        return list((await connection.execute(query)).all())


def by_id(table: Table) -> Callable[[list[int]], Awaitable[list[Any]]]:
    """Return what loads rows by their ids."""

    async def load(ids: list[int]) -> list[Any]:
        found = {row.id: row for row in await fetch(select(table).where(table.c.id.in_(ids)))}
        return [found[number] for number in ids]

    return load


async def load_mentions(ids: list[int]) -> list[list[Any]]:
    """Load the places of statements."""
    query = select(MENTION).where(MENTION.c.statement_id.in_(ids)).order_by(MENTION.c.position)
    return grouped(ids, await fetch(query))


async def load_quantities(ids: list[int]) -> list[list[Any]]:
    """Load the quantities of statements."""
    query = select(QUANTITY).where(QUANTITY.c.statement_id.in_(ids)).order_by(QUANTITY.c.position)
    return grouped(ids, await fetch(query))


def grouped(ids: Sequence[Hashable], rows: Sequence[Any]) -> list[list[Any]]:
    """Put rows under the statements that they belong to."""
    lists: dict[Hashable, list[Any]] = {number: [] for number in ids}
    for row in rows:
        lists[row.statement_id].append(row)
    return list(lists.values())


async def loaders() -> Context:
    """Make loaders for one request."""
    return {
        "speaker": DataLoader(by_id(SPEAKER)),
        "article": DataLoader(by_id(ARTICLE)),
        "location": DataLoader(by_id(LOCATION)),
        "statement": DataLoader(by_id(STATEMENT)),
        "mentions": DataLoader(load_mentions),
        "quantities": DataLoader(load_quantities),
    }
