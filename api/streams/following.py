"""From a subscription to its events: prepared like a query, then read batch by batch.

A subscription keeps no queue. It knows how far in the feed it has come, reads the next batch when
the client has taken the last one, and so costs the same memory however far a client lags behind.
Equal subscriptions at the same place share one statement.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

import orjson

from api.graphql.limits import MAX_COST, cost_of
from api.graphql.operations import Documents, Operation, Planned
from api.graphql.schema import core_schema
from api.graphql.transport import Asked
from db.feed import Feed
from db.query.arrivals import AFTER, MAX_EVENTS, UP_TO, Batch, plan_arrivals, read_arrivals
from db.query.changes import feed_cursor, feed_position
from db.query.compiler import Plan
from db.query.engine import LruCache, QueryEngine
from db.query.errors import BusyError, SlowQueryError, UnavailableError
from db.query.selection import Field, Slot

AT_ONCE = 2
"""Statements that run for subscriptions at a time; the rest of the connections is for queries."""
MAX_SHARED = 512
MAX_ATTEMPTS = 5
PAUSE = 0.5
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Event:
    """One answer of a subscription, and where to go on behind it."""

    cursor: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Subscribed:
    """A subscription that is right in all its parts."""

    key: str
    """The response key of its one field."""
    plan: Plan
    most: int
    variables: dict[str, Any]
    after: int | None
    """Where in the feed to begin; None where that is still to be looked up: at its end."""
    identity: tuple[str, str | None, bytes]
    """The same for subscriptions that read the same: document, operation, variables."""


class Follower:
    """Prepares subscriptions and reads their events, for all connections of a process."""

    def __init__(
        self, engine: QueryEngine, feed: Feed, *, documents: Documents | None = None
    ) -> None:
        self._engine = engine
        self._feed = feed
        self._documents = documents or Documents(core_schema(), streams=True)
        self._room = asyncio.Semaphore(AT_ONCE)
        self.places: dict[object, int] = {}
        """How far in the feed each open subscription has come."""
        self._shared: LruCache[Any, asyncio.Task[Batch]] = LruCache(MAX_SHARED)

    async def begin(self, asked: Asked, *, after: str | None = None) -> Subscribed | None:
        """Check a subscription and say where it begins; None for an operation that is none.

        `after` goes before the argument of that name: it comes of a connection that was lost.
        Raise RequestError or QueryError for what is wrong with it.
        """
        prepared = self._prepare(asked, after)
        if prepared is not None and prepared.after is None:
            return replace(prepared, after=await self._feed.end())
        return prepared

    def _prepare(self, asked: Asked, after: str | None) -> Subscribed | None:
        operation = self._documents.operation(asked.text, asked.name)
        if not operation.subscribes:
            return None
        variables = operation.coerce(asked.variables)
        chosen = operation.followed(variables)
        planned = self._planned(operation, chosen, variables)
        if planned.plan is None:
            raise TypeError("a subscription is always planned")
        planned.plan.parameters({**variables, AFTER: 0, UP_TO: 0})
        slot = chosen.arguments.get("after")
        given = slot.read(variables) if isinstance(slot, Slot) else None
        cursor = after if after is not None else given
        place = None if cursor is None else feed_position(cursor, (chosen.key, "after"))
        read = {bind.slot.path[0] for bind in planned.plan.binds if bind.slot.path}
        # Where a reader began is no part of what it reads: such readers can share.
        used = {name: value for name, value in variables.items() if name in read}
        written = orjson.dumps(used, option=orjson.OPT_SORT_KEYS, default=str)
        identity = (asked.text, asked.name, written)
        most = _most(planned.cost)
        return Subscribed(chosen.key, planned.plan, most, variables, place, identity)

    def _planned(self, operation: Operation, chosen: Field, variables: dict[str, Any]) -> Planned:
        shape = operation.shape(variables)
        planned = operation.plans.get(shape)
        if planned is None:
            cost = cost_of([chosen])
            plan = plan_arrivals(self._engine.dialect, chosen, most=_most(cost))
            planned = Planned(plan, cost)
            operation.plans.put(shape, planned)
        return planned

    async def events(self, subscribed: Subscribed) -> AsyncGenerator[Event]:
        """Give the events as they come, without end.

        A database that is away is waited for; SlowQueryError and BusyError are raised in the end.
        """
        mark = object()
        try:
            async with aclosing(self._events(subscribed, mark)) as events:
                async for event in events:
                    yield event
        finally:
            self.places.pop(mark, None)

    async def _events(self, subscribed: Subscribed, mark: object) -> AsyncGenerator[Event]:
        place = subscribed.after or 0
        attempts = 0
        while True:
            self.places[mark] = place
            end = await self._feed.beyond(place)
            try:
                batch = await self._batch(subscribed, place, end)
            except UnavailableError:
                attempts = min(attempts + 1, MAX_ATTEMPTS)
            except (SlowQueryError, BusyError):
                attempts += 1
                if attempts > MAX_ATTEMPTS:
                    raise
            else:
                attempts = 0
                for number, value in batch.events:
                    body = b'{"data":{"%b":%b}}' % (subscribed.key.encode(), value)
                    yield Event(feed_cursor(number), body)
                place = batch.reached
                continue
            await asyncio.sleep(min(PAUSE * 2**attempts, LONGEST_PAUSE))

    async def _batch(self, subscribed: Subscribed, place: int, end: int) -> Batch:
        """Read a batch, or wait for another subscription that reads the very same."""
        key = (subscribed.identity, place, end)
        task = self._shared.get(key)
        if task is None:
            task = asyncio.create_task(self._read(subscribed, place, end))
            self._shared.put(key, task)
        try:
            # A client that goes away must not end the reading of the others.
            return await asyncio.shield(task)
        except Exception:
            self._shared.drop(key)
            raise

    async def _read(self, subscribed: Subscribed, place: int, end: int) -> Batch:
        async with self._room:
            return await read_arrivals(
                self._engine, subscribed.plan, subscribed.variables, place, end, subscribed.most
            )


def _most(cost: int) -> int:
    """Return how many events may be read at once: together they cost no more than a query."""
    return max(1, min(MAX_EVENTS, MAX_COST // max(1, cost)))
