"""Answers kept for those who ask again: never older than the archive, never for the wrong ones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from api.app import create_app
from api.http.kept_answers import LARGEST_SHARE, OVERHEAD, SEEN_AT_ONCE, KeptAnswers
from api.settings import Settings
from db.api_keys import create_key
from db.dialects.postgresql import tells_written
from db.enums import KeyScope
from db.linking import link_all
from db.runs import start_run
from db.tables import metadata
from db.writer import write_annotation
from tests.databases import Database
from tests.storage.opposites import NO, YES, Opposites, reading_of

COUNT = "{ statements { totalCount } }"
PAIRS = "{ contradictions { edges { node { key } } } }"
STATUS = "query ($key: String!) { contradiction(key: $key) { status reviews { verdict } } }"
JUDGE = """mutation ($key: String!, $verdict: ReviewVerdict!) {
  reviewContradiction(key: $key, verdict: $verdict) { status }
}"""
HTTP_OK = 200

type Ask = Callable[[httpx.AsyncClient], Awaitable[bytes]]


class Asking(httpx.AsyncClient):
    """A client in process that knows which statements the database was asked."""

    ran: list[str]

    async def graphql(self, query: str, **variables: Any) -> Any:
        """Post a query; returns its data."""
        answer = await self.post("/graphql", json={"query": query, "variables": variables})
        assert answer.status_code == HTTP_OK, answer.text
        return answer.json()["data"]


@asynccontextmanager
async def asking(url: str, **settings: Any) -> AsyncIterator[Asking]:
    """Start the application over an archive."""
    app = create_app(Settings(database_url=url, **settings))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        Asking(transport=transport, base_url="http://test") as client,
    ):
        client.ran = []
        executor = app.state.engine.executor
        fetch = executor.fetch

        async def counted(sql: str, parameters: Sequence[Any], **weight: bool) -> str:
            if "snapshot" not in sql:
                client.ran.append(sql)
            answer: str = await fetch(sql, parameters, **weight)
            return answer

        executor.fetch = counted
        await soon(partial(_at_hand, app))
        yield client


async def soon(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something to become true, and fail where it does not."""
    for _ in range(2000):
        if await condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError


async def _at_hand(app: FastAPI) -> bool:
    at_hand: bool = app.state.data_version.at_hand
    return at_hand


@pytest.fixture
def filled(database: Database, engine: Engine) -> Database:
    """Give an archive with two articles that contradict each other."""
    run = start_run(engine, "tests", "rules", "1")
    for reading in (reading_of(1, YES), reading_of(2, NO)):
        write_annotation(engine, reading, run)
    link_all(engine, linker=Opposites())
    return database


async def by_post(client: httpx.AsyncClient) -> bytes:
    """Count over GraphQL by POST."""
    return (await client.post("/graphql", json={"query": COUNT})).content


async def by_get(client: httpx.AsyncClient) -> bytes:
    """Count over GraphQL by GET."""
    accept = {"Accept": "application/json"}
    return (await client.get("/graphql", params={"query": COUNT}, headers=accept)).content


async def by_rest(client: httpx.AsyncClient) -> bytes:
    """Count over REST."""
    return (await client.get("/v1/statements?limit=1&count=true")).content


async def _is_new(ask: Ask, client: httpx.AsyncClient, before: bytes) -> bool:
    return await ask(client) != before


async def _is_kept(ask: Ask, client: Asking) -> bool:
    client.ran.clear()
    await ask(client)
    return not client.ran


each_door = pytest.mark.parametrize("ask", [by_post, by_get, by_rest])


@each_door
async def test_what_is_asked_again_is_not_read_again(filled: Database, ask: Ask) -> None:
    """From the third time on: the second one is kept."""
    async with asking(filled.url) as client:
        first = await ask(client)
        assert await ask(client) == first
        client.ran.clear()
        for _ in range(3):
            assert await ask(client) == first
        assert client.ran == []


@each_door
async def test_what_another_writer_adds_is_seen(filled: Database, engine: Engine, ask: Ask) -> None:
    """SQLite counts commits itself; PostgreSQL tells of them, which takes a moment."""
    async with asking(filled.url) as client:
        for day in range(3, 6):
            before = await ask(client)
            assert {await ask(client) for _ in range(3)} == {before}
            run = start_run(engine, "tests", "rules", "1")
            write_annotation(engine, reading_of(day, YES), run)
            if filled.dialect == "sqlite":
                assert await ask(client) != before
            await soon(partial(_is_new, ask, client, before))


async def test_what_the_server_wrote_itself_is_seen_at_once(
    filled: Database, engine: Engine
) -> None:
    key, _ = create_key(engine, "Desk", [KeyScope.REVIEW])
    async with asking(filled.url) as client:
        (edge,) = (await client.graphql(PAIRS))["contradictions"]["edges"]
        pair = edge["node"]["key"]
        client.headers["Authorization"] = f"Bearer {key}"
        for verdict in ("CONFIRMED", "REJECTED") * 5:
            done = await client.graphql(JUDGE, key=pair, verdict=verdict)
            assert done["reviewContradiction"]["status"] == verdict
            for _ in range(3):
                found = await client.graphql(STATUS, key=pair)
                assert found["contradiction"]["status"] == verdict


async def test_a_listener_that_is_sent_away_comes_back(filled: Database, engine: Engine) -> None:
    """Meanwhile nothing is taken from what was kept."""
    if filled.dialect == "sqlite":
        pytest.skip("about PostgreSQL alone")
    async with asking(filled.url) as client:
        before = await by_post(client)
        assert {await by_post(client) for _ in range(3)} == {before}
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND query ~ 'LISTEN|SELECT 1$' "
                    "AND pid <> pg_backend_pid()"
                )
            )
        write_annotation(engine, reading_of(7, YES), start_run(engine, "tests", "rules", "1"))
        await soon(partial(_is_new, by_post, client, before))
        await soon(partial(_is_kept, by_post, client))


async def test_answers_that_need_a_key_are_for_those_who_have_one(
    filled: Database, engine: Engine
) -> None:
    key, _ = create_key(engine, "Desk", [KeyScope.READ])
    async with asking(filled.url, reads="keyed") as client:
        headers = {"Authorization": f"Bearer {key}"}
        for path in ("/graphql", "/v1/statements"):
            for _ in range(4):
                if path == "/graphql":
                    given = await client.post(path, json={"query": COUNT}, headers=headers)
                    refused = await client.post(path, json={"query": COUNT})
                else:
                    given = await client.get(path, headers=headers)
                    refused = await client.get(path)
                assert given.status_code == HTTP_OK
                assert refused.status_code == httpx.codes.UNAUTHORIZED
                assert refused.content != given.content


async def test_pages_of_other_sites_get_nothing_that_was_kept(filled: Database) -> None:
    async with asking(filled.url) as client:
        own, other = ({"Accept": "*/*", "Sec-Fetch-Site": site} for site in ("none", "same-site"))
        for _ in range(4):
            assert (await client.get(f"/graphql?query={COUNT}", headers=own)).status_code == HTTP_OK
            refused = await client.get(f"/graphql?query={COUNT}", headers=other)
            assert refused.status_code == httpx.codes.NOT_ACCEPTABLE


async def test_each_answer_has_its_own_id_and_its_cost_where_asked(filled: Database) -> None:
    async with asking(filled.url) as client:
        for ask in (by_get, by_rest):
            ids = []
            for _ in range(4):
                await ask(client)
                answer = await client.get("/v1/statements?limit=1")
                ids += answer.headers.get_list("x-request-id")
            assert len(set(ids)) == len(ids) == 4
        for _ in range(4):
            asked = {"query": COUNT}
            told = await client.post("/graphql", json=asked, headers={"X-Query-Cost": "1"})
            assert "extensions" in told.json()
            assert "extensions" not in (await client.post("/graphql", json=asked)).json()


async def test_addresses_lead_to_the_host_that_was_asked(filled: Database) -> None:
    async with asking(filled.url) as client:
        for _ in range(3):
            for host in ("one.example", "two.example"):
                answer = await client.get("/v1/reconcile", headers={"Host": host})
                assert f"http://{host}/" in answer.text


async def test_nothing_is_kept_where_nothing_shall_be(filled: Database) -> None:
    async with asking(filled.url, keep_answers=0) as client:
        for ask in (by_post, by_get, by_rest):
            for _ in range(4):
                client.ran.clear()
                await ask(client)
                assert client.ran, ask.__name__


def test_every_table_that_answers_come_from_tells_of_writes(
    database: Database, engine: Engine
) -> None:
    """A table that is added later needs its trigger, too."""
    if database.dialect == "sqlite":
        pytest.skip("about PostgreSQL alone")
    asked = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'written'"
    with engine.connect() as connection:
        telling = set(connection.execute(text(asked)).scalars())
    assert telling == {name for name in metadata.tables if tells_written(name)}


@given(
    most=st.integers(0, 40_000),
    given_answers=st.lists(
        st.tuples(st.binary(max_size=3), st.sampled_from("ab"), st.integers(0, 5_000))
    ),
)
def test_no_more_is_kept_than_there_is_room_for(
    most: int, given_answers: list[tuple[bytes, str, int]]
) -> None:
    kept: KeptAnswers[int] = KeptAnswers(most)
    last: dict[bytes, tuple[str, int]] = {}
    for question, mark, length in given_answers:
        kept.put(question, mark, length, length)
        assert kept.size <= most
        if len(question) + length + OVERHEAD <= most // LARGEST_SHARE:
            last[question] = mark, length
            assert kept.get(question, mark) == length
        for asked, (under, expected) in last.items():
            assert kept.get(asked, under) in {None, expected}
    for question in last:
        assert kept.get(question, "another") is None
    assert kept.size == len(kept) == 0


def test_what_was_asked_long_ago_counts_as_new() -> None:
    kept: KeptAnswers[int] = KeptAnswers(1)
    assert [kept.asked_before(b"x") for _ in range(3)] == [False, True, True]
    for number in range(2 * SEEN_AT_ONCE):
        assert not kept.asked_before(b"%d" % number)
    assert not kept.asked_before(b"x")
    assert not KeptAnswers[int](0).asked_before(b"x")
