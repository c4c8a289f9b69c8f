"""Negation, antonym and control where claims settle where a party stands at a place."""

from __future__ import annotations

from importer.link.lexicon import lexicon
from importer.link.position import ANYBODY, Position
from importer.link.verdicts.finding import Finding
from importer.model import ClaimType, ContradictionType

MATTER = "control of the ground"
SHOWN = {
    "holds": "holds it",
    "lost": "does not hold it",
    "inside": "is in it",
    "absent": "is not in it",
    "gone": "left or was driven out",
    "stays": "did not leave",
    "defends": "beat the attack off",
}


def find_standing(a: Position, b: Position) -> Finding | None:
    """Compare where each claim leaves the same party, and who holds the place."""
    stand_a, stand_b = a.standing(), b.standing()
    for party in sorted(stand_a.keys() | stand_b.keys()):
        one = stand_a.get(party, stand_a.get(ANYBODY))
        other = stand_b.get(party, stand_b.get(ANYBODY))
        if one is None or other is None or frozenset({one, other}) not in lexicon().clashes:
            continue
        kind = _type(a, b)
        return _finding(kind, f"{party} {SHOWN[one]}", f"{party} {SHOWN[other]}", a, b, one, other)
    return _two_holders(stand_a, stand_b, a, b)


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
        miss="different parts" if a.is_partial and b.is_partial else None,
    )


def _type(a: Position, b: Position) -> ContradictionType:
    opposite = a.frame.polarity is not b.frame.polarity
    if a.type is b.type and opposite:
        return ContradictionType.NEGATION
    return ContradictionType.ANTONYM


def _finding(
    kind: ContradictionType,
    value_a: str,
    value_b: str,
    a: Position,
    b: Position,
    one: str,
    other: str,
) -> Finding:
    confidence = 0.9 if kind is ContradictionType.NEGATION else 0.8
    if {a.type, b.type} == {ClaimType.FORCES, ClaimType.ADVANCE}:
        confidence = 0.6
    return Finding(
        kind,
        "opposite standing",
        confidence,
        MATTER,
        value_a,
        value_b,
        miss="different parts" if _apart(a, b, one, other) else None,
    )


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
