"""`/v1/webhooks`: save a filter, and have what fits it sent to an address."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from api.problems import ProblemError
from api.rest.reading import check_depth
from api.rest.routes import HEADERS, problem_responses
from api.rest.where_schemas import FILTER
from api.security.callers import Caller
from api.security.requirements import KeyFirstRoute, requires
from api.webhooks.sending import check_url
from api.writing import Writing
from db.enums import KeyScope
from db.query.errors import FilterError, QueryError
from db.query.paging import MAX_ID
from db.webhooks import (
    UnknownWebhookError,
    WebhookFacts,
    add_webhook,
    enable_webhook,
    list_webhooks,
    remove_webhook,
)

_ACCESS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.SERVICE_UNAVAILABLE)

_KEY = Annotated[str, Path(max_length=50, description="Its key.", examples=["wh_6f1d2c3b4a596877"])]


_FILTERS = {"statement.added": "StatementWhere", "contradiction.added": "ContradictionWhere"}
"""What filters each event."""


def _by_event(schema: dict[str, Any]) -> None:
    """Say that the event settles which filter there may be."""
    either = [
        {
            "properties": {
                "event": {"const": event},
                "where": {"$ref": f"#/components/schemas/{name}"},
            }
        }
        for event, name in _FILTERS.items()
    ]
    # Besides what the properties say: `oneOf` next to them would be read as all there is.
    schema["allOf"] = [{"oneOf": either}]


class WebhookBody(BaseModel):
    """A webhook to be made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_by_event)

    url: str = Field(
        max_length=2000,
        description="Where to send to. It must be on the open internet.",
        examples=["https://news.example/hook"],
    )
    event: Literal["statement.added", "contradiction.added"]
    where: dict[str, Any] = Field(
        default_factory=dict,
        description="What to send, as GraphQL's `where` of statements or contradictions takes it.",
        examples=[{"confidence": {"gte": 0.5}}],
        json_schema_extra={FILTER: list(_FILTERS.values())},
    )


class Webhook(BaseModel):
    """A saved filter, and how sending goes."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    key: str = Field(examples=["wh_6f1d2c3b4a596877"])
    url: str = Field(examples=["https://news.example/hook"])
    event: str = Field(examples=["contradiction.added"])
    where: dict[str, Any]
    created_by: str = Field(description="The name of the API key.", examples=["Newsroom"])
    created_at: datetime
    disabled_at: datetime | None = Field(description="Since when nothing is sent any more.")
    disabled_reason: str | None
    delivered: int = Field(description="How many deliveries have arrived.")
    waiting: int = Field(description="How many are still to be made.")


class NewWebhook(Webhook):
    """A webhook with its secret, which is shown this once."""

    secret: str = Field(
        description="What deliveries are signed with, after Standard Webhooks.",
        examples=["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"],
    )


class Webhooks(BaseModel):
    """All webhooks, the oldest first."""

    items: list[Webhook]


def webhook_router() -> APIRouter:
    """Make the routes; all of them need a key with the scope `admin`."""
    router = APIRouter(prefix="/v1/webhooks", route_class=KeyFirstRoute)
    _add_create(router)
    _add_list(router)
    _add_enable(router)
    _add_remove(router)
    return router


def _add_create(router: APIRouter) -> None:
    async def create(request: Request, body: WebhookBody, caller: Caller) -> Response:
        private = request.app.state.settings.webhook_private
        try:
            check_depth(body.where)
            url = check_url(body.url, allow_private=private)
            secret, made = await _writing(request).run(
                add_webhook, url, body.event, _showable(body.where), created_by=caller.name
            )
        except QueryError as error:
            raise error.below("body") from error
        answer = NewWebhook(**asdict(made), secret=secret)
        return _json(answer, HTTPStatus.CREATED)

    create.__annotations__ |= {
        "request": Request,
        "body": WebhookBody,
        "caller": Annotated[Caller, requires(KeyScope.ADMIN)],
    }
    router.add_api_route(
        "",
        create,
        methods=["POST"],
        status_code=HTTPStatus.CREATED,
        operation_id="createWebhook",
        summary="Have new statements or contradictions sent to an address",
        tags=["webhooks"],
        response_model=None,
        responses={
            **problem_responses(
                *_ACCESS,
                HTTPStatus.BAD_REQUEST,
                HTTPStatus.CONFLICT,
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                HTTPStatus.UNPROCESSABLE_ENTITY,
            ),
            201: {"model": NewWebhook},
        },
    )


def _showable(where: Any) -> Any:
    """Make numbers of integers that no answer could show: it would fail for all webhooks.

    PostgreSQL writes a number as large as that without its exponent, and gives it back as integer.
    """
    if isinstance(where, dict):
        return {name: _showable(value) for name, value in where.items()}
    if isinstance(where, list):
        return [_showable(value) for value in where]
    if not isinstance(where, int) or abs(where) <= MAX_ID:
        return where
    try:
        return float(where)
    except OverflowError:
        raise FilterError("holds a number that is too large", ("where",)) from None


def _add_list(router: APIRouter) -> None:
    async def list_all(request: Request) -> Response:
        found = await _writing(request).run(list_webhooks)
        return _json(Webhooks(items=[_shown(each) for each in found]))

    list_all.__annotations__ |= {"request": Request}
    router.add_api_route(
        "",
        list_all,
        operation_id="listWebhooks",
        summary="List all webhooks",
        tags=["webhooks"],
        response_model=None,
        dependencies=[requires(KeyScope.ADMIN)],
        responses={**problem_responses(*_ACCESS), 200: {"model": Webhooks}},
    )


def _add_enable(router: APIRouter) -> None:
    async def enable(request: Request, key: str, missed: Literal["send", "skip"]) -> Response:
        try:
            facts = await _writing(request).run(enable_webhook, key, missed=missed == "send")
        except UnknownWebhookError as error:
            raise _unknown(error) from error
        return _json(_shown(facts))

    text = "Whether what failed or came meanwhile is sent."
    enable.__annotations__ |= {
        "request": Request,
        "key": _KEY,
        "missed": Annotated[Literal["send", "skip"], Query(description=text)],
    }
    enable.__defaults__ = ("send",)
    router.add_api_route(
        "/{key}/enable",
        enable,
        methods=["POST"],
        operation_id="enableWebhook",
        summary="Send to an address again that was given up",
        tags=["webhooks"],
        response_model=None,
        dependencies=[requires(KeyScope.ADMIN)],
        responses={
            **problem_responses(*_ACCESS, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
            200: {"model": Webhook},
        },
    )


def _unknown(error: UnknownWebhookError) -> ProblemError:
    detail = "There is no webhook with this key."
    return ProblemError(HTTPStatus.NOT_FOUND, error.code, detail)


def _add_remove(router: APIRouter) -> None:
    async def remove(request: Request, key: str) -> Response:
        try:
            await _writing(request).run(remove_webhook, key)
        except UnknownWebhookError as error:
            raise _unknown(error) from error
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=HEADERS)

    remove.__annotations__ |= {
        "request": Request,
        "key": _KEY,
    }
    router.add_api_route(
        "/{key}",
        remove,
        methods=["DELETE"],
        status_code=HTTPStatus.NO_CONTENT,
        operation_id="deleteWebhook",
        summary="Send nothing more to an address, and forget what was sent",
        tags=["webhooks"],
        response_model=None,
        dependencies=[requires(KeyScope.ADMIN)],
        responses=problem_responses(
            *_ACCESS, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY
        ),
    )


def _writing(request: Request) -> Writing:
    writing: Writing = request.app.state.writing
    return writing


def _shown(facts: WebhookFacts) -> Webhook:
    return Webhook(**{**asdict(facts), "where": _showable(facts.where)})


def _json(body: BaseModel, status: HTTPStatus = HTTPStatus.OK) -> Response:
    written = orjson.dumps(body.model_dump(by_alias=True))
    return Response(
        written,
        status,
        media_type="application/json",
        headers={**HEADERS, "Cache-Control": "no-store"},
    )
