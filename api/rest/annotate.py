"""`POST /v1/annotate`: read a text that is not stored."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.annotating import (
    Annotator,
    AnnotatorBusyError,
    AnnotatorFailedError,
    Given,
    Unread,
)
from api.problems import RETRY_AFTER, Fault, ProblemError
from api.rest.parameter_parts import DAY, PUBLISHED
from api.rest.routes import HEADERS, problem_responses

MAX_TEXT = 200_000


class AnnotateBody(BaseModel):
    """A text and what is known of it."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=MAX_TEXT,
        examples=["Colonel Davit Arelian said on Monday that his men had taken Tarnova."],
    )
    published: str | None = Field(
        default=None,
        pattern=DAY,
        json_schema_extra={"format": "date", "pattern": PUBLISHED},
        description="Relative dates are resolved against it.",
        examples=["2024-11-26"],
    )
    name: str = Field(default="text", min_length=1, max_length=200, examples=["tarnova.txt"])
    title: str | None = Field(default=None, max_length=1000)
    url: str | None = Field(default=None, max_length=2000)
    outlet: str | None = Field(default=None, max_length=200)
    layers: bool = Field(
        default=False,
        strict=True,
        description="Add all that is seen, statement or not.",
    )

    def given(self) -> Given:
        """Check what a pattern cannot."""
        for name in ("text", "name", "title", "url", "outlet"):
            check_characters(name, getattr(self, name))
        return Given(
            name=self.name,
            text=self.text,
            published=day_of("published", self.published),
            url=self.url,
            outlet=self.outlet,
            title=self.title,
        )


class Annotated(BaseModel):
    """What was found, in the form of docs/annotation-format.md. Offsets count `text`."""

    model_config = ConfigDict(extra="forbid")

    file: str = Field(examples=["tarnova.txt"])
    published: str | None
    text: str
    """The text as it was read: from a page, the report in it."""
    statements: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]
    warnings: list[str]
    layers: dict[str, Any] | None = None


def annotate_router() -> APIRouter:
    """Make the route."""
    router = APIRouter(prefix="/v1")
    router.add_api_route(
        "/annotate",
        _annotate,
        methods=["POST"],
        operation_id="annotate",
        summary="Read a text that is not stored",
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
            200: {"model": Annotated},
        },
    )
    return router


@contextmanager
def reader_problems() -> Iterator[None]:
    """Tell a client what became of its texts where the reader's process could not take them."""
    try:
        yield
    except AnnotatorBusyError as error:
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "busy",
            "Too many texts are waiting to be read; try again in a few seconds.",
            headers={"Retry-After": RETRY_AFTER},
        ) from error
    except AnnotatorFailedError as error:
        raise ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "text-too-heavy",
            "What was sent took longer than allowed, or broke its reader; send less.",
            headers={"Retry-After": RETRY_AFTER},
        ) from error


async def _annotate(request: Request, body: AnnotateBody) -> Response:
    annotator: Annotator = request.app.state.annotator
    with reader_problems():
        found = await annotator.read(body.given(), layers=body.layers)
    if isinstance(found, Unread):
        raise ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, found.code, found.message)
    return JSONResponse(found, headers=HEADERS)


def day_of(name: str, written: str | None) -> date | None:
    """Read a day of the body; raise ProblemError where the calendar has none such."""
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise fault(name, "must be a day that exists, YYYY-MM-DD") from None


def check_characters(name: str, value: str | None) -> None:
    """Raise ProblemError where a text of the body holds what no database can."""
    if value is None:
        return
    if "\0" in value:
        raise fault(name, "must not contain the NUL character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise fault(name, "must not contain half of a surrogate pair") from None


def fault(name: str, message: str) -> ProblemError:
    """Return the problem of a field of the body."""
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "bad-parameter",
        f"{name} {message}",
        faults=[Fault(where=f"body.{name}", message=message)],
    )
