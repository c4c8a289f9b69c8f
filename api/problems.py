"""Errors as problem documents (RFC 9457): one form for every route of the server.

A document names the code, which is also the page that explains it, and the parameter at fault. It
never repeats what the client sent, nor what a library or the database said.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.routing import Match

from db.query.errors import BusyError, QueryError, SlowQueryError, UnavailableError

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"
MOST_ERRORS = 200
MOST_FAULTS = 20
"""How many errors of a body are looked at, and how many faults are told."""
_CONFLICTS = frozenset({"review-conflict", "too-many-webhooks"})
"""What is well put, and cannot be done to the archive as it is now."""
_PAUSE = (BusyError, SlowQueryError, UnavailableError)

_logger = logging.getLogger(__name__)


class Fault(BaseModel):
    """One thing that is wrong with a request."""

    where: str = Field(examples=["query.limit"])
    """The parameter or the path inside the body, outermost first."""
    message: str = Field(examples=["Input should be less than or equal to 100"])


class Problem(BaseModel):
    """What went wrong, for programs (`code`) and for people (`detail`)."""

    type: str = Field(examples=["/errors/bad-parameter"])
    """The address of the page that explains the code."""
    title: str = Field(examples=["Unprocessable Entity"])
    status: int = Field(examples=[422])
    code: str = Field(examples=["bad-parameter"])
    detail: str = Field(examples=["limit: Input should be less than or equal to 100"])
    faults: list[Fault] = []


class ProblemError(Exception):
    """A problem to be told to the client."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        detail: str,
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


# Renamed by Python 3.13, and the description of the API must not hang on Python's version.
_TITLES = {413: "Request Entity Too Large", 422: "Unprocessable Entity"}


def title_of(status: HTTPStatus) -> str:
    """Return the short name of a status."""
    return _TITLES.get(status.value, status.phrase)


def problem(error: ProblemError) -> Response:
    """Render a problem."""
    body = Problem(
        type=f"/errors/{error.code}",
        title=title_of(error.status),
        status=error.status.value,
        code=error.code,
        detail=error.detail,
        faults=list(error.faults),
    )
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", **error.headers}
    return JSONResponse(
        body.model_dump(), error.status.value, headers=headers, media_type=MEDIA_TYPE
    )


def install_problems(app: FastAPI) -> None:
    """Answer every error with a problem document."""
    app.add_exception_handler(ProblemError, _on_problem)
    app.add_exception_handler(QueryError, _on_query_error)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_unexpected)


def from_query_error(error: QueryError) -> ProblemError:
    """Turn an error of the query engine into one of the server."""
    if isinstance(error, _PAUSE) or error.code in {"timeout", "busy", "unavailable"}:
        return ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE,
            error.code,
            error.message,
            headers={"Retry-After": RETRY_AFTER},
        )
    where = _plain(error.path)
    detail = f"{where} {error.message}" if where else error.message
    return ProblemError(
        HTTPStatus.CONFLICT if error.code in _CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY,
        error.code,
        detail,
        faults=[Fault(where=where, message=error.message)] if where else [],
    )


async def _on_problem(_: Request, error: Exception) -> Response:
    if not isinstance(error, ProblemError):  # the handlers are registered by type
        raise error
    return problem(error)


async def _on_query_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, QueryError):
        raise error
    return problem(from_query_error(error))


async def _on_invalid(_: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    if error.body and isinstance(error.body, bytes):  # read as JSON only where it says to be
        return problem(
            ProblemError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Send JSON, with the header Content-Type: application/json.",
            )
        )
    if any(item["type"] == "json_invalid" for item in error.errors()):
        return problem(ProblemError(HTTPStatus.BAD_REQUEST, "bad-json", "The body is not JSON."))
    faults = _faults(error)[:MOST_FAULTS]
    detail = "; ".join(f"{fault.where}: {fault.message}" for fault in faults[:3])
    return problem(
        ProblemError(HTTPStatus.UNPROCESSABLE_ENTITY, "bad-parameter", detail, faults=faults)
    )


_KINDS = {
    "model_attributes_type": "Input should be an object",
    "model_type": "Input should be an object",
    "list_type": "Input should be a list",
}
"""Errors of what is of another kind than wanted, in the words of JSON."""


def _faults(error: RequestValidationError) -> list[Fault]:
    """Return what is wrong, by paths of what was sent.

    Where an object or a list may stand, each has errors of its own: what was sent is measured by
    the kind that it is, and if it is neither, both are named.
    """
    found: dict[str, list[str]] = {}
    for item in error.errors()[:MOST_ERRORS]:
        where = _plain(_path(item, error.body))
        message = _KINDS.get(item["type"], str(item["msg"])[:300])
        messages = found.setdefault(where, [])
        if message not in messages:
            messages.append(message)
    if any(where.startswith("body.") for where in found):
        found.pop("body", None)
    return [Fault(where=where, message=", or: ".join(told)) for where, told in found.items()]


def _path(item: Mapping[str, Any], body: Any) -> list[str | int]:
    """Leave out of an error's path the names of kinds, which are not in what was sent."""
    first, *steps = item["loc"]
    if first != "body":
        return [first, *steps]
    path: list[str | int] = ["body"]
    value = body
    for step in steps:
        if isinstance(step, int):
            path.append(step)
            value = value[step] if isinstance(value, list) and step < len(value) else None
        elif isinstance(value, dict) and step in value:
            path.append(step)
            value = value[step]
    return [*path, steps[-1]] if item["type"] == "missing" and steps else path


_NAME = re.compile(r"\w{1,40}", re.ASCII)


def _plain(path: Iterable[str | int]) -> str:
    """Write a path. What is unknown is the client's own text: only what could be a name is told."""
    return ".".join(
        str(step) if isinstance(step, int) or _NAME.fullmatch(step) else "…" for step in path
    )


_HTTP_CODES = {
    HTTPStatus.BAD_REQUEST: ("bad-json", "The body cannot be read."),
    HTTPStatus.NOT_FOUND: ("unknown-address", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method-not-allowed", "This address has no such method."),
}


_METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


async def _on_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    code, detail = _HTTP_CODES.get(status, (status.phrase.casefold().replace(" ", "-"), ""))
    detail = detail or status.description
    headers = dict(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    return problem(ProblemError(status, code, detail, headers=headers))


def _methods_at(request: Request) -> set[str]:
    """Return the methods of all routes at an address: the router names those of one alone."""
    found = {
        method
        for method in _METHODS
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    # By `HeadMethod`, in front of all routes.
    return found | {"HEAD"} if "GET" in found else found


async def _on_unexpected(request: Request, error: Exception) -> Response:
    # The traceback is the server's: Starlette raises the error again once the answer is sent.
    _logger.error("%s %s failed: %s", request.method, request.scope["path"], type(error).__name__)
    detail = "The server made a mistake. It was logged; the request may be sent again."
    return problem(ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", detail))
