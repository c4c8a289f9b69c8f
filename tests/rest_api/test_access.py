"""Keys at the door: which requests need one, and what those without a good one are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from api.writing import THREADS
from db.api_keys import create_key, list_keys, revoke_key
from db.enums import KeyScope
from tests.databases import Database

OPEN = {"/healthz", "/readyz", "/v1/reconcile"}
"""What is answered without a key: whether the server is up, what reconciliation can do."""
READ_ONLY_POSTS = ("/query", "/v1/annotate", "/v1/compare", "/v1/reconcile")


@pytest.fixture
def keyed(database: Database) -> FastAPI:
    """Give the application where reads need a key, too."""
    return create_app(Settings(database_url=database.url, reads="keyed"))


@pytest.fixture
async def client(keyed: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of it."""
    transport = httpx.ASGITransport(keyed, raise_app_exceptions=False)
    async with (
        keyed.router.lifespan_context(keyed),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http


def bearer(key: str) -> dict[str, Any]:
    return {"Authorization": f"Bearer {key}".encode("latin-1")}


def operations(app: FastAPI) -> dict[tuple[str, str], list[str]]:
    """Return the scopes that each operation states, by method and address."""
    return {
        (method.upper(), path): [
            scope for needed in operation.get("security", []) for scope in needed["apiKey"]
        ]
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if path not in OPEN
    }


async def test_every_operation_states_its_scope_and_asks_for_a_key(
    keyed: FastAPI, client: httpx.AsyncClient
) -> None:
    stated = operations(keyed)
    assert len(stated) > 20
    for (method, path), scopes in stated.items():
        assert len(scopes) == 1, f"{method} {path} states no scope: give it requires(...)"
        asked = path.replace("{key}", "x")
        answer = await client.request(method, asked, json={} if method != "GET" else None)
        assert (answer.status_code, answer.json()["code"]) == (401, "no-api-key"), path


def test_what_is_open_only_reads(database: Database) -> None:
    """Every write states a scope above `read`, however the server is set."""
    stated = operations(create_app(Settings(database_url=database.url)))
    unkeyed = [asked for asked, scopes in stated.items() if not scopes]
    assert unkeyed
    for method, path in unkeyed:
        assert method == "GET" or path.endswith(READ_ONLY_POSTS), path
    assert KeyScope.READ not in {scope for scopes in stated.values() for scope in scopes}


ASK: list[Callable[[httpx.AsyncClient, dict[str, Any]], Any]] = [
    lambda http, headers: http.get("/v1/statements", headers=headers),
    lambda http, headers: http.post("/v1/statements/query", json={}, headers=headers),
    lambda http, headers: http.post(
        "/graphql", json={"query": "{ statements { totalCount } }"}, headers=headers
    ),
    lambda http, headers: http.get(
        "/graphql?query={__typename}", headers={"Accept": "application/json", **headers}
    ),
]


@pytest.mark.parametrize("ask", ASK)
async def test_keyed_reads(client: httpx.AsyncClient, engine: Engine, ask: Any) -> None:
    good, _ = create_key(engine, "reader", [KeyScope.READ])
    other, _ = create_key(engine, "importer", [KeyScope.IMPORT])
    revoked, facts = create_key(engine, "gone", [KeyScope.ADMIN])
    revoke_key(engine, facts.prefix)
    assert (await ask(client, bearer(good))).status_code == 200
    for headers, status, code in (
        ({}, 401, "no-api-key"),
        ({"Authorization": f"Basic {good}"}, 401, "no-api-key"),
        (bearer(good[:-2]), 401, "bad-api-key"),
        (bearer(revoked), 401, "bad-api-key"),
        (bearer("\x80" * 20), 401, "bad-api-key"),
        (bearer(other), 403, "scope-missing"),
    ):
        answer = await ask(client, headers)
        body = answer.json()
        told = body["errors"][0]["extensions"]["code"] if "errors" in body else body["code"]
        assert (answer.status_code, told) == (status, code)
        assert ("www-authenticate" in answer.headers) == (status == 401)
        assert good not in answer.text
        assert "data" not in body


async def test_health_needs_no_key(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200


async def test_use_is_visible(client: httpx.AsyncClient, engine: Engine) -> None:
    good, _ = create_key(engine, "reader", [KeyScope.READ])
    assert list_keys(engine)[0].last_used_at is None
    await client.get("/v1/statements", headers=bearer(good))
    assert list_keys(engine)[0].last_used_at is not None


async def test_who_reads_with_a_key_waits_for_no_writer(database: Database, engine: Engine) -> None:
    """Neither for one that has locked the archive, nor for many that wait for it."""
    reader, _ = create_key(engine, "reader", [KeyScope.READ])
    reviewer, _ = create_key(engine, "reviewer", [KeyScope.REVIEW])
    app = create_app(Settings(database_url=database.url, reads="keyed", statement_timeout=30))
    verdict = {"entity": "contradiction", "key": "x", "verdict": "CONFIRMED"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as http,
    ):
        with engine.begin() as other:
            if database.dialect == "postgresql":
                other.exec_driver_sql("LOCK TABLE review, contradiction IN ACCESS EXCLUSIVE MODE")
            waiting = [
                asyncio.create_task(
                    http.post("/v1/reviews", json=verdict, headers=bearer(reviewer))
                )
                for _ in range(3 * THREADS)
            ]
            await asyncio.sleep(0.3)
            asked = {"query": "{ __typename }"}
            answer = await http.post("/graphql", json=asked, headers=bearer(reader))
            assert answer.json() == {"data": {"__typename": "Query"}}
            assert not any(task.done() for task in waiting)
        assert {(await task).status_code for task in waiting} == {404}


async def test_open_reads_look_at_no_key(database: Database) -> None:
    app = create_app(Settings(database_url=database.url))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        for ask in ASK:
            assert (await ask(http, bearer("nonsense"))).status_code == 200
        assert not app.state.writing.opened, "reading has opened a writing connection"
