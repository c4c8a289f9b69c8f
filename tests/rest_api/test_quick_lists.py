"""Lists read without the framework: the answers are those of the routes, and errors are theirs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from starlette.types import Receive, Scope, Send

from api.app import Server, create_app
from api.rest.quick_lists import QuickLists
from api.rest.reading import PageAnswer
from api.rest.resources import RESOURCES
from api.rest.routes import _link
from api.settings import Settings
from tests.databases import Database
from tests.rest_api.test_errors import BAD_ADDRESSES, check_problem

GOOD = [
    *(f"/v1/{resource.path}" for resource in RESOURCES),
    *(f"/v1/{resource.path}?limit=2&sort={resource.sort_words[1]}" for resource in RESOURCES),
    "/v1/statements?party=UA&party=RU&limit=3&count=true",
    "/v1/statements?party=ua",
    "/v1/statements?kind=INDIRECT&claimType=STRIKE&facet=party,place&facetLimit=2",
    "/v1/statements?saidFrom=2024-11-01&saidTo=2024-12-31&countAtMost=3&limit=1",
    "/v1/statements?fields=key,speaker.name&limit=2",
    "/v1/statements?near=49.71,37.62&radiusKm=5e1",
    "/v1/statements?q=%22not+taken%22+town&limit=5",
    "/v1/locations?format=geojson",
    "/v1/locations?bbox=-180,-90,180,90&country=UA",
    "/v1/contradictions?type=control&status=UNREVIEWED",
    "/v1/statements?limit=1&&",
]
QUERY_ERRORS = [
    "/v1/statements?cursor=abc",
    "/v1/statements?saidFrom=2024-02-30",
    "/v1/statements?near=95,0&radiusKm=5",
    "/v1/statements?fields=nothing",
    "/v1/statements?facet=nothing",
    "/v1/statements?speaker=a%00b",
]


async def no_route(scope: Scope, _: Receive, __: Send) -> None:
    """Stand where the routes are, and answer nothing."""
    raise AssertionError(scope["path"])


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def app(archive: Database) -> AsyncIterator[FastAPI]:
    """Give an application that runs."""
    app = create_app(Settings(database_url=archive.url))
    async with app.router.lifespan_context(app):
        yield app


def client(app: FastAPI, *, quick: bool) -> httpx.AsyncClient:
    """Give a client of the routes, or of what stands before them with none behind."""
    assert isinstance(app, Server)
    answers = QuickLists(no_route) if quick else app.routed

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = app
        await answers(scope, receive, send)

    transport = httpx.ASGITransport(answer)
    return httpx.AsyncClient(transport=transport, base_url="http://test")


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("address", [*GOOD, *QUERY_ERRORS])
async def test_the_answer_is_that_of_the_route(app: FastAPI, address: str) -> None:
    async with client(app, quick=True) as quick, client(app, quick=False) as routed:
        ours, theirs = await quick.get(address), await routed.get(address)
    assert ours.status_code == theirs.status_code == (422 if address in QUERY_ERRORS else 200)
    assert ours.content == theirs.content
    assert ours.headers == theirs.headers


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(
    "address",
    [
        *(address for address, code, _ in BAD_ADDRESSES if code == "bad-parameter"),
        "/v1/statements?limit=1&limit=2",
        "/v1/statements?place_key=x",
        "/v1/speakers/unknown",
        "/v1/statement",
    ],
)
async def test_what_is_not_as_it_should_be_goes_on_to_the_routes(
    app: FastAPI, address: str
) -> None:
    async with client(app, quick=True) as quick:
        with pytest.raises(AssertionError, match="/v1/"):
            await quick.get(address)


def test_one_name_is_a_list_of_one(api: httpx.Client) -> None:
    """A list with one name is looked up as that name: nothing else may come of it."""
    all_of_them = api.get("/v1/statements?limit=100").json()["items"]
    for party in {each["party"] for each in all_of_them if each["party"]} | {"UN"}:
        found = api.get("/v1/statements", params={"limit": 100, "party": party}).json()["items"]
        assert found == [each for each in all_of_them if each["party"] == party]


@pytest.mark.parametrize("given", ['">x', '<a>; rel="prev"', "a;b,c", "%C3%BC", "\xfc"])
async def test_the_link_to_the_next_page_has_no_way_out(app: FastAPI, given: str) -> None:
    """Whatever stands in the address, the header holds one link, which asks for the same."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/v1/articles",
        "query_string": f"q={given}&cursor=old&limit=1".encode("latin-1"),
        "headers": [],
        "app": app,
    }
    links = _link(Request(scope), PageAnswer([], "new=", None))["Link"]
    assert re.fullmatch(r"</v1/articles\?q=[^<>\"\s]*&limit=1&cursor=new%3D>; rel=\"next\"", links)
    asked = parse_qs(links.partition("?")[2].partition(">;")[0], encoding="latin-1")
    assert asked["q"] == parse_qs(f"q={given}", encoding="latin-1")["q"]


def test_pages_are_joined_by_their_links(api: httpx.Client) -> None:
    """With the same filters, and each page once, also where the filter is written oddly."""
    address = "/v1/statements?limit=3&p%61rty=UA&sort=-date&cursor="
    first = api.get("/v1/statements?limit=3&p%61rty=UA&sort=-date")
    whole = api.get("/v1/statements?limit=100&party=UA&sort=-date").json()["items"]
    seen, answer = [], first
    while True:
        seen += answer.json()["items"]
        if "next" not in answer.links:
            break
        assert answer.links["next"]["url"].count("cursor=") == 1
        answer = api.get(answer.links["next"]["url"])
    assert seen == whole
    check_problem(api.get(address), 422, "bad-page")
