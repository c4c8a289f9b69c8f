"""Scalars. Values go out as the database wrote them, and come in as text that filters check."""

from datetime import date, datetime
from typing import Any, NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from db.query.errors import QueryError
from db.query.values import as_date, as_moment


def _parse_date(value: Any) -> date:
    try:
        return as_date(value, ())
    except QueryError as error:
        raise ValueError(error.message) from None


def _parse_moment(value: Any) -> datetime:
    try:
        return as_moment(value, ())
    except QueryError as error:
        raise ValueError(error.message) from None


def _as_is(value: Any) -> Any:
    return value


Date = NewType("Date", date)
DateTime = NewType("DateTime", datetime)
Json = NewType("Json", object)

SCALARS: dict[object, ScalarDefinition] = {
    Date: strawberry.scalar(
        name="Date",
        description="A calendar day, YYYY-MM-DD.",
        serialize=_as_is,
        parse_value=_parse_date,
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="A moment in ISO 8601 with a time zone; answers are in UTC and end in Z.",
        serialize=_as_is,
        parse_value=_parse_moment,
    ),
    Json: strawberry.scalar(
        name="JSON",
        description="Any JSON value, as the extractor wrote it.",
        serialize=_as_is,
        parse_value=_as_is,
    ),
}
