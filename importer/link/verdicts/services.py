"""A service that works by the one account and does not by the other: power, taps, a runway."""

from __future__ import annotations

from importer.link.compare import is_of_the_day
from importer.link.position import Position
from importer.link.services import ends_of_one, ends_without_service, is_of_part, served, services
from importer.link.support import are_neighbours, shared_matter
from importer.link.turns import opens_with_it
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.polarity import recovered
from importer.model import ContradictionType

SURE, LIKELY = 0.8, 0.75
WORKS = {1: "it works", -1: "it does not work"}


def find_service(a: Position, b: Position) -> Finding | None:
    """Compare two clauses on each service that both tell of."""
    if not (served(a) or served(b)) or is_of_part(a) is not is_of_part(b):
        return None
    pairs = ends_of_one(a, b)
    for kind, end_a, end_b in pairs or _in_turn(a, b):
        if end_a == end_b:
            continue
        return Finding(
            ContradictionType.ANTONYM,
            "works or not",
            SURE if pairs else LIKELY,
            shared_matter(a.type, b.type) or "supply",
            WORKS[end_a],
            WORKS[end_b],
            miss=recovered(a, b),
            topic=kind,
            needs_place=not are_neighbours(a, b),
            any_time=are_neighbours(a, b) and is_of_the_day(a, b),
        )
    return None


def _in_turn(a: Position, b: Position) -> list[tuple[str, int, int]]:
    """Return the service of one clause and both ends, where the other says "it is running"."""
    if not are_neighbours(a, b):
        return []
    first, second = sorted((a, b), key=lambda position: position.setting.order)
    end = ends_without_service(second) if opens_with_it(second.text) else 0
    if services(second) or end == 0:
        return []
    return [
        (kind, own, end) if first is a else (kind, end, own) for kind, own in served(first).items()
    ]
