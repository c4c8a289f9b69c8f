"""Items by their key, answered with the bytes that the engine gives.

The layers that route, validate and describe a request cost four times the look-up itself, and an
item needs none of them. Whatever is out of the ordinary goes on to the route, which explains it.
"""

from __future__ import annotations

from typing import NamedTuple

from starlette.types import ASGIApp, Receive, Scope, Send

from api.rest.reading import item_json
from api.rest.resources import RESOURCES
from db.query.engine import QueryEngine
from db.query.errors import QueryError

PREFIX = "/v1/"
_FOUND = {
    resource.path: resource
    for resource in RESOURCES
    # One that was merged into another answers with an address.
    if resource.item_root is not None and not resource.moves
}


class _Template(NamedTuple):
    """What figures and traces call the address."""

    path: str


_ROUTES = {path: _Template(f"{PREFIX}{path}/{{key:path}}") for path in _FOUND}
_HEADERS = (
    (b"content-type", b"application/json"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
    (b"vary", b"Accept"),
)


class LookUps:
    """Answers `GET /v1/statements/KEY` and its like, where such an item is there."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers everything else."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = await _look_up(scope) if _is_plain(scope) else None
        if body is None:
            await self._app(scope, receive, send)
            return
        headers = [(b"content-length", b"%d" % len(body)), *_HEADERS]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _is_plain(scope: Scope) -> bool:
    """Tell whether JSON is asked for by GET, and nothing besides."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and scope["path"].startswith(PREFIX)
        and not scope["query_string"]
        and not any(name == b"accept" and b"geo+json" in value for name, value in scope["headers"])
    )


async def _look_up(scope: Scope) -> bytes | None:
    path, _, key = scope["path"].removeprefix(PREFIX).partition("/")
    resource = _FOUND.get(path)
    engine: QueryEngine | None = getattr(scope["app"].state, "engine", None)
    if resource is None or not key or engine is None:
        return None
    try:
        found = await item_json(engine, resource, key)
    except QueryError:
        return None
    if found is not None:
        scope["route"] = _ROUTES[path]
    return found
