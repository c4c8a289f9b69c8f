"""JSON schemas of the nested filters: what `where` in a body takes, as GraphQL declares it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

from api.graphql.schema import core_schema
from api.rest.parameter_parts import DAY, MAX_TEXT

FILTER = "x-filter"
"""Marks a property that is a filter, with the names of the types that it may be."""
_LEAVES: Mapping[str, Mapping[str, Any]] = {
    "String": {"type": "string", "maxLength": MAX_TEXT},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "Date": {"type": "string", "format": "date", "pattern": DAY},
    "DateTime": {"type": "string", "format": "date-time"},
}
_BOUNDS: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys(("south", "north", "latitude"), (-90, 90)),
    **dict.fromkeys(("west", "east", "longitude"), (-180, 180)),
}


def filter_of(root: str) -> str:
    """Return the name of the filter of a list on the root."""
    query = core_schema().query_type
    if query is None:
        raise TypeError("the schema has no queries")
    name: str = get_named_type(query.fields[root].args["where"].type).name
    return name


def describe_filters(schemas: dict[str, Any]) -> None:
    """Put the filters in where they are marked, and the types that they are made of."""
    for schema in list(schemas.values()):
        for name, described in schema.get("properties", {}).items():
            names = described.pop(FILTER, None)
            if names:
                for each in names:
                    _add(schemas, each)
                kept = {key: described[key] for key in ("description", "examples")}
                schema["properties"][name] = {**_either(names), **kept}


def _either(names: list[str]) -> dict[str, Any]:
    references = [_reference(name) for name in names]
    return references[0] if len(references) == 1 else {"anyOf": references}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _add(schemas: dict[str, Any], name: str) -> None:
    """Add a type and those that it leads to."""
    described = core_schema().type_map[name]
    if name in schemas or not isinstance(described, GraphQLInputObjectType):
        return
    properties = {key: _property(key, each.type) for key, each in described.fields.items()}
    for key, each in described.fields.items():
        if each.description:
            properties[key]["description"] = each.description
    required = [key for key, each in described.fields.items() if _is_required(each.type)]
    schemas[name] = {
        "title": name,
        "description": described.description or "",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **({"required": required} if required else {}),
    }
    for each in described.fields.values():
        _add(schemas, get_named_type(each.type).name)


def _is_required(wanted: GraphQLInputType) -> bool:
    return isinstance(wanted, GraphQLNonNull)


def _property(name: str, wanted: GraphQLInputType) -> dict[str, Any]:
    if isinstance(wanted, GraphQLNonNull):
        return _property(name, wanted.of_type)
    if isinstance(wanted, GraphQLList):
        return {"type": "array", "items": _property(name, wanted.of_type)}
    if isinstance(wanted, GraphQLEnumType):
        return {"type": "string", "enum": list(wanted.values)}
    if isinstance(wanted, GraphQLInputObjectType):
        return _reference(wanted.name)
    leaf = dict(_LEAVES[wanted.name])
    if name in _BOUNDS:
        leaf |= dict(zip(("minimum", "maximum"), _BOUNDS[name], strict=True))
    return leaf | ({"exclusiveMinimum": 0, "maximum": 2000} if name == "radiusKm" else {})
