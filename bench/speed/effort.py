"""How much is asked for each figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How long and how often; figures of a quick run mean nothing but that the bench works."""

    rounds: int = 5
    """Turns that each server has at each question."""
    closer_rounds: int = 8
    """Further turns of the product and the limit, which lie a few hundredths apart."""
    seconds: float = 1.2
    """Length of a turn."""
    warm_up: float = 1.0
    """Seconds of each question before the first turn."""
    lead_in: float = 0.2
    """Seconds at the start of each turn that do not count."""
    page_turns: int = 150
    """How often the first page and the deep one are asked for."""
    values: int = 300
    """Values that both archives are asked with."""
    load_seconds: float = 10.0
    """Length of light load, and of light beside heavy load."""
    mixed_requests: int = 100_000
    """Requests between which the memory is looked at; 0 for no look."""


QUICK = Effort(1, 0, 0.2, 0.1, 0.05, 4, 10, 0.5, 400)
