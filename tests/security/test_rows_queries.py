"""Hostile requests, by the rows of the table in docs/security.md: GraphQL, REST and values."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from api.graphql import limits
from tests.graphql_api.conftest import Client
from tests.live import ROOT
from tests.security import hostile

LEAKS = re.compile(
    rf"Traceback|File \"|\.py\b|site-packages|/home/|{re.escape(f'{ROOT}/')}|/tmp/|/usr/|sqlite"
    r"|psycopg|asyncpg"
    r"|sqlalchemy|graphql-core|starlette|uvicorn|json_object|no such (table|col)"
    r"|object has no attribute|NoneType|unexpected keyword|syntax error at|Python",
    re.IGNORECASE,
)
SQL = re.compile(r"SELECT |FROM \w+_|WITH page|\[SQL")
OWN_WORDS = re.compile(r"Syntax Error: [^\n\"]*")
"""What the parser says about the client's own text begins so, and is no message of a database."""


def _check(answer: httpx.Response, sent: Any) -> None:
    """No failure, JSON, and nothing of what is inside."""
    shown = str(sent)[:200]
    assert answer.status_code < 500, shown
    if answer.status_code >= 400:
        kind = answer.headers["content-type"]
        assert "json" in kind, (shown, kind)
        answer.json()
    told = OWN_WORDS.sub("", answer.text)
    leak = LEAKS.search(told) or SQL.search(told)
    assert leak is None or answer.status_code == 200, (shown, told[:300])
    assert len(answer.content) < 200_000, shown


async def test_rows_1_8_9_hostile_graphql(client: Client) -> None:
    bodies = list(hostile.bodies())
    assert len(bodies) > 700
    for body in bodies:
        answer = await client.http.post(
            "/graphql", content=body, headers={"content-type": "application/json"}
        )
        _check(answer, body)
        for error in answer.json().get("errors", []):
            assert error["extensions"]["code"], body[:200]
            assert LEAKS.search(OWN_WORDS.sub("", error["message"])) is None, error
    assert (await client.data("{ __typename }")) == {"__typename": "Query"}


async def test_rows_8_9_13_hostile_rest(client: Client) -> None:
    addresses = list(hostile.addresses())
    assert len(addresses) > 580
    for address in addresses:
        _check(await client.http.get(address), address)


@pytest.mark.parametrize("resource", ["statements", "speakers", "contradictions", "disputes"])
async def test_row_13_hostile_bodies(client: Client, resource: str) -> None:
    for raw in (b"", b"null", b"[]", b"1", b"{", b"\xff", b"[" * 100_000, b'{"where": NaN}'):
        answer = await client.http.post(
            f"/v1/{resource}/query", content=raw, headers={"content-type": "application/json"}
        )
        _check(answer, raw)
    for value in hostile.VALUES:
        for name in ("where", "limit", "cursor", "sort", "count", "unknown"):
            answer = await client.http.post(
                f"/v1/{resource}/query",
                content=hostile.written({name: value}),
                headers={"content-type": "application/json"},
            )
            _check(answer, (name, str(value)[:50] if value != 9**5000 else "big"))


async def test_row_2_measuring_takes_a_step_for_each_word(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much a bomb would grow to, it is measured in as many steps as it has parts."""
    steps = 0
    measured = limits._Measure._selection

    def counting(self: Any, node: Any) -> Any:
        nonlocal steps
        steps += 1
        return measured(self, node)

    monkeypatch.setattr(limits._Measure, "_selection", counting)
    for levels, width in ((90, 10), (40, 3), (20, 10), (5, 100)):
        for document in (hostile.bomb(levels, width), hostile.field_bomb(levels, width)):
            steps = 0
            answer = await client.post(document)
            assert answer.json()["errors"][0]["extensions"]["limit"]["name"]
            assert steps <= 2 * levels * width + 10


@pytest.mark.parametrize("argument", ["first", "last"])
@pytest.mark.parametrize("value", [-1, 0, 101, 2**31 - 1, -(2**31), None])
async def test_row_10_pages_end(client: Client, argument: str, value: Any) -> None:
    query = (
        f"query ($n: Int) {{ statements({argument}: $n) {{ edges {{ node {{ key }} }} }} "
        f"speakers({argument}: $n) {{ edges {{ node {{ key }} }} }} }}"
    )
    answer = (await client.post(query, {"n": value})).json()
    if "errors" in answer:
        assert answer["errors"][0]["extensions"]["code"] in {"bad-page", "query-too-costly"}
    else:
        assert value is None
        assert all(len(page["edges"]) <= 100 for page in answer["data"].values())


@pytest.mark.parametrize("limit", ["-1", "0", "101", "2147483648", "null", "", "1e3", "９"])
async def test_row_10_pages_of_rest_end(client: Client, limit: str) -> None:
    for path in ("statements", "speakers", "locations", "articles", "disputes"):
        answer = await client.http.get(f"/v1/{path}", params={"limit": limit})
        if answer.status_code == 200:
            assert len(answer.json()["items"]) <= 100
        else:
            assert answer.json()["code"] == "bad-parameter"


async def test_row_11_tautologies_find_nothing_more(client: Client) -> None:
    texts = ("q", "speaker", "party", "place", "placeKey", "outlet", "article", "agent", "through")
    for name in texts:
        nonsense = await client.http.get("/v1/statements", params={name: "zqxjkv", "count": "true"})
        for attack in hostile.TAUTOLOGIES:
            answer = await client.http.get("/v1/statements", params={name: attack, "count": "true"})
            assert answer.status_code in {200, 422}, (name, attack)
            if answer.status_code == 200:
                assert answer.json()["totalCount"] <= nonsense.json()["totalCount"], (name, attack)


async def test_row_22_ordinary_queries_are_answered(client: Client) -> None:
    fragment = "fragment S on Statement { key text speaker { name party } }"
    nested = (
        "{ statements(first: 10) { edges { node { ...S article { name outlet { name } } "
        "places { location { name latitude longitude } } "
        "contradictions { other { ...S } } } } pageInfo { hasNextPage endCursor } } } "
    )
    assert "statements" in await client.data(nested + fragment)
    aliases = " ".join(f"a{i}: statements(first: {i + 1}) {{ totalCount }}" for i in range(5))
    assert len(await client.data(f"{{ {aliases} }}")) == 5
    assert await client.data("{ __typename } #" + "x" * 100_000) == {"__typename": "Query"}
    schema = await client.data("{ __schema { types { name fields { name type { name } } } } }")
    assert len(schema["__schema"]["types"]) > 50
