"""`/v1/reconcile`: match names to speakers and places, as OpenRefine and its kin ask for it.

The protocol is the Reconciliation Service API 0.2. All of it may be read from other origins: it
only reads, and no cookie gives rights here.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from http import HTTPStatus
from importlib.metadata import version
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response

from api.problems import ProblemError
from api.reconciling.asked import FORM, MAX_TEXT, parameters_of, read_batch, read_extension
from api.reconciling.candidates import candidates, items_by_id, suggestions
from api.reconciling.catalogue import PROPERTIES, TYPES, Folder, described, manifest
from api.reconciling.preview import CONTENT_POLICY, fragment, page
from api.rest.routes import HEADERS, problem_responses
from api.rest.strict import StrictRoute
from api.security.guard import admit
from api.security.requirements import requires
from db.enums import KeyScope
from db.query.engine import QueryEngine
from db.query.errors import QueryError

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
}
SUGGESTED = 20
"""Suggestions that come at once."""

_FAULTS = problem_responses(HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
_QUERY_FAULTS = _FAULTS | problem_responses(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
_QUERIES = "A batch of queries by names of your own, as JSON."
_EXTEND = "Entities by `ids` and the `properties` wanted of them, as JSON."
_EXAMPLE = '{"q0": {"query": "Kupyansk", "type": "place", "limit": 3}}'
_FORM_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {
                        "queries": {"type": "string", "description": _QUERIES},
                        "extend": {"type": "string", "description": _EXTEND},
                    },
                },
                "example": {"queries": _EXAMPLE},
            }
        },
    }
}

_PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}}}

type Handler = Callable[[Request], Coroutine[Any, Any, Response]]
type Prefix = Annotated[str, Query(max_length=MAX_TEXT, description="What was typed so far.")]
type Skipped = Annotated[
    int, Query(ge=0, le=80, description="How many suggestions to leave out: those seen before.")
]
type EntityId = Annotated[
    str,
    Query(
        alias="id",
        max_length=MAX_TEXT,
        description="The id of a candidate.",
        examples=["locations/geonames:703656"],
    ),
]


class CrossOriginRoute(StrictRoute):
    """A route whose errors, too, may be read from other origins."""

    def get_route_handler(self) -> Handler:
        """Answer errors here, as the application would, and add the headers."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except (ProblemError, QueryError, RequestValidationError) as error:
                known = request.app.exception_handlers
                respond = next(known[kind] for kind in type(error).__mro__ if kind in known)
                response: Response = await respond(request, error)
                response.headers.update(CORS)
                return response

        return answer


def reconcile_router(*, keyed: bool) -> APIRouter:
    """Make the routes; with `keyed` all but the manifest need a key that may read."""
    router = APIRouter(prefix="/v1", tags=["reconcile"], route_class=CrossOriginRoute)
    guarded = [requires(KeyScope.READ)] if keyed else []

    async def ask(request: Request) -> Response:
        given = await parameters_of(request)
        if not given.keys() & {"queries", "extend"}:
            base = str(request.base_url).rstrip("/")
            return _json(manifest(base, version("counterclaim"), keyed=keyed))
        if keyed:
            await admit(request.scope, KeyScope.READ)
        return _json(await _answer(request.app.state.engine, given))

    async def match_get(
        request: Request,
        queries: Annotated[str | None, Query(description=_QUERIES, examples=[_EXAMPLE])] = None,
        extend: Annotated[str | None, Query(description=_EXTEND)] = None,
    ) -> Response:
        del queries, extend  # declared for the description; a form has the same ones
        return await ask(request)

    add = partial(_add, router)
    add("", match_get, "reconcile", "The manifest; with `queries` or `extend`, their answers",
        responses=_QUERY_FAULTS)  # fmt: skip
    add("", ask, "reconcileByForm", "Match a batch of names, or extend entities by properties",
        methods=["POST"], responses=_QUERY_FAULTS, openapi_extra=_FORM_BODY,
        dependencies=guarded)  # fmt: skip
    for path in ("/reconcile", "/reconcile/{rest:path}"):
        router.add_api_route(path, _preflight, methods=["OPTIONS"], include_in_schema=False)
    _add_helpers(partial(add, dependencies=guarded))
    return router


def _add(
    router: APIRouter, path: str, handler: Any, name: str, summary: str, **options: Any
) -> None:
    router.add_api_route(
        f"/reconcile{path}",
        handler,
        operation_id=name,
        summary=summary,
        response_model=None,
        **{"responses": _FAULTS, **options},
    )


def _add_helpers(add: Callable[..., None]) -> None:
    """Add what helps people to choose: suggestions and previews."""
    add("/suggest/entity", _suggest_entity, "suggestEntity", "Complete a name")
    add("/suggest/type", _suggest_type, "suggestType", "Complete the name of a type")
    add("/suggest/property", _suggest_property, "suggestProperty", "Complete that of a property")
    add("/properties", _propose, "proposeProperties", "Properties that a type has")
    missing = _FAULTS | problem_responses(HTTPStatus.NOT_FOUND)
    add("/preview", _preview, "previewEntity", "A small page on an entity",
        responses=missing | _PAGE)  # fmt: skip
    add("/flyout", _flyout, "flyoutEntity", "The same as a piece of HTML inside of JSON",
        responses=missing)  # fmt: skip


async def _answer(engine: QueryEngine, given: dict[str, str]) -> dict[str, Any]:
    if "extend" in given:
        return await _extend(engine, *read_extension(given["extend"]))
    batch = read_batch(given["queries"])
    return {name: {"result": await candidates(engine, each)} for name, each in batch.items()}


async def _extend(engine: QueryEngine, ids: list[str], properties: list[str]) -> dict[str, Any]:
    known = await items_by_id(engine, ids)
    nothing: tuple[Folder | None, dict[str, Any]] = (None, {})
    return {
        "meta": [{"id": name, "name": PROPERTIES[name]} for name in properties],
        "rows": {
            entity: {name: _values(known.get(entity, nothing)[1].get(name)) for name in properties}
            for entity in ids
        },
    }


def _values(value: Any) -> list[dict[str, Any]]:
    """Write the values of a property as the protocol does: by their sorts."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    sorts = {int: "int", float: "float"}
    return [{sorts.get(type(each), "str"): each} for each in listed]


async def _suggest_entity(request: Request, prefix: Prefix, cursor: Skipped = 0) -> Response:
    found = await suggestions(request.app.state.engine, prefix, cursor, SUGGESTED)
    return _json({"result": found})


async def _suggest_type(prefix: Prefix, cursor: Skipped = 0) -> Response:
    types = [described(each) for each in TYPES.values() if _begins(prefix, each.id, each.name)]
    return _json({"result": types[cursor:]})


async def _suggest_property(prefix: Prefix, cursor: Skipped = 0) -> Response:
    found = [
        {"id": pid, "name": name} for pid, name in PROPERTIES.items() if _begins(prefix, pid, name)
    ]
    return _json({"result": found[cursor:]})


async def _propose(
    chosen: Annotated[
        str,
        Query(
            alias="type",
            max_length=MAX_TEXT,
            description="Id of a type.",
            examples=["place"],
            json_schema_extra={"enum": list(TYPES)},
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=100, description="How many at most.")] = 100,
) -> Response:
    if chosen not in TYPES:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            "bad-parameter",
            f"type must be one of {', '.join(TYPES)}",
        )
    found = [{"id": pid, "name": name} for pid, name in TYPES[chosen].folder.properties.items()]
    return _json({"type": chosen, "limit": limit, "properties": found[:limit]})


async def _preview(request: Request, entity: EntityId) -> Response:
    headers = {**HEADERS, **CORS, "Content-Security-Policy": CONTENT_POLICY}
    return HTMLResponse(page(*await _one(request, entity)), headers=headers)


async def _flyout(request: Request, entity: EntityId) -> Response:
    return _json({"id": entity, "html": fragment(*await _one(request, entity))})


async def _one(request: Request, written: str) -> tuple[Folder, dict[str, Any]]:
    found = await items_by_id(request.app.state.engine, [written])
    if written not in found:
        detail = "There is no entity with this id."
        raise ProblemError(HTTPStatus.NOT_FOUND, "unknown-key", detail)
    return found[written]


def _begins(prefix: str, *names: str) -> bool:
    typed = prefix.strip().casefold()
    return any(
        word.startswith(typed)
        for name in names
        for word in (name.casefold(), *name.casefold().split())
    )


async def _preflight() -> Response:
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=CORS)


def _json(body: Any) -> Response:
    return Response(orjson.dumps(body), media_type="application/json", headers={**HEADERS, **CORS})
