"""HTTP as caches, browsers and clients expect it: revalidation, packing, sites, documents."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from api.app import create_app
from api.graphql.trusted import load_trusted
from api.http.compression import Compression, coding_for, pack
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database

QUERY = "{ statements(first: 100) { edges { node { key text reason: text } } } }"
ACCEPT = {"accept": "application/json"}
ASKED = ("/v1/statements?limit=3", "/graphql?query={statements{totalCount}}", "/v1/speakers")


@asynccontextmanager
async def _asking(url: str, **changes: Any) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(Settings(database_url=url, webhooks=False, **changes))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test", headers=ACCEPT) as http,
    ):
        yield http


@pytest.mark.parametrize("path", ASKED)
async def test_an_answer_holds_until_something_is_written(
    database: Database, engine: Engine, path: str
) -> None:
    async with _asking(database.url) as http:
        first = await http.get(path)
        tag = first.headers["etag"]
        assert first.headers["cache-control"] == "no-cache"
        assert "Accept" in first.headers["vary"]
        for given in (tag, tag.removeprefix("W/"), f'"x", {tag}', "*"):
            again = await http.get(path, headers={"if-none-match": given})
            assert again.status_code == 304
            assert again.content == b""
            assert again.headers["etag"] == tag
        assert (await http.get(path, headers={"if-none-match": '"x"'})).status_code == 200
        with engine.begin() as connection:
            connection.execute(text("update article set title = 'changed'"))
            connection.execute(text("create table marked (id integer)"))
        changed = await http.get(path, headers={"if-none-match": tag})
        for _ in range(2000):  # PostgreSQL tells of a commit, which takes it a moment
            if changed.status_code == 200:
                break
            await asyncio.sleep(0.01)
            changed = await http.get(path, headers={"if-none-match": tag})
        assert changed.status_code == 200
        assert changed.headers["etag"] != tag


async def test_marks_differ_with_what_is_asked(database: Database) -> None:
    async with _asking(database.url) as http:
        marks = [
            (await http.get(path, headers=headers)).headers["etag"]
            for path, headers in (
                ("/v1/statements?limit=3", {}),
                ("/v1/statements?limit=4", {}),
                ("/v1/speakers?limit=3", {}),
                ("/v1/statements?limit=3", {"accept": "*/*"}),
            )
        ]
        assert len(set(marks)) == len(marks)
        for path in ("/healthz", "/v1/statements?limit=0", "/v1/changes?wait=1", "/v1/nothing"):
            assert "etag" not in (await http.get(path)).headers, path
        posted = await http.post("/graphql", json={"query": "{ __typename }"})
        assert posted.headers["cache-control"] == "no-store"


async def test_nothing_is_told_before_the_key_is_checked(
    database: Database, engine: Engine
) -> None:
    key, _ = create_key(engine, "reader", [KeyScope.READ])
    with_key = {"authorization": f"Bearer {key}"}
    async with _asking(database.url, reads="keyed") as http:
        first = await http.get(ASKED[0], headers=with_key)
        assert first.headers["cache-control"] == "private, no-cache"
        tag = {"if-none-match": first.headers["etag"]}
        assert (await http.get(ASKED[0], headers=tag)).status_code == 401
        again = await http.get(ASKED[0], headers=with_key | tag)
        assert again.status_code in {200, 304}  # the look at the key may have been written down
        assert bool(again.content) == (again.status_code == 200)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        (b"gzip", b"gzip"),
        (b"deflate, GZIP ;q=0.5", b"gzip"),
        (b"x-gzip", b"gzip"),
        (b"br", b"br"),
        (b"gzip, deflate, br", b"br"),
        (b"br;q=0.8, gzip;q=0.8", b"br"),
        (b"br;q=0.7, gzip;q=0.8", b"gzip"),
        (b"gzip;q=0.2, br ; Q=0.3", b"br"),
        (b"br;q=0, *", b"gzip"),
        (b"gzip;q=0, *", b"br"),
        (b"gzip;q=0.5, *;q=0.1", b"gzip"),
        (b"br;q=0, gzip;q=0, *", b""),
        (b"*", b"br"),
        (b"zstd, *;q=0.1", b"br"),
        (b"*;q=0", b""),
        (b"gzip;q=0.000", b""),
        (b"gzip;q=x, br;q=nan", b""),
        (b"gzip;q=-1, br;q=inf", b""),
        (b"gzip;q=2", b""),
        (b"gzip;level=9;q=0.4, br;q=0.3", b"gzip"),
        (b"identity", b""),
        (b"identity, br;q=0.5", b""),
        (b"identity;q=0.5, br;q=0.5", b"br"),
        (b"identity;q=0, gzip;q=0.1", b"gzip"),
        (b"", b""),
        (b"\xff;q=1", b""),
        (b"brotli, gz", b""),
        (b"br" + b"," * 10_000, b"br"),
    ],
)
def test_how_an_answer_is_packed(accepted: bytes, chosen: bytes) -> None:
    assert coding_for(accepted) == chosen


@pytest.mark.parametrize("coding", ["gzip", "br"])
async def test_large_answers_are_packed_where_that_is_understood(
    archive_database: Database, coding: str
) -> None:
    async with _asking(archive_database.url, compress_from=500) as http:
        for method, path, body in (
            ("POST", "/graphql", {"query": QUERY}),
            ("GET", f"/graphql?query={QUERY}", None),
            ("GET", "/v1/statements?limit=20", None),
        ):
            plain = await http.request(
                method, path, json=body, headers={"accept-encoding": "identity"}
            )
            packed = await http.request(
                method, path, json=body, headers={"accept-encoding": coding}
            )
            assert "content-encoding" not in plain.headers
            assert packed.headers["content-encoding"] == coding
            assert "Accept-Encoding" in ", ".join(packed.headers.get_list("vary"))
            assert packed.content == plain.content
            assert int(packed.headers["content-length"]) < len(plain.content) / 2
        small = await http.get("/healthz", headers={"accept-encoding": coding})
        assert "content-encoding" not in small.headers


@pytest.mark.parametrize("coding", [b"gzip", b"br"])
@given(body=st.binary(max_size=5000))
def test_what_is_packed_comes_out_the_same(coding: bytes, body: bytes) -> None:
    headers = [(b"Content-Length", b"%d" % len(body)), (b"vary", b"Accept")]
    packed = pack(body, headers, coding)
    assert {b"gzip": gzip.decompress, b"br": brotli.decompress}[coding](packed) == body
    assert packed == pack(body, [], coding)
    assert headers == [
        (b"Content-Length", b"%d" % len(packed)),
        (b"vary", b"Accept"),
        (b"content-encoding", coding),
        (b"vary", b"Accept-Encoding"),
    ]


@pytest.mark.parametrize("coding", [b"gzip", b"br"])
async def test_what_comes_piece_by_piece_goes_through(coding: bytes) -> None:
    """An answer of unknown length is sent on as it comes, and so is one that is packed already."""
    pieces = [b"x" * 5000, b"y" * 5000]

    async def ask(*headers: tuple[bytes, bytes]) -> list[Any]:
        async def app(_scope: Any, _receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": [KIND, *headers]})
            for piece in pieces:
                last = piece is pieces[-1]
                await send({"type": "http.response.body", "body": piece, "more_body": not last})

        sent: list[Any] = []

        async def keep(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "headers": [(b"accept-encoding", coding)]}
        await Compression(app, 100)(scope, None, keep)  # type: ignore[arg-type]  # never read
        return sent

    for headers in ([], [(b"content-length", b"10000")]):
        start, *bodies = await ask(*headers)
        assert [message["body"] for message in bodies] == pieces
        assert b"content-encoding" not in dict(start["headers"])
    pieces = pieces[:1]
    start, body = await ask((b"content-length", b"5000"))
    assert dict(start["headers"])[b"content-encoding"] == coding
    assert len(body["body"]) < 200
    start, body = await ask((b"content-length", b"5000"), (b"content-encoding", b"zstd"))
    assert body["body"] == pieces[0]


KIND = (b"content-type", b"application/json")


async def test_sites_are_let_in_by_setting_alone(database: Database) -> None:
    site = {"origin": "https://paper.example"}
    preflight = site | {"access-control-request-method": "POST"}
    async with _asking(database.url) as http:
        assert (
            "access-control-allow-origin"
            not in (await http.get("/v1/speakers", headers=site)).headers
        )
        refused = await http.request("OPTIONS", "/graphql", headers=preflight)
        assert "access-control-allow-origin" not in refused.headers
    async with _asking(database.url, cors_origins="https://paper.example") as http:
        for answer in (
            await http.get("/v1/speakers", headers=site),
            await http.post("/graphql", json={"query": "{ __typename }"}, headers=site),
            await http.request("OPTIONS", "/graphql", headers=preflight),
        ):
            assert answer.headers["access-control-allow-origin"] == "https://paper.example"
            assert "access-control-allow-credentials" not in answer.headers
        other = {"origin": "https://other.example"}
        answer = await http.get("/v1/speakers", headers=other)
        assert "access-control-allow-origin" not in answer.headers


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Give a folder of two documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "count.graphql").write_text("{ statements { totalCount } }", encoding="utf-8")
    (folder / "name.graphql").write_text("query N { __typename }", encoding="utf-8")
    return folder


@pytest.mark.parametrize("only", [False, True])
async def test_documents_are_known_by_id_and_hash(
    database: Database, documents: Path, *, only: bool
) -> None:
    mark = sha256(b"query N { __typename }").hexdigest()
    persisted = {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": mark}}}
    name = {"data": {"__typename": "Query"}}
    settings = {"trusted_documents": str(documents), "only_trusted": only}
    async with _asking(database.url, **settings) as http:
        for asked in ({"documentId": "name"}, {"documentId": mark}, persisted):
            assert (await http.post("/graphql", json=asked)).json() == name
        assert (await http.get("/graphql?documentId=name")).json() == name
        known = {"query": "query N { __typename }"}
        assert (await http.post("/graphql", json=known)).json() == name
        unknown = (await http.post("/graphql", json={"documentId": "no"})).json()
        assert unknown["errors"][0]["extensions"]["code"] == "document-not-trusted"
        other = (await http.post("/graphql", json={"query": "{ __typename }"})).json()
        assert ("errors" in other) == only
        if only:
            assert other["errors"][0]["extensions"]["code"] == "document-not-trusted"


def test_documents_that_cannot_be_read_are_told_at_the_start(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    for content in ("{", "[]", '{"a": 1}'):
        broken.write_text(content, encoding="utf-8")
        with pytest.raises(ValueError, match=r"broken\.json"):
            load_trusted(str(broken))
    with pytest.raises(ValueError, match="nowhere"):
        load_trusted(str(tmp_path / "nowhere"))
    broken.write_text(json.dumps({"a": "{ __typename }"}), encoding="utf-8")
    assert load_trusted(str(broken)).text("a") == "{ __typename }"


async def test_batches_are_off_until_they_are_let_in(database: Database) -> None:
    one = {"query": "{ __typename }"}
    async with _asking(database.url) as http:
        assert (await http.post("/graphql", json=[one])).status_code == 400
    async with _asking(database.url, batch=3) as http:
        answers = (await http.post("/graphql", json=[one, {"query": "{ nope }"}, one])).json()
        assert [("data" in answer, "errors" in answer) for answer in answers] == [
            (True, False),
            (False, True),
            (True, False),
        ]
        assert (await http.post("/graphql", json=one)).json() == {"data": {"__typename": "Query"}}
        for wrong in ([], [one] * 4, [1], [[one]]):
            assert (await http.post("/graphql", json=wrong)).status_code == 400
