"""What the connections of one process share: who follows, how many they are, and when it ends."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import Scope

from api.graphql.endpoint import GraphQLEndpoint
from api.security.guard import admit
from api.streams.following import Follower
from api.streams.limits import StreamLimits
from db.enums import KeyScope
from db.feed import Feed
from db.feed_watch import Watch
from db.query.engine import QueryEngine
from db.query.errors import BusyError


class Streams:
    """The streams of one server process."""

    def __init__(
        self,
        endpoint: GraphQLEndpoint,
        limits: StreamLimits,
        *,
        reads_keyed: bool = False,
    ) -> None:
        self.endpoint = endpoint
        self.limits = limits
        self._reads_keyed = reads_keyed
        self._turns = asyncio.Lock()
        self._open = 0
        self._empty = asyncio.Event()
        self._empty.set()
        self._feed: Feed | None = None
        self._follower: Follower | None = None
        self.stopping = asyncio.Event()
        """Set when the server is about to stop: streams have no end of their own."""

    def start(self, engine: QueryEngine, watch: Watch) -> None:
        """Follow the feed of an archive; the watching begins with the first subscription."""
        self.stopping = asyncio.Event()
        self._feed = Feed(engine, watch)
        documents = self.endpoint.documents(streams=True)
        self._follower = Follower(engine, self._feed, documents=documents)

    async def stop(self, patience: float) -> bool:
        """Say good-bye on all connections; tell whether all have gone in so many seconds."""
        self.stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._empty.wait()
        return not self._open

    async def close(self) -> None:
        """End all."""
        self.stopping.set()
        if self._feed is not None:
            await self._feed.close()

    @property
    def open(self) -> int:
        """How many connections there are."""
        return self._open

    @property
    def feed(self) -> Feed:
        """The feed, once the server has started."""
        if self._feed is None:
            raise RuntimeError("the server has not started")
        return self._feed

    @property
    def follower(self) -> Follower:
        """What reads the events, once the server has started."""
        if self._follower is None:
            raise RuntimeError("the server has not started")
        return self._follower

    @contextmanager
    def connection(self) -> Iterator[None]:
        """Count a connection; raise BusyError where there are too many."""
        if self._open >= self.limits.connections:
            raise BusyError
        self._open += 1
        self._empty.clear()
        try:
            yield
        finally:
            self._open -= 1
            if not self._open:
                self._empty.set()

    async def turn(self) -> None:
        """Wait for a turn: of all connections, one message is taken up in a round of the loop.

        To take one that has come already is no wait for asyncio: a client that sends without a
        pause would have the whole server to itself.
        """
        async with self._turns:
            await asyncio.sleep(0)

    async def more(self, place: int) -> bool:
        """Wait until the feed goes beyond a place; False where the server stops before."""
        tasks = [
            asyncio.ensure_future(each) for each in (self.feed.beyond(place), self.stopping.wait())
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        return not self.stopping.is_set()

    async def admit(self, scope: Scope) -> None:
        """Raise AccessError where reading needs a key that the connection does not have."""
        if self._reads_keyed:
            await admit(scope, KeyScope.READ)
