"""Read what a client of the protocol sends: JSON inside of a form or an address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs

import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.problems import Fault, ProblemError
from api.reconciling.catalogue import BATCH_SIZE, MAX_LIMIT, PROPERTIES, TYPES

DEFAULT_LIMIT = 10
MAX_TEXT = 500
MAX_ENTITIES = 200
"""Entities whose properties one request may ask for."""
FORM = "application/x-www-form-urlencoded"


class Named(BaseModel):
    """Something with an id; the protocol lets it stand for itself or be written as text."""

    model_config = ConfigDict(extra="ignore")

    id: str = Field(min_length=1, max_length=MAX_TEXT)


type Reference = Annotated[str, Field(min_length=1, max_length=MAX_TEXT)] | Named
type Value = bool | int | float | Annotated[str, Field(max_length=MAX_TEXT)] | Named


class Condition(BaseModel):
    """A property and what it should be: one value, or any of several."""

    model_config = ConfigDict(extra="ignore")

    pid: str = Field(max_length=MAX_TEXT)
    v: Value | Annotated[list[Value], Field(max_length=50)]


class Query(BaseModel):
    """A name, and what else is known of the one who has it."""

    model_config = ConfigDict(extra="ignore")

    query: str | None = Field(default=None, max_length=MAX_TEXT)
    type: Reference | Annotated[list[Reference], Field(max_length=20)] | None = None
    limit: int | None = Field(default=None, ge=1)
    properties: list[Condition] = Field(default=[], max_length=20)
    type_strict: Literal["any", "all", "should"] | None = None


class Extension(BaseModel):
    """Entities, and the properties asked of them."""

    model_config = ConfigDict(extra="ignore")

    ids: list[Annotated[str, Field(max_length=MAX_TEXT)]] = Field(max_length=MAX_ENTITIES)
    properties: list[Named] = Field(max_length=50)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query in the server's terms."""

    name: str | None
    types: tuple[str, ...] = ()
    """Ids of types, any of which fits; none where every one does."""
    limit: int = DEFAULT_LIMIT
    properties: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By id, the values of which one should fit."""


_BATCH = TypeAdapter(dict[str, Query])
_EXTENSION = TypeAdapter(Extension)


async def parameters_of(request: Request) -> dict[str, str]:
    """Return the parameters of the address, and those of a form; the form goes first."""
    found = dict(request.query_params)
    if request.method != "POST":
        return found
    sort = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sort != FORM:
        detail = f"Send the queries in a form: Content-Type {FORM}."
        raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail)
    try:
        form = parse_qs((await request.body()).decode(), max_num_fields=20)
    except ValueError as error:
        raise _wrong("form", "must be URL-encoded UTF-8 with at most 20 fields") from error
    return found | {name: values[-1] for name, values in form.items()}


def read_batch(text: str) -> dict[str, Wanted]:
    """Read queries by the names that the client gave them; raise ProblemError."""
    batch = _read(_BATCH, "queries", text)
    if len(batch) > BATCH_SIZE:
        detail = f"A batch holds at most {BATCH_SIZE} queries; send several."
        raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too-large", detail)
    return {name: _wanted(name, query) for name, query in batch.items()}


def read_extension(text: str) -> tuple[list[str], list[str]]:
    """Read ids of entities and of properties; raise ProblemError."""
    asked = _read(_EXTENSION, "extend", text)
    names = [each.id for each in asked.properties]
    for number, name in enumerate(names):
        if name not in PROPERTIES:
            raise _wrong(f"extend.properties.{number}", _one_of(PROPERTIES))
    return asked.ids, names


def _wanted(name: str, query: Query) -> Wanted:
    where = f"queries.{name[:40]}"
    if not (query.query or "").strip() and not query.properties:
        raise _wrong(where, "must have a query or properties")
    given = query.type if isinstance(query.type, list) else [query.type] if query.type else []
    types = tuple(each.id if isinstance(each, Named) else each for each in given)
    if unknown := [each for each in types if each not in TYPES]:
        del unknown  # what a client wrote is not repeated
        raise _wrong(f"{where}.type", _one_of(TYPES))
    properties = {
        condition.pid: tuple(_plain(value) for value in _listed(condition.v))
        for condition in query.properties
    }
    limit = min(query.limit or DEFAULT_LIMIT, MAX_LIMIT)
    return Wanted((query.query or "").strip() or None, types, limit, properties)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    return value.id if isinstance(value, Named) else str(value)


def _read[T](form: TypeAdapter[T], where: str, text: str) -> T:
    try:
        return form.validate_python(orjson.loads(text), strict=True)
    except orjson.JSONDecodeError as error:
        detail = f"The parameter {where} is not JSON."
        raise ProblemError(HTTPStatus.BAD_REQUEST, "bad-json", detail) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        steps = ".".join(str(step)[:40] for step in first["loc"][:3])
        raise _wrong(f"{where}.{steps}".rstrip("."), first["msg"][:200]) from error


def _one_of(known: Iterable[str]) -> str:
    return f"must be one of {', '.join(known)}"


def _wrong(where: str, message: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "bad-parameter",
        f"{where} {message}",
        faults=[Fault(where=where, message=message)],
    )
