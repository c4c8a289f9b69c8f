"""Corroboration: two sources that put forward the same claim."""

from __future__ import annotations

from collections.abc import Sequence

from importer.link.compare import (
    Nearness,
    compare_places,
    compare_times,
    is_same_speaker,
    share_party,
    shared_place,
)
from importer.link.explain import explain_agreement, name_matter
from importer.link.figures import figures, overlap
from importer.link.position import Position
from importer.link.support import (
    roles_fit,
    share_a_party,
    shared_matter,
    shared_words,
    support,
)
from importer.model import ClaimType, Link, Relation

ENOUGH = 0.6
"""How much two clauses must have in common to be the same claim."""


def find_agreement(a: Sequence[Position], b: Sequence[Position]) -> Link | None:
    """Compare the main claims of two statements; None where they do not plainly agree."""
    x, y = a[0], b[0]
    if is_same_speaker(x, y) or not _same_claim(x, y):
        return None
    place, time = compare_places(x, y), compare_times(x, y)
    if place in (Nearness.DIFFERENT, Nearness.UNKNOWN) or time is not Nearness.SAME:
        return None
    weight = support(x, y)
    if not shared_words(x, y) or not share_a_party(x, y):
        return None
    if weight < ENOUGH or not _figures_agree(x, y):
        return None
    matter = shared_matter(x.type, y.type) or "what happened"
    where = shared_place(x, y)
    return Link(
        a=x.item.reference,
        b=y.item.reference,
        relation=Relation.CORROBORATES,
        type=None,
        rule="same claim",
        confidence=round(0.5 + 0.4 * weight, 3),
        reason=explain_agreement(matter, x, y, independent=not share_party(x, y)),
        evidence_a=x.span,
        evidence_b=y.span,
        value_a=None,
        value_b=None,
        matter=name_matter(matter, where),
    )


def _same_claim(a: Position, b: Position) -> bool:
    if a.type is not b.type or a.type is ClaimType.OTHER or a.sign != b.sign:
        return False
    return a.is_fact and b.is_fact and roles_fit(a, b)


def _figures_agree(a: Position, b: Position) -> bool:
    ones, others = figures(a), figures(b)
    pairs = [(x, y) for x in ones for y in others if x.unit == y.unit and x.kind == y.kind]
    return all(overlap(x, y) for x, y in pairs)
