"""The filters of a list for what is no list: counts and exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, create_model

from api.rest.parameter_parts import Parameters
from db.query.errors import QueryError

PAGING = frozenset({"limit", "cursor", "count", "sort", "format"})
"""What lists take beside filters."""


def with_filters(name: str, text: str, filters: type[Parameters], **fields: Any) -> type[BaseModel]:
    """Make a model of a list's filters and some fields, each an annotation and a `Field`."""
    own = {
        key: (info.annotation, info)
        for key, info in filters.model_fields.items()
        if key not in PAGING
    }
    settings = Parameters.model_config
    return create_model(name, __config__=settings, __doc__=text, **{**own, **fields})


def filters_in(given: BaseModel, filters: type[Parameters]) -> Parameters:
    """Return the filters among what was given; their values are checked already."""
    values = {key: getattr(given, key) for key in filters.model_fields if key not in PAGING}
    return filters.model_construct(**values)


def named_as_given(error: QueryError, filters: Parameters, names: Mapping[str, str]) -> QueryError:
    """Name the parameter at fault instead of what it stands for."""
    if error.path[:1] == ("where",):
        name = filters.named(error.path[1:])
        path = error.path if name is None else (name,)
    else:
        path = tuple(names.get(str(step), step) for step in error.path[:1])
    return QueryError(error.code, error.message, path)
