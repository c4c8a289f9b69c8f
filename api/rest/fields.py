"""The fields of a model as a selection for the query engine."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAliasType, get_args

from api.rest.models import Model
from db.query.selection import Field


@cache
def fields_of(model: type[Model]) -> tuple[Field, ...]:
    """Select every field of a model, and those of the models in it."""
    return tuple(
        _field(info.alias or name, info.annotation) for name, info in model.model_fields.items()
    )


def _field(name: str, annotation: Any) -> Field:
    inner = next(_models(annotation), None)
    return Field(name, name, fields=fields_of(inner) if inner else ())


def _models(annotation: Any) -> Iterator[type[Model]]:
    """Find the model inside of `X | None` and `list[X]`."""
    if isinstance(annotation, TypeAliasType):
        return
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
