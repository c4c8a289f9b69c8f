"""What a rule finds: that two positions would exclude each other, place and time aside."""

from __future__ import annotations

from dataclasses import dataclass

from importer.model import ContradictionType, Relation


@dataclass(frozen=True, slots=True)
class Finding:
    """A clash of two positions by one rule.

    Place and time are judged apart, so that a clash that fails them can be told as a near miss.
    """

    type: ContradictionType
    rule: str
    confidence: float
    matter: str
    value_a: str
    """What the first holds, normalised."""
    value_b: str
    relation: Relation = Relation.CONTRADICTS
    miss: str | None = None
    """Where the clash is none after all, the fixed word that says why."""
    needs_place: bool = False
    """True where the matter is a place, so that one must not be lent against another named."""
    exact_place: bool = False
    """True where a place inside the other is another matter: counts of a town and of its region."""
    exact_time: bool = False
    """True where the two spans of days must be nearly one: counts over different periods."""
    any_time: bool = False
    """True where the clash is about the day itself."""
    is_count: bool = False
    """True where the two values are figures."""
    topic: str | None = None
    """What its dispute is named after, where that is wider than the matter: whoever counts the
    dead and whoever says that nobody died are in one dispute."""
    of_plans: bool = False
    """True where what is denied may be a plan: "he agreed to go", "I agreed to no such thing"."""
    any_place: bool = False
    """True where the clash is about the place itself."""
