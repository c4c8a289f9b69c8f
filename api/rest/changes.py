"""`GET /v1/changes`: what happened in the archive, in order and without gaps."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.rest.models import Key, Model, Moment, one_of
from api.rest.parameter_parts import upper
from api.rest.routes import HEADERS, LIST_ERRORS
from api.rest.strict import StrictRoute
from api.streams.server import Streams
from db.enums import ChangeKind, Entity
from db.query.changes import feed_cursor
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Field as Selected
from db.query.selection import shape_of, variables_as_arguments

NOW = "now"
_NODE = ("kind", "entity", "key", "recordedAt")
_LITERAL = frozenset({"first", "last"})
_NAMES = {"after": "cursor", "first": "limit"}

type EntityName = Annotated[str, one_of(Entity, Entity.STATEMENT)]
type ChangeName = Annotated[str, one_of(ChangeKind, ChangeKind.ADDED)]

_FIELDS = (
    Selected(
        "edges",
        "edges",
        fields=(
            Selected(
                "node",
                "node",
                fields=tuple(Selected(each, each) for each in _NODE),
            ),
        ),
    ),
    Selected(
        "pageInfo",
        "pageInfo",
        fields=tuple(Selected(each, each) for each in ("endCursor", "hasNextPage")),
    ),
)

_FOLDERS = {
    "STATEMENT": "statements",
    "CONTRADICTION": "contradictions",
    "DISPUTE": "disputes",
    "ARTICLE": "articles",
    "SPEAKER": "speakers",
}


class Change(Model):
    """Something that happened to one entity."""

    kind: ChangeName
    entity: EntityName
    key: Key
    recorded_at: Moment
    href: str = Field(
        description="Where the entity is, while it holds.",
        examples=["/v1/statements/845cfb81491162d1af2bbc3e"],
    )


class ChangePage(Model):
    """Events in order, and where to go on."""

    items: list[Change]
    next_cursor: str = Field(
        description="Ask with it again, at once or later: nothing is missed, nothing comes twice."
    )
    has_more: bool = Field(description="Whether more has happened already.")


class ChangeParameters(BaseModel):
    """What the feed takes."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    cursor: str | None = Field(
        default=None,
        max_length=4000,
        description="`nextCursor` of the answer before; `now` for the end of the feed. The "
        "feed begins with the first event unless given.",
    )
    limit: int = Field(default=20, ge=1, le=100, description="How many events come at most.")
    wait: float = Field(
        default=0,
        ge=0,
        le=30,
        allow_inf_nan=False,
        description="Seconds to wait for an event where there is none yet.",
    )
    entity: Annotated[list[EntityName] | None, BeforeValidator(upper)] = Field(
        default=None, max_length=10, description="What it happened to. Repeat it for several."
    )
    kind: Annotated[list[ChangeName] | None, BeforeValidator(upper)] = Field(
        default=None, max_length=10, description="What happened. Repeat it for several."
    )

    def variables(self) -> dict[str, Any]:
        """Name the arguments as the engine does."""
        where = {
            name: {"in": chosen}
            for name, chosen in (("entity", self.entity), ("kind", self.kind))
            if chosen
        }
        given = {"where": where or None, "first": self.limit, "after": self.cursor}
        return {name: value for name, value in given.items() if value is not None}


def change_router() -> APIRouter:
    """Make the route of the feed."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)

    async def list_changes(
        request: Request, parameters: Annotated[ChangeParameters, Query()]
    ) -> Response:
        engine: QueryEngine = request.app.state.engine
        if parameters.cursor == NOW:
            page = await _end(engine)
        else:
            page = await _page(engine, parameters)
            if parameters.wait and not page["items"]:
                page = await _wait(request.app.state.streams, engine, parameters)
        return Response(orjson.dumps(page), media_type="application/json", headers=HEADERS)

    router.add_api_route(
        "/changes",
        list_changes,
        operation_id="listChanges",
        summary="Follow what changes",
        description="What happened to statements, contradictions, disputes and articles, the "
        "oldest first. Events come in the order in which they became visible, so that a reader "
        "who goes on from the last cursor misses none.",
        tags=["changes"],
        response_model=None,
        responses={**LIST_ERRORS, 200: {"model": ChangePage}},
    )
    return router


async def _page(engine: QueryEngine, parameters: ChangeParameters) -> dict[str, Any]:
    answer = await _read(engine, parameters.variables())
    reached = answer["pageInfo"]["endCursor"] or parameters.cursor or feed_cursor(0)
    items = [edge["node"] for edge in answer["edges"]]
    for item in items:
        item["href"] = f"/v1/{_FOLDERS[item['entity']]}/{item['key']}"
    more = answer["pageInfo"]["hasNextPage"]
    return {"items": items, "nextCursor": reached, "hasMore": more}


async def _wait(
    streams: Streams, engine: QueryEngine, parameters: ChangeParameters
) -> dict[str, Any]:
    """Read again whenever something has happened, until something fits or the time is over."""
    with streams.connection(), suppress(TimeoutError):
        async with asyncio.timeout(parameters.wait):
            going_on = True
            while going_on:
                end = await streams.feed.end()
                page = await _page(engine, parameters)
                if page["items"]:
                    return page
                going_on = await streams.more(end)
    return await _page(engine, parameters)


async def _end(engine: QueryEngine) -> dict[str, Any]:
    answer = await _read(engine, {"last": 1})
    reached = answer["pageInfo"]["endCursor"] or feed_cursor(0)
    return {"items": [], "nextCursor": reached, "hasMore": False}


async def _read(engine: QueryEngine, variables: dict[str, Any]) -> dict[str, Any]:
    key = ("changes", shape_of(variables, _LITERAL))
    try:
        plan = engine.cached(key)
        if plan is None:
            arguments = variables_as_arguments(variables)
            plan = engine.plan([Selected("changes", "page", arguments, _FIELDS)])
            engine.keep(key, plan)
        answer: dict[str, Any] = orjson.loads(await engine.run(plan, variables))["page"]
    except QueryError as error:
        steps = [_NAMES.get(str(step), step) for step in error.path if step != "page"]
        if steps[:1] == ["where"]:
            steps = steps[1:2]  # the parameter that the filter was made of
        error.path = tuple(steps)
        raise
    return answer
