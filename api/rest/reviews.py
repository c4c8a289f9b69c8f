"""`POST /v1/reviews`: decide on a contradiction, a dispute or a speaker."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.problems import ProblemError
from api.rest.models import Key
from api.rest.routes import HEADERS, problem_responses
from api.security.callers import Caller
from api.security.requirements import KeyFirstRoute, requires
from api.writing import Writing
from db.enums import KeyScope, Verdict
from db.merged_speakers import merge_speakers, split_speaker
from db.query.errors import QueryError
from db.reviews import (
    MAX_NOTE,
    MAX_SPLIT,
    Decision,
    UnknownKeyError,
    merge_disputes,
    review_contradiction,
    review_dispute,
    split_dispute,
)


class _About(BaseModel):
    """What every decision has."""

    model_config = ConfigDict(extra="forbid")

    key: Key
    note: str | None = Field(
        default=None,
        max_length=MAX_NOTE,
        description="Why, for those who come after you.",
        examples=["The two speak of different bridges."],
    )


class Judgement(_About):
    """Confirm or reject one, or withdraw what was decided."""

    entity: Literal["contradiction", "dispute"]
    verdict: Literal["CONFIRMED", "REJECTED", "WITHDRAWN"]


class Merging(_About):
    """Make one of two: the older dispute is left, the speaker that is `other`."""

    entity: Literal["dispute", "speaker"]
    verdict: Literal["MERGED"]
    other: Key = Field(examples=["0c5d8f0f6f4d2c1b7a9e3d51"])


class Splitting(_About):
    """Take contradictions into a dispute of their own."""

    entity: Literal["dispute"]
    verdict: Literal["SPLIT"]
    contradictions: list[Key] = Field(min_length=1, max_length=MAX_SPLIT)


class SpeakerSplitting(_About):
    """Take a merged speaker for one of its own again."""

    entity: Literal["speaker"]
    verdict: Literal["SPLIT"]


type _AnySplitting = Annotated[Splitting | SpeakerSplitting, Field(discriminator="entity")]
type ReviewBody = Annotated[Judgement | Merging | _AnySplitting, Field(discriminator="verdict")]


class Reviewed(BaseModel):
    """What was decided, and where to look."""

    entity: Literal["contradiction", "dispute", "speaker"]
    key: Key
    """Of two that are merged that of the one who is left, of a split that of the new one."""
    verdict: str = Field(examples=["REJECTED"])
    reviewer: str = Field(description="The name of the API key.", examples=["Newsroom"])


def review_router() -> APIRouter:
    """Make the route."""
    router = APIRouter(prefix="/v1", route_class=KeyFirstRoute)

    async def decide(
        request: Request,
        body: ReviewBody,
        caller: Annotated[Caller, requires(KeyScope.REVIEW)],
    ) -> Response:
        writing: Writing = request.app.state.writing
        by = Decision(reviewer=caller.name, note=body.note)
        try:
            key = await _decide(writing, body, by)
        except UnknownKeyError as error:
            raise ProblemError(HTTPStatus.NOT_FOUND, error.code, str(error)) from error
        except QueryError as error:
            raise error.below("body") from error
        found = Reviewed(entity=body.entity, key=key, verdict=body.verdict, reviewer=caller.name)
        return JSONResponse(found.model_dump(), HTTPStatus.CREATED, headers=HEADERS)

    decide.__annotations__ |= {
        "request": Request,
        "body": ReviewBody,
        "caller": Annotated[Caller, requires(KeyScope.REVIEW)],
    }
    router.add_api_route(
        "/reviews",
        decide,
        methods=["POST"],
        status_code=HTTPStatus.CREATED,
        operation_id="review",
        summary="Decide on a contradiction, a dispute or a speaker",
        description="Needs a key with the scope `review`, whose name stands by the decision.",
        tags=["reviews"],
        response_model=None,
        responses={
            **problem_responses(
                *(HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN),
                *(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                HTTPStatus.UNPROCESSABLE_ENTITY,
                HTTPStatus.SERVICE_UNAVAILABLE,
            ),
            201: {"model": Reviewed},
        },
    )
    return router


async def _decide(
    writing: Writing, body: Judgement | Merging | Splitting | SpeakerSplitting, by: Decision
) -> str:
    if isinstance(body, Merging):
        merge = merge_speakers if body.entity == "speaker" else merge_disputes
        return await writing.run(merge, body.key, body.other, by)
    if isinstance(body, SpeakerSplitting):
        return await writing.run(split_speaker, body.key, by)
    if isinstance(body, Splitting):
        return await writing.run(split_dispute, body.key, body.contradictions, by)
    work: Any = review_contradiction if body.entity == "contradiction" else review_dispute
    key: str = await writing.run(work, body.key, Verdict[body.verdict], by)
    return key
