"""Who is counted, how often a client may ask, and what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from api.app import create_app
from api.http.clients import Clients, counted_as, parse_networks
from api.http.rates import Count, RateLimit
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database

STRANGER = "203.0.113.5"
PROXIES = parse_networks("127.0.0.0/8, 10.0.0.0/8, ::1")


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        (STRANGER, None, STRANGER),
        (STRANGER, b"198.51.100.1", STRANGER),  # no proxy of ours: what it says is not believed
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", b"198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", b"1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the first one is made up
        ("127.0.0.1", b"1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("127.0.0.1", b"10.9.9.9, 10.2.3.4", "10.9.9.9"),
        ("127.0.0.1", b"198.51.100.1:4711", "198.51.100.1"),
        ("::1", b"[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:127.0.0.1", b"198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", b"nonsense", "127.0.0.1"),
        ("127.0.0.1", b"", "127.0.0.1"),
        ("127.0.0.1", b"\xff\xfe", "127.0.0.1"),
        ("127.0.0.1", b"x" * 100_000, "127.0.0.1"),
        ("127.0.0.1", b"x, " * 10_000 + b"198.51.100.1", "198.51.100.1"),
    ],
)
def test_the_address_of_a_client(peer: str, forwarded: bytes | None, expected: str) -> None:
    assert Clients(PROXIES, ()).address(peer, forwarded) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "::ffff:203.0.113.5"),
        ("no address", "no address"),
    ],
)
def test_a_site_is_one_client(address: str, expected: str) -> None:
    assert counted_as(address) == expected


@pytest.mark.parametrize("text", ["x", "10.0.0.0/99", "10.0.0.1/8", "::/200"])
def test_networks_that_are_none_are_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings(trusted_proxies=text)


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 40))
def test_never_more_than_a_minutes_worth_and_what_was_filled(
    waits: list[float], quota: int
) -> None:
    now = 0.0
    limit = RateLimit(quota, lambda: now)
    let_in = 0
    for wait in waits:
        now += wait
        allowance = limit.take("x")
        let_in += allowance.allowed
        assert 0 <= allowance.remaining <= quota
        assert allowance.reset >= 1
        assert let_in <= quota + now * quota / 60 + 1e-6


def test_a_client_that_waits_as_told_is_let_in() -> None:
    now = 100.0
    limit = RateLimit(7, lambda: now)
    for _ in range(7):
        assert limit.take("x").allowed
    refused = limit.take("x")
    assert not refused.allowed
    assert limit.take("y").allowed, "others are not held up"
    now += refused.reset
    assert limit.take("x").allowed


def test_requests_at_a_time_are_counted_and_forgotten() -> None:
    count = Count(2)
    assert count.enter("x")
    assert count.enter("x")
    assert not count.enter("x")
    assert count.enter("y")
    count.leave("x")
    assert count.enter("x")
    for client in ("x", "x", "y"):
        count.leave(client)
    assert not count._running


@asynccontextmanager
async def _asking(
    settings: Settings, address: str = STRANGER
) -> AsyncIterator[tuple[httpx.AsyncClient, Any]]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 1234))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http, app


def _limited(database: Database, **changes: Any) -> Settings:
    return Settings(database_url=database.url, **changes)


GRAPHQL: dict[str, Any] = {"json": {"query": "{ __typename }"}}


async def test_what_is_left_is_told_and_then_it_is_refused(database: Database) -> None:
    async with _asking(_limited(database, rate_limit=3)) as (http, _):
        for left in (2, 1):
            answer = await http.get("/v1/speakers")
            assert answer.status_code == 200
            assert answer.headers["ratelimit-policy"] == '"address";q=3;w=60'
            assert answer.headers["ratelimit"].startswith(f'"address";r={left};t=')
        answer = await http.post("/graphql", **GRAPHQL)
        assert answer.json() == {"data": {"__typename": "Query"}}
        assert answer.headers["ratelimit"].startswith('"address";r=0;t=')
        answer = await http.get("/v1/speakers")
        assert answer.status_code == 429
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "too-many-requests"
        assert 1 <= int(answer.headers["retry-after"]) <= 20
        answer = await http.post("/graphql", **GRAPHQL)
        assert answer.status_code == 429
        assert answer.json()["errors"][0]["extensions"]["code"] == "too-many-requests"
        assert (await http.get("/healthz")).status_code == 200


async def test_the_machine_itself_is_not_limited(database: Database) -> None:
    async with _asking(_limited(database, rate_limit=1), "127.0.0.1") as (http, _):
        for _ in range(3):
            answer = await http.get("/v1/speakers")
            assert answer.status_code == 200
            assert "ratelimit" not in answer.headers
        through = {"x-forwarded-for": STRANGER}
        assert (await http.get("/v1/speakers", headers=through)).status_code == 200
        assert (await http.get("/v1/speakers", headers=through)).status_code == 429
        answer = await http.post("/graphql", headers=through, **GRAPHQL)
        assert answer.status_code == 429


async def test_a_made_up_address_does_not_help(database: Database) -> None:
    async with _asking(_limited(database, rate_limit=1)) as (http, _):
        statuses = [
            (await http.get("/v1/speakers", headers={"x-forwarded-for": f"1.1.1.{i}"})).status_code
            for i in range(3)
        ]
    assert statuses == [200, 429, 429]


async def test_a_key_has_a_rate_of_its_own(database: Database, engine: Engine) -> None:
    key, _ = create_key(engine, "reader", [KeyScope.READ])
    with_key = {"authorization": f"Bearer {key}"}
    async with _asking(_limited(database, rate_limit=2, rate_limit_key=4)) as (http, _):
        for left in (3, 2, 1, 0):
            answer = await http.get("/v1/speakers", headers=with_key)
            assert answer.headers["ratelimit"].startswith(f'"key";r={left};t=')
        assert (await http.get("/v1/speakers", headers=with_key)).status_code == 429
        made_up = {"authorization": "Bearer cc_000000000000_" + "x" * 40}
        assert (await http.get("/v1/speakers", headers=made_up)).status_code == 200
        assert (await http.get("/v1/speakers", headers=made_up)).status_code == 429


async def test_requests_at_a_time_are_bounded(database: Database) -> None:
    async with _asking(_limited(database, at_once=2)) as (http, app):
        room, full = asyncio.Event(), asyncio.Semaphore(0)
        engine = app.state.engine
        run = engine.run

        async def waiting(*arguments: Any) -> Any:
            full.release()
            await room.wait()
            return await run(*arguments)

        engine.run = waiting
        query: dict[str, Any] = {"json": {"query": "{ statements(first: 1) { totalCount } }"}}
        slow = [asyncio.create_task(http.post("/graphql", **query)) for _ in range(2)]
        for _ in slow:
            await full.acquire()
        refused = await http.post("/graphql", **query)
        assert refused.status_code == 429
        assert refused.json()["errors"][0]["extensions"]["code"] == "too-many-at-once"
        assert refused.headers["retry-after"] == "1"
        room.set()
        assert [task.status_code for task in await asyncio.gather(*slow)] == [200, 200]
        assert (await http.post("/graphql", **query)).status_code == 200
        assert not app.front._gate._running._running
