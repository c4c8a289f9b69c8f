"""`GET /v1/places/<key>/control`: who held a place, according to whom."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from api.problems import ProblemError
from api.rest.fields import fields_of
from api.rest.models import (
    Claim,
    DateInterval,
    Day,
    LocationReference,
    Model,
    Party,
    StanceName,
    StatementReference,
)
from api.rest.parameter_parts import DAY
from api.rest.routes import HEADERS, problem_responses
from api.rest.strict import StrictRoute
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Field as Selected
from db.query.selection import variables_as_arguments

PLAN = "control"


class ControlStatement(StatementReference):
    """A claim on a place."""

    claim: Claim
    stance: StanceName | None
    about: DateInterval | None


class ControlSide(Model):
    """What one side claims of a place on one day."""

    party: Party | None
    contested: bool = Field(description="Whether a statement on this place contradicts one.")
    statements: list[ControlStatement]


class ControlDay(Model):
    """A day on which somebody claims something of the place."""

    date: Day
    contested: bool
    sides: list[ControlSide]


class Control(Model):
    """Who held a place, according to whom; days without a claim are left out."""

    place: LocationReference
    complete: bool = Field(description="False where there is more: ask for a shorter period.")
    days: list[ControlDay]


class Period(BaseModel):
    """The days to look at, both included."""

    model_config = ConfigDict(extra="forbid")

    first: str = Field(
        alias="from",
        pattern=DAY,
        json_schema_extra={"format": "date"},
        description="The first day.",
        examples=["2025-11-01"],
    )
    last: str = Field(
        alias="to",
        pattern=DAY,
        json_schema_extra={"format": "date"},
        description="The last day, at most 91 days later.",
        examples=["2025-11-30"],
    )


def control_router() -> APIRouter:
    """Make the route."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)

    async def control(request: Request, key: str, period: Any) -> Response:
        engine: QueryEngine = request.app.state.engine
        given = {"place": key, "from": period.first, "to": period.last}
        plan = engine.cached(PLAN)
        if plan is None:
            arguments = variables_as_arguments(given)
            plan = engine.plan([Selected("control", "control", arguments, fields_of(Control))])
            engine.keep(PLAN, plan)
        try:
            found = orjson.loads(await engine.run_in_turn(plan, given))["control"]
        except QueryError as error:
            raise QueryError(error.code, error.message, error.path[1:]) from error
        if found is None:
            detail = "There is no place with this key."
            raise ProblemError(HTTPStatus.NOT_FOUND, "unknown-key", detail)
        return Response(orjson.dumps(found), media_type="application/json", headers=HEADERS)

    control.__annotations__ |= {
        "request": Request,
        "key": Annotated[
            str,
            Path(max_length=500, description="Key of the place.", examples=["geonames:703656"]),
        ],
        "period": Annotated[Period, Query()],
    }
    router.add_api_route(
        "/places/{key:path}/control",
        control,
        operation_id="control",
        summary="Who held a place, according to whom",
        description="Each side's claims of control and movement by day, contested days marked.",
        tags=["locations"],
        response_model=None,
        responses={
            200: {"model": Control},
            **problem_responses(
                HTTPStatus.NOT_FOUND,
                HTTPStatus.UNPROCESSABLE_ENTITY,
                HTTPStatus.SERVICE_UNAVAILABLE,
            ),
        },
    )
    return router
