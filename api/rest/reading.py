"""Ask the query engine for pages and items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from api.rest.counting import NOTHING, Counting
from api.rest.fields import chosen_of
from api.rest.resources import Resource
from db.query.engine import QueryEngine
from db.query.errors import FilterError, QueryError
from db.query.selection import Field, shape_of, variables_as_arguments

LITERAL = frozenset({"first", "orderBy"})
"""What becomes part of the SQL: a bound LIMIT or order cannot be planned well."""
MAX_DEPTH = 40
"""How deep a `where` may be nested before anything walks it."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What a reader asks of a list."""

    where: dict[str, Any]
    sort: str | None
    limit: int
    cursor: str | None
    counting: Counting = NOTHING
    fields: tuple[str, ...] = ()
    """The names of the fields that items are wanted with; all where there are none."""

    def variables(self, resource: Resource) -> dict[str, Any]:
        """Name the arguments as the engine does, leaving out those not given."""
        given = {
            "where": self.where or None,
            "orderBy": resource.order(self.sort),
            "first": self.limit,
            "after": self.cursor,
        }
        return {name: value for name, value in given.items() if value is not None}


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """A page as it came."""

    items: list[dict[str, Any]]
    next_cursor: str | None
    total_count: int | None
    facets: dict[str, Any] | None = None

    @property
    def counts(self) -> dict[str, Any]:
        """Return what was counted, by the names of the answer."""
        counted = {"totalCount": self.total_count, "facets": self.facets}
        return {name: value for name, value in counted.items() if value is not None}


async def read_page(engine: QueryEngine, resource: Resource, asked: PageRequest) -> PageAnswer:
    """Read one page of a list."""
    check_depth(asked.where)
    variables = asked.variables(resource)
    key = (resource.path, asked.counting, asked.fields, shape_of(variables, LITERAL))
    plan = engine.cached(key)
    try:
        if plan is None:
            plan = engine.plan([_page_field(resource, variables, asked)])
            engine.keep(key, plan)
        answer = orjson.loads(await engine.run_in_turn(plan, variables))["page"]
    except QueryError as error:
        raise _as_named_in_rest(error) from error
    return PageAnswer(
        items=[edge["node"] for edge in answer["edges"]],
        next_cursor=answer["pageInfo"]["endCursor"] if answer["pageInfo"]["hasNextPage"] else None,
        total_count=answer.get("totalCount"),
        facets=answer.get("facets"),
    )


async def read_item(
    engine: QueryEngine, resource: Resource, key: str, fields: tuple[str, ...] = ()
) -> dict[str, Any] | None:
    """Read one item by its public key, with all fields or those named."""
    try:
        found = await item_json(engine, resource, key, fields)
    except QueryError as error:
        raise _as_named_in_rest(error) from error
    item: dict[str, Any] | None = None if found is None else orjson.loads(found)
    return item


async def item_json(
    engine: QueryEngine, resource: Resource, key: str, fields: tuple[str, ...] = ()
) -> bytes | None:
    """Read one item by its public key as it is answered; None where there is none."""
    if resource.item_root is None:
        return None
    variables = {"key": key}
    plan_key = (resource.path, "item", fields)
    plan = engine.cached(plan_key)
    if plan is None:
        arguments = variables_as_arguments(variables)
        selected = chosen_of(resource.item, fields)
        plan = engine.plan([Field(resource.item_root, "item", arguments, selected)])
        engine.keep(plan_key, plan)
    answer = await engine.run(plan, variables)
    found = answer[len(b'{"item":') : -1]
    return None if found == b"null" else found


def _page_field(resource: Resource, variables: dict[str, Any], asked: PageRequest) -> Field:
    node = Field("node", "node", fields=chosen_of(resource.listed, asked.fields))
    parts = (
        Field("edges", "edges", fields=(node,)),
        Field(
            "pageInfo",
            "pageInfo",
            fields=(Field("endCursor", "endCursor"), Field("hasNextPage", "hasNextPage")),
        ),
        *asked.counting.fields(resource),
    )
    return Field(resource.list_root, "page", variables_as_arguments(variables), parts)


_NAMES = {"first": "limit", "after": "cursor", "orderBy": "sort"}


def _as_named_in_rest(error: QueryError) -> QueryError:
    """Name the parameter at fault as REST does."""
    steps = list(error.path[1:] if error.path[:1] in {("page",), ("item",)} else error.path)
    if steps:
        steps[0] = _NAMES.get(str(steps[0]), steps[0])
    error.path = tuple(steps)
    return error


def check_depth(value: Any) -> None:
    """Refuse what is nested too deeply to be walked, without walking it recursively."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            member
            for item in level
            if isinstance(item, dict | list)
            for member in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return
    raise FilterError("is nested too deeply", ("where",))
