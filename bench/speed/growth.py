"""What ten times the data costs: the same questions to a small archive and to a large one."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import orjson

from bench.speed.archive import Size
from bench.speed.cases import ASKED, Case, Variables, value_sets
from bench.speed.databases import Databases
from bench.speed.load import Client, check, http_request, run
from bench.speed.servers import Running
from bench.speed.sides import SIDES
from bench.speed.turns import servers

FACTOR = 10
GROWING = ("Q1", "Q2", "Q3", "Q7", "Q8")
CAP = 1000
ENOUGH = 20
TURNS = 3


@dataclass(frozen=True)
class Growth:
    """Medians of one question on both archives."""

    database: str
    name: str
    small_ms: float
    large_ms: float
    values: int
    """How many different values it was asked with."""

    @property
    def slowdown(self) -> float:
        """Return how many times as long the large archive takes."""
        return self.large_ms / self.small_ms


@dataclass(frozen=True)
class Question:
    """A document, and values to ask both archives with."""

    name: str
    query: str
    values: Sequence[Variables]


def _count(where: str, arguments: str) -> str:
    declared = f"({arguments})" if arguments else ""
    inner = f"first: 1, where: {where}" if where else "first: 1"
    return f"query{declared} {{ statements({inner}) {{ totalCount(atMost: {CAP}) }} }}"


_NEAR = "{place: {near: {latitude: $latitude, longitude: $longitude, radiusKm: 50}}}"
_COUNTS = {
    "all": _count("", ""),
    "party": _count("{party: {eq: $party}}", "$party: String!"),
    "period": _count("{said: {gte: $from, lte: $to}}", "$from: Date!, $to: Date!"),
    "place": _count("{place: {key: {eq: $place}}}", "$place: String!"),
    "words": _count("{search: $words}", "$words: String!"),
    "circle": _count(_NEAR, "$latitude: Float!, $longitude: Float!"),
}
_USED: dict[str, tuple[str, ...]] = {
    "all": (),
    "party": ("party",),
    "period": ("from", "to"),
    "place": ("place",),
    "words": ("words",),
    "circle": ("latitude", "longitude"),
}
_LIKE = {"party": "Q2", "period": "Q2", "place": "Q2", "words": "Q7", "circle": "Q8"}


def questions(small: Size, sets: int) -> list[Question]:
    """Return what is asked; keys and places of the small archive are also in the large one."""
    by_name = {case.name: case for case in ASKED}
    asked = [
        Question(name, by_name[name].query, value_sets(by_name[name], small)[:sets])
        for name in GROWING
    ]
    for name, query in _COUNTS.items():
        case = by_name.get(_LIKE.get(name, ""))
        asked.append(Question(f"count of {name}", query, _values(case, _USED[name], small, sets)))
    pairs = f"{{ contradictions {{ totalCount(atMost: {CAP}) }} }}"
    return [*asked, Question("count of contradictions", pairs, [{}])]


def _values(case: Case | None, used: tuple[str, ...], size: Size, sets: int) -> list[Variables]:
    if case is None:
        return [{}]
    every = ({name: each[name] for name in used} for each in value_sets(case, size)[:sets])
    return list({orjson.dumps(each): each for each in every}.values())


def growth(
    small: Databases, large: Databases, values: int, only: Sequence[str] = ()
) -> list[Growth]:
    """Ask both archives in turns, on every database, with so many values."""
    product = [side for side in SIDES if side.name == "product"]
    found = []
    with ExitStack() as stack:
        little, much = (stack.enter_context(servers(each, product)) for each in (small, large))
        for database, side in little:
            print(
                f"{small.articles:,} articles against {large.articles:,}, {database} …", flush=True
            )
            pair = (little[database, side], much[database, side])
            for question in questions(Size(small.articles), values):
                if not only or question.name in only:
                    found += run(_compare(database, question, pair))
    return found


async def _compare(
    database: str, question: Question, pair: tuple[Running, Running]
) -> list[Growth]:
    """Compare where both archives answer with as many rows: else the answers differ in length."""
    clients = [Client(server.port) for server in pair]
    try:
        alike = []
        for values in question.values:
            body = orjson.dumps({"query": question.query, "variables": values})
            requests = [http_request("/graphql", body, server.port) for server in pair]
            sizes = []
            for client, request in zip(clients, requests, strict=True):
                answer = await client.ask(request)
                check(answer.body)
                sizes.append(_length(orjson.loads(answer.body)["data"]))
            if sizes[0] == sizes[1]:
                alike.append(requests)
        if not alike:
            print(f"  {question.name}: no values that both answer with as many rows")
            return []
        small, large = await _medians(clients, alike)
        return [Growth(database, question.name, small, large, len(alike))]
    finally:
        for client in clients:
            client.close()


async def _medians(
    clients: Sequence[Client], alike: Sequence[Sequence[bytes]]
) -> tuple[float, float]:
    """Ask both in turns, each question several times; return the medians in milliseconds."""
    taken: tuple[list[float], list[float]] = ([], [])
    repeats = TURNS * max(1, ENOUGH * TURNS // len(alike))
    for turn in range(repeats + 1):
        for requests in alike:
            for client, request, times in zip(clients, requests, taken, strict=True):
                start = time.perf_counter()
                await client.ask(request)
                if turn > 0:  # the first time its pages are fetched, and its plan is made
                    times.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken[0]), statistics.median(taken[1])


def _length(data: Any) -> int:
    """Return how many rows an answer has, or how many it counts."""
    if isinstance(data, dict):
        if "totalCount" in data:
            return int(data["totalCount"])
        return sum(map(_length, data.values()))
    if isinstance(data, list):
        return len(data) + sum(map(_length, data))
    return 0
