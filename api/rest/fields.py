"""The fields of a model as a selection for the query engine: all of them, or those chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAliasType, get_args

from pydantic import Field as Described

from api.rest.models import Model
from db.query.errors import QueryError
from db.query.selection import Field

MEDIA_TYPE = "application/vnd.counterclaim.part+json"
"""What parts of items are called: of a whole item clients may count on every member."""
OF_PART = "Part"
"""How the schema of a part is named, behind the name of the whole."""
MAX_NAMES = 200
CHOSEN = (
    "Answer these members alone: `key,text,speaker.name`. One with members of its own stands for "
    f"all of them. With commas or repeated; the answer is `{MEDIA_TYPE}`."
)


@cache
def fields_of(model: type[Model]) -> tuple[Field, ...]:
    """Select every field of a model, and those of the models in it."""
    return tuple(
        _field(info.alias or name, info.annotation) for name, info in model.model_fields.items()
    )


@cache
def names_of(model: type[Model]) -> tuple[str, ...]:
    """Name every field of a model, and those of the models in it behind a dot."""
    return tuple(_names(fields_of(model)))


@lru_cache(1024)
def chosen_of(model: type[Model], names: tuple[str, ...]) -> tuple[Field, ...]:
    """Select the named fields of a model, in its order; all of them where none is named.

    Raises QueryError for a name that is none of `names_of`.
    """
    if not names:
        return fields_of(model)
    if not set(names) <= set(names_of(model)):
        known = ", ".join(field.name for field in fields_of(model))
        message = f"must be one or more of {known}, or of their members as in speaker.name"
        raise QueryError("bad-parameter", message, ("fields",))
    return tuple(_chosen(fields_of(model), frozenset(names), ""))


def pruned(value: Any, fields: Sequence[Field]) -> Any:
    """Return an item, or several, with those fields alone."""
    if isinstance(value, list):
        return [pruned(each, fields) for each in value]
    if not isinstance(value, Mapping) or not fields:
        return value
    return {field.key: pruned(value[field.key], field.fields) for field in fields}


def fields_parameter(model: type[Model]) -> tuple[Any, Any]:
    """Describe the parameter by which fields are chosen: its type, and what it takes."""
    names = list(names_of(model))
    items: Any = {"type": "string", "enum": names}
    listed: Any = {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_NAMES}
    described = Described(
        default=None,
        min_length=1,
        max_length=MAX_NAMES,
        description=CHOSEN,
        examples=[names[:2]],
        json_schema_extra={"anyOf": [listed, {"type": "null"}]},
    )
    return list[str] | None, described


def _names(fields: Sequence[Field]) -> Iterator[str]:
    for field in fields:
        yield field.name
        for inner in _names(field.fields):
            yield f"{field.name}.{inner}"


def _chosen(fields: Sequence[Field], names: frozenset[str], above: str) -> Iterator[Field]:
    for field in fields:
        name = above + field.name
        if name in names:
            yield field
            continue
        inner = tuple(_chosen(field.fields, names, f"{name}."))
        if inner:
            yield Field(field.name, field.key, fields=inner)


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
