"""The tools of the Model Context Protocol, asked by the SDK's own client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from sqlalchemy import Engine

from api.annotating import Annotator
from api.app import create_app
from api.mcp.server import make_server
from api.mcp.tools import MAX_WORDS, Archive, BadCallError, statement_filter
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from db.query.engine import open_engine
from tests.databases import Database
from tests.live import PROGRAM

TOOLS = {"search_statements", "disputes_of_place", "compare_texts", "who_held_it"}
PERIOD = {"first": "2024-05-01", "last": "2024-05-10"}


@asynccontextmanager
async def opened(archive: Database) -> AsyncIterator[Client]:
    """Open a client of the tools of an archive, without a wire between them."""
    engine = open_engine(archive.url)
    annotator = Annotator()
    await engine.executor.open()
    try:
        async with Client(make_server(Archive(lambda: engine, lambda: annotator))) as client:
            yield client
    finally:
        annotator.close()
        await engine.executor.close()


async def call(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    answer = await client.call_tool(name, arguments)
    assert not answer.is_error, answer.content
    assert isinstance(answer.structured_content, dict)
    return answer.structured_content


async def refusal(client: Client, name: str, **arguments: Any) -> str:
    answer = await client.call_tool(name, arguments)
    assert answer.is_error
    return str(answer.content[0].text)  # type: ignore[union-attr]  # errors are told as text


async def test_tools_only_read(archive: Database) -> None:
    async with opened(archive) as client:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == TOOLS
        for tool in tools:
            assert tool.description
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            for name, schema in tool.input_schema["properties"].items():
                assert schema.get("description"), f"{tool.name}({name})"
        assert "not facts" in (client.instructions or "")


async def test_statements_are_found(archive: Database) -> None:
    async with opened(archive) as client:
        found = await call(client, "search_statements", place="Tarnova", party="AM", limit=3)
        assert len(found["statements"]) == 3
        assert found["more"]
        for each in found["statements"]:
            assert each["party"] == "AM"
            assert "Tarnova" in each["places"]
            assert set(each["article"]) == {"title", "url", "published"}
        days = [each["said"] for each in found["statements"] if each["said"]]
        assert days == sorted(days, reverse=True)
        assert any(each["contradicted_by"] for each in found["statements"])
        nobody = await call(client, "search_statements", speaker="Nobody of this name")
        assert nobody == {"statements": [], "more": False}


async def test_disputes_have_sides(archive: Database) -> None:
    async with opened(archive) as client:
        found = await call(client, "disputes_of_place", place="tarnova")
        assert found["disputes"]
        for each in found["disputes"]:
            assert len(each["sides"]) >= 2
            assert all(side["statements"] for side in each["sides"])
        assert (await call(client, "disputes_of_place", place="Atlantis"))["disputes"] == []


async def test_texts_are_compared(archive: Database) -> None:
    async with opened(archive) as client:
        verdict = await call(
            client,
            "compare_texts",
            a="The ferry reached the island.",
            b="The ferry did not reach the island.",
        )
        assert verdict["relation"] == "contradicts"
        assert verdict["reason"]


@pytest.mark.parametrize("place", ["Tarnova", "geonames:990001"])
async def test_who_held_it(archive: Database, place: str) -> None:
    async with opened(archive) as client:
        found = await call(client, "who_held_it", place=place, **PERIOD)
        assert found["place"] == {"key": "geonames:990001", "name": "Tarnova"}
        assert any(day["contested"] for day in found["days"])


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("search_statements", {"said_from": "2024-02-30"}, "said_from must be a day"),
    ("search_statements", {"claim_type": "DANCE"}, "bad-filter"),
    ("search_statements", {"place": "\0"}, "place has a character"),
    ("search_statements", {"place": " "}, "place must have"),
    ("search_statements", {"text": "x" * 300}, "text must have"),
    ("search_statements", {"limit": 21}, "20"),
    ("search_statements", {"limit": "all"}, "limit"),
    ("disputes_of_place", {"place": "!!!"}, "bad-filter"),
    ("disputes_of_place", {}, "place"),
    ("compare_texts", {"a": " ", "b": "x"}, "a must have"),
    ("compare_texts", {"a": "x" * 20_001, "b": "x"}, "a must have"),
    ("compare_texts", {"a": "x", "b": "y", "a_published": "soon"}, "a_published must be a day"),
    ("who_held_it", {"place": "Atlantis", **PERIOD}, "no place of this name"),
    ("who_held_it", {"place": "geonames:1", **PERIOD}, "place must be"),
    ("who_held_it", {"place": "Tarnova", "first": "2024-01-01", "last": "2024-12-31"}, "last"),
    ("who_held_it", {"place": "Tarnova", "first": "May", "last": "2024-12-31"}, "first"),
]


@pytest.mark.parametrize(("tool", "arguments", "told"), BAD)
async def test_what_is_wrong_is_told(
    archive: Database, tool: str, arguments: dict[str, Any], told: str
) -> None:
    async with opened(archive) as client:
        assert told in await refusal(client, tool, **arguments)


def test_a_filter_has_what_was_given() -> None:
    given = {"text": "bridge", "said_from": "2024-05-01", "said_to": "2024-05-02", "party": None}
    assert statement_filter(given) == {
        "search": "bridge",
        "said": {"gte": "2024-05-01", "lte": "2024-05-02"},
    }
    with pytest.raises(BadCallError):
        statement_filter({"party": "x" * (MAX_WORDS + 1)})


@asynccontextmanager
async def over_http(
    settings: Settings, headers: dict[str, str]
) -> AsyncIterator[httpx2.AsyncClient]:
    """Run the application and give a way to it."""
    app = create_app(settings)
    transport = httpx2.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(
            transport=transport, base_url="http://127.0.0.1:8000", headers=headers
        ) as http,
    ):
        yield http


def mcp_over(http: httpx2.AsyncClient) -> AbstractAsyncContextManager[Any]:
    return Client(streamable_http_client("http://127.0.0.1:8000/mcp", http_client=http))


async def test_the_server_offers_them(archive: Database) -> None:
    async with (
        over_http(Settings(database_url=archive.url, mcp=True), {}) as http,
        mcp_over(http) as client,
    ):
        assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
        found = await call(client, "search_statements", place="Tarnova", limit=1)
        assert found["statements"]
        assert "bad-filter" in await refusal(client, "search_statements", claim_type="DANCE")


async def test_only_where_it_is_set_so(archive: Database) -> None:
    async with over_http(Settings(database_url=archive.url), {}) as http:
        assert (await http.post("/mcp", json={})).status_code == 404


async def test_a_key_is_asked_for(database: Database, engine: Engine) -> None:
    settings = Settings(database_url=database.url, mcp=True, reads="keyed")
    key, _ = create_key(engine, "assistant", [KeyScope.READ])
    async with over_http(settings, {}) as http:
        refused = await http.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
        assert (refused.status_code, refused.json()["code"]) == (401, "no-api-key")
    async with (
        over_http(settings, {"Authorization": f"Bearer {key}"}) as http,
        mcp_over(http) as client,
    ):
        assert await call(client, "search_statements") == {"statements": [], "more": False}


async def test_a_made_up_name_does_not_lead_here(archive: Database) -> None:
    async with over_http(Settings(database_url=archive.url, mcp=True), {}) as http:
        headers = {"Host": "evil.example", "Accept": "application/json, text/event-stream"}
        body = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        answer = await http.post("/mcp", json=body, headers=headers)
        assert answer.status_code in {httpx.codes.MISDIRECTED_REQUEST, httpx.codes.FORBIDDEN}


async def test_the_command_speaks_over_standard_input(archive: Database) -> None:
    command, *arguments = [*PROGRAM, "mcp", "--database", archive.url]
    parameters = StdioServerParameters(command=command, args=arguments)
    async with Client(stdio_client(parameters)) as client:
        found = await call(client, "search_statements", place="Tarnova", limit=1)
        assert found["statements"]


def test_the_sdk_is_loaded_only_when_it_is_needed() -> None:
    program = (
        "import sys; from api.app import create_app; from api.settings import Settings; "
        "create_app(Settings(mcp=True)); print([name for name in sys.modules if name == 'mcp'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
