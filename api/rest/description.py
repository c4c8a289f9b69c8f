"""The OpenAPI description, put right where the framework's own would mislead."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.problems import MEDIA_TYPE as PROBLEM
from api.rest.fields import MEDIA_TYPE as PART
from api.rest.fields import OF_PART
from api.rest.geojson import Feature, FeatureCollection, Geometry
from api.rest.resources import RESOURCES
from api.rest.where_schemas import describe_filters

REFERENCE = "#/components/schemas/{model}"


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description; it is made once."""
    if app.openapi_schema is None:
        tags = [{"name": each.path, "description": each.description} for each in RESOURCES]
        schema = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            tags=tags,
            license_info=app.license_info,
        )
        schemas = schema["components"]["schemas"]
        for model in (Geometry, Feature, FeatureCollection):
            schemas[model.__name__] = _schema_of(model)
        describe_filters(schemas)
        describe_parts(schema)
        # The framework's own form of a validation error is never sent.
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for operations in schema["paths"].values():
            for operation in operations.values():
                _name_problems(operation)
                _leave_null_out(operation)
        app.openapi_schema = schema
    return app.openapi_schema


def _schema_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template=REFERENCE)
    schema.pop("$defs", None)
    return schema


def _leave_null_out(operation: dict[str, Any]) -> None:
    """Leave null out of parameters: an address cannot say it, they are left out themselves."""
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        kept = [each for each in schema.get("anyOf", []) if each != {"type": "null"}]
        if len(kept) == 1:
            del schema["anyOf"]
            parameter["schema"] = {**kept[0], **schema}


def _name_problems(operation: dict[str, Any]) -> None:
    """Say that errors are problem documents, not plain JSON."""
    for status, response in operation["responses"].items():
        content = response.get("content", {})
        if not status.startswith("2") and "application/json" in content:
            content[PROBLEM] = content.pop("application/json")


def describe_parts(schema: dict[str, Any]) -> None:
    """Write the schemas of answers with chosen fields: as the whole, but every field may lack."""
    schemas: dict[str, Any] = schema["components"]["schemas"]
    for operations in schema["paths"].values():
        for operation in operations.values():
            content = operation["responses"].get("200", {}).get("content", {})
            if PART in content:
                whole = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
                _add_part(schemas, whole, of_page="items" in schemas[whole]["properties"])


def _add_part(schemas: dict[str, Any], name: str, *, of_page: bool = False) -> None:
    """Add the part of a model and those of the models in it; of a page its items are parts."""
    if name + OF_PART in schemas:
        return
    part = deepcopy(schemas[name])
    schemas[name + OF_PART] = part
    part["title"] = name + OF_PART
    if of_page:
        _refer_to_parts(schemas, part["properties"]["items"])
    else:
        part.pop("required", None)
        _refer_to_parts(schemas, part["properties"])


def _refer_to_parts(schemas: dict[str, Any], node: Any) -> None:
    """Turn every reference to a model into one to its part."""
    if isinstance(node, list):
        for each in node:
            _refer_to_parts(schemas, each)
    if not isinstance(node, dict):
        return
    name = str(node.get("$ref", "")).rpartition("/")[2]
    if "properties" in schemas.get(name, {}):
        _add_part(schemas, name)
        node["$ref"] = REFERENCE.format(model=name + OF_PART)
    for each in node.values():
        _refer_to_parts(schemas, each)
