"""Row 19 of docs/security.md: what comes out is safe to open, and repeats nothing of a request."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from api.app import create_app
from api.settings import Settings
from tests.databases import Database
from tests.faults.articles import fill
from tests.graphql_api.conftest import Client
from tests.live import run_program
from tests.security import hostile

FORMULAS = ("=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")')
STARTS = tuple("=+-@\t\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
TABLES = ("statements", "contradictions")
TEXTS = {
    # what an article, or whoever names one, could put into a cell
    "statement": ("text", "cue", "source"),
    "speaker": ("name",),
    "location": ("name",),
    "article": ("name", "title", "outlet", "url"),
    "contradiction": ("reason",),
}
MARK = "m4rk3d"
MARKUP = f"<script>alert('{MARK}')</script><img src=x onerror={MARK}>"
PAGES = ("/", "/playground", "/docs", "/errors/busy", "/healthz", "/readyz", "/openapi.json")


@pytest.fixture
async def http(database: Database, engine: Engine) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of an archive whose every text begins as a formula."""
    fill(engine)
    with engine.begin() as connection:
        for table, columns in TEXTS.items():
            known = _columns(connection, table)
            for column in columns:
                if column in known:
                    _set(connection, table, column)
    app = create_app(Settings(database_url=database.url, webhooks=False))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client,
    ):
        yield client


def _columns(connection: Any, table: str) -> set[str]:
    return set(connection.execute(text(f"SELECT * FROM {table} LIMIT 0")).keys())  # noqa: S608 - own names


def _set(connection: Any, table: str, column: str) -> None:
    for number, formula in enumerate(FORMULAS):
        connection.execute(
            text(
                f"UPDATE {table} SET {column} = :formula || id WHERE id % {len(FORMULAS)} = :rest"  # noqa: S608 - own names
            ),
            {"formula": formula, "rest": number},
        )


def _check_cells(data: str) -> None:
    cells = [cell for row in list(csv.reader(io.StringIO(data, newline="")))[1:] for cell in row]
    assert len(cells) > 20
    assert any("HYPERLINK" in cell for cell in cells), "the formulas are in what is exported"
    for cell in cells:
        assert not cell.startswith(STARTS) or NUMBER.fullmatch(cell), cell


async def test_row_19_no_cell_is_a_formula(http: httpx.AsyncClient, database: Database) -> None:
    for table in TABLES:
        answer = await http.get(f"/v1/export/{table}", params={"format": "csv"})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/csv")
        assert answer.headers["x-content-type-options"] == "nosniff"
        _check_cells(answer.text)
    told = run_program("export", "statements", "--format", "csv", database_url=database.url)
    assert told.returncode == 0, told.stderr
    _check_cells(told.stdout.decode())


type Request = tuple[str, str, dict[str, Any]]


def _requests() -> Iterator[Request]:
    """Put the mark wherever a request has room for it; names alone may be told again."""
    headers = {"accept": "text/html", "x-forwarded-for": MARKUP, "referer": MARKUP}
    for table in (*TABLES, "speakers", "articles", "locations", "disputes"):
        path = f"/v1/{table}"
        for name in ("limit", "cursor", "order", "party", "from", "format", MARKUP):
            yield "GET", path, {"params": {name: MARKUP}, "headers": headers}
        yield "GET", f"{path}/{MARKUP}", {"headers": headers}
        yield "POST", f"{path}/query", {"json": {MARKUP: MARKUP}, "headers": headers}
        yield "POST", f"{path}/query", {"json": {"where": {MARKUP: 1}}}
    typed = "query ($v: Int) { statements(first: $v) { totalCount } }"
    for body in (
        {"query": "{ statements(where: {text: {contains: 5}}) { nope } }" + MARKUP},
        {"query": typed, "variables": {"v": MARKUP}},
        {"query": '{ node(id: "' + MARK + '") { id } }'},
        {MARKUP: MARKUP},
    ):
        yield "POST", "/graphql", {"json": body, "headers": headers}
    yield "GET", "/graphql", {"params": {"query": MARKUP}, "headers": headers}
    for path in (f"/{MARKUP}", f"/errors/{MARKUP}", f"/{MARK}", f"/static/{MARKUP}"):
        yield "GET", path, {"headers": headers}
    for path in ("/v1/reviews", "/v1/annotate", "/v1/webhooks"):
        yield "POST", path, {"content": MARKUP, "headers": headers}
    yield MARK.upper(), "/v1/speakers", {"headers": headers}


async def test_row_19_nothing_of_a_request_comes_back(client: Client) -> None:
    refused = 0
    for method, path, options in _requests():
        answer = await client.http.request(method, path, **options)
        assert answer.headers["x-content-type-options"] == "nosniff", path
        refused += answer.status_code >= 400
        if answer.status_code >= 400 or "html" in answer.headers["content-type"]:
            assert MARK not in answer.text.casefold(), (method, path, options, answer.text)
        for name, value in answer.headers.items():
            assert MARK not in value.casefold(), (path, name)
    assert refused > 40


async def test_row_19_every_answer_says_what_it_is(client: Client) -> None:
    for address in (*PAGES, *list(hostile.addresses())[::20]):
        answer = await client.http.get(address)
        assert answer.headers["x-content-type-options"] == "nosniff", address
        assert "content-security-policy" in answer.headers, address
        if answer.content:
            assert answer.headers["content-type"], address
