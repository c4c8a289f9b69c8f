"""The OpenAPI description, put right where the framework's own would mislead."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api.problems import MEDIA_TYPE as PROBLEM
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
