"""No client of the last release of REST breaks unwarned."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from scripts.breaking import CURRENT_REST, last_release, release
from scripts.breaking_rest import breaking_changes

GONE = object()
ITEM = "components.schemas.Item"
BODY = "components.schemas.Body"
LIST = "paths./v1/items.get"
ASK = "paths./v1/items/query.post"


def _answer(schema: Any) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": schema}}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


OLD: dict[str, Any] = {
    "paths": {
        "/v1/items": {
            "get": {
                "operationId": "listItems",
                "parameters": [
                    {
                        "name": "limit",
                        "in": "query",
                        "schema": {"type": "integer", "minimum": 1, "maximum": 100},
                    },
                    {
                        "name": "kind",
                        "in": "query",
                        "schema": {
                            "anyOf": [
                                {"type": "array", "items": {"enum": ["A", "B"], "type": "string"}},
                                {"type": "null"},
                            ]
                        },
                    },
                    {"name": "old", "in": "query", "deprecated": True, "schema": {}},
                    {"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 500}},
                ],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": _reference("Page")},
                            "application/geo+json": {"schema": {"type": "object"}},
                        },
                        "headers": {"Link": {"schema": {"type": "string"}}},
                    },
                    "422": _answer(_reference("Item")),
                },
            }
        },
        "/v1/items/query": {
            "post": {
                "operationId": "queryItems",
                "requestBody": _answer(_reference("Body")),
                "responses": {"200": _answer(_reference("Page"))},
                "security": [{"apiKey": ["read", "write"]}],
            }
        },
        "/v1/leaving": {"get": {"operationId": "leave", "deprecated": True, "responses": {}}},
    },
    "components": {
        "schemas": {
            "Page": {
                "type": "object",
                "properties": {"items": {"type": "array", "items": _reference("Item")}},
                "required": ["items"],
            },
            "Item": {
                "type": "object",
                "properties": {
                    "key": {"type": "string"},
                    "count": {"type": "integer"},
                    "share": {"type": "number"},
                    "kind": {"type": "string", "enum": ["A", "B"]},
                    "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
                    "parent": {"anyOf": [_reference("Item"), {"type": "null"}]},
                    "past": {"type": "string", "deprecated": True},
                    "rest": {"type": "object", "additionalProperties": {"type": "integer"}},
                },
                "required": ["key", "count", "day"],
            },
            "Body": {
                "type": "object",
                "properties": {
                    "where": {"type": "object", "additionalProperties": True},
                    "size": {"type": "integer", "default": 20},
                    "sort": {"type": ["string", "null"]},
                    "former": {"type": "string", "deprecated": True},
                },
                "additionalProperties": False,
            },
        }
    },
}


def _changed(*edits: tuple[str, Any]) -> dict[str, Any]:
    """Return the description with values set, or gone, at dotted paths."""
    changed = deepcopy(OLD)
    for path, value in edits:
        *outer, last = path.split(".")
        place: Any = changed
        for step in outer:
            place = place[int(step) if isinstance(place, list) else step]
        if value is GONE:
            del place[int(last) if isinstance(place, list) else last]
        else:
            place[last] = deepcopy(value)
    return changed


BREAKS: list[tuple[str, Any, str]] = [
    ("paths./v1/items", GONE, "GET /v1/items: is gone"),
    (LIST, GONE, "GET /v1/items: is gone"),
    (f"{LIST}.operationId", "items", "operationId was listItems and is items"),
    (f"{LIST}.parameters.3", GONE, "GET /v1/items: query q is gone"),
    (f"{LIST}.parameters.3.required", True, "query q is needed now"),
    (f"{LIST}.parameters.3.in", "header", "query q is gone"),
    (f"{LIST}.parameters.3.schema.maxLength", 100, "query q maxLength was 500 and is 100"),
    (f"{LIST}.parameters.3.schema.minLength", 1, "query q minLength was none and is 1"),
    (f"{LIST}.parameters.3.schema.pattern", "^a", "query q pattern was none and is ^a"),
    (f"{LIST}.parameters.3.schema.enum", ["a"], "query q takes no more than a"),
    (f"{LIST}.parameters.3.schema", {"type": "integer"}, "query q was string and is integer"),
    (f"{LIST}.parameters.0.schema.maximum", 50, "query limit maximum was 100 and is 50"),
    (f"{LIST}.parameters.0.schema.minimum", 5, "query limit minimum was 1 and is 5"),
    (
        f"{LIST}.parameters.1.schema.anyOf.0.items.enum",
        ["A", "C"],
        "query kind[] no longer takes B",
    ),
    (f"{LIST}.responses.200", GONE, "GET /v1/items: 200 is gone"),
    (f"{LIST}.responses.200.content.application/geo+json", GONE, "application/geo+json is gone"),
    (f"{LIST}.responses.200.headers", {}, "200 header Link is gone"),
    (f"{LIST}.responses.422.content", {}, "422 application/json is gone"),
    (f"{LIST}.security", [{"apiKey": []}], "asks for a key"),
    (f"{ASK}.requestBody.required", True, "a body is needed now"),
    (f"{ASK}.requestBody.content", {"text/plain": {}}, "body application/json is gone"),
    (f"{ASK}.security", [{"apiKey": ["admin"]}], "asks for a key"),
    (f"{BODY}.properties.size", GONE, "body.size is gone"),
    (f"{BODY}.properties.size.type", "string", "body.size was integer and is string"),
    (f"{BODY}.properties.sort.type", "string", "body.sort was null and is string"),
    (f"{BODY}.required", ["where"], "body.where is needed now"),
    (
        f"{BODY}.properties.where.additionalProperties",
        False,
        "body.where takes no other members any more",
    ),
    (f"{ITEM}.properties.key", GONE, "200.items[].key is gone"),
    (f"{ITEM}.properties.key.type", "integer", "200.items[].key was string and is integer"),
    (f"{ITEM}.properties.key", {}, "200.items[].key was string and is any"),
    (f"{ITEM}.properties.count.type", "number", "200.items[].count was integer and is number"),
    (f"{ITEM}.properties.count.type", ["integer", "null"], "count was integer and is null"),
    (f"{ITEM}.properties.parent", _reference("Page"), "200.items[].parent.key is gone"),
    (
        f"{ITEM}.properties.rest.additionalProperties.type",
        "string",
        "200.items[].rest.* was integer and is string",
    ),
    (f"{ITEM}.required", ["count", "day"], "200.items[].key may be missing now"),
    ("components.schemas.Page.required", [], "200.items may be missing now"),
    ("components.schemas.Page.properties.items", _reference("Item"), "was array and is object"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "told"), BREAKS, ids=[f"{told} ({path})" for path, _, told in BREAKS]
)
def test_what_breaks_is_told(path: str, value: Any, told: str) -> None:
    found = breaking_changes(OLD, _changed((path, value)))
    assert any(told in line for line in found), found


HOLDS: list[tuple[str, Any]] = [
    ("paths./v1/more", {"get": {"responses": {}}}),
    ("paths./v1/leaving", GONE),
    (f"{LIST}.summary", "In other words"),
    (f"{LIST}.parameters.2", GONE),
    (f"{LIST}.parameters.0.schema.maximum", 1000),
    (f"{LIST}.parameters.0.schema.maximum", GONE),
    (f"{LIST}.parameters.0.schema", {"type": "number", "minimum": 0, "maximum": 100}),
    (f"{LIST}.parameters.0.schema.default", 50),
    (f"{LIST}.parameters.1.schema.anyOf.0.items.enum", ["A", "B", "C"]),
    (f"{LIST}.parameters.1.schema.anyOf.0.items", {}),
    (f"{LIST}.parameters.1.schema.anyOf.1", GONE),
    (f"{LIST}.parameters.3.schema", {"anyOf": [{"type": "string"}, {"type": "integer"}]}),
    (f"{LIST}.responses.422", GONE),
    (f"{LIST}.responses.503", _answer({})),
    (f"{LIST}.responses.200.headers.ETag", {}),
    (f"{LIST}.responses.200.content.text/csv", {}),
    (f"{ASK}.security", [{"apiKey": ["read"]}]),
    (f"{ASK}.security", GONE),
    (f"{ASK}.security", [{"apiKey": ["admin"]}, {}]),
    (f"{BODY}.properties.more", {"type": "string"}),
    (f"{BODY}.properties.former", GONE),
    (f"{BODY}.additionalProperties", True),
    (f"{ITEM}.properties.more", {"type": "string"}),
    (f"{ITEM}.properties.past", GONE),
    (f"{ITEM}.properties.kind.enum", ["A", "B", "C"]),
    (f"{ITEM}.properties.kind.enum", ["A"]),
    (f"{ITEM}.properties.share.type", "integer"),
    (f"{ITEM}.properties.day", {"type": "string", "format": "date"}),
    (f"{ITEM}.required", ["key", "count", "day", "kind"]),
    (f"{ITEM}.additionalProperties", False),
]


@pytest.mark.parametrize(("path", "value"), HOLDS)
def test_what_harms_nobody_passes(path: str, value: Any) -> None:
    assert breaking_changes(OLD, _changed((path, value))) == []


def test_a_new_parameter_may_not_be_needed() -> None:
    more = {"name": "more", "in": "query", "schema": {}}
    parameters = OLD["paths"]["/v1/items"]["get"]["parameters"]
    for needed in (True, False):
        changed = _changed((f"{LIST}.parameters", [*parameters, {**more, "required": needed}]))
        expected = ["GET /v1/items: query more is needed now"] if needed else []
        assert breaking_changes(OLD, changed) == expected


def test_schemas_may_have_other_names() -> None:
    text = json.dumps(OLD).replace("schemas/Item", "schemas/Thing").replace('"Item"', '"Thing"')
    assert breaking_changes(OLD, json.loads(text)) == []


def test_of_the_true_description_nothing_can_be_taken_away() -> None:
    """Each operation, parameter and member of an answer is missed when it is gone."""
    current = json.loads(CURRENT_REST.read_bytes())
    assert breaking_changes(current, deepcopy(current)) == []
    for path, item in list(current["paths"].items()):
        for method in list(item):
            operation = item.pop(method)
            assert breaking_changes({**current, "paths": {path: {method: operation}}}, current)
            parameters = [{**each, "schema": {}} for each in operation.get("parameters", [])]
            for parameter in parameters:
                kept = [each for each in parameters if each is not parameter]
                old, new = (
                    {"paths": {path: {method: {"parameters": each}}}} for each in (parameters, kept)
                )
                (found,) = breaking_changes(old, new)
                assert found.endswith(f"{parameter['in']} {parameter['name']} is gone")
            item[method] = operation
    for name in ("DisputeSide", "SpeakerFacet", "ControlDay"):
        members = current["components"]["schemas"][name]["properties"]
        for member in list(members):
            fewer = deepcopy(current)
            del fewer["components"]["schemas"][name]["properties"][member]
            lines = breaking_changes(current, fewer)
            assert any(f".{member} is gone" in line for line in lines), (name, member)


def test_nothing_breaks_a_client_of_the_last_release() -> None:
    released = last_release(suffix=".json")
    assert released.stem == last_release().stem, "Run `make release-schema`: it keeps both."
    broken = breaking_changes(*(json.loads(each.read_bytes()) for each in (released, CURRENT_REST)))
    assert not broken, (
        "Clients of the last release would break. Keep what is missing and mark it as deprecated: "
        "docs/deprecation.md says for how long."
    )


def test_a_release_keeps_both_schemas(tmp_path: Path) -> None:
    graphql, rest = release(tmp_path)
    assert graphql.suffix == ".graphql"
    assert rest.read_bytes() == CURRENT_REST.read_bytes()
    assert last_release(tmp_path) == graphql
    assert last_release(tmp_path, ".json") == rest
