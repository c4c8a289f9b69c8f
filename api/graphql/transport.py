"""GraphQL over HTTP: what a request must look like, and in which form it is answered.

Requests are read from ASGI itself and answers written to it: the request and response objects of
a framework cost more than the plan, its parameters and the look-up together.
"""

from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.types import Receive, Send

from api.http.asked import REQUEST_ID
from api.http.bodies import DEFAULT, BodyBounds
from api.http.compression import pack

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
MAX_ACCEPT = 1000
MAX_DIGITS = 20

type Headers = Mapping[bytes, bytes]

_HEADERS = {
    media_type: (
        (b"content-type", f"{media_type}; charset=utf-8".encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"cache-control", b"no-store"),
    )
    for media_type in (JSON, GRAPHQL_JSON)
}
_VARY = (b"vary", b"Accept")


_WITH_STATUS = {
    HTTPStatus.UNAUTHORIZED: (b"www-authenticate", b'Bearer realm="counterclaim"'),
    HTTPStatus.METHOD_NOT_ALLOWED: (b"allow", b"POST"),
    HTTPStatus.REQUEST_TIMEOUT: (b"connection", b"close"),
}


async def send_json(
    send: Send,
    body: bytes,
    status: HTTPStatus,
    media_type: str,
    *,
    retry_after: str = "",
    coding: bytes = b"",
    posted: bool = False,
) -> None:
    """Answer with a body that is JSON already, packed where a coding is given.

    The answer to a POST is never kept by a cache, so that it need not say what it varies by: each
    header costs the server a hundredth of a look-up by key.
    """
    headers = [
        (b"content-length", b"%d" % len(body)),
        (b"x-request-id", REQUEST_ID.get().encode()),
        *_HEADERS[media_type],
    ]
    if status in _WITH_STATUS:
        headers.append(_WITH_STATUS[status])
    if not posted:
        headers.append(_VARY)
    if retry_after:
        headers.append((b"retry-after", retry_after.encode()))
    if coding:
        body = pack(body, headers, coding)
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class DisconnectedError(Exception):
    """The client has gone before its request was whole."""


class TransportError(Exception):
    """A request that is not GraphQL over HTTP."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


@dataclass(slots=True)
class Asked:
    """What a request asks. Not frozen: that makes the making of one three times as dear."""

    text: str
    name: str | None
    variables: dict[str, Any]
    document: str | None = None
    """The id of a trusted document, where the request has one in place of a text."""
    raw: bytes = b""
    """The request as it came, where it stands for itself."""


def media_type_of(headers: Headers) -> str:
    """Choose the form of the answer by what the client accepts."""
    return _choose(headers.get(b"accept", b"*/*")[:MAX_ACCEPT])


@lru_cache(64)
def _choose(accept: bytes) -> str:
    kinds = {part.partition(";")[0].strip() for part in accept.decode("latin-1").lower().split(",")}
    if GRAPHQL_JSON in kinds:
        return GRAPHQL_JSON
    if kinds & {JSON, "*/*", "application/*", ""}:
        return JSON
    message = f"Accept {GRAPHQL_JSON} or {JSON}."
    raise TransportError(HTTPStatus.NOT_ACCEPTABLE, "not-acceptable", message)


def check_get(headers: Headers) -> None:
    """Refuse a GET that another site may have had a browser send.

    An image, a script, a link or a form cannot name the media type of the answer, so a program
    shows that way that it means to ask; a browser says itself where a request comes from.
    """
    accept = headers.get(b"accept", b"")[:MAX_ACCEPT].lower()
    if JSON.encode() in accept or GRAPHQL_JSON.encode() in accept:
        return
    if headers.get(b"sec-fetch-site") in {b"same-origin", b"none"}:
        return
    message = f"A query by GET names what it accepts: {GRAPHQL_JSON} or {JSON}."
    raise TransportError(HTTPStatus.NOT_ACCEPTABLE, "not-acceptable", message)


async def read_post(headers: Headers, receive: Receive, bounds: BodyBounds = DEFAULT) -> Asked:
    """Read a POST, strictly: whatever is odd about it is refused with a reason."""
    return parse_body(await read_body(headers, receive, bounds))


async def read_body(headers: Headers, receive: Receive, bounds: BodyBounds) -> bytes:
    """Read the body of a POST whose headers say that it is JSON."""
    _check_form(headers)
    return await _body(headers, receive, bounds)


def parse_body(body: bytes) -> Asked:
    """Read what the body of a POST asks."""
    asked = _asked(_loads(body))
    asked.raw = body
    return asked


async def read_batch(
    headers: Headers, receive: Receive, bounds: BodyBounds, most: int
) -> Asked | list[Asked]:
    """Read a POST that may be a list of requests, `most` at the most."""
    given = _loads(await read_body(headers, receive, bounds))
    if not isinstance(given, list):
        return _asked(given)
    if not 1 <= len(given) <= most:
        raise _bad_request(f"A batch has 1 to {most} requests.")
    return [_asked(each) for each in given]


def _check_form(headers: Headers) -> None:
    if not _is_json(headers.get(b"content-type", b"")):
        raise _unsupported(f"Send the query as {JSON}.")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise _unsupported("Send the body as it is: compressed bodies are not read.")


@lru_cache(64)
def _is_json(content_type: bytes) -> bool:
    return content_type.partition(b";")[0].strip().lower() == JSON.encode()


def _unsupported(message: str) -> TransportError:
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    return TransportError(status, "unsupported-media-type", message)


async def _body(headers: Headers, receive: Receive, bounds: BodyBounds) -> bytes:
    """Collect the body; one that is too long or too late is not read to its end."""
    most = bounds.limit
    if int(headers.get(b"content-length", b"0")[:MAX_DIGITS]) > most:
        raise _too_large(most)
    come = _come(receive)
    if come is not None:
        if len(come) > most:
            raise _too_large(most)
        return come
    body = b""
    task = bounds.begin()
    try:
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise DisconnectedError
            part: bytes = message.get("body", b"")
            body += part
            if len(body) > most:
                raise _too_large(most)
            if not message.get("more_body"):
                return body
    except CancelledError:
        if not bounds.was_late(task):
            raise
        detail = f"The body was not whole after {bounds.timeout:g} seconds."
        raise TransportError(HTTPStatus.REQUEST_TIMEOUT, "body-too-slow", detail) from None
    finally:
        bounds.end(task)


def _come(receive: Receive) -> bytes | None:
    """Take a body that is there as a whole, where the server can tell: to wait is dear."""
    take = getattr(getattr(receive, "__self__", None), "take_body", None)
    return None if take is None else take()


def _too_large(most: int) -> TransportError:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return TransportError(status, "body-too-large", f"The body has more than {most:,} bytes.")


def read_address(query_string: bytes) -> Asked:
    """Read a GET: the query and all that belongs to it stand in the address."""
    pairs = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True)
    given: dict[str, Any] = dict(pairs)
    if len(given) < len(pairs):
        raise _bad_request("The address must give each parameter once.")
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _loads(given[name].encode("utf-8", "surrogatepass"))
        else:
            given.pop(name, None)
    asked = _asked(given)
    asked.raw = b"?" + query_string
    return asked


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
    document = None
    if text is None:
        document, text = _document_id(given), ""
    elif not isinstance(text, str):
        raise _bad_request("The request must have a `query`, a string.")
    name = given.get("operationName")
    if name == "":
        name = None
    if name is not None and not isinstance(name, str):
        raise _bad_request("`operationName` must be a string.")
    variables = given.get("variables")
    if variables is not None and not isinstance(variables, dict):
        raise _bad_request("`variables` must be an object.")
    extensions = given.get("extensions")
    if extensions is not None and not isinstance(extensions, dict):
        raise _bad_request("`extensions` must be an object.")
    return Asked(text, name, variables or {}, document)


def _document_id(given: dict[str, Any]) -> str:
    """Find the id of a document, as either of two customs has it."""
    found = given.get("documentId")
    extensions = given.get("extensions")
    if found is None and isinstance(extensions, dict):
        persisted = extensions.get("persistedQuery")
        found = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(found, str):
        raise _bad_request("The request must have a `query`, a string.")
    return found


def _bad_request(message: str) -> TransportError:
    return TransportError(HTTPStatus.BAD_REQUEST, "bad-request", message)
