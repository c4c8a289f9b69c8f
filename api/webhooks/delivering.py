"""From the feed to the addresses: what fits a saved filter is filed, then sent until it arrives."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import orjson

from api.rest.fields import fields_of
from api.rest.models import Contradiction, Model, Statement
from api.webhooks.sending import post
from api.writing import Writing
from db.enums import WebhookEntity
from db.feed import Feed
from db.query.arrivals import MAX_EVENTS, Batch, read_arrivals
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.webhooks import (
    Active,
    Due,
    active_webhooks,
    any_webhook,
    borrow_due,
    disable_webhook,
    event_of,
    file_deliveries,
    plan_webhook,
    record_attempt,
)

AT_ONCE = 8
FAREWELL = 5.0
"""Seconds that a stop waits for what is being sent; what is not done then is sent again later."""
LOOK_EVERY = 2.0
"""Seconds between two looks for what is due."""

_UNUSABLE = frozenset({"bad-filter", "too-complex"})

_MODELS: dict[WebhookEntity, type[Model]] = {
    WebhookEntity.STATEMENT: Statement,
    WebhookEntity.CONTRADICTION: Contradiction,
}

_logger = logging.getLogger(__name__)


class Deliverer:
    """Serves the webhooks of an archive. Several may do so at once, in several processes."""

    def __init__(
        self,
        engine: QueryEngine,
        writing: Writing,
        feed: Feed,
        *,
        most_attempts: int,
        allow_private: bool,
    ) -> None:
        self._engine = engine
        self._writing = writing
        self._feed = feed
        self._most_attempts = most_attempts
        self._allow_private = allow_private
        self._stopping = asyncio.Event()
        self.attempts: Counter[str] = Counter()
        """Attempts so far, by how they went."""

    @asynccontextmanager
    async def working(self, *, on: bool) -> AsyncIterator[None]:
        """Deliver in the background of a block, if that is wanted."""
        task = asyncio.create_task(self.run()) if on else None
        try:
            yield
        finally:
            if task is not None:
                self._stopping.set()
                await asyncio.wait({task}, timeout=FAREWELL)
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)

    async def run(self) -> None:
        """Deliver until told to stop."""
        while not await self._stops_within(LOOK_EVERY):
            try:
                if await any_webhook(self._engine):
                    await self.deliver()
            except QueryError:
                continue  # the database is away, and will be back
            except Exception:
                _logger.exception("Webhooks could not be served; trying again")

    async def _stops_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()

    async def deliver(self) -> int:
        """File what is new and send all that is due now; return how many arrived."""
        for webhook in await self._writing.run(active_webhooks):
            try:
                await self._file(webhook)
            except QueryError as error:
                if error.code not in _UNUSABLE:
                    raise
                # It was right when it was saved; the program has changed since.
                reason = f"its filter cannot be used any more: {error}"
                await self._writing.run(disable_webhook, webhook.id, reason)
        arrived = 0
        while not self._stopping.is_set() and (due := await self._writing.run(borrow_due, AT_ONCE)):
            arrived += sum(await asyncio.gather(*(self._send(each) for each in due)))
        return arrived

    async def _file(self, webhook: Active) -> None:
        """Read the feed up to its end for one webhook."""
        end = await self._feed.end()
        fields = fields_of(_MODELS[webhook.entity])
        dialect = self._engine.dialect
        plan = plan_webhook(dialect, webhook.entity, webhook.where, fields, MAX_EVENTS)
        variables = {"where": webhook.where}
        place = webhook
        while place.position < end:
            batch = await read_arrivals(
                self._engine, plan, variables, place.position, end, MAX_EVENTS
            )
            bodies = _bodies(webhook, batch)
            if not await self._writing.run(file_deliveries, place, batch.reached, bodies):
                return  # another process is at it
            place = Active(webhook.id, webhook.entity, webhook.where, batch.reached)

    async def _send(self, due: Due) -> bool:
        outcome = await post(due, allow_private=self._allow_private)
        self.attempts["delivered" if outcome.delivered else "failed"] += 1
        await self._writing.run(record_attempt, due, outcome, most=self._most_attempts)
        return outcome.delivered


def _bodies(webhook: Active, batch: Batch) -> list[tuple[int, str]]:
    """Write what is sent: as Standard Webhooks has it, `type`, `timestamp` and `data`."""
    written = []
    for number, event in batch.events:
        data = orjson.loads(event)
        body = {"type": event_of(webhook.entity), "timestamp": data["recordedAt"], "data": data}
        written.append((number, orjson.dumps(body).decode()))
    return written
