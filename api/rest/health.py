"""Whether the server runs, and whether it can answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.http.stopping import stopping
from api.problems import RETRY_AFTER, ProblemError
from api.rest.routes import problem_responses
from db.health import version_of
from db.migrations import head


class Health(BaseModel):
    """The server runs."""

    status: Literal["ok"] = "ok"


class Readiness(Health):
    """The server can answer."""

    database: str = Field(description="The version of the tables.", examples=["0004"])


def health_router() -> APIRouter:
    """Make the routes."""
    router = APIRouter(tags=["health"])
    router.add_api_route(
        "/healthz",
        _healthz,
        operation_id="health",
        summary="Does the server run?",
        response_model=Health,
    )
    router.add_api_route(
        "/readyz",
        _readyz,
        operation_id="readiness",
        summary="Can the server answer?",
        response_model=Readiness,
        responses=problem_responses(HTTPStatus.SERVICE_UNAVAILABLE),
    )
    return router


async def _healthz() -> Health:
    return Health()


async def _readyz(request: Request) -> Readiness:
    if request.app.state.leaving:
        raise stopping("The server is about to stop: send it no more requests.")
    found = await version_of(request.app.state.engine)
    if found != head():
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "database-outdated",
            f"The database is at version {found}, the program needs {head()}.",
            headers={"Retry-After": RETRY_AFTER},
        )
    return Readiness(database=found)
