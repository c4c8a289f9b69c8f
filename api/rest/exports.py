"""`/v1/export/…`: everything under a filter, streamed, in the format that is asked for."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, create_model

from api.rest.export_catalogue import FORMATS, PARAMETERS, export_of, format_of, media_types
from api.rest.export_writing import Slots, answered
from api.rest.filtering import filters_in, named_as_given, with_filters
from api.rest.routes import LIST_ERRORS, problem_responses
from api.rest.strict import StrictRoute
from api.rest.where_schemas import FILTER, filter_of
from db.query.errors import QueryError

MAX_CURSOR = 4000
_NAMES = {"after": "cursor"}
_CURSOR: Any = Field(
    default=None,
    max_length=MAX_CURSOR,
    description="Go on behind this row: the `cursor` of the last one that came whole.",
)
_LIMIT: Any = Field(default=None, ge=1, description="Stop after so many rows; all by default.")
_TEXTS: Any = Field(default=False, description="Whether each article has its text.")
_WHAT = {
    "statements": "All statements that fit the filter",
    "contradictions": "All contradictions that fit the filter",
    "annotations": "All articles that fit the filter, and have a statement that fits what is asked "
    "of statements, each with all that stands in it, in the form of docs/annotation-format.md",
}

_NOT_HERE = problem_responses(HTTPStatus.NOT_IMPLEMENTED)
_QUERY_ERRORS = (
    LIST_ERRORS
    | _NOT_HERE
    | problem_responses(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    )
)


def export_router(at_once: int) -> APIRouter:
    """Make the routes; at most so many exports run at a time, 0: any number."""
    router = APIRouter(prefix="/v1/export", tags=["exports"], route_class=StrictRoute)
    slots = Slots(at_once)
    for root in FORMATS:
        _add_list(router, root, slots)
        _add_query(router, root, slots)
    return router


def _add_list(router: APIRouter, root: str, slots: Slots) -> None:
    title, known = root.title(), PARAMETERS[root]
    parameters = with_filters(
        f"{title}ExportParameters",
        "The format, where to begin, and the filters of the list.",
        known,
        **_asked(root),
    )

    async def export(request: Request, parameters: Any) -> Response:
        filters = filters_in(parameters, known)
        try:
            return await _begun(request, root, filters.where(), parameters, slots)
        except QueryError as error:
            raise named_as_given(error, filters, _NAMES) from error

    export.__annotations__ |= {"request": Request, "parameters": Annotated[parameters, Query()]}
    router.add_api_route(
        f"/{root}",
        export,
        operation_id=f"export{title}",
        summary=f"Export {root}",
        description=f"{_WHAT[root]}, streamed, newest first. The end counts the rows: what has no "
        "such end was cut off, and goes on behind its last cursor.",
        response_class=StreamingResponse,
        responses={200: _content(root), **LIST_ERRORS, **_NOT_HERE},
    )


def _add_query(router: APIRouter, root: str, slots: Slots) -> None:
    title = root.title()

    async def export(request: Request, body: Any) -> Response:
        try:
            return await _begun(request, root, body.where, body, slots)
        except QueryError as error:
            path = tuple(_NAMES.get(str(step), step) for step in error.path)
            raise QueryError(error.code, error.message, path) from error

    export.__annotations__ |= {"request": Request, "body": _body(root)}
    router.add_api_route(
        f"/{root}/query",
        export,
        methods=["POST"],
        operation_id=f"query{title}Export",
        summary=f"Export {root} under a nested filter",
        description="Takes the `where` of GraphQL. It reads only; POST is for the body.",
        response_class=StreamingResponse,
        responses={200: _content(root), **_QUERY_ERRORS},
    )


_LISTS = {"annotations": "articles"}
"""The lists that exports of another name are made from."""


def _body(root: str) -> type[BaseModel]:
    where: Any = Field(
        default_factory=dict,
        description="The filter, as GraphQL's `where` takes it.",
        examples=[{}],
        json_schema_extra={FILTER: [filter_of(_LISTS.get(root, root))]},
    )
    fields: dict[str, Any] = {"where": (dict[str, Any], where), **_asked(root)}
    text = "An export asked for with the `where` of GraphQL."
    settings = ConfigDict(extra="forbid")
    return create_model(f"{root.title()}ExportBody", __config__=settings, __doc__=text, **fields)


def _asked(root: str) -> dict[str, Any]:
    """Return what an export takes beside its filter."""
    form: Any = Field(default="jsonl", description="How it is written.")
    asked = {
        "format": (Literal[tuple(FORMATS[root])], form),
        "cursor": (str | None, _CURSOR),
        "limit": (int | None, _LIMIT),
    }
    return {**asked, "texts": (bool, _TEXTS)} if root == "annotations" else asked


def _content(root: str) -> dict[str, Any]:
    # Lines of JSON have no schema that all readers of descriptions know.
    content: dict[str, Any] = {media_type: {} for media_type in media_types(root)}
    return {"description": "The rows, and their number at the end.", "content": content}


async def _begun(
    request: Request, root: str, where: dict[str, Any], asked: Any, slots: Slots
) -> Response:
    texts = getattr(asked, "texts", False)
    export = export_of(request.app.state.engine, root, where, texts=texts)
    form = format_of(root, asked.format)
    return await answered(export, form, slots, asked.cursor, asked.limit)
