"""How often and how many at once: token buckets and counts, in the memory of one process."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from db.query.engine import LruCache

MINUTE = 60.0
MAX_CLIENTS = 50_000
"""Clients that are remembered; a client forgotten begins with a full bucket."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left for a client."""

    allowed: bool
    quota: int
    """Requests a minute, and at once."""
    remaining: int
    reset: int
    """Seconds until there is one more where none is left, or else until all are back."""


class RateLimit:
    """A token bucket a client: a minute's worth at once, filled at an even pace."""

    def __init__(self, quota: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.quota = quota
        self._clock = clock
        self._buckets: LruCache[str, _Bucket] = LruCache(MAX_CLIENTS)

    def take(self, client: str) -> Allowance:
        """Take one request from a client's bucket, if there is one."""
        now = self._clock()
        bucket = self._buckets.get(client)
        if bucket is None:
            bucket = _Bucket(float(self.quota), now)
            self._buckets.put(client, bucket)
        pace = self.quota / MINUTE
        bucket.tokens = min(float(self.quota), bucket.tokens + (now - bucket.filled) * pace)
        bucket.filled = now
        allowed = bucket.tokens >= 1.0
        if allowed:
            bucket.tokens -= 1.0
        missing = self.quota - bucket.tokens if allowed else 1.0 - bucket.tokens
        return Allowance(allowed, self.quota, int(bucket.tokens), max(1, math.ceil(missing / pace)))


class Count:
    """How many requests each client has running."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._running: dict[str, int] = {}

    def enter(self, client: str) -> bool:
        """Count one more; False where the client has as many as it may."""
        running = self._running.get(client, 0)
        if running >= self._most:
            return False
        self._running[client] = running + 1
        return True

    def leave(self, client: str) -> None:
        """Count one less."""
        running = self._running.pop(client) - 1
        if running:
            self._running[client] = running
