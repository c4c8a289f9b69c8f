"""Who gets a page at which address; needs no browser."""

from __future__ import annotations

import httpx
import pytest

from api.app import create_app
from api.markdown import to_html
from api.settings import Settings

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def _client(*, playground: bool) -> httpx.AsyncClient:
    app = create_app(Settings(playground=playground))
    app.state.engine = None  # no query here comes so far
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://server")


async def test_graphql_is_a_page_to_a_browser_without_a_query() -> None:
    async with _client(playground=True) as client:
        page = await client.get("/graphql", headers={"Accept": BROWSER})
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["vary"] == "Accept"
        assert page.text == (await client.get("/playground")).text


@pytest.mark.parametrize(
    ("method", "accept", "query"),
    [
        ("GET", "application/json", {}),
        ("GET", "*/*", {}),
        ("POST", BROWSER, {}),
        ("GET", BROWSER, {"query": "{"}),
    ],
)
async def test_graphql_is_no_page_to_programs(
    method: str, accept: str, query: dict[str, str]
) -> None:
    async with _client(playground=True) as client:
        answer = await client.request(method, "/graphql", params=query, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith("application/json")


async def test_a_playground_that_is_off_leaves_no_trace() -> None:
    async with _client(playground=False) as client:
        assert (await client.get("/playground")).status_code == 404
        asked = await client.get("/graphql", headers={"Accept": BROWSER})
        assert asked.status_code == 400
        assert asked.headers["content-type"].startswith("application/json")
        for path in ("/", "/docs"):
            page = await client.get(path)
            assert page.status_code == 200
            assert "playground" not in page.text
    async with _client(playground=True) as client:
        assert 'href="/playground"' in (await client.get("/")).text


@pytest.mark.parametrize(
    "code", ["nothing", "..%2f..%2fREADME", "%2e%2e", "bad-filter.md", "%00", "a" * 5000]
)
async def test_only_known_codes_have_a_page(code: str) -> None:
    async with _client(playground=True) as client:
        answer = await client.get(f"/errors/{code}", headers={"Accept": BROWSER})
    assert answer.status_code == 404
    assert answer.json()["code"] == "unknown-address"


async def test_programs_get_the_markdown() -> None:
    async with _client(playground=True) as client:
        answer = await client.get("/errors/busy")
    assert answer.headers["content-type"].startswith("text/markdown")
    assert answer.text.startswith("# busy")


def test_markdown_becomes_html_and_nothing_else() -> None:
    text = "A **bold** `<word>` & [a page](../x.md).\n\n```sh\necho '<b>' **no**\n```\n\nThe end."
    assert to_html(text) == (
        "<p>A <strong>bold</strong> <code>&lt;word&gt;</code> &amp; a page.</p>\n"
        "<pre>echo &#x27;&lt;b&gt;&#x27; **no**\n</pre>\n"
        "<p>The end.</p>"
    )
    assert to_html("<script>alert(1)</script>") == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
