"""Asks a server that trusts an issuer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import jwt
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from tests.databases import Database
from tests.security.tokens.issuer import AUDIENCE, ISSUER, Issuer, claims, make_key

QUERY = {"query": "{ speakers(first: 1) { totalCount } }"}
GOOD = "ES256-1"


def settings_for(database: Database, keys: str, **more: Any) -> Settings:
    return Settings(
        database_url=database.url,
        reads="keyed",
        webhooks=False,
        token_issuer=ISSUER,
        token_audience=AUDIENCE,
        token_keys=keys,
        **more,
    )


@asynccontextmanager
async def asking(
    settings: Settings | None, app: FastAPI | None = None
) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    app = app or create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http, app


def bearer(shown: str) -> dict[str, Any]:
    return {"authorization": f"Bearer {shown}".encode("latin-1", "replace")}


async def outcome(http: httpx.AsyncClient, shown: str) -> tuple[int, str]:
    """Read by REST and by GraphQL; both must answer alike. Return status and code."""
    rest = await http.get("/v1/speakers", headers=bearer(shown))
    graphql = await http.post("/graphql", json=QUERY, headers=bearer(shown))
    assert rest.status_code == graphql.status_code
    if rest.status_code == 200:
        assert "errors" not in graphql.json()
        return 200, ""
    code = rest.json()["code"]
    assert graphql.json()["errors"][0]["extensions"]["code"] == code
    assert "data" not in graphql.json()
    for answer in (rest, graphql):
        assert ("www-authenticate" in answer.headers) == (rest.status_code == 401)
        assert ("retry-after" in answer.headers) == (rest.status_code == 503)
        assert shown[:40] not in answer.text
        assert "Trace" not in answer.text
    return rest.status_code, code


def by_another(issuer: Issuer, key_id: str, **header: Any) -> str:
    """Sign with a key of one's own under the name of one of the issuer's."""
    del issuer
    return jwt.encode(claims("admin"), make_key(), "ES256", headers={"kid": key_id, **header})
