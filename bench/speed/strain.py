"""A server under strain: light questions beside the heaviest allowed ones, and its memory."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import orjson

from bench.speed.archive import Size
from bench.speed.cases import ASKED, value_sets
from bench.speed.databases import Databases
from bench.speed.heavy import heaviest
from bench.speed.load import Client, check, http_request, measure, run, summary
from bench.speed.mixture import Mixture
from bench.speed.servers import Running
from bench.speed.sides import SIDES
from bench.speed.turns import servers

HEAVY_CLIENTS = 100
LIGHT_CLIENTS = 4
SETTLED = 0.1
"""The part of all requests after which the memory should no longer grow."""
POINTS = 10
MIXED_CONNECTIONS = 8
STAND_BACK = 1.0
"""Seconds that a client waits that was told that the server is busy: a fifth of what it is told."""


@dataclass(frozen=True)
class Memory:
    """What the server holds after so many requests."""

    requests: int
    bytes: int


@dataclass(frozen=True)
class Strain:
    """What strain does to one server."""

    database: str
    idle_p99_ms: float = 0.0
    strained_p99_ms: float = 0.0
    strained_median_ms: float = 0.0
    heavy_answers: dict[str, int] = field(default_factory=dict)
    """How the heavy queries were answered, by status."""
    memory: list[Memory] = field(default_factory=list)

    @property
    def heavy_note(self) -> str:
        """Tell what became of the heavy queries."""
        told = ", ".join(f"{count} × {status}" for status, count in self.heavy_answers.items())
        return f"heavy answers: {told or 'none'}"


def strain(databases: Databases, *, seconds: float, requests: int) -> list[Strain]:
    """Strain the product on every database; no memory is measured where `requests` is 0."""
    product = [side for side in SIDES if side.name == "product"]
    as_it_comes = [side for side in SIDES if side.name == "keeping"]
    found = []
    for database, url in databases.urls.items():
        own = Databases(databases.articles, {database: url}, databases.server)
        with servers(own, product) as turns:
            for server in turns.values():
                print(f"Q1 beside {HEAVY_CLIENTS} heavy queries, {database} …", flush=True)
                found.append(_strain_one(database, server, Size(databases.articles), seconds))
        if requests:
            with servers(own, as_it_comes) as turns:
                for server in turns.values():
                    print(f"{requests:,} mixed requests, {database} …", flush=True)
                    memory = run(_watch_memory(server, Size(databases.articles), requests))
                    found.append(Strain(database, memory=memory))
    return found


def _strain_one(database: str, server: Running, size: Size, seconds: float) -> Strain:
    point = ASKED[0]
    light = [
        http_request(
            "/graphql", orjson.dumps({"query": point.query, "variables": values}), server.port
        )
        for values in value_sets(point, size)
    ]
    run(measure(server.port, light, 1.0, LIGHT_CLIENTS))
    idle = run(measure(server.port, light, seconds, LIGHT_CLIENTS))
    taken, answers = run(beside_heavy(server.port, light, seconds))
    strained = summary(taken, seconds)
    return Strain(database, idle.p99, strained.p99, strained.median, dict(answers))


async def beside_heavy(
    port: int, light: Sequence[bytes], seconds: float
) -> tuple[list[float], Counter[str]]:
    """Keep 100 clients asking heavy queries, and time light ones once they all have begun.

    Return the seconds of the light ones, and how often the heavy ones were answered how.
    """
    answers: Counter[str] = Counter()
    heavy = [http_request("/graphql", body, port) for body in heaviest()]
    stop = asyncio.Event()
    tasks = [
        asyncio.create_task(_ask_heavy(port, heavy, number, answers, stop))
        for number in range(HEAVY_CLIENTS)
    ]
    await asyncio.sleep(min(1.0, seconds))
    taken: list[float] = []
    end = time.perf_counter() + seconds
    await asyncio.gather(
        *(_ask_light(port, light, number * 37, end, taken) for number in range(LIGHT_CLIENTS))
    )
    stop.set()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return taken, answers


async def _ask_heavy(
    port: int, heavy: Sequence[bytes], number: int, answers: Counter[str], stop: asyncio.Event
) -> None:
    client = Client(port)
    try:
        while not stop.is_set():
            answer = await client.ask(heavy[number % len(heavy)])
            answers[_outcome(answer.status, answer.body)] += 1
            number += 1
            if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
                await asyncio.sleep(STAND_BACK)
    finally:
        client.close()


def _outcome(status: int, body: bytes) -> str:
    """Name an answer by its status, and by the code of its error where it has one."""
    if b'"errors"' in body[:20]:
        code = orjson.loads(body)["errors"][0]["extensions"]["code"]
        return f"{status} {code}"
    return str(status)


async def _ask_light(
    port: int, light: Sequence[bytes], number: int, end: float, taken: list[float]
) -> None:
    client = Client(port)
    try:
        while (start := time.perf_counter()) < end:
            answer = await client.ask(light[number % len(light)])
            taken.append(time.perf_counter() - start)
            check(answer.body)
            number += 1
    finally:
        client.close()


async def _watch_memory(server: Running, size: Size, requests: int) -> list[Memory]:
    """Ask a mixture of everything, and note the memory at every tenth of it."""
    mixture = Mixture(size, random.Random(13))  # noqa: S311 - no secret hangs on it
    noted = []
    clients = [Client(server.port) for _ in range(MIXED_CONNECTIONS)]
    try:
        for point in range(1, POINTS + 1):
            left = requests // POINTS
            share = [left // len(clients)] * len(clients)
            await asyncio.gather(
                *(
                    _ask_mixed(client, mixture, server.port, count)
                    for client, count in zip(clients, share, strict=True)
                )
            )
            noted.append(Memory(point * left, server.memory()))
    finally:
        for client in clients:
            client.close()
    return noted


async def _ask_mixed(client: Client, mixture: Mixture, port: int, count: int) -> None:
    for _ in range(count):
        answer = await client.ask(mixture.next(port))
        mixture.note(answer.status)
