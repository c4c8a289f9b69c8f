"""What the runs of Schemathesis are given: descriptions that end, queries that find something."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from graphql import build_schema, parse, validate

from bench.fuzz.graphql_values import KINDS, Values
from bench.fuzz.levels import INNER, end_filters
from bench.fuzz.rest_values import Keys
from tests.live import ROOT

SCHEMA = build_schema((ROOT / "schemas/schema.graphql").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ended() -> dict[str, Any]:
    """Give the schemas of the description, their filters ended."""
    described = json.loads((ROOT / "schemas/openapi.json").read_text(encoding="utf-8"))
    end_filters(described)
    schemas: dict[str, Any] = described["components"]["schemas"]
    return schemas


def _ways(schemas: dict[str, Any], name: str, passed: tuple[str, ...]) -> int:
    """Count the ways from a schema to where it ends; fail in a circle."""
    assert name not in passed, passed
    references = [
        text.rpartition("/")[2] for text in _references(schemas[name].get("properties", {}))
    ]
    return 1 + sum(_ways(schemas, each, (*passed, name)) for each in references)


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    return [each for value in part for each in _references(value)] if isinstance(part, list) else []


def test_filters_end_and_keep_all_that_they_can_say(ended: dict[str, Any]) -> None:
    original = json.loads((ROOT / "schemas/openapi.json").read_text(encoding="utf-8"))
    filters = [name for name in original["components"]["schemas"] if name.endswith("Where")]
    assert len(filters) > 30
    for name in filters:
        before = original["components"]["schemas"][name]["properties"]
        assert ended[name]["properties"].keys() == before.keys()
        assert 1 <= _ways(ended, name, ()) < 500, name
    # What is said of others by their key alone, is said in full by a request of its own.
    inner = {name: schema["properties"].keys() for name, schema in ended.items() if INNER in name}
    by_key = {name.removesuffix(INNER) for name, properties in inner.items() if len(properties) < 2}
    asked = _references([schema.get("properties", {}).get("where") for schema in ended.values()])
    assert by_key == {text.rpartition("/")[2] for text in asked} & set(filters)
    assert {"name", "key"} <= inner[f"OutletWhere{INNER}"]


QUERIES = [
    *(f'{{ {kind}(key: "made up") {{ key }} }}' for kind in KINDS),
    '{ node(id: "made up") { id } }',
    '{ nodes(ids: ["made up"]) { id } }',
    '{ statements(last: -5, before: "x", where: {not: {}}) { nodes { key } totalCount } }',
    '{ speaker(key: "") { statements(first: 2147483647, after: "") { totalCount } } }',
    '{ control(place: "", from: "9999-01-01", to: "0001-01-01") { days { day } } }',
    '{ compare(a: "", b: "") { relation } }',
    'mutation { reviewContradiction(key: "", verdict: REJECTED) { key } }',
    'mutation { mergeSpeakers(key: "", other: "") { key } }',
    'mutation { splitSpeaker(key: "", note: null) { key } }',
    'mutation { mergeDisputes(key: "", other: "") { key } }',
    'mutation { splitDispute(key: "", contradictions: []) { key } }',
]


def test_every_other_query_is_given_what_exists() -> None:
    pair = {"edges": [{"node": {"key": "known"}}] * 2}
    archive = {
        kind: [{"id": "known", "key": "known", "contradictions": pair} for _ in range(2)]
        for kind in KINDS
    }
    values = Values(lambda: archive)
    for query in QUERIES:
        assert values.settle(query) == query
        settled = values.settle(query)
        assert settled != query
        assert "made up" not in settled
        assert "-5" not in settled
        before = {each.message for each in validate(SCHEMA, parse(query))}
        assert {each.message for each in validate(SCHEMA, parse(settled))} <= before


@pytest.mark.parametrize(
    ("path", "parameters", "body", "known"),
    [
        ("/v1/statements/{key}", {"key": "made up"}, None, True),
        ("/v1/places/{key}/control", {"key": "made up"}, None, True),
        ("/v1/webhooks/{key}", {"key": "made up"}, None, True),
        ("/v1/unknown/{key}", {"key": "made up"}, None, False),
        ("/v1/reviews", None, {"entity": "speaker", "key": "made up", "other": "made up"}, True),
        ("/v1/reviews", None, {"entity": "dispute", "contradictions": ["made up"]}, True),
        ("/v1/reviews", None, {"entity": "nothing", "key": "made up"}, False),
    ],
)
def test_every_other_request_is_given_a_key_that_exists(
    path: str, parameters: dict[str, str] | None, body: dict[str, Any] | None, *, known: bool
) -> None:
    keys = Keys(lambda: {kind: [{"key": "known"}] for kind in KINDS})
    keys.note(SimpleNamespace(path="/v1/webhooks"), {"key": "known", "secret": "s"})
    case = SimpleNamespace(path=path, path_parameters=parameters, body=body)
    keys.settle(case)
    assert ("made up" in str(case)) != known
    second = SimpleNamespace(path=path, path_parameters={"key": "made up"}, body=None)
    keys.settle(second)
    assert second.path_parameters == {"key": "made up"}
