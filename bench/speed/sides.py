"""Who is measured: how each server is started, and how a question is put to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from bench.speed.cases import CASES, Case, Variables
from bench.speed.load import http_request

ALL = frozenset(case.name for case in CASES)
BY_HAND = frozenset({"Q1", "Q2", "Q3", "Q5"})
"""The questions that SQL was written for by hand."""


@dataclass(frozen=True)
class Side:
    """A server: its name, how it is started on a database and a port, and how it is asked."""

    name: str
    command: Callable[[str, int], list[str]]
    request: Callable[[Case, Variables, int], bytes]
    cases: frozenset[str] = ALL
    databases: frozenset[str] = frozenset({"sqlite", "postgresql"})


def _serve_product(database: str, port: int) -> list[str]:
    serve = [sys.executable, "-m", "counterclaim", "serve"]
    return [*serve, "--port", str(port), "--database", database]


def _ask_product(case: Case, values: Variables, port: int) -> bytes:
    return _post("/graphql", {"query": case.query, "variables": values}, port)


def _serve_limit(_: str, port: int) -> list[str]:
    uvicorn = [sys.executable, "-m", "uvicorn", "bench.speed.limit:app", "--port", str(port)]
    return [*uvicorn, "--log-level", "warning", "--no-access-log", "--lifespan", "off"]


def _ask_limit(case: Case, values: Variables, port: int) -> bytes:
    # The same body, though only the variables are read: it costs both sides the same to receive.
    return _post(f"/{case.name}", {"query": case.query, "variables": values}, port)


def _post(path: str, body: dict[str, Any], port: int) -> bytes:
    return http_request(path, orjson.dumps(body), port)


PRODUCT = Side("product", _serve_product, _ask_product)
LIMIT = Side("limit", _serve_limit, _ask_limit, BY_HAND)
SIDES = (PRODUCT, LIMIT)
