"""Fields that the reader's process answers, not the database: `compare`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from starlette.types import Scope

from api.annotating import (
    Annotator,
    AnnotatorBusyError,
    AnnotatorFailedError,
    GivenPair,
)
from api.graphql.limits import LimitError
from db.query.errors import BusyError, QueryError
from db.query.selection import Argument, Field, Slot

COMPARE = "compare"
MAX_PAIRS = 10
MAX_TEXT = 20_000
_NAMES = {
    "a": "a",
    "b": "b",
    "aPublished": "a_published",
    "bPublished": "b_published",
    "aSpeaker": "a_speaker",
    "bSpeaker": "b_speaker",
}
_ANSWERS = {
    "evidenceA": "evidence_a",
    "evidenceB": "evidence_b",
    "valueA": "value_a",
    "valueB": "value_b",
}
_ENUMS = frozenset({"relation", "type"})


def split(fields: Sequence[Field]) -> tuple[tuple[Field, ...], tuple[Field, ...]]:
    """Tell the fields on the root that the database answers from those to be compared."""
    compared = tuple(field for field in fields if field.name == COMPARE)
    if len(compared) > MAX_PAIRS:
        message = f"The query compares more than {MAX_PAIRS} pairs of texts."
        raise LimitError(message, "query-too-large")
    return tuple(field for field in fields if field.name != COMPARE), compared


async def add_comparisons(
    data: bytes,
    keys: Sequence[str],
    fields: Sequence[Field],
    variables: Mapping[str, Any],
    scope: Scope,
) -> bytes:
    """Add what comparing finds to an answer; `keys` is the order of its fields."""
    annotator: Annotator = scope["app"].state.annotator
    pairs = [_pair(field, variables) for field in fields]
    try:
        records = await annotator.compare(pairs)
    except AnnotatorBusyError:
        raise BusyError from None
    except AnnotatorFailedError:
        raise QueryError(
            "text-too-heavy", "The texts took longer than allowed; send shorter ones."
        ) from None
    answer: dict[str, Any] = orjson.loads(data)
    for field, record in zip(fields, records, strict=True):
        if "error" in record:
            problem = record["error"]
            raise QueryError(problem["code"], problem["message"], (field.key,))
        answer[field.key] = _shaped(field.fields, record, "Comparison")
    return orjson.dumps({key: answer[key] for key in keys})


def _pair(field: Field, variables: Mapping[str, Any]) -> GivenPair:
    values = {
        ours: _value(field.arguments[theirs], variables)
        for theirs, ours in _NAMES.items()
        if theirs in field.arguments
    }
    for ours in ("a", "b"):
        if len(values[ours]) > MAX_TEXT:
            message = f"A text to be compared has more than {MAX_TEXT:,} characters."
            raise LimitError(message, "query-too-large")
    return GivenPair(**values)


def _value(given: Argument, variables: Mapping[str, Any]) -> Any:
    if not isinstance(given, Slot):
        raise TypeError(given)
    value = given.read(variables)
    return value if value is None or isinstance(value, date) else str(value)


def _shaped(fields: Sequence[Field], record: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Keep what was asked for, under the keys that it was asked by."""
    return {field.key: _one(field, record, name) for field in fields}


def _one(field: Field, record: Mapping[str, Any], name: str) -> Any:
    if field.name == "__typename":
        return name
    value = record[_ANSWERS.get(field.name, field.name)]
    if value is None:
        return None
    if field.fields:
        return _shaped(field.fields, value, "ComparedSpan")
    return value.upper() if field.name in _ENUMS else value
