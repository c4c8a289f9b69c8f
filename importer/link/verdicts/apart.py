"""Claims of parts of one place, which can both be true."""

from __future__ import annotations

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours
from importer.link.wording import is_of_facility
from importer.link.words import has_phrase, plain_words
from importer.model import ClaimType, Polarity

BARE = 2  # How many words a clause has at most that says no more than that somebody left.
NOT_EVEN = frozenset({"any", "single", "even"})
"""Words by which a denial is one of every part: "does not hold a single house"."""


def _denies_the_whole(position: Position, where: str) -> bool:
    """Say whether a clause denies that all of a place is held: "the city has not fallen"."""
    denied = where == "lost" and position.frame.polarity is Polarity.NEGATIVE
    narrowed = position.is_partial or position.is_of_anybody or is_of_facility(position)
    return denied and not narrowed and not position.plain & NOT_EVEN


def are_apart(a: Position, b: Position, one: str, other: str) -> bool:
    """Say whether the two can both be true because each speaks of a part only."""
    if (a.named_parts and a.named_parts == b.named_parts) or _means_that_part(a, b):
        return False
    every = NOT_EVEN & (a.plain | b.plain)
    if a.is_partial and b.is_partial and not a.parts & b.parts and not every:
        return True
    return _is_part(a, one, b, other) or _is_part(b, other, a, one)


def _means_that_part(a: Position, b: Position) -> bool:
    """Say whether the second of two in turn is of "the wards" that the first told of."""
    if not are_neighbours(a, b):
        return False
    first, second = sorted((a, b), key=lambda position: position.setting.order)
    words = sorted(first.plain & second.plain & lexicon().part_words)
    return any(has_phrase(second.text, (f"the {word}", f"those {word}")) for word in words)


def _is_part(position: Position, where: str, beside: Position, holds: str) -> bool:
    """Say whether one claim is of a part of the place that leaves the other claim true."""
    there = holds in ("holds", "inside")
    if _denies_the_whole(position, where) and (beside.is_partial or is_of_facility(beside)):
        return True
    from_a_part = position.is_partial or bool(position.named_parts)
    if where == "absent" and from_a_part and holds in ("entered", "inside"):
        return not beside.is_whole
    if where == "gone" and _left_a_part(position) and there and not beside.is_whole:
        return True
    return where == "lost" and position.is_whole and there and beside.is_partial


def _left_a_part(position: Position) -> bool:
    """Say whether a clause tells that a part of a place was left: "was in one house and left"."""
    if position.type is not ClaimType.WITHDRAW:
        return False
    bare = len(position.plain) <= BARE and not position.is_whole
    said = frozenset(plain_words(position.statement.text)) if bare else frozenset()
    return position.is_partial or bool(said & lexicon().part_words)
