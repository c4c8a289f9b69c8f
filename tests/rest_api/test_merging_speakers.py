"""Merged speakers over REST and GraphQL, and in reconciliation."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from db.runs import start_run
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.factories import annotation
from tests.storage.opposites import NO, YES, reading_of


@pytest.fixture
async def client(database: Database, engine: Engine) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client that may review."""
    run = start_run(engine, "tests", "rules", "1")
    for reading in (annotation(), reading_of(1, YES), reading_of(2, NO)):
        write_annotation(engine, reading, run)
    key, _ = create_key(engine, "Desk", [KeyScope.REVIEW])
    app = create_app(Settings(database_url=database.url))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as http,
    ):
        yield http


async def _speakers(http: httpx.AsyncClient) -> dict[str, str]:
    items = (await http.get("/v1/speakers")).json()["items"]
    return {item["name"]: item["key"] for item in items}


async def _decide(http: httpx.AsyncClient, **body: Any) -> httpx.Response:
    return await http.post("/v1/reviews", json={"entity": "speaker", **body})


async def _ask(http: httpx.AsyncClient, query: str, **variables: Any) -> Any:
    answer = await http.post("/graphql", json={"query": query, "variables": variables})
    return answer.json()


async def test_the_address_of_who_was_merged_leads_on(client: httpx.AsyncClient) -> None:
    known = await _speakers(client)
    gone, left = known["Davit Arelian"], known["Free Hills Army"]
    answer = await _decide(client, key=gone, verdict="MERGED", other=left, note="Why not.")
    assert (answer.status_code, answer.json()) == (
        201,
        {"entity": "speaker", "key": left, "verdict": "MERGED", "reviewer": "Desk"},
    )
    moved = await client.get(f"/v1/speakers/{gone}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/v1/speakers/{left}")
    moved = await client.get(f"/v1/speakers/{gone}?fields=name")
    there = f"/v1/speakers/{left}?fields=name"
    assert (moved.status_code, moved.headers["location"]) == (308, there)
    assert (await client.get(there)).json() == {"name": "Free Hills Army"}
    followed = (await client.get(f"/v1/speakers/{gone}", follow_redirects=True)).json()
    assert followed["key"] == left
    assert [each["key"] for each in followed["mergedFrom"]] == [gone]
    assert "Davit Arelian" in followed["aliases"]
    assert "Davit Arelian" not in await _speakers(client)

    assert (await _decide(client, key=gone, verdict="SPLIT")).json()["key"] == gone
    found = await client.get(f"/v1/speakers/{gone}")
    assert (found.status_code, found.json()["mergedInto"]) == (200, None)
    assert [each["verdict"] for each in found.json()["reviews"]] == ["MERGED", "SPLIT"]
    assert await _speakers(client) == known


async def test_graphql_says_where_it_went(client: httpx.AsyncClient) -> None:
    known = await _speakers(client)
    gone, left = known["Davit Arelian"], known["Free Hills Army"]
    before = (await client.get("/v1/statements?count=true")).json()["totalCount"]
    merge = """mutation Merge($key: String!, $other: String!) {
      mergeSpeakers(key: $key, other: $other, note: "One.") { key mergedFrom { key } }
    }"""
    done = await _ask(client, merge, key=gone, other=left)
    assert done == {"data": {"mergeSpeakers": {"key": left, "mergedFrom": [{"key": gone}]}}}
    asked = """query Asked($key: String!) {
      speaker(key: $key) { id mergedInto { key } reviews { verdict reviewer note value } }
      statements(where: {speaker: {key: {eq: $key}}}) {
        totalCount edges { node { speaker { key } } }
      }
      changes(last: 2, where: {entity: {eq: SPEAKER}}) {
        edges { node { kind key speaker { key } } }
      }
    }"""
    data = (await _ask(client, asked, key=gone))["data"]
    assert data["speaker"]["mergedInto"] == {"key": left}
    assert data["speaker"]["reviews"] == [
        {"verdict": "MERGED", "reviewer": "Desk", "note": "One.", "value": left}
    ]
    assert {edge["node"]["speaker"]["key"] for edge in data["statements"]["edges"]} == {left}
    assert 1 < data["statements"]["totalCount"] < before
    told = [edge["node"] for edge in data["changes"]["edges"]]
    assert told == [
        {"kind": "REVIEWED", "key": key, "speaker": {"key": key}} for key in (gone, left)
    ]
    node = "query Node($id: ID!) { node(id: $id) { ... on Speaker { mergedInto { key } } } }"
    found = await _ask(client, node, id=data["speaker"]["id"])
    assert found["data"]["node"] == {"mergedInto": {"key": left}}
    split = "mutation Split($key: String!) { splitSpeaker(key: $key) { mergedInto { key } } }"
    assert (await _ask(client, split, key=gone))["data"] == {"splitSpeaker": {"mergedInto": None}}


async def test_parameters_of_lists_stand_for_both(client: httpx.AsyncClient) -> None:
    known = await _speakers(client)
    gone, left = known["Davit Arelian"], known["Free Hills Army"]

    async def found(**query: str) -> list[str]:
        items = (await client.get("/v1/statements", params=query)).json()["items"]
        return sorted(item["key"] for item in items)

    both = sorted([*await found(speakerKey=gone), *await found(speakerKey=left)])
    await _decide(client, key=gone, verdict="MERGED", other=left)
    for query in (
        {"speakerKey": gone},
        {"speakerKey": left},
        {"speaker": "arelian"},
        {"speaker": "Free Hills"},
    ):
        assert await found(**query) == both
    (item,) = (await client.get("/v1/speakers", params={"name": "arelian"})).json()["items"]
    assert item["key"] == left


async def test_reconciliation_answers_who_is_left(client: httpx.AsyncClient) -> None:
    known = await _speakers(client)
    gone, left = known["Davit Arelian"], known["Free Hills Army"]
    await _decide(client, key=gone, verdict="MERGED", other=left)
    for name in ("Davit Arelian", gone, f"speakers/{gone}", "Free Hills Army"):
        asked = {"q": {"query": name, "type": "speaker"}}
        answer = await client.post("/v1/reconcile", data={"queries": json.dumps(asked)})
        best = answer.json()["q"]["result"][0]
        assert (best["id"], best["score"], best["match"]) == (f"speakers/{left}", 100, True), name
    extend = {"ids": [f"speakers/{gone}"], "properties": [{"id": "party"}]}
    answer = await client.post("/v1/reconcile", data={"extend": json.dumps(extend)})
    assert answer.json()["rows"][f"speakers/{gone}"]["party"] == [{"str": "FHA"}]
    shown = await client.get("/v1/reconcile/preview", params={"id": f"speakers/{gone}"})
    assert "Free Hills Army" in shown.text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"verdict": "MERGED", "key": "x", "other": "y"}, 404, "unknown-key"),
        ({"verdict": "SPLIT", "key": "x"}, 404, "unknown-key"),
        ({"verdict": "MERGED", "key": "{one}", "other": "{one}"}, 409, "review-conflict"),
        ({"verdict": "SPLIT", "key": "{one}"}, 409, "review-conflict"),
        ({"verdict": "MERGED", "key": "{one}"}, 422, "bad-parameter"),
        ({"verdict": "CONFIRMED", "key": "{one}"}, 422, "bad-parameter"),
        ({"verdict": "SPLIT", "key": "{one}", "contradictions": ["x"]}, 422, "bad-parameter"),
        ({"verdict": "SPLIT", "key": "{one}", "note": "x" * 2001}, 422, "bad-parameter"),
    ],
)
async def test_what_cannot_be_decided(
    client: httpx.AsyncClient, body: dict[str, str], status: int, code: str
) -> None:
    one = (await _speakers(client))["Davit Arelian"]
    body = {
        name: value.format(one=one) if isinstance(value, str) else value
        for name, value in body.items()
    }
    answer = await _decide(client, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text


async def test_without_a_key_nobody_decides(client: httpx.AsyncClient) -> None:
    client.headers.pop("Authorization")
    assert (await _decide(client, key="x", verdict="SPLIT")).status_code == 401
