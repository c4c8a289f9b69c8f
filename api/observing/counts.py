"""What a server counts of its work: plain numbers, all of the one thread that serves.

A library's counters take locks and look labels up for each request; these are written out in its
form when somebody asks for them. What labels them comes of closed sets, never of a client's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds up to which answers are counted together."""


@dataclass(slots=True)
class Timing:
    """How long answers took: how many by bound, the last being those above all, and the sum."""

    buckets: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    seconds: float = 0.0


@dataclass(slots=True)
class Counts:
    """The counts of one process since it began."""

    requests: dict[tuple[str, str, int], Timing] = field(default_factory=dict)
    """By method, template of the route, and status; 0 is for clients that left first."""
    running: int = 0
    graphql: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Operations by kind, and by the code of their first error or nothing."""

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        key = (method, route, status)
        timing = self.requests.get(key)
        if timing is None:
            timing = self.requests[key] = Timing()
        timing.buckets[bisect_left(BOUNDS, seconds)] += 1
        timing.seconds += seconds
