"""Limits that are set: each binds, and says which it is."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.bounds import QueryLimits
from api.http.bodies import BodyBounds, SlowBodyError
from api.settings import Settings
from tests.graphql_api.conftest import Client
from tests.live import LiveServer

ORDINARY = "{ a: statements(first: 2) { edges { node { key speaker { name } } } } }"


@asynccontextmanager
async def _client(settings: Settings, **changes: Any) -> AsyncIterator[Client]:
    app = create_app(settings.model_copy(update=changes))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield Client(http)


@pytest.mark.parametrize(
    ("name", "allowed", "code"),
    [
        ("characters", 30, "query-too-long"),
        ("tokens", 10, "too-many-tokens"),
        ("depth", 3, "query-too-deep"),
        ("fields", 3, "too-many-fields"),
        ("roots", 0, "too-many-roots"),
        ("aliases", 0, "too-many-aliases"),
        ("cost", 2, "query-too-costly"),
    ],
)
async def test_each_limit_can_be_set(
    settings: Settings, name: str, allowed: int, code: str
) -> None:
    async with _client(settings, **{f"max_query_{name}": allowed}) as client:
        error = await client.error(ORDINARY)
    assert error["extensions"]["code"] == code
    assert error["extensions"]["limit"]["name"] == name
    assert error["extensions"]["limit"]["allowed"] == allowed
    assert f"{allowed:,}" in error["message"]


def test_every_limit_has_its_setting() -> None:
    assert Settings().query_limits == QueryLimits()


async def test_the_cost_is_told_when_asked_for(client: Client, settings: Settings) -> None:
    plain = await client.post(ORDINARY)
    assert "extensions" not in plain.json()
    response = await client.http.post(
        "/graphql", json={"query": ORDINARY}, headers={"X-Query-Cost": "1"}
    )
    cost = response.json()["extensions"]["cost"]
    assert cost["allowed"] == QueryLimits().cost
    assert 2 <= cost["requested"] <= 10
    assert response.json()["data"] == plain.json()["data"]
    async with _client(settings, tell_cost=True) as telling:
        assert (await telling.post(ORDINARY)).json()["extensions"]["cost"] == cost


async def test_costs_multiply_with_pages_inside_each_other(client: Client) -> None:
    async def cost(query: str) -> int:
        told = await client.http.post(
            "/graphql", json={"query": query}, headers={"X-Query-Cost": "1"}
        )
        requested: int = told.json()["extensions"]["cost"]["requested"]
        return requested

    nested = (
        "{ statements(first: %d) { edges { node { speaker { statements(first: %d) "
        "{ edges { node { key } } } } } } } }"
    )
    small = await cost(nested % (2, 3))
    assert await cost(nested % (20, 3)) > 9 * small
    assert await cost(nested % (2, 30)) > 5 * small
    assert await cost("{ __typename }") == 0


async def test_the_size_of_a_body_can_be_set(settings: Settings) -> None:
    async with _client(settings, max_body=2000) as client:
        big = {"query": "{ __typename } #" + "x" * 2000}
        assert (await client.http.post("/graphql", json=big)).status_code == 413
        answer = await client.http.post("/v1/statements/query", json=big)
        assert answer.status_code == 413
        assert answer.json()["code"] == "body-too-large"
        assert "2,000" in answer.json()["detail"]


@pytest.mark.parametrize("path", ["/graphql", "/v1/statements/query"])
async def test_a_body_that_dribbles_is_given_up(settings: Settings, path: str) -> None:
    async def dribbling() -> AsyncIterator[bytes]:
        yield b'{"query": '
        await asyncio.sleep(30)
        yield b'"{ __typename }"}'

    async with _client(settings, body_timeout=0.05) as client:
        response = await client.http.post(
            path, content=dribbling(), headers={"content-type": "application/json"}
        )
    assert response.status_code == 408
    assert response.headers["connection"] == "close"
    assert "body-too-slow" in response.text


async def test_another_cancellation_is_none_of_the_clock() -> None:
    bounds = BodyBounds(timeout=60)

    async def reading() -> None:
        with bounds.in_time():
            await asyncio.sleep(60)

    task = asyncio.create_task(reading())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not bounds.begun
    assert not bounds.late


async def test_the_clock_wakes_those_that_are_late_alone() -> None:
    bounds = BodyBounds(timeout=0.05)

    async def reading(seconds: float) -> str:
        try:
            with bounds.in_time():
                await asyncio.sleep(seconds)
        except SlowBodyError:
            return "late"
        return "in time"

    assert list(await asyncio.gather(reading(0), reading(30), reading(0.001))) == [
        "in time",
        "late",
        "in time",
    ]
    assert not bounds.begun


def test_dribbling_connections_are_closed_by_a_real_server(server: LiveServer) -> None:
    """Thirty clients that never finish do not hold up another."""
    # The seconds that a body may take are the default here: only the other client is looked at.
    host, port = server.url.removeprefix("http://").split(":")
    head = (
        b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: 100\r\n\r\n{"
    )
    slow = [socket.create_connection((host, int(port))) for _ in range(30)]
    for connection in slow:
        connection.sendall(head)
    answer = httpx.post(f"{server.url}/graphql", json={"query": "{ __typename }"})
    assert answer.json() == {"data": {"__typename": "Query"}}
    for connection in slow:
        connection.close()
