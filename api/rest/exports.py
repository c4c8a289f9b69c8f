"""`/v1/export/…`: everything under a filter, streamed, in the format that is asked for."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, create_model

from api.rest.export_formats import FORMATS, Format
from api.rest.fields import fields_of
from api.rest.filtering import filters_in, named_as_given, with_filters
from api.rest.reading import check_depth
from api.rest.resources import RESOURCES, Resource
from api.rest.routes import LIST_ERRORS, problem_responses
from db.exports import Export
from db.query.engine import QueryEngine
from db.query.errors import QueryError

HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
MAX_CURSOR = 4000
_NAMES = {"after": "cursor"}
_CURSOR: Any = Field(
    default=None,
    max_length=MAX_CURSOR,
    description="Go on behind this row: the `cursor` of the last one that came whole.",
)
_LIMIT: Any = Field(default=None, ge=1, description="Stop after so many rows; all by default.")

_QUERY_ERRORS = LIST_ERRORS | problem_responses(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)


def export_of(engine: QueryEngine, root: str, where: dict[str, Any]) -> Export:
    """Return what exports `statements` or `contradictions` under a filter, as REST shows them."""
    check_depth(where)
    model = _resource(root).listed
    return Export(engine, root, fields_of(model), model.__name__, where)


async def written(
    export: Export,
    form: Format,
    cursor: str | None = None,
    limit: int | None = None,
    *,
    raises: bool = False,
) -> AsyncGenerator[bytes]:
    """Iterate over the pieces of an export.

    Raise QueryError before the first piece, where the request is at fault. What goes wrong later is
    told by the last piece, since the answer is then on its way; with `raises` by an error as well.
    """
    count, last, more = 0, cursor, False
    pages = export.pages(cursor, limit)
    async with aclosing(pages):
        rows = await anext(pages)
        yield form.begin()
        while True:
            if rows:
                count, last = count + len(rows), rows[-1].cursor
                yield form.page(rows)
            try:
                rows = await anext(pages)
            except StopAsyncIteration:
                more = count == limit
                break
            except QueryError as error:
                yield form.broken(error.code, count, last)
                if raises:
                    raise
                return
    yield form.end(count, last if more else None)


def export_router() -> APIRouter:
    """Make the routes."""
    router = APIRouter(prefix="/v1/export", tags=["exports"])
    for root in FORMATS:
        _add_list(router, _resource(root))
        _add_query(router, _resource(root))
    return router


def _resource(root: str) -> Resource:
    return next(each for each in RESOURCES if each.list_root == root)


def _add_list(router: APIRouter, resource: Resource) -> None:
    root, title = resource.list_root, resource.list_root.title()
    parameters = with_filters(
        f"{title}ExportParameters",
        "The format, where to begin, and the filters of the list.",
        resource.parameters,
        format=(_format_of(root), _format_field()),
        cursor=(str | None, _CURSOR),
        limit=(int | None, _LIMIT),
    )

    async def export(request: Request, parameters: Any) -> Response:
        filters = filters_in(parameters, resource.parameters)
        try:
            exported = export_of(request.app.state.engine, root, filters.where())
            return await _streamed(exported, parameters)
        except QueryError as error:
            raise named_as_given(error, filters, _NAMES) from error

    export.__annotations__ |= {"request": Request, "parameters": Annotated[parameters, Query()]}
    router.add_api_route(
        f"/{root}",
        export,
        operation_id=f"export{title}",
        summary=f"Export {root}",
        description="All that fit the filter, streamed, newest first. The end counts the rows: "
        "what has no such end was cut off, and goes on behind its last cursor.",
        response_class=StreamingResponse,
        responses={200: _content(root), **LIST_ERRORS},
    )


def _add_query(router: APIRouter, resource: Resource) -> None:
    root, title = resource.list_root, resource.list_root.title()

    async def export(request: Request, body: Any) -> Response:
        exported = export_of(request.app.state.engine, root, body.where)
        try:
            return await _streamed(exported, body)
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


def _body(root: str) -> type[BaseModel]:
    where: Any = Field(
        default_factory=dict, description="The filter, as GraphQL's `where` takes it."
    )
    fields: dict[str, Any] = {
        "where": (dict[str, Any], where),
        "format": (_format_of(root), _format_field()),
        "cursor": (str | None, _CURSOR),
        "limit": (int | None, _LIMIT),
    }
    text = "An export asked for with the `where` of GraphQL."
    settings = ConfigDict(extra="forbid")
    return create_model(f"{root.title()}ExportBody", __config__=settings, __doc__=text, **fields)


def _format_of(root: str) -> Any:
    return Literal[tuple(FORMATS[root])]


def _format_field() -> Any:
    return Field(default="jsonl", description="How it is written.")


def _content(root: str) -> dict[str, Any]:
    types = {make().media_type.partition(";")[0] for make in FORMATS[root].values()}
    content = {media_type: {"schema": {"type": "string"}} for media_type in sorted(types)}
    return {"description": "The rows, and their number at the end.", "content": content}


async def _streamed(export: Export, asked: Any) -> Response:
    form = FORMATS[export.root][asked.format]()
    pieces = written(export, form, asked.cursor, asked.limit)
    first = await anext(pieces)  # so that a fault is told by the status

    async def body() -> AsyncGenerator[bytes]:
        async with aclosing(pieces):
            yield first
            async for piece in pieces:
                yield piece

    name = f'attachment; filename="{export.root}.{form.suffix}"'
    headers = {**HEADERS, "Content-Disposition": name}
    return StreamingResponse(body(), media_type=form.media_type, headers=headers)
