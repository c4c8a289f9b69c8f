"""When to ask again, and how long to wait before."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

PAUSES = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
"""Answers that ask for patience: nothing was done, and the same may be asked again."""


@dataclass(frozen=True)
class Retry:
    """How patient a client is. Times are in seconds.

    The wait doubles from `first` up to `longest`, with chance in it so that many clients do not
    come back at once. What `Retry-After` asks for is waited in full; a server that asks for more
    than `patience` is not asked again.
    """

    attempts: int = 5
    first: float = 0.5
    longest: float = 20.0
    patience: float = 60.0
    chance: Callable[[], float] = field(default=random.random, repr=False)
    """Gives numbers from 0 to 1."""

    def wait(self, attempt: int, response: httpx.Response | None) -> float | None:
        """Return how long to wait after an attempt, from 1 on; None to give up.

        Without a response the connection failed.
        """
        if attempt >= self.attempts:
            return None
        if response is not None and response.status_code not in PAUSES:
            return None
        own = min(self.first * 2.0 ** (attempt - 1), self.longest) * (0.5 + self.chance() / 2)
        asked = None if response is None else retry_after(response)
        if asked is None:
            return own
        return max(asked, own) if asked <= self.patience else None


def retry_after(response: httpx.Response) -> float | None:
    """Read `Retry-After`, which is a number of seconds or a moment; None where it is neither."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
