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
from importer.link.words import plain_words
from importer.model import ClaimType, Link, Relation, Stance

ENOUGH = 0.6
"""How much two clauses must have in common to be the same claim."""
TELLING = 5
"""From which count on two sources with the same figure tell of one event."""
OF_A_TARGET = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.LOSSES})
WIDE_WORDS = frozenset({"city", "town", "village", "area", "region", "target", "targets"})


def find_agreement(a: Sequence[Position], b: Sequence[Position]) -> Link | None:
    """Compare the main claims of two statements; None where they do not plainly agree."""
    x, y = a[0], b[0]
    if is_same_speaker(x, y) or not _same_claim(x, y) or _is_disowned(x) or _is_disowned(y):
        return None
    place, time = compare_places(x, y), compare_times(x, y)
    if place in (Nearness.DIFFERENT, Nearness.UNKNOWN) or time is not Nearness.SAME:
        return None
    weight = support(x, y)
    told_alike = _share_a_figure(x, y) and x.is_alike(y)
    if not _figures_agree(x, y) or not (shared_words(x, y) or told_alike):
        return None
    if told_alike:
        weight = max(weight, ENOUGH)
    elif not share_a_party(x, y) or weight < ENOUGH or _of_two_things(x, y):
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


def _is_disowned(position: Position) -> bool:
    """Say whether who passes a claim on denies or doubts it: that bears nobody out."""
    return position.statement.stance in (Stance.DENIES, Stance.DOUBTS)


def _same_claim(a: Position, b: Position) -> bool:
    if a.type is not b.type or a.type is ClaimType.OTHER or a.sign != b.sign:
        return False
    return a.is_fact and b.is_fact and roles_fit(a, b)


def _share_a_figure(a: Position, b: Position) -> bool:
    """Say whether both give one count of more than a few: chance would hardly bring it."""
    return any(
        x.low == y.low >= TELLING
        for x in figures(a)
        for y in figures(b)
        if x.unit == y.unit and x.kind == y.kind and x.fates & y.fates
    )


def _of_two_things(a: Position, b: Position) -> bool:
    """Say whether each names what was hit or taken, and not the same: a workshop, a market."""
    if a.type not in OF_A_TARGET:
        return False
    named = [_things(position) for position in (a, b)]
    return all(named) and not named[0] & named[1]


def _things(position: Position) -> frozenset[str]:
    """Return what a clause names as its object, places and words for any place aside."""
    places = {word for place in position.places for word in plain_words(place.name)}
    return frozenset(
        word for item in position.frame.objects if (word := item.lower()) not in places | WIDE_WORDS
    )


def _figures_agree(a: Position, b: Position) -> bool:
    ones, others = figures(a), figures(b)
    pairs = [(x, y) for x in ones for y in others if x.unit == y.unit and x.kind == y.kind]
    if ones and others and not pairs:  # of 200 fighters and nine men neither bears the other out
        return any(overlap(x, y) for x in ones for y in others)
    return all(overlap(x, y) for x, y in pairs)
