"""Reviews over GraphQL and REST: who may decide, what is shown afterwards, what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from graphql import GraphQLObjectType
from sqlalchemy import Engine

from api.app import create_app
from api.graphql.mutations import CHANGES
from api.graphql.schema import core_schema
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from db.linking import link_all
from db.query.roots import ROOTS
from db.runs import start_run
from db.tables import Review
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.opposites import NO, YES, Opposites, reading_of
from tests.storage.rows import rows

PAIRS = "{ contradictions { totalCount edges { node { key status dispute { key } } } } }"
JUDGE = """mutation Judge($key: String!, $verdict: ReviewVerdict!, $note: String) {
  done: reviewContradiction(key: $key, verdict: $verdict, note: $note) {
    __typename status reviews { verdict note reviewer recordedAt } a { text }
  }
}"""


@pytest.fixture
async def client(database: Database, engine: Engine) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client that may review, of a server with two disputes."""
    run = start_run(engine, "tests", "rules", "1")
    for reading in (
        *(reading_of(day, YES if day % 2 else NO) for day in range(1, 4)),
        reading_of(20, YES, town=2),
        reading_of(21, NO, town=2),
    ):
        write_annotation(engine, reading, run)
    link_all(engine, linker=Opposites())
    key, _ = create_key(engine, "Desk", [KeyScope.REVIEW])
    app = create_app(Settings(database_url=database.url))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as http,
    ):
        yield http


async def ask(
    http: httpx.AsyncClient, query: str, variables: dict[str, Any] | None = None, **options: Any
) -> Any:
    body = {"query": query, "variables": variables}
    return (await http.post("/graphql", json=body, **options)).json()


async def keys(http: httpx.AsyncClient, root: str = "contradictions") -> list[str]:
    data = (await ask(http, f"{{ {root} {{ edges {{ node {{ key }} }} }} }}"))["data"]
    return [edge["node"]["key"] for edge in data[root]["edges"]]


def test_every_mutation_states_a_scope_above_read() -> None:
    declared = core_schema().mutation_type
    assert isinstance(declared, GraphQLObjectType)
    assert set(declared.fields) == set(CHANGES), "give the new mutation its line in CHANGES"
    for name, wanted in CHANGES.items():
        assert wanted.scope in set(KeyScope) - {KeyScope.READ}
        assert wanted.answered_by in ROOTS
        assert f"Scope: `{wanted.scope}`." in (declared.fields[name].description or "")


class TestMutations:
    """GraphQL."""

    async def test_the_outcome_is_read_as_a_query_would(self, client: httpx.AsyncClient) -> None:
        """Under its alias, with the decision in it."""
        key = (await keys(client))[0]
        variables = {"key": key, "verdict": "CONFIRMED", "note": "“Seen” it."}
        done = (await ask(client, JUDGE, variables))["data"]["done"]
        assert (done["__typename"], done["status"]) == ("Contradiction", "CONFIRMED")
        (review,) = done["reviews"]
        assert (review["verdict"], review["note"]) == ("CONFIRMED", "“Seen” it.")
        assert review["reviewer"] == "Desk"

    async def test_what_is_rejected_is_left_out_unless_asked_for(
        self, client: httpx.AsyncClient
    ) -> None:
        """In lists, under statements and disputes, and by the filter."""
        key = (await keys(client))[0]
        before = (await ask(client, PAIRS))["data"]["contradictions"]["totalCount"]
        await ask(client, JUDGE, {"key": key, "verdict": "REJECTED"})
        assert key not in await keys(client)
        query = """query Q($key: String!) {
          contradictions(where: {status: {eq: REJECTED}}) { edges { node { key dispute { key } } } }
          all: contradictions(where: {status: {isNull: false}}) { totalCount }
          contradiction(key: $key) { status a { contradictions { contradiction { key } } } }
          disputes { edges { node { contradictions { edges { node { key } } } } } }
        }"""
        data = (await ask(client, query, {"key": key}))["data"]
        assert data["contradictions"]["edges"] == [{"node": {"key": key, "dispute": None}}]
        assert data["all"]["totalCount"] == before
        assert data["contradiction"]["status"] == "REJECTED"
        assert key not in str(data["contradiction"]["a"])
        assert key not in str(data["disputes"])

    async def test_disputes_are_merged_and_split(self, client: httpx.AsyncClient) -> None:
        """The dispute that is left, or that is new, answers."""
        one, other = await keys(client, "disputes")
        merge = """mutation M($one: String!, $other: String!) {
          mergeDisputes(key: $one, other: $other) { key contradictionCount sides { claims } } }"""
        data = (await ask(client, merge, {"one": one, "other": other}))["data"]
        merged = data["mergeDisputes"]
        assert merged["contradictionCount"] == 3
        assert await keys(client, "disputes") == [merged["key"]]
        chosen = (await keys(client))[:1]
        split = """mutation S($key: String!, $chosen: [String!]!) {
          splitDispute(key: $key, contradictions: $chosen) { key contradictionCount } }"""
        made = (await ask(client, split, {"key": merged["key"], "chosen": chosen}))["data"]
        assert made["splitDispute"]["contradictionCount"] == 1
        judge = 'mutation { reviewDispute(key: "%s", verdict: REJECTED) { status } }'
        answer = await ask(client, judge % made["splitDispute"]["key"])
        assert answer["data"] == {"reviewDispute": {"status": "REJECTED"}}
        assert await keys(client, "disputes") == [merged["key"]]

    @pytest.mark.parametrize(
        ("headers", "status", "code"),
        [
            ({"Authorization": ""}, 401, "no-api-key"),
            ({"Authorization": "Bearer cc_000000000000_" + "a" * 43}, 401, "bad-api-key"),
        ],
    )
    async def test_nobody_decides_without_a_key(
        self,
        client: httpx.AsyncClient,
        engine: Engine,
        headers: dict[str, str],
        status: int,
        code: str,
    ) -> None:
        """Nor with a key that lacks the scope; nothing is written."""
        body = {
            "query": JUDGE,
            "variables": {"key": (await keys(client))[0], "verdict": "REJECTED"},
        }
        answer = await client.post("/graphql", json=body, headers=headers)
        assert answer.status_code == status
        assert answer.json()["errors"][0]["extensions"]["code"] == code
        reader, _ = create_key(engine, "Reader", [KeyScope.READ, KeyScope.IMPORT])
        lacking = {"Authorization": f"Bearer {reader}"}
        answer = await client.post("/graphql", json=body, headers=lacking)
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["extensions"]["code"] == "scope-missing"
        assert rows(engine, Review) == []

    async def test_changes_are_made_by_post_alone(
        self, client: httpx.AsyncClient, engine: Engine
    ) -> None:
        """A link or an image cannot change anything."""
        key = (await keys(client))[0]
        query = f'mutation {{ reviewContradiction(key: "{key}", verdict: REJECTED) {{ key }} }}'
        accept = {"Accept": "application/json"}
        answer = await client.get("/graphql", params={"query": query}, headers=accept)
        assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
        assert rows(engine, Review) == []

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            (
                'mutation { reviewContradiction(key: "x", verdict: REJECTED) { key } }',
                "unknown-key",
            ),
            ('mutation { mergeDisputes(key: "x", other: "x") { key } }', "unknown-key"),
            ('mutation { splitDispute(key: "x", contradictions: []) { key } }', "bad-review"),
            ('mutation { reviewDispute(key: "\\u0000", verdict: REJECTED) { key } }', "bad-filter"),
            (
                """mutation { a: reviewDispute(key: "x", verdict: REJECTED) { key }
                b: reviewDispute(key: "x", verdict: REJECTED) { key } }""",
                "one-change",
            ),
            ("mutation { __typename }", "one-change"),
            ("mutation { unheardOf }", "invalid-query"),
            ('mutation { reviewDispute(key: "x", verdict: MERGED) { key } }', "invalid-query"),
            ("subscription { anything }", "invalid-query"),
            (
                """mutation { reviewDispute(key: "x", verdict: REJECTED) {
                contradictions(first: 900) { totalCount } } }""",
                "bad-page",
            ),
        ],
    )
    async def test_what_is_wrong_is_told_before_anything_changes(
        self, client: httpx.AsyncClient, engine: Engine, query: str, code: str
    ) -> None:
        """By its code, never as a fault of the server."""
        answer = await client.post("/graphql", json={"query": query})
        assert answer.status_code in {200, 400}
        assert answer.json()["errors"][0]["extensions"]["code"] == code
        assert answer.json().get("data") is None
        assert rows(engine, Review) == []


class TestRest:
    """`POST /v1/reviews`."""

    async def test_it_decides_as_mutations_do(self, client: httpx.AsyncClient) -> None:
        """All five verdicts."""
        pairs = await keys(client)
        one, other = await keys(client, "disputes")

        async def decide(**body: Any) -> Any:
            answer = await client.post("/v1/reviews", json=body)
            assert answer.status_code == 201, answer.text
            return answer.json()

        done = await decide(entity="contradiction", key=pairs[0], verdict="CONFIRMED", note="Yes.")
        assert done == {
            "entity": "contradiction",
            "key": pairs[0],
            "verdict": "CONFIRMED",
            "reviewer": "Desk",
        }
        item = (await client.get(f"/v1/contradictions/{pairs[0]}")).json()
        assert (item["status"], item["reviews"][0]["note"]) == ("CONFIRMED", "Yes.")
        await decide(entity="contradiction", key=pairs[0], verdict="WITHDRAWN")
        merged = await decide(entity="dispute", key=one, verdict="MERGED", other=other)
        chosen = pairs[:1]
        split = await decide(
            entity="dispute", key=merged["key"], verdict="SPLIT", contradictions=chosen
        )
        await decide(entity="dispute", key=split["key"], verdict="REJECTED")
        listed = (await client.get("/v1/disputes")).json()["items"]
        assert [each["key"] for each in listed] == [merged["key"]]
        rejected = (await client.get("/v1/disputes?status=rejected")).json()["items"]
        assert [each["key"] for each in rejected] == [split["key"]]
        assert [each["verdict"] for each in rejected[0]["reviews"]] == ["SPLIT", "REJECTED"]

    @pytest.mark.parametrize(
        ("body", "status", "code"),
        [
            ({"entity": "contradiction", "key": "x", "verdict": "REJECTED"}, 404, "unknown-key"),
            (
                {"entity": "dispute", "key": "x", "verdict": "MERGED", "other": "x"},
                404,
                "unknown-key",
            ),
            ({"entity": "dispute", "key": "x", "verdict": "MERGED"}, 422, "bad-parameter"),
            ({"entity": "contradiction", "key": "x", "verdict": "SPLIT"}, 422, "bad-parameter"),
            ({"entity": "statement", "key": "x", "verdict": "REJECTED"}, 422, "bad-parameter"),
            ({"entity": "dispute", "key": "\0", "verdict": "REJECTED"}, 422, "bad-filter"),
            ({"entity": "dispute", "key": "x", "verdict": "FINE"}, 422, "bad-parameter"),
            ({"reviewer": "me"}, 422, "bad-parameter"),
            ([], 422, "bad-parameter"),
        ],
    )
    async def test_what_is_wrong_is_told(
        self, client: httpx.AsyncClient, engine: Engine, body: Any, status: int, code: str
    ) -> None:
        """By its code; nothing is written."""
        answer = await client.post("/v1/reviews", json=body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert rows(engine, Review) == []

    async def test_a_key_is_asked_for(self, client: httpx.AsyncClient) -> None:
        """Before the body is looked at."""
        answer = await client.post("/v1/reviews", json={}, headers={"Authorization": ""})
        assert (answer.status_code, answer.json()["code"]) == (401, "no-api-key")
