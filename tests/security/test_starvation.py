"""Row 3 of docs/security.md: heavy queries wait for each other, light ones for nobody."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from fastapi import FastAPI

from db.query.engine import HEAVY_AT_ONCE, HEAVY_WAITING
from tests.graphql_api.conftest import Client

HEAVY = (
    "{ statements(first: 100) { edges { node { key speaker { statements(first: 50) "
    "{ edges { node { key } } } } } } } }"
)
LIGHT = '{ statement(key: "x") { key } }'


async def test_row_3_heavy_queries_do_not_starve_light_ones(client: Client, app: FastAPI) -> None:
    engine = app.state.engine
    run, room = engine.run, asyncio.Event()
    started = asyncio.Semaphore(0)
    running = most = 0

    async def counted(plan: Any, variables: Any, **weight: Any) -> Any:
        nonlocal running, most
        if "limit" not in plan.sql.lower():
            return await run(plan, variables, **weight)
        running += 1
        most = max(most, running)
        started.release()
        await room.wait()
        running -= 1
        return b'{"statements":null}'

    engine.run = counted
    try:
        heavy = [asyncio.create_task(client.post(HEAVY)) for _ in range(100)]
        for _ in range(HEAVY_AT_ONCE):
            await started.acquire()
        for _ in range(20):
            assert (await client.post(LIGHT)).json() == {"data": {"statement": None}}
        room.set()
        answers = await asyncio.gather(*heavy)
    finally:
        del engine.run
    assert most == HEAVY_AT_ONCE
    statuses = Counter(answer.status_code for answer in answers)
    assert set(statuses) == {200, 503}
    assert statuses[200] == HEAVY_WAITING
    for answer in answers:
        if answer.status_code == 503:
            assert answer.headers["retry-after"]
            assert answer.json()["errors"][0]["extensions"]["code"] == "busy"
