"""The description is valid, complete, true and stable."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from graphql import GraphQLInputObjectType
from openapi_spec_validator import validate

from api.app import create_app
from api.graphql.schema import core_schema
from api.rest.resources import RESOURCES
from api.settings import Settings
from tests.rest_api.dump_openapi import SNAPSHOT, description

DESCRIPTION: dict[str, Any] = create_app(Settings()).openapi()


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in DESCRIPTION["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_it_is_what_is_checked_in() -> None:
    """After a change that is meant: python -m tests.rest_api.dump_openapi."""
    assert description() == SNAPSHOT.read_text(encoding="utf-8")


def test_it_is_valid() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    validate(DESCRIPTION)


def test_it_is_served(api: httpx.Client) -> None:
    assert api.get("/openapi.json").json() == DESCRIPTION


def test_the_docs_page_asks_no_other_host(api: httpx.Client) -> None:
    page = api.get("/docs")
    assert page.status_code == 200
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_names_of_operations_are_unique_and_ours() -> None:
    names = [operation["operationId"] for _, _, operation in operations()]
    assert len(set(names)) == len(names)
    assert {"listStatements", "queryStatements", "getStatement", "annotate", "readiness"} <= set(
        names
    )


def test_every_resource_is_described() -> None:
    for resource in RESOURCES:
        assert f"/v1/{resource.path}" in DESCRIPTION["paths"]
        assert f"/v1/{resource.path}/query" in DESCRIPTION["paths"]


def test_every_parameter_has_a_description() -> None:
    for path, _, operation in operations():
        for parameter in operation.get("parameters", []):
            assert parameter.get("description"), f"{path} {parameter['name']}"
            assert parameter["name"] == parameter["name"].replace("_", ""), path


def test_every_error_is_a_problem_document() -> None:
    for path, _, operation in operations():
        for status, response in operation["responses"].items():
            if status[0] not in "23":
                content = response["content"]
                assert list(content) == ["application/problem+json"], path
                assert content["application/problem+json"]["schema"]["$ref"].endswith("/Problem")
    assert "HTTPValidationError" not in DESCRIPTION["components"]["schemas"]


def test_lists_tell_of_geojson_where_they_have_it() -> None:
    for resource in RESOURCES:
        content = DESCRIPTION["paths"][f"/v1/{resource.path}"]["get"]["responses"]["200"]["content"]
        assert ("application/geo+json" in content) == (resource.to_feature is not None)
        assert "application/json" in content


def _examples(schema: dict[str, Any]) -> Any:
    found = schema.get("examples")
    if found:
        return found[0]
    for branch in schema.get("anyOf", []):
        if branch.get("examples"):
            return branch["examples"][0]
    return None


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
def test_the_examples_of_parameters_work(api: httpx.Client, resource: Any) -> None:
    operation = DESCRIPTION["paths"][f"/v1/{resource.path}"]["get"]
    for parameter in operation["parameters"]:
        example = _examples(parameter["schema"])
        if example is None:
            continue
        values = {parameter["name"]: example}
        if parameter["name"] == "near":
            values["radiusKm"] = 10
        answer = api.get(f"/v1/{resource.path}", params=values)
        assert answer.status_code == 200, (parameter["name"], answer.text)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.path)
def test_the_examples_of_bodies_work(api: httpx.Client, resource: Any) -> None:
    path = f"/v1/{resource.path}/query"
    content = DESCRIPTION["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    schema = DESCRIPTION["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    properties = schema["properties"]
    body = {name: properties[name]["examples"][0] for name in ("where", "sort")}
    answer = api.post(path, content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text


def test_filters_in_bodies_are_described_to_the_last_key() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    filters = {name: each for name, each in schemas.items() if name.endswith("Where")}
    assert {"StatementWhere", "NameWhere", "BetweenWhere", "DisputeWhere"} <= set(filters)
    for name, schema in filters.items():
        declared = core_schema().type_map[name]
        assert isinstance(declared, GraphQLInputObjectType)
        assert schema["properties"].keys() == declared.fields.keys()
        assert schema["additionalProperties"] is False
    assert "x-filter" not in json.dumps(DESCRIPTION)


def test_an_unknown_method_is_told_all_that_there_are(api: httpx.Client) -> None:
    answer = api.put("/v1/webhooks")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, POST"
