"""GraphQL over HTTP: methods, media types, bodies, and a real server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.databases import Database
from tests.graphql_api.conftest import Client
from tests.live import serving

QUERY = "{ statements(first: 1) { edges { node { key } } } }"
GRAPHQL_JSON = "application/graphql-response+json"


async def _post(client: Client, content: bytes, **headers: str) -> httpx.Response:
    headers.setdefault("content-type", "application/json")
    return await client.http.post("/graphql", content=content, headers=headers)


async def test_get_gives_the_same_as_post(client: Client) -> None:
    posted = await client.post(
        "query A($n: Int) { statements(first: $n) { totalCount } }", {"n": 2}
    )
    got = await client.http.get(
        "/graphql",
        params={
            "query": "query A($n: Int) { statements(first: $n) { totalCount } }",
            "variables": '{"n": 2}',
            "operationName": "A",
        },
        headers={"accept": "application/json"},
    )
    assert got.json() == posted.json()
    assert got.status_code == 200


@pytest.mark.parametrize("twice", ["query", "variables", "operationName", "extensions", "other"])
async def test_of_what_an_address_gives_twice_none_is_left_out(client: Client, twice: str) -> None:
    given = httpx.QueryParams([("query", "{ __typename }"), (twice, "{}"), (twice, "{}")])
    answer = await client.http.get("/graphql", params=given)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "bad-request"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"accept": "*/*"}, 406),
        ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, 406),
        ({"accept": "image/avif,*/*;q=0.8", "sec-fetch-site": "cross-site"}, 406),
        ({"accept": "*/*", "sec-fetch-site": "same-site"}, 406),
        ({"accept": "*/*", "sec-fetch-site": "same-origin"}, 200),
        ({"accept": "*/*", "sec-fetch-site": "none"}, 200),
        ({"accept": "application/json"}, 200),
        ({"accept": GRAPHQL_JSON}, 200),
        ({"accept": "application/json, */*"}, 200),
    ],
)
async def test_a_get_that_any_page_could_cause_is_refused(
    client: Client, headers: dict[str, str], status: int
) -> None:
    asked = {"query": "{ __typename }"}
    response = await client.http.get("/graphql", params=asked, headers=headers)
    assert response.status_code == status
    assert ("data" in response.json()) == (status == 200)


async def test_media_type_follows_accept(client: Client) -> None:
    body = b'{"query": "{ __typename }"}'
    for accept, expected in (
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        (GRAPHQL_JSON, GRAPHQL_JSON),
        (f"{GRAPHQL_JSON}, application/json;q=0.9", GRAPHQL_JSON),
    ):
        response = await _post(client, body, accept=accept)
        assert response.headers["content-type"] == f"{expected}; charset=utf-8"
        assert response.headers["x-content-type-options"] == "nosniff"
    assert (await _post(client, body, accept="text/plain")).status_code == 406


async def test_status_of_queries_that_cannot_run(client: Client) -> None:
    for query in ("{", "{ nope }", "query ($n: Int!) { statements(first: $n) { totalCount } }"):
        content = httpx.Request("POST", "http://x", json={"query": query}).content
        assert (await _post(client, content, accept=GRAPHQL_JSON)).status_code == 400
        assert (await _post(client, content, accept="application/json")).status_code == 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b'"x"',
        b"1",
        b"[]",
        b'[{"query": "{ __typename }"}]',
        b"{}",
        b'{"query": 1}',
        b'{"query": null}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "x"}',
        b'{"query": "{ __typename }", "operationName": 1}',
        b'{"query": "{ __typename }", "extensions": 1}',
        b'{"query": "\xff"}',
        b"\x1f\x8b\x08",
        b'{"query": "\\ud800"}',
        b'{"query": "{ __typename }", "variables": {"x": NaN}}',
        b'{"query": "{ __typename }", "variables": {"x": ' + b"9" * 5000 + b"}}",
        b'{"query": "{ __typename }", "variables": ' + b'{"x":' * 5000 + b"1" + b"}" * 5001,
        b"[" * 100_000,
    ],
)
async def test_malformed_requests_are_refused(client: Client, content: bytes) -> None:
    response = await _post(client, content)
    assert response.status_code == 400
    error = response.json()["errors"][0]
    assert error["extensions"]["code"] in {"bad-json", "bad-request"}
    assert error["message"]


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
async def test_only_json_is_read(client: Client, content_type: str) -> None:
    response = await _post(client, b'{"query": "{ __typename }"}', **{"content-type": content_type})
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"]["code"] == "unsupported-media-type"


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"n": 2**31}, "n"),
        ({"n": 2**63}, "n"),
        ({"n": 1.5}, "n"),
        ({"n": "1"}, "n"),
        ({"n": True}, "n"),
        ({"w": {"confidence": {"gte": "x"}}}, "w"),
        ({"w": {"unknown": 1}}, "w"),
        ({"w": []}, "w"),
    ],
)
async def test_bad_variables_are_named(
    client: Client, variables: dict[str, Any], word: str
) -> None:
    query = (
        "query ($n: Int, $w: StatementWhere) { statements(first: $n, where: $w) { totalCount } }"
    )
    error = await client.error(query, variables)
    assert error["extensions"]["code"] in {"bad-variable", "bad-filter"}
    assert f"${word}" in error["message"] or word in error["extensions"]["field"]


async def test_operations_are_chosen_by_name(client: Client) -> None:
    query = "query A { a: __typename } query B { b: __typename }"
    for name, expected in (("A", {"a": "Query"}), ("B", {"b": "Query"})):
        response = await client.http.post("/graphql", json={"query": query, "operationName": name})
        assert response.json() == {"data": expected}
    response = await client.http.post("/graphql", json={"query": query, "operationName": "C"})
    assert response.json()["errors"][0]["extensions"]["code"] == "unknown-operation"


async def test_other_methods_are_refused(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert (await client.http.request(method, "/graphql")).status_code == 405


async def test_introspection_can_be_turned_off(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"introspection": False}))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        client = Client(http)
        error = await client.error("{ __schema { queryType { name } } }")
        assert error["extensions"]["code"] == "invalid-query"
        assert "Did you mean" not in (await client.error("{ statement { kee } }"))["message"]
        assert await client.data("{ __typename }") == {"__typename": "Query"}


async def test_a_database_that_is_gone_is_told(
    settings: Settings, dialect: str, tmp_path: Path
) -> None:
    gone = f"sqlite:///{tmp_path}/nowhere.sqlite"
    if dialect == "postgresql":
        gone = settings.database_url.replace("/test_", "/nowhere_")
        assert gone != settings.database_url
    app = create_app(settings.model_copy(update={"database_url": gone}))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        response = await http.post("/graphql", json={"query": QUERY})
    assert response.status_code == 503
    assert response.headers["retry-after"]
    assert response.json()["errors"][0]["extensions"]["code"] == "unavailable"
    assert "nowhere" not in response.text


def test_a_real_server_answers(archive_database: Database) -> None:
    with serving(archive_database.url) as live, httpx.Client(base_url=live.url) as http:
        response = http.post("/graphql", json={"query": QUERY})
        assert response.status_code == 200
        assert len(response.json()["data"]["statements"]["edges"]) == 1
        assert http.post("/graphql", content=b"{", headers={"content-type": "application/json"})


async def test_a_plan_for_texts_is_not_taken_for_a_null(client: Client) -> None:
    """Texts share one plan; a variable that is null, or left out, makes another query."""
    query = "query ($party: String) { statements(where: {party: {eq: $party}}) { totalCount } }"
    answers = []
    for given in ({"party": "nobody"}, {}, {"party": "nobody"}, {"party": None}):
        answer = await client.http.post("/graphql", json={"query": query, "variables": given})
        answers.append(answer.json())
    assert answers[0] == answers[2] == {"data": {"statements": {"totalCount": 0}}}
    assert answers[1] != answers[0]
    assert answers[3] != answers[0]
