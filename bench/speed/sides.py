"""Who is measured: how each server is started, and how a question is put to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from bench.speed.cases import CASES, Case, Variables
from bench.speed.load import http_request
from bench.speed.peers.install import PEERS, install, node
from db.engine import parse_url

ALL = frozenset(case.name for case in CASES)
BY_HAND = frozenset({"Q1", "Q2", "Q3", "Q4", "Q5"})
"""The questions that SQL was written for by hand, and that the peers are asked too.

The limit reads the kept counts for Q4, as the product does; peers group the statements, having no
such counts. PostGraphile can't group by month without a plug-in.
"""


@dataclass(frozen=True)
class Side:
    """A server: its name, how it is started on a port, and how it is asked."""

    name: str
    command: Callable[[int], list[str]]
    request: Callable[[Case, Variables, int], bytes]
    cases: frozenset[str] = ALL
    databases: frozenset[str] = frozenset({"sqlite", "postgresql"})
    prepare: Callable[[], None] | None = None
    environment: Callable[[str], Mapping[str, str]] = lambda url: {"COUNTERCLAIM_DATABASE_URL": url}


def _post(path: str, query: str, variables: Variables, port: int) -> bytes:
    return http_request(path, orjson.dumps({"query": query, "variables": variables}), port)


def _same_document(case: Case, values: Variables, port: int) -> bytes:
    return _post("/graphql", case.query, values, port)


def _to_limit(case: Case, values: Variables, port: int) -> bytes:
    # The same body, though only the variables are read: it costs both sides the same to receive.
    return _post(f"/{case.name}", case.query, values, port)


@cache
def _postgraphile_documents() -> dict[str, str]:
    """Return its document for each question, with the fragment where one is used."""
    text = (PEERS / "documents" / "postgraphile.graphql").read_text(encoding="utf-8")
    parts = [part.strip() for part in re.split(r"\n(?=query |fragment )", text)]
    fragments = [part for part in parts if part.startswith("fragment")]
    queries = (part for part in parts if part.startswith("query"))
    return {
        part.split()[1].partition("(")[0]: "\n".join([part, *fragments])
        if "...Side" in part
        else part
        for part in queries
    }


def _to_postgraphile(case: Case, values: Variables, port: int) -> bytes:
    document = _postgraphile_documents().get(case.name, case.query)
    return _post("/graphql", document, _as_stored(values), port)


def _as_stored(values: Variables) -> dict[str, Any]:
    """Write enums as the column has them, and days as moments."""
    stored = dict(values)
    if "type" in stored:
        stored["type"] = stored["type"].lower()
    if "from" in stored:
        stored["from"] += "T00:00:00Z"
        stored["to"] += "T23:59:59Z"
    return stored


def _product(port: int) -> list[str]:
    return [sys.executable, "-m", "counterclaim", "serve", "--port", str(port)]


def _uvicorn(app: str) -> Callable[[int], list[str]]:
    start = [sys.executable, "-m", "uvicorn", app, "--log-level", "warning", "--no-access-log"]
    return lambda port: [*start, "--lifespan", "off", "--port", str(port)]


def _node(script: str) -> Callable[[int], list[str]]:
    return lambda port: [node(), str(PEERS / script), str(port)]


def _for_node(url: str) -> dict[str, str]:
    plain = parse_url(url).set(drivername="postgresql")
    text = plain.render_as_string(hide_password=False)
    return {"DATABASE_URL": text, "NODE_ENV": "production", "GRAPHILE_ENV": "production"}


def _for_sqlalchemy(url: str) -> dict[str, str]:
    driver = parse_url(url).set(drivername="postgresql+asyncpg")
    return {"DATABASE_URL": driver.render_as_string(hide_password=False)}


_ON_POSTGRESQL = frozenset({"postgresql"})

SIDES = (
    Side("product", _product, _same_document),
    Side("limit", _uvicorn("bench.speed.limit:app"), _to_limit, BY_HAND),
    Side(
        "postgraphile",
        _node("postgraphile.mjs"),
        _to_postgraphile,
        (BY_HAND | {"Q6"}) - {"Q4"},
        _ON_POSTGRESQL,
        install,
        _for_node,
    ),
    Side(
        "mercurius",
        _node("mercurius.mjs"),
        _same_document,
        BY_HAND | {"Q6"},
        _ON_POSTGRESQL,
        install,
        _for_node,
    ),
    Side(
        "strawberry",
        _uvicorn("bench.speed.peers.strawberry_server:app"),
        _same_document,
        BY_HAND | {"Q6"},
        _ON_POSTGRESQL,
        environment=_for_sqlalchemy,
    ),
)
