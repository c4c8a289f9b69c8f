"""Negation, antonym and control where claims settle where a party stands at a place."""

from __future__ import annotations

from importer.link.compare import Nearness, compare_times, lies_within, reach
from importer.link.context import Ground
from importer.link.lexicon import lexicon
from importer.link.position import ANYBODY, UNNAMED, Position
from importer.link.verdicts.finding import Finding
from importer.model import ClaimType, ContradictionType

MATTER = "control of the ground"
NEGATED = 0.9
MOVES = frozenset({"entered", "gone", "driven"})
SHOWN = {
    "holds": "holds it",
    "lost": "does not hold it",
    "inside": "is in it",
    "absent": "is not in it",
    "entered": "moved in or on",
    "gone": "left",
    "driven": "was pushed back",
    "stays": "did not leave",
    "defends": "beat the attack off",
}


def find_standing(a: Position, b: Position) -> Finding | None:
    """Compare where each claim leaves the same party, and who holds the place."""
    stand_a, stand_b = a.standing, b.standing
    rivals = _two_holders(stand_a, stand_b, a, b)
    if rivals:
        return rivals
    for party in sorted((stand_a.keys() | stand_b.keys()) - {UNNAMED}):
        one, other = _of(party, stand_a, a, b), _of(party, stand_b, b, a)
        weight = lexicon().clashes.get(frozenset({one or "", other or ""}))
        if one is None or other is None or weight is None:
            continue
        kind = _type(a, b)
        if kind is ContradictionType.NEGATION:
            weight = NEGATED
        return Finding(
            kind,
            "opposite standing",
            weight,
            MATTER,
            f"{party} {SHOWN[one]}",
            f"{party} {SHOWN[other]}",
            miss=_miss(a, b, one, other),
            needs_place=True,
        )
    return _held_off(stand_a, stand_b, a, b)


def _hold_parts(a: Position, b: Position) -> bool:
    """Say whether two holders can both be right: each of a part, or one of a part another day."""
    if a.is_partial and b.is_partial:
        return True
    return (a.is_partial or b.is_partial) and (
        a.item.article != b.item.article and compare_times(a, b) is not Nearness.SAME
    )


def _held_off(
    stand_a: dict[str, str], stand_b: dict[str, str], a: Position, b: Position
) -> Finding | None:
    """Find one side that beat an attack off where the other says that it took the place."""
    for defence, capture, one, other in ((stand_a, stand_b, a, b), (stand_b, stand_a, b, a)):
        defenders = [party for party, where in defence.items() if where == "defends"]
        holders = [party for party, where in capture.items() if where == "holds"]
        took = other.frame.predicate is None or other.frame.predicate in lexicon().lasting
        if not defenders or not holders or defenders[0] == holders[0] or not took:
            continue
        values = (f"{defenders[0]} {SHOWN['defends']}", f"{holders[0]} {SHOWN['holds']}")
        return Finding(
            ContradictionType.ANTONYM,
            "attack beaten off or place taken",
            0.75,
            MATTER,
            *(values if one is a else values[::-1]),
            needs_place=True,
        )
    return None


def _of(party: str, stand: dict[str, str], position: Position, beside: Position) -> str | None:
    """Return a party's standing; a denial that names no party is of the claim that it resembles."""
    if party in stand or ANYBODY in stand:
        return stand.get(party, stand.get(ANYBODY))
    return stand.get(UNNAMED) if position.is_alike(beside) else None


def _two_holders(
    stand_a: dict[str, str], stand_b: dict[str, str], a: Position, b: Position
) -> Finding | None:
    holders_a = [party for party, where in stand_a.items() if where == "holds"]
    holders_b = [party for party, where in stand_b.items() if where == "holds"]
    if not holders_a or not holders_b or set(holders_a) & set(holders_b):
        return None
    one, other = holders_a[0], holders_b[0]
    return Finding(
        ContradictionType.CONTROL,
        "two holders",
        0.9,
        MATTER,
        f"{one} holds it",
        f"{other} holds it",
        miss="different parts" if _hold_parts(a, b) else None,
        needs_place=True,
    )


def _type(a: Position, b: Position) -> ContradictionType:
    opposite = a.frame.polarity is not b.frame.polarity
    if a.type is b.type and opposite:
        return ContradictionType.NEGATION
    return ContradictionType.ANTONYM


def _miss(a: Position, b: Position, one: str, other: str) -> str | None:
    if _apart(a, b, one, other):
        return "different parts"
    return "different time" if _is_change(a, b, one, other) else None


def _is_change(a: Position, b: Position, one: str, other: str) -> bool:
    """Say whether a move may have ended or begun the state that the other tells of."""
    for move, event, state, rest in ((a, one, b, other), (b, other, a, one)):
        dated = move.setting.time_ground is Ground.OWN and state.setting.time_ground is Ground.OWN
        if event not in MOVES or rest in MOVES or not dated:
            continue
        during, span = move.setting.interval, state.setting.interval
        if during and span and not lies_within(during, reach(state)):
            return True
    return False


def _apart(a: Position, b: Position, one: str, other: str) -> bool:
    """Say whether the two can both be true because each speaks of a part only."""
    if a.is_partial and b.is_partial:
        return True
    for position, where, beside, holds in ((a, one, b, other), (b, other, a, one)):
        left_a_part = (
            position.type is ClaimType.WITHDRAW and where == "gone" and position.is_partial
        )
        if left_a_part and holds in ("holds", "inside") and not beside.is_whole:
            return True
        lost_the_whole = where == "lost" and position.is_whole
        if lost_the_whole and holds in ("holds", "inside") and beside.is_partial:
            return True
    return False
