"""Degrees of a place: its edge against its middle, and a presence denied against a fight."""

from __future__ import annotations

from importer.link.compare import parties_fit
from importer.link.context import WIDE
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.verdicts.finding import Finding
from importer.model import ClaimType, ContradictionType, Polarity

MATTER = "control of the ground"
ON_GROUND = frozenset({ClaimType.CONTROL, ClaimType.ADVANCE, ClaimType.FORCES})


def find_edge_or_middle(a: Position, b: Position) -> Finding | None:
    """Find "only on the outskirts" against "in the centre", or against all of the place.

    Without "only" the two can both be true: one can stand in both.
    """
    edge, middle = lexicon().ends_of_place
    for outer, inner in ((a, b), (b, a)):
        agents = (outer.frame.agent, inner.frame.agent)
        if None in agents or agents[0] != agents[1] or not _on_ground(outer, inner):
            continue
        only = outer.plain & lexicon().only_words and outer.plain & edge
        if not only or inner.plain & edge:
            continue
        if not (inner.plain & middle or (inner.is_whole and inner.type is ClaimType.CONTROL)):
            continue
        deep = "in the middle of it" if inner.plain & middle else "in all of it"
        party = agents[0]
        values = (f"{party} is only at its edge", f"{party} is {deep}")
        return Finding(
            ContradictionType.PLACE,
            "edge or middle",
            0.85,
            MATTER,
            *(values if outer is a else values[::-1]),
            needs_place=True,
        )
    return None


def find_absent_fighters(a: Position, b: Position) -> Finding | None:
    """Find "we have no troops in the country" against a fight of those troops in it.

    Only of a country or region: a town may be attacked from outside.
    """
    for absent, fight in ((a, b), (b, a)):
        if absent.type is not ClaimType.FORCES or absent.frame.polarity is Polarity.POSITIVE:
            continue
        if fight.type is not ClaimType.ATTACK or fight.frame.polarity is Polarity.NEGATIVE:
            continue
        party = absent.frame.agent
        wide = bool(fight.places) and all(place.kind in WIDE for place in fight.places)
        if party is None or party != fight.frame.agent or not wide or not _own_men(absent, fight):
            continue
        values = (f"{party} is not in it", f"{party} fights in it")
        return Finding(
            ContradictionType.NEGATION,
            "absent or fighting",
            0.8,
            MATTER,
            *(values if absent is a else values[::-1]),
            needs_place=True,
        )
    return None


def _on_ground(a: Position, b: Position) -> bool:
    signs = {a.frame.polarity, b.frame.polarity}
    return {a.type, b.type} <= ON_GROUND and signs == {Polarity.POSITIVE}


def _own_men(absent: Position, fight: Position) -> bool:
    """Say whether all troops are denied, not one unit or one kind of them."""
    wholly = absent.counts_none or absent.is_of_anybody
    return wholly and parties_fit(absent.frame.target, fight.frame.target)
