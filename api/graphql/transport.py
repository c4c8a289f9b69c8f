"""GraphQL over HTTP: what a request must look like, and in which form it is answered."""

from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
MAX_ACCEPT = 1000


class JsonAnswer(Response):
    """An answer whose headers are known beforehand: building them anew costs more than planning."""

    def __init__(
        self, body: bytes, status: HTTPStatus, media_type: str, *, retry_after: str = ""
    ) -> None:
        self.body = body
        self.status_code = status.value
        self.background = None
        self.raw_headers = [(b"content-length", b"%d" % len(body)), *_HEADERS[media_type]]
        if retry_after:
            self.raw_headers.append((b"retry-after", retry_after.encode()))


_HEADERS = {
    media_type: (
        (b"content-type", f"{media_type}; charset=utf-8".encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept"),
    )
    for media_type in (JSON, GRAPHQL_JSON)
}


class TransportError(Exception):
    """A request that is not GraphQL over HTTP."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks."""

    text: str
    name: str | None
    variables: dict[str, Any]


def media_type_of(request: Request) -> str:
    """Choose the form of the answer by what the client accepts."""
    return _choose(request.headers.get("accept", "*/*")[:MAX_ACCEPT])


@lru_cache(64)
def _choose(accept: str) -> str:
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if GRAPHQL_JSON in kinds:
        return GRAPHQL_JSON
    if kinds & {JSON, "*/*", "application/*", ""}:
        return JSON
    message = f"Accept {GRAPHQL_JSON} or {JSON}."
    raise TransportError(HTTPStatus.NOT_ACCEPTABLE, "not-acceptable", message)


async def read_request(request: Request) -> Asked:
    """Read a request, strictly: whatever is odd about it is refused with a reason."""
    if request.method == "GET":
        return _read_address(request)
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != JSON:
        raise TransportError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            f"Send the query as {JSON}.",
        )
    return _asked(_loads(await request.body()))


def _read_address(request: Request) -> Asked:
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _loads(given[name].encode("utf-8", "surrogatepass"))
        else:
            given.pop(name, None)
    return _asked(given)


def _loads(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        message = "The request is not JSON in UTF-8."
        raise TransportError(HTTPStatus.BAD_REQUEST, "bad-json", message) from None


def _asked(given: Any) -> Asked:
    if not isinstance(given, dict):
        raise _bad_request("The request must be a JSON object with a query; no batches.")
    text = given.get("query")
    if not isinstance(text, str):
        raise _bad_request("The request must have a `query`, a string.")
    name = given.get("operationName") or None
    if name is not None and not isinstance(name, str):
        raise _bad_request("`operationName` must be a string.")
    variables = given.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise _bad_request("`variables` must be an object.")
    extensions = given.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise _bad_request("`extensions` must be an object.")
    return Asked(text, name, variables or {})


def _bad_request(message: str) -> TransportError:
    return TransportError(HTTPStatus.BAD_REQUEST, "bad-request", message)
