"""`/v1/statements/stats`: how many statements there are by what they share."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from api.rest.fields import fields_of
from api.rest.filtering import filters_in, named_as_given, with_filters
from api.rest.models import ClaimName, Day, LocationReference, Model, Party, SpeakerReference
from api.rest.parameters import StatementParameters
from api.rest.reading import check_depth
from api.rest.routes import HEADERS, LIST_ERRORS, problem_responses
from api.rest.strict import StrictRoute
from api.rest.where_schemas import FILTER
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Field as Selected
from db.query.selection import shape_of, variables_as_arguments
from db.query.statistics import DEFAULT_GROUPS, MAX_GROUPS, StatementGroup

LITERAL = frozenset({"first", "groupBy"})
QUERY_ERRORS = LIST_ERRORS | problem_responses(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_NAMES = {"first": "limit"}
_BY = (
    "What to count by: one or more of "
    f"{', '.join(group.lower() for group in StatementGroup)}, with commas or repeated; "
    "of the periods only one."
)


class StatementStat(Model):
    """How many statements share what they are counted by."""

    count: int = Field(examples=[12])
    speaker: SpeakerReference | None
    party: Party | None
    place: LocationReference | None = Field(description="A statement counts at each of its places.")
    type: ClaimName | None
    period: Day | None = Field(
        description="The first day of the period, of a week the Monday; null for the undated."
    )


class StatementStats(Model):
    """Groups, the most frequent first. What was not counted by is null."""

    items: list[StatementStat]


_GROUPS: Any = Field(min_length=1, max_length=20, description=_BY, examples=[["party,month"]])
_LIMIT: Any = Field(default=DEFAULT_GROUPS, ge=1, le=MAX_GROUPS, description="How many groups.")

StatsParameters = with_filters(
    "StatsParameters",
    "What to count by, and filters on statements.",
    StatementParameters,
    group_by=(list[str], _GROUPS),
    limit=(int, _LIMIT),
)


class StatsBody(BaseModel):
    """Counts asked for with the `where` of GraphQL."""

    model_config = ConfigDict(extra="forbid")

    group_by: list[str] = Field(
        alias="groupBy",
        min_length=1,
        max_length=20,
        description=_BY,
        examples=[["PARTY"]],
        json_schema_extra={
            "items": {"type": "string", "enum": [group.name for group in StatementGroup]}
        },
    )
    where: dict[str, Any] = Field(
        default_factory=dict,
        description="The filter, as GraphQL's `where` takes it.",
        examples=[{"place": {"country": {"eq": "UA"}}}],
        json_schema_extra={FILTER: ["StatementWhere"]},
    )
    limit: int = Field(default=DEFAULT_GROUPS, ge=1, le=MAX_GROUPS, strict=True)


def stats_router() -> APIRouter:
    """Make the routes; they go before those of items, whose keys may hold a slash."""
    router = APIRouter(prefix="/v1/statements", route_class=StrictRoute)

    async def count(request: Request, parameters: Any) -> Response:
        filters = filters_in(parameters, StatementParameters)
        try:
            return await _answer(request, parameters.group_by, filters.where(), parameters.limit)
        except QueryError as error:
            raise named_as_given(error, filters, _NAMES) from error

    count.__annotations__ |= {
        "request": Request,
        "parameters": Annotated[StatsParameters, Query()],
    }
    router.add_api_route(
        "/stats",
        count,
        operation_id="countStatements",
        summary="Count statements by what they share",
        description="The most frequent groups first; counts by speaker or party, type and month "
        "are kept and cost next to nothing.",
        tags=["statements"],
        response_model=None,
        responses={200: {"model": StatementStats}, **LIST_ERRORS},
    )

    async def query(request: Request, body: StatsBody) -> Response:
        check_depth(body.where)
        return await _answer(request, body.group_by, body.where, body.limit)

    query.__annotations__ |= {"request": Request, "body": StatsBody}
    router.add_api_route(
        "/stats/query",
        query,
        methods=["POST"],
        operation_id="queryStatementCounts",
        summary="Count statements under a nested filter",
        description="Takes the `where` of GraphQL. It reads only; POST is for the body.",
        tags=["statements"],
        response_model=None,
        responses={200: {"model": StatementStats}, **QUERY_ERRORS},
    )
    return router


async def _answer(request: Request, by: list[str], where: dict[str, Any], limit: int) -> Response:
    engine: QueryEngine = request.app.state.engine
    names = [name.strip().upper() for each in by for name in each.split(",")]
    given: dict[str, Any] = {"groupBy": names, "first": limit}
    if where:
        given["where"] = where
    key = ("stats", shape_of(given, LITERAL))
    try:
        plan = engine.cached(key)
        if plan is None:
            arguments = variables_as_arguments(given)
            fields = fields_of(StatementStat)
            plan = engine.plan([Selected("statementStats", "items", arguments, fields)])
            engine.keep(key, plan)
        body = await engine.run_in_turn(plan, given)
    except QueryError as error:
        raise QueryError(error.code, error.message, error.path[1:]) from error
    return Response(
        orjson.dumps(orjson.loads(body)), media_type="application/json", headers=HEADERS
    )
