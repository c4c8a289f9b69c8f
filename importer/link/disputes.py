"""Disputes: groups of contradicting statements about one matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from importer.model import ContradictionType, Link, Relation


@dataclass(frozen=True, slots=True)
class Dispute:
    """Statements about one matter that contradict each other, directly or by way of others."""

    key: str
    """Stable: it comes from the matter and the first pair, and grows with neither."""
    matter: str
    statements: tuple[str, ...]
    """References `article#id`, sorted."""
    pairs: tuple[tuple[str, str], ...]
    types: tuple[ContradictionType, ...]
    """The types of its contradictions, in the order of the annotation guide."""
    articles: tuple[str, ...]
    confidence: float
    """That of its surest pair."""


def disputes(links: Iterable[Link]) -> tuple[Dispute, ...]:
    """Group contradictions that share a statement and a matter; other links are passed over."""
    matters: dict[str, list[Link]] = {}
    for found in links:
        if found.relation is Relation.CONTRADICTS:
            matters.setdefault(found.matter or "", []).append(found)
    groups = [
        _dispute(matter, group)
        for matter, members in matters.items()
        for group in _connected(members)
    ]
    return tuple(sorted(groups, key=lambda dispute: (dispute.statements, dispute.key)))


def _connected(links: list[Link]) -> list[list[Link]]:
    """Split links into groups connected by shared statements (union-find)."""
    root: dict[str, str] = {}

    def find(reference: str) -> str:
        root.setdefault(reference, reference)
        while root[reference] != reference:
            root[reference] = root[root[reference]]
            reference = root[reference]
        return reference

    for found in links:
        one, other = sorted((find(found.a), find(found.b)))
        root[other] = one
    groups: dict[str, list[Link]] = {}
    for found in links:
        groups.setdefault(find(found.a), []).append(found)
    return list(groups.values())


def _dispute(matter: str, links: list[Link]) -> Dispute:
    pairs = sorted({(found.a, found.b) for found in links})
    statements = sorted({reference for pair in pairs for reference in pair})
    order = list(ContradictionType)
    types = sorted({found.type for found in links if found.type}, key=order.index)
    name = "\n".join((matter, *pairs[0]))
    return Dispute(
        key=hashlib.sha256(name.encode()).hexdigest()[:32],
        matter=matter,
        statements=tuple(statements),
        pairs=tuple(pairs),
        types=tuple(types),
        articles=tuple(sorted({reference.rpartition("#")[0] for reference in statements})),
        confidence=max(found.confidence for found in links),
    )
