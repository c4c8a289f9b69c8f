"""The application over an archive of random rows, for tests that are not asynchronous."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.graphql.schema import core_schema
from api.settings import Settings
from tests.databases import Database
from tests.graphql_api.conftest import archive, archive_database
from tests.properties.documents import asked_queries
from tests.storage.archive import Archive
from tests.storage.naive import Naive
from tests.storage.naive_columns import ROOTS, TABLES
from tests.storage.naive_pages import Cursors, PageOrder
from tests.storage.queries import all_orders

__all__ = ["archive", "archive_database"]


class Interface:
    """The GraphQL interface, in process, beside an evaluator of the same rows."""

    def __init__(
        self, http: httpx.AsyncClient, loop: asyncio.AbstractEventLoop, archive: Archive
    ) -> None:
        self.http = http
        self.loop = loop
        self.archive = archive
        self.cursors: Cursors = _all_cursors(self)
        self.queries = asked_queries(core_schema(), archive, self.cursors)
        self.naive = Naive(archive, self.cursors)

    def text(self, query: str, variables: dict[str, Any] | None = None) -> str:
        """Ask and return the body of the answer."""
        body = {"query": query, "variables": variables or {}}
        return self.loop.run_until_complete(self.http.post("/graphql", json=body)).text

    def data(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """Ask what must succeed."""
        answer = json.loads(self.text(query, variables))
        assert "errors" not in answer, (answer, query)
        return answer["data"]


@pytest.fixture(scope="module")
def interface(archive_database: Database, archive: Archive) -> Iterator[Interface]:
    """Start the application. No limit on cost: the archive is small."""
    app = create_app(Settings(database_url=archive_database.url, max_query_cost=10**6))
    loop = asyncio.new_event_loop()
    lifespan = app.router.lifespan_context(app)
    loop.run_until_complete(lifespan.__aenter__())
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    http = httpx.AsyncClient(transport=transport, base_url="http://test")
    yield Interface(http, loop, archive)
    loop.run_until_complete(http.aclose())
    loop.run_until_complete(lifespan.__aexit__(None, None, None))
    loop.close()


_SUPERSEDED = "{or: [{superseded: true}, {superseded: false}]}"
_REVIEWED = f"{{and: [{_SUPERSEDED}, {{status: {{isNull: false}}}}]}}"
_EVERY = {
    "statements": _SUPERSEDED,
    "nearMisses": _SUPERSEDED,
    "contradictions": _REVIEWED,
    "disputes": _REVIEWED,
}
"""The filters that let all rows through, also those that are left out unless asked for."""


def _all_cursors(interface: Interface) -> Cursors:
    """Ask for the cursors of all rows in every order."""
    found: dict[PageOrder, dict[int, str]] = {}
    for root, order, direction in all_orders():
        query = (
            f"{{ {root}(first: 100, orderBy: {{field: {order}, direction: {direction}}}, "
            f"where: {_EVERY.get(root, '{}')}) {{ edges {{ cursor node {{ id }} }} }} }}"
        )
        edges = interface.data(query)[root]["edges"]
        page_order = PageOrder(ROOTS[root], order, direction == "DESC")
        found[page_order] = {_row_id(edge["node"]["id"]): edge["cursor"] for edge in edges}
        assert len(edges) == len(interface.archive.rows(TABLES[ROOTS[root]]))
    return found


def _row_id(encoded: str) -> int:
    return int(base64.b64decode(encoded).decode().partition(":")[2])
