"""`POST /v1/compare`: judge two texts, or a list of pairs, that are not stored."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.annotating import Annotator, GivenPair
from api.problems import ProblemError
from api.rest.annotate import check_characters, day_of, fault, reader_problems
from api.rest.parameter_parts import DAY, PUBLISHED
from api.rest.routes import HEADERS, problem_responses

MAX_TEXT = 20_000
MAX_PAIRS = 100
_TEXTS = ("a", "b", "a_speaker", "b_speaker")
_PUBLISHED: Any = {"format": "date", "pattern": PUBLISHED}


class ComparePair(BaseModel):
    """Two texts of a few sentences and what is known of them."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = Field(
        default=None, max_length=200, description="Comes back with the verdict.", examples=["p1"]
    )
    a: str = Field(
        min_length=1,
        max_length=MAX_TEXT,
        examples=["Colonel Davit Arelian said on Monday that his men held Tarnova."],
    )
    b: str = Field(
        min_length=1,
        max_length=MAX_TEXT,
        examples=["The rebels do not hold Tarnova, the governor said on Monday."],
    )
    a_published: str | None = Field(
        default=None,
        pattern=DAY,
        json_schema_extra=_PUBLISHED,
        description="Relative dates of `a` are resolved against it.",
        examples=["2024-11-26"],
    )
    b_published: str | None = Field(
        default=None, pattern=DAY, json_schema_extra=_PUBLISHED, examples=["2024-11-26"]
    )
    a_speaker: str | None = Field(
        default=None, max_length=200, description="Who says `a`, where it does not tell."
    )
    b_speaker: str | None = Field(default=None, max_length=200)

    def given(self, where: str) -> GivenPair:
        """Check what a pattern cannot; `where` is the path of the pair in the body."""
        for name in _TEXTS:
            check_characters(f"{where}{name}", getattr(self, name))
        return GivenPair(
            self.a,
            self.b,
            day_of(f"{where}a_published", self.a_published),
            day_of(f"{where}b_published", self.b_published),
            self.a_speaker,
            self.b_speaker,
        )


class Evidence(BaseModel):
    """The words that a verdict rests on, by offsets into the text as sent."""

    start: int
    end: int
    text: str


class Compared(BaseModel):
    """How two texts stand to each other, by what rule and why."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = None
    relation: str = Field(
        description="`contradicts`, `revises`, `corroborates`, `near_miss` or `unrelated`.",
        examples=["contradicts"],
    )
    type: str | None = Field(examples=["control"])
    confidence: float = Field(ge=0, le=1)
    rule: str | None
    reason: str = Field(
        description="One plain sentence; of a near miss, what keeps it from being more."
    )
    evidence_a: Evidence | None
    evidence_b: Evidence | None
    value_a: str | None
    value_b: str | None


class Fault(BaseModel):
    """What is wrong with a pair."""

    code: str = Field(examples=["empty-text"])
    message: str


class Uncompared(BaseModel):
    """A pair of a list that was not compared; it never stops the rest."""

    model_config = ConfigDict(extra="forbid")

    id: str | None = None
    error: Fault


def compare_router() -> APIRouter:
    """Make the route."""
    router = APIRouter(prefix="/v1")
    router.add_api_route(
        "/compare",
        _compare,
        methods=["POST"],
        operation_id="compare",
        summary="Judge two texts, or a list of pairs, that are not stored",
        tags=["annotate"],
        response_model=None,
        responses={
            **problem_responses(
                HTTPStatus.BAD_REQUEST,
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                HTTPStatus.UNPROCESSABLE_ENTITY,
                HTTPStatus.SERVICE_UNAVAILABLE,
            ),
            200: {"model": Compared | list[Compared | Uncompared]},
        },
    )
    return router


_SOME = Field(json_schema_extra={"minItems": 1, "maxItems": MAX_PAIRS})


async def _compare(
    request: Request,
    body: Annotated[
        ComparePair | Annotated[list[ComparePair], _SOME],
        Body(description=f"A pair, or a list of at most {MAX_PAIRS}."),
    ],
) -> Response:
    pairs = body if isinstance(body, list) else [body]
    if not 1 <= len(pairs) <= MAX_PAIRS:
        raise fault("pairs", f"must be 1 to {MAX_PAIRS} pairs")
    given = [
        pair.given(f"{number}." if isinstance(body, list) else "")
        for number, pair in enumerate(pairs)
    ]
    answers = await judge(request.app.state.annotator, given)
    for pair, answer in zip(pairs, answers, strict=True):
        if pair.id is not None:
            answer["id"] = pair.id
    if isinstance(body, list):
        return JSONResponse(answers, headers=HEADERS)
    if "error" in answers[0]:
        problem = answers[0]["error"]
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, problem["code"], problem["message"])
    return JSONResponse(answers[0], headers=HEADERS)


async def judge(annotator: Annotator, pairs: list[GivenPair]) -> list[dict[str, Any]]:
    """Compare pairs in the reader's process; raise ProblemError where it cannot."""
    with reader_problems():
        return await annotator.compare(pairs)
