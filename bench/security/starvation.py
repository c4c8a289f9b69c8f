"""A light question beside a hundred clients that ask the heaviest ones that are allowed."""

from __future__ import annotations

import orjson

from bench.speed.archive import Size
from bench.speed.cases import ASKED, value_sets
from bench.speed.databases import Databases, open_databases, postgresql
from bench.speed.load import http_request, run
from bench.speed.sides import SIDES
from bench.speed.strain import HEAVY_CLIENTS, beside_heavy
from bench.speed.turns import servers

ALLOWED = 1.0
"""Seconds within which 95 of 100 light questions are answered."""
PART = 0.95
REFUSALS = frozenset({200, 429, 503})


def starve(articles: int, seconds: float, only: str | None) -> bool:
    """Print how light and heavy questions fare on each database; say whether that is enough.

    A light question that fails ends the run with its answer.
    """
    product = [side for side in SIDES if side.name == "product"]
    well = True
    with postgresql(only) as server:
        databases = open_databases(articles, only, server)
        for database, url in databases.urls.items():
            own = Databases(articles, {database: url}, databases.server)
            with servers(own, product) as turns:
                (running,) = turns.values()
                well &= _one(database, running.port, Size(articles), seconds)
    return well


def _one(database: str, port: int, size: Size, seconds: float) -> bool:
    point = ASKED[0]
    light = [
        http_request("/graphql", orjson.dumps({"query": point.query, "variables": values}), port)
        for values in value_sets(point, size)
    ]
    taken, answers = run(beside_heavy(port, light, seconds))
    taken.sort()
    late = taken[int(len(taken) * PART)]
    heavy = ", ".join(f"{number} x {status}" for status, number in sorted(answers.items()))
    print(
        f"{database}: {len(taken):,} light questions beside {HEAVY_CLIENTS} heavy clients in "
        f"{seconds:.0f} s: median {taken[len(taken) // 2] * 1000:.0f} ms, "
        f"p95 {late * 1000:.0f} ms, slowest {taken[-1] * 1000:.0f} ms, 0 failed\n"
        f"  heavy ones: {heavy}",
        flush=True,
    )
    refused = {int(status.partition(" ")[0]) for status in answers} - REFUSALS
    return late <= ALLOWED and not refused
