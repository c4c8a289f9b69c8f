"""Row 12 of docs/security.md: nothing is written without a key, however it is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from api.app import create_app
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database

MUTATION = 'mutation { reviewContradiction(key: "x", verdict: CONFIRMED) { key } }'
REVIEW = {"entity": "contradiction", "key": "x", "verdict": "CONFIRMED"}
CREDENTIALS: list[tuple[dict[str, str], int]] = [
    ({}, 401),
    ({"authorization": ""}, 401),
    ({"authorization": "Bearer"}, 401),
    ({"authorization": "Bearer "}, 401),
    ({"authorization": "Bearer null"}, 401),
    ({"authorization": "Bearer ' OR 1=1 --"}, 401),
    ({"authorization": "Basic YWRtaW46YWRtaW4="}, 401),
    ({"authorization": "Bearer " + "x" * 10_000}, 401),
    ({"x-api-key": "admin"}, 401),
    ({"cookie": "key=admin; authorization=Bearer admin"}, 401),
    ({"authorization": "Bearer READER"}, 403),
]


@pytest.fixture
async def http(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of the application, in process."""
    app = create_app(Settings(database_url=database.url, webhooks=False))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as client,
    ):
        yield client


def _rows(engine: Engine) -> int:
    with engine.connect() as connection:
        count: int = connection.execute(text("select count(*) from review")).scalar_one()
    return count


async def test_row_12_nothing_is_written_without_a_key(
    http: httpx.AsyncClient, engine: Engine
) -> None:
    key, _ = create_key(engine, "reader", [KeyScope.READ])
    before = _rows(engine)
    for credentials, status in CREDENTIALS:
        given = {name: value.replace("READER", key) for name, value in credentials.items()}
        answer = await http.post("/graphql", json={"query": MUTATION}, headers=given)
        assert answer.status_code == status, credentials
        assert answer.json().get("data") is None
        # A body that makes no sense is refused alike: the key comes first.
        bodies: list[Any] = [REVIEW, {"nonsense": 1}, []]
        for body in bodies:
            refused = await http.post("/v1/reviews", json=body, headers=given)
            assert refused.status_code == status, (credentials, body)
        for raw in (b"", b"{", b"\xff"):
            refused = await http.post(
                "/v1/reviews", content=raw, headers={**given, "content-type": "application/json"}
            )
            assert refused.status_code == status, (credentials, raw)
        await _other_ways(http, given)
    assert _rows(engine) == before


async def _other_ways(http: httpx.AsyncClient, given: dict[str, str]) -> None:
    accept = {**given, "accept": "application/json"}
    got = await http.get("/graphql", params={"query": MUTATION}, headers=accept)
    assert got.status_code == 405
    form = await http.post("/graphql", data={"query": MUTATION}, headers=accept)
    assert form.status_code == 415
    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/graphql", ""):
        answer = await http.post(
            "/graphql", content=MUTATION, headers={**accept, "content-type": kind}
        )
        assert answer.status_code == 415
    for method in ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE"):
        answer = await http.request(method, "/v1/reviews", headers=accept)
        assert answer.status_code == 405
