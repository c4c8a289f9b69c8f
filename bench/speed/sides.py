"""Who is measured: how each server is started, and how a question is put to it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson

from bench.speed.cases import CASES, Case, Variables
from bench.speed.load import http_request
from bench.speed.peers.install import PEERS, install, node
from db.engine import parse_url

ALL = frozenset(case.name for case in CASES)
BY_HAND = frozenset({"Q1", "Q2", "Q3", "Q4", "Q5"})
"""The questions that SQL was written for by hand, and that the peers are asked too.

The limit and PostGraphile read the kept counts for Q4, as the product does; Mercurius and
Strawberry group the statements.
"""
AGAIN = frozenset({"R1", "R2", "R3"})
INDEXED = frozenset({"Q2", "Q4", "Q5"})
"""The questions that the copied columns, their indexes and the kept counts are for."""
_SPEAKER = "speaker.key,speaker.name,speaker.party"
_ARTICLE = "article.key,article.title,article.published"
_PLACES = "places.mention," + ",".join(
    f"places.location.{name}" for name in ("name", "country", "latitude", "longitude")
)
_COUNTED = ("mention", "low", "high", "unit", "counted")
_QUANTITIES = ",".join(f"quantities.{name}" for name in _COUNTED)
REST_POINT = f"key,text,{_SPEAKER},{_PLACES},{_QUANTITIES}"
REST_LISTED = f"{REST_POINT},said,claim.type,{_ARTICLE}"
_SIDE = f"key,text,{_SPEAKER},{_ARTICLE}".split(",")
REST_PAIRS = ",".join(
    ["key", "type", "reason", "confidence", *(f"{side}.{name}" for side in "ab" for name in _SIDE)]
)
"""The members that the same questions ask for over GraphQL; the sides of a pair have no places."""
PLAIN = "plain"
"""The PostgreSQL archive without these."""


def _own(url: str) -> dict[str, str]:
    return {"COUNTERCLAIM_DATABASE_URL": url, "COUNTERCLAIM_STOP_LEAD": "0"}


@dataclass(frozen=True)
class Side:
    """A way to be asked: the server, how it is started on a port, and how it is asked."""

    name: str
    command: Callable[[int], list[str]]
    request: Callable[[Case, Variables, int], bytes]
    cases: frozenset[str] = ALL
    databases: frozenset[str] = frozenset({"sqlite", "postgresql"})
    prepare: Callable[[], None] | None = None
    environment: Callable[[str], Mapping[str, str]] = _own
    at: str = ""
    """The side whose server it asks, where it has none of its own."""

    @property
    def server(self) -> str:
        """Name the server that is asked."""
        return self.at or self.name


def _post(path: str, query: str, variables: Variables, port: int) -> bytes:
    return http_request(path, orjson.dumps({"query": query, "variables": variables}), port)


def _same_document(case: Case, values: Variables, port: int) -> bytes:
    return _post("/graphql", case.query, values, port)


def _to_limit(case: Case, values: Variables, port: int) -> bytes:
    # The same body, though only the variables are read: it costs both sides the same to receive.
    return _post(f"/{case.name}", case.query, values, port)


def _to_rest(case: Case, values: Variables, port: int) -> bytes:
    match case.question:
        case "Q1":
            path = f"/v1/statements/{values['key']}?fields={REST_POINT}"
        case "Q2":
            asked = {
                "placeKey": values["place"],
                "party": values["party"],
                "saidFrom": values["from"],
                "saidTo": values["to"],
                "limit": 20,
                "fields": REST_LISTED,
            }
            path = f"/v1/statements?{urlencode(asked)}"
        case _:
            asked = {"type": values["type"].lower(), "limit": 50, "fields": REST_PAIRS}
            path = f"/v1/contradictions?{urlencode(asked)}"
    return http_request(path, None, port)


@cache
def _documents(name: str) -> dict[str, str]:
    """Return a peer's document for each question, with the fragment where one is used."""
    text = (PEERS / "documents" / f"{name}.graphql").read_text(encoding="utf-8")
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
    document = _documents("postgraphile").get(case.question, case.query)
    return _post("/graphql", document, _as_stored(values), port)


def _to_plain_postgraphile(case: Case, values: Variables, port: int) -> bytes:
    return _post("/graphql", _documents("plain")[case.question], _as_stored(values), port)


def _as_stored(values: Variables) -> dict[str, Any]:
    """Write enums as the column has them, and days as moments."""
    stored = dict(values)
    if "type" in stored:
        stored["type"] = stored["type"].lower()
    if "from" in stored:
        stored["from"] += "T00:00:00Z"
        stored["to"] += "T23:59:59Z"
    return stored


def serve(port: int) -> list[str]:
    """Return the command of the product."""
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


def _plain_limit(url: str) -> dict[str, str]:
    return {"COUNTERCLAIM_DATABASE_URL": url, "BENCH_STATEMENTS": PLAIN}


def _without_answers(url: str) -> dict[str, str]:
    """Have each question answered anew: the values come round again, which few clients' do."""
    return _own(url) | {"COUNTERCLAIM_KEEP_ANSWERS": "0"}


_ON_POSTGRESQL = frozenset({"postgresql"})
_LIMIT = _uvicorn("bench.speed.limit:app")
_POSTGRAPHILE = _node("postgraphile.mjs")

SIDES = (
    Side("product", serve, _same_document, environment=_without_answers),
    Side("keeping", serve, _same_document, AGAIN),
    Side("rest", serve, _to_rest, frozenset({"Q1", "Q2", "Q3"}), at="product"),
    Side("limit", _LIMIT, _to_limit, BY_HAND),
    Side(
        "postgraphile",
        _POSTGRAPHILE,
        _to_postgraphile,
        BY_HAND | AGAIN | {"Q6"},
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
    Side("limit", _LIMIT, _to_limit, INDEXED, frozenset({PLAIN}), environment=_plain_limit),
    Side(
        "postgraphile",
        _POSTGRAPHILE,
        _to_plain_postgraphile,
        INDEXED,
        frozenset({PLAIN}),
        install,
        _for_node,
    ),
)
