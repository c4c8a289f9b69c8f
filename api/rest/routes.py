"""The routes of the resources: a list, a query and an item each."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from copy import copy
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote, quote_plus, unquote_plus

import orjson
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from api.problems import Fault, Problem, ProblemError, title_of
from api.rest.counting import (
    COUNT_AT_MOST,
    FACET_AT_MOST,
    FACET_LIMIT,
    MAX_FACETS,
    Counting,
    facet_schema,
    facets_of,
    list_parameters,
    page_model,
    split_names,
)
from api.rest.fields import MEDIA_TYPE as PART
from api.rest.fields import OF_PART, chosen_of, fields_parameter, pruned
from api.rest.geojson import MEDIA_TYPE as GEOJSON
from api.rest.geojson import Feature, FeatureCollection, ToFeature, collection
from api.rest.parameter_parts import Parameters
from api.rest.reading import PageAnswer, PageRequest, read_item, read_page
from api.rest.resources import RESOURCES, Resource
from api.rest.strict import StrictRoute
from api.rest.where_schemas import FILTER, filter_of
from db.query.engine import QueryEngine
from db.query.errors import QueryError

type Handler = Callable[..., Any]

JSON = "application/json"
HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache", "Vary": "Accept"}


class QueryBody(BaseModel):
    """A list asked for with the `where` of GraphQL."""

    model_config = ConfigDict(extra="forbid")

    where: dict[str, Any] = Field(
        default_factory=dict,
        description="The filter, as GraphQL's `where` takes it.",
        examples=[{}],
    )
    sort: str | None = Field(
        default=None,
        description="As the parameter `sort` of the list.",
        max_length=20,
        examples=["-date"],
    )
    limit: int = Field(default=20, ge=1, le=100, strict=True)
    cursor: str | None = Field(default=None, max_length=4000)
    count: bool = Field(default=False, strict=True)
    count_at_most: Annotated[int | None, Field(strict=True, alias="countAtMost")] = COUNT_AT_MOST
    facet: list[str] | None = Field(
        default=None,
        min_length=1,
        max_length=MAX_FACETS,
        description="As the parameter `facet` of the list.",
        examples=[["party", "place"]],
    )
    facet_limit: Annotated[int, Field(strict=True, alias="facetLimit")] = FACET_LIMIT
    facet_at_most: Annotated[int, Field(strict=True, alias="facetAtMost")] = FACET_AT_MOST
    fields: list[str] | None = None


_EXAMPLES: Mapping[str, dict[str, Any]] = {
    "statements": {"claimType": {"in": ["STRIKE"]}, "speaker": {"party": {"eq": "UA"}}},
    "speakers": {"party": {"in": ["UA", "RU"]}},
    "locations": {"country": {"eq": "UA"}},
    "articles": {"statement": {"contradicted": True}},
    "contradictions": {"type": {"eq": "NUMBER"}, "confidence": {"gte": 0.5}},
    "near-misses": {"relation": {"eq": "REVISES"}},
    "disputes": {"sourceCount": {"gte": 2}},
}


def query_body(resource: Resource) -> type[QueryBody]:
    """Make the body of a list's queries, which says what this list can be asked."""
    fields = QueryBody.model_fields
    where, sort, facet = (copy(fields[name]) for name in ("where", "sort", "facet"))
    where.examples = [_EXAMPLES[resource.path]]
    where.json_schema_extra = {FILTER: [filter_of(resource.list_root)]}
    sort.examples = [resource.sort_words[1]]
    sort.json_schema_extra = {"enum": [*resource.sort_words, None]}
    names = list(facets_of(resource))
    facet.examples = [names[:2]]
    facet.json_schema_extra = {"anyOf": [facet_schema(names), {"type": "null"}]}
    described: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in (("where", where), ("sort", sort), ("facet", facet))
    }
    described["fields"] = fields_parameter(resource.listed)
    return create_model(f"{_camel(resource)}QueryBody", __base__=QueryBody, **described)


def problem_responses(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Describe the errors of a route."""
    return {
        status.value: {"model": Problem, "description": title_of(status)} for status in statuses
    }


LIST_ERRORS = problem_responses(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
_QUERY_ERRORS = LIST_ERRORS | problem_responses(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_ITEM_ERRORS = LIST_ERRORS | problem_responses(HTTPStatus.NOT_FOUND)

_MOVED: dict[int | str, dict[str, Any]] = {
    308: {
        "description": "It is merged into another, where people take both for one.",
        "headers": {"Location": {"description": "That one.", "schema": {"type": "string"}}},
    }
}


def resource_router() -> APIRouter:
    """Make the routes of all resources."""
    router = APIRouter(prefix="/v1", route_class=StrictRoute)
    for resource in RESOURCES:
        _add_list(router, resource)
        _add_query(router, resource)
        if resource.item_root is not None:
            _add_item(router, resource)
    return router


def _renamed(error: QueryError, name: str) -> QueryError:
    """Name the flat parameter instead of what it stands for."""
    return QueryError(error.code, error.message, (name,))


def _counting(given: Any) -> Counting:
    """Read what to count, of the address or of the body."""
    return Counting(
        total=given.count,
        at_most=given.count_at_most,
        facets=split_names(given.facet),
        facet_limit=given.facet_limit,
        facet_at_most=given.facet_at_most,
    )


def _camel(resource: Resource) -> str:
    return "".join(word.title() for word in resource.path.split("-"))


@dataclass(frozen=True, slots=True)
class ListHandler:
    """What reads the parameters of a list, and what answers them."""

    parameters: type[Parameters]
    answer: Callable[[Request, Any], Coroutine[Any, Any, Response]]


def _list_handler(resource: Resource) -> ListHandler:
    async def list_items(request: Request, parameters: Any) -> Response:
        asked = PageRequest(
            where=parameters.where(),
            sort=parameters.sort,
            limit=parameters.limit,
            cursor=parameters.cursor,
            counting=_counting(parameters),
            fields=split_names(parameters.fields),
        )
        form = getattr(parameters, "format", None)
        try:
            return await _page_response(request, resource, asked, form)
        except QueryError as error:
            name = parameters.named(error.path[1:]) if error.path[:1] == ("where",) else None
            raise error if name is None else _renamed(error, name) from error

    handler = ListHandler(list_parameters(resource), list_items)
    # The parameters differ by resource, which only a made annotation can say.
    list_items.__annotations__ |= {
        "request": Request,
        "parameters": Annotated[handler.parameters, Query()],
    }
    return handler


LIST_HANDLERS = {f"/v1/{resource.path}": _list_handler(resource) for resource in RESOURCES}
"""Those of all lists, by address."""


def _add_list(router: APIRouter, resource: Resource) -> None:
    router.add_api_route(
        f"/{resource.path}",
        LIST_HANDLERS[f"/v1/{resource.path}"].answer,
        operation_id=f"list{_camel(resource)}",
        summary=f"List {resource.path}",
        description=resource.description,
        tags=[resource.path],
        response_model=None,
        responses=_page_responses(resource) | LIST_ERRORS,
    )


def _add_query(router: APIRouter, resource: Resource) -> None:
    async def query_items(request: Request, body: QueryBody) -> Response:
        if body.sort is not None and body.sort not in resource.sort_words:
            message = f"must be one of {', '.join(resource.sort_words)}"
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "bad-parameter",
                f"sort {message}",
                faults=[Fault(where="body.sort", message=message)],
            )
        asked = PageRequest(
            body.where,
            body.sort,
            body.limit,
            body.cursor,
            _counting(body),
            split_names(body.fields),
        )
        return await _page_response(request, resource, asked, None)

    query_items.__annotations__ |= {"request": Request, "body": query_body(resource)}
    router.add_api_route(
        f"/{resource.path}/query",
        query_items,
        methods=["POST"],
        operation_id=f"query{_camel(resource)}",
        summary=f"Query {resource.path} with a nested filter",
        description="Takes the `where` of GraphQL. It reads only; POST is for the body.",
        tags=[resource.path],
        response_model=None,
        responses=_page_responses(resource) | _QUERY_ERRORS,
    )


def _add_item(router: APIRouter, resource: Resource) -> None:
    async def get_item(request: Request, key: str, parameters: Any) -> Response:
        names = split_names(parameters.fields)
        on_map = resource.to_feature is not None and _wants_geojson(request, None)
        # What tells where an item went, or where it lies, is read whether it is asked for or not.
        read = () if on_map or resource.moves else names
        item = await read_item(_engine(request), resource, key, read)
        if item is None:
            detail = f"There is no {resource.title} with this key."
            raise ProblemError(HTTPStatus.NOT_FOUND, "unknown-key", detail)
        if resource.moves and item["mergedInto"] is not None:
            query = f"?{_query(request)}" if names else ""
            address = f"/v1/{resource.path}/{item['mergedInto']['key']}{query}"
            headers = {**HEADERS, "Location": address}
            return Response(status_code=HTTPStatus.PERMANENT_REDIRECT, headers=headers)
        shown = pruned(item, chosen_of(resource.item, names))
        if resource.to_feature is not None and on_map:
            return _json({**resource.to_feature(item), "properties": shown}, GEOJSON)
        return _json(shown, PART if names else JSON)

    get_item.__annotations__ |= {
        "request": Request,
        "key": Annotated[
            str,
            Path(
                max_length=500, description="The public key.", examples=["845cfb81491162d1af2bbc3e"]
            ),
        ],
        "parameters": Annotated[_item_parameters(resource), Query()],
    }
    content = _part_of(resource.item) | (
        {GEOJSON: {"schema": _reference(Feature)}} if resource.to_feature else {}
    )
    router.add_api_route(
        # Keys of places may hold a slash: they are made of names.
        f"/{resource.path}/{{key:path}}",
        get_item,
        operation_id=f"get{_camel(resource).removesuffix('s')}",
        summary=f"Get one {resource.title}",
        tags=[resource.path],
        response_model=None,
        responses={
            **_ITEM_ERRORS,
            200: {"model": resource.item, "content": content},
            **(_MOVED if resource.moves else {}),
        },
    )


def _page_responses(resource: Resource) -> dict[int | str, dict[str, Any]]:
    link = {
        "description": 'The next page, rel="next"; absent on the last one.',
        "schema": {"type": "string"},
    }
    model = page_model(resource)
    content = _part_of(model) | (
        {GEOJSON: {"schema": _reference(FeatureCollection)}} if resource.to_feature else {}
    )
    return {200: {"model": model, "content": content, "headers": {"Link": link}}}


def _item_parameters(resource: Resource) -> type[BaseModel]:
    """Return the parameters of an item: its fields."""
    forbid = ConfigDict(extra="forbid")
    fields: dict[str, Any] = {"fields": fields_parameter(resource.item)}
    return create_model(f"{resource.item.__name__}Parameters", __config__=forbid, **fields)


def _part_of(model: type[BaseModel]) -> dict[str, dict[str, Any]]:
    """Say what is answered where fields are chosen; `description` writes the schema of parts."""
    return {PART: {"schema": {"$ref": f"#/components/schemas/{model.__name__}{OF_PART}"}}}


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _engine(request: Request) -> QueryEngine:
    engine: QueryEngine = request.app.state.engine
    return engine


def _wants_geojson(request: Request, asked: str | None) -> bool:
    if asked is not None:
        return asked == "geojson"
    accepted = request.headers.get("accept", "")
    return any(part.partition(";")[0].strip() == GEOJSON for part in accepted.split(","))


async def _page_response(
    request: Request, resource: Resource, asked: PageRequest, form: str | None
) -> Response:
    if resource.to_feature is not None and _wants_geojson(request, form):
        return await _features(request, resource, resource.to_feature, asked)
    page = await read_page(_engine(request), resource, asked)
    body = {"items": page.items, "nextCursor": page.next_cursor, **page.counts}
    return _json(body, PART if asked.fields else JSON, _link(request, page))


async def _features(
    request: Request, resource: Resource, to_feature: ToFeature, asked: PageRequest
) -> Response:
    """Answer a page on the map; where an item lies is read, whichever fields are shown of it."""
    chosen = chosen_of(resource.listed, asked.fields)
    page = await read_page(_engine(request), resource, replace(asked, fields=()))
    features = [{**to_feature(item), "properties": pruned(item, chosen)} for item in page.items]
    return _json(
        collection(features, page.next_cursor) | page.counts, GEOJSON, _link(request, page)
    )


_IN_QUERY = "%&=+,:;/?@!$'()*~"
"""What may stand in the query of an address as it was given: no bracket or quotation mark may, with
which the header could be ended early."""


def _query(request: Request) -> str:
    """Return what was asked for as it can be written into a header: clients may send any bytes."""
    return quote(request.scope["query_string"], safe=_IN_QUERY)


def _link(request: Request, page: PageAnswer) -> dict[str, str]:
    if page.next_cursor is None or request.method != "GET":
        return {}
    # Relative, so that no Host header can lead a client elsewhere.
    given = _query(request).split("&")
    kept = [each for each in given if each and unquote_plus(each.partition("=")[0]) != "cursor"]
    query = "&".join([*kept, f"cursor={quote_plus(page.next_cursor)}"])
    return {"Link": f'<{request.scope["path"]}?{query}>; rel="next"'}


def _json(body: Any, media_type: str = JSON, headers: dict[str, str] | None = None) -> Response:
    return Response(
        orjson.dumps(body), media_type=media_type, headers={**HEADERS, **(headers or {})}
    )
