"""What a server tells Prometheus, and whom."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.app import create_app
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database

HOSTILE = 'no-such-\u202ename\n{}"<script>'


@asynccontextmanager
async def served(
    database: Database, *, client: str = "127.0.0.1", **given: object
) -> AsyncIterator[httpx.AsyncClient]:
    """Run the application in process."""
    app = create_app(Settings(database_url=database.url, **given))  # type: ignore[arg-type]  # checked when read
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(client, 4711))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http


async def figures(http: httpx.AsyncClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Read all figures, by name and labels."""
    answer = await http.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["cache-control"] == "no-store"
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def labelled(**labels: str) -> frozenset[tuple[str, str]]:
    return frozenset(labels.items())


async def test_there_are_none_unless_they_are_asked_for(filled: Database) -> None:
    async with served(filled) as http:
        assert (await http.get("/metrics")).status_code == 404


@pytest.mark.parametrize(
    ("client", "headers"),
    [("192.0.2.7", {}), ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}), ("2001:db8::1", {})],
)
async def test_local_ones_are_for_this_machine(
    filled: Database, client: str, headers: dict[str, str]
) -> None:
    async with served(filled, client=client, metrics="local") as http:
        assert (await http.get("/metrics", headers=headers)).status_code == 404


async def test_keyed_ones_need_a_key_that_reads(filled: Database) -> None:
    engine = filled.engine()
    key, _ = create_key(engine, "watcher", [KeyScope.READ])
    other, _ = create_key(engine, "importer", [KeyScope.IMPORT])
    engine.dispose()
    async with served(filled, client="192.0.2.7", metrics="keyed") as http:
        statuses = [
            (await http.get("/metrics", headers=shown)).status_code
            for shown in (
                {},
                {"authorization": f"Bearer {other}"},
                {"authorization": f"Bearer {key}"},
            )
        ]
    assert statuses == [401, 403, 200]


async def test_requests_are_counted_by_their_route(filled: Database) -> None:
    async with served(filled, metrics="local") as http:
        for path in (
            "/v1/statements",
            "/v1/statements/0123456789abcdef01234567",
            "/v1/statements/x",
            "/docs",
        ):
            await http.get(path)
        for _ in range(3):
            await http.get(f"/{quote(HOSTILE)}")
        await http.request(HOSTILE[:3], "/v1/statements")
        await http.post("/graphql", json={"query": "{ __typename }"})
        found = await figures(http)
    name = "counterclaim_request_duration_seconds_count"
    assert found[name, labelled(method="GET", route="/v1/statements", status="200")] == 1
    assert found[name, labelled(method="GET", route="/v1/statements/{key:path}", status="404")] == 2
    assert found[name, labelled(method="GET", route="unmatched", status="404")] == 3
    assert found[name, labelled(method="POST", route="/graphql", status="200")] == 1
    assert found["counterclaim_requests_running", labelled()] == 1  # this very one
    assert not any("<script" in str(key) or "no-such" in str(key) for key in found)
    bucket = "counterclaim_request_duration_seconds_bucket"
    every = labelled(method="GET", route="/v1/statements", status="200", le="+Inf")
    assert found[bucket, every] == 1


async def test_operations_are_counted_by_kind_and_error(filled: Database) -> None:
    query = "query ($key: String!) { statement(key: $key) { text } }"
    async with served(filled, metrics="local") as http:
        for number in range(5):
            body = {"query": query, "variables": {"key": str(number)}}
            assert (await http.post("/graphql", json=body)).json() == {"data": {"statement": None}}
        for text in ("{ __schema { types { name } } }", "{ nonsense }", "{", "mutation { x }"):
            await http.post("/graphql", json={"query": text})
        found = await figures(http)
    name = "counterclaim_graphql_operations_total"
    counted = {key[1]: value for key, value in found.items() if key[0] == name}
    assert counted == {
        labelled(kind="query", error=""): 5,
        labelled(kind="introspection", error=""): 1,
        labelled(kind="unknown", error="invalid-query"): 2,
        labelled(kind="unknown", error="bad-syntax"): 1,
    }
    assert found["counterclaim_plans_made_total", labelled()] == 1


async def test_answers_that_are_kept_are_counted_too(filled: Database) -> None:
    times = 12
    async with served(filled, metrics="local") as http:
        for _ in range(times):
            answer = await http.post("/graphql", json={"query": "{ statements { totalCount } }"})
            assert answer.status_code == 200
        counted = await figures(http)
    kind = labelled(kind="query", error="")
    assert counted["counterclaim_graphql_operations_total", kind] == times


async def test_the_archive_and_the_connections_are_told_of(filled: Database) -> None:
    async with served(filled, metrics="local", readers=3) as http:
        await http.get("/v1/statements")
        found = await figures(http)
    assert found["counterclaim_database_up", labelled()] == 1
    assert found["counterclaim_connections_most", labelled()] == 3
    assert found["counterclaim_connections_busy", labelled()] == 0
    assert found["counterclaim_connections_waited_for", labelled()] == 0
    assert found["counterclaim_subscriptions", labelled()] == 0
    assert ("counterclaim_feed_end", labelled()) in found
    assert found["counterclaim_webhooks", labelled(state="active")] == 0
    assert ("counterclaim_import_runs", labelled(state="finished")) in found
    assert found["process_open_fds", labelled()] > 0


async def test_without_a_database_the_rest_is_told(tmp_path: object) -> None:
    async with served(
        Database(f"sqlite:///{tmp_path}/none.sqlite", "sqlite"), metrics="local"
    ) as http:
        assert (await http.get("/v1/statements")).status_code == 503
        found = await figures(http)
    assert found["counterclaim_database_up", labelled()] == 0
    name = "counterclaim_request_duration_seconds_count"
    assert found[name, labelled(method="GET", route="/v1/statements", status="503")] == 1
