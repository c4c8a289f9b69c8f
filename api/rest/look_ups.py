"""Items by their key, answered with the bytes that the engine gives.

The layers that route, validate and describe a request cost four times the look-up itself, and an
item needs none of them. Whatever is out of the ordinary goes on to the route, which explains it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from starlette.types import ASGIApp, Receive, Scope, Send

from api.rest.counting import split_names
from api.rest.fields import MEDIA_TYPE
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


class Template(NamedTuple):
    """What figures and traces call the address."""

    path: str


_ROUTES = {path: Template(f"{PREFIX}{path}/{{key:path}}") for path in _FOUND}
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-cache"),
    (b"vary", b"Accept"),
)
_WHOLE = (b"content-type", b"application/json")
_PART = (b"content-type", MEDIA_TYPE.encode())
_FIELDS = re.compile(rb"fields=([A-Za-z0-9.,%]+)")


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
        form = _PART if scope["query_string"] else _WHOLE
        headers = [(b"content-length", b"%d" % len(body)), form, *_HEADERS]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def _is_plain(scope: Scope) -> bool:
    """Tell whether JSON is asked for by GET, and nothing besides but which fields."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and scope["path"].startswith(PREFIX)
        and _fields(scope["query_string"]) is not None
        and not any(name == b"accept" and b"geo+json" in value for name, value in scope["headers"])
    )


@lru_cache(256)
def _fields(query_string: bytes) -> tuple[str, ...] | None:
    """Read which fields are asked for; None where there is more to it."""
    if not query_string:
        return ()
    found = _FIELDS.fullmatch(query_string)
    return split_names([unquote(found[1].decode())]) if found else None


async def _look_up(scope: Scope) -> bytes | None:
    path, _, key = scope["path"].removeprefix(PREFIX).partition("/")
    resource = _FOUND.get(path)
    engine: QueryEngine | None = getattr(scope["app"].state, "engine", None)
    if resource is None or not key or engine is None:
        return None
    try:
        found = await item_json(engine, resource, key, _fields(scope["query_string"]) or ())
    except QueryError:
        return None
    if found is not None:
        scope["route"] = _ROUTES[path]
    return found
