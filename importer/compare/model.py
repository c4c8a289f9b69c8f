"""What is compared, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from importer.model import ContradictionType, Span


class Verdict(StrEnum):
    """How two texts stand to each other."""

    CONTRADICTS = "contradicts"
    REVISES = "revises"
    CORROBORATES = "corroborates"
    NEAR_MISS = "near_miss"
    UNRELATED = "unrelated"


class Miss(StrEnum):
    """What keeps a clash from being a contradiction, in the linker's words."""

    PLAN = "plan against fact"
    MATTER = "different matter"
    PLACE = "different place"
    TIME = "different time"
    PARTS = "different parts"
    RANGES = "ranges overlap"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts, and what is known of it."""

    text: str
    published: date | None = None
    speaker: str | None = None
    """Who says it, where the text itself does not tell."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two texts, with what it rests on."""

    relation: Verdict
    rule: str
    """Which rule decided; empty where none had anything to say."""
    confidence: float
    """From 0 to 1; of an unrelated pair 0, since nothing was found."""
    reason: str
    """One plain sentence; for a near miss the word for what keeps it from being more."""
    type: ContradictionType | None = None
    evidence_a: Span | None = None
    """The range of the first text that the verdict rests on."""
    evidence_b: Span | None = None
    value_a: str | None = None
    value_b: str | None = None

    def swapped(self) -> Comparison:
        """Return the same verdict with the two texts the other way round."""
        return Comparison(
            self.relation,
            self.rule,
            self.confidence,
            self.reason,
            self.type,
            self.evidence_b,
            self.evidence_a,
            self.value_b,
            self.value_a,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """A contradiction that one rule sees between two texts."""

    type: ContradictionType
    rule: str
    confidence: float
    evidence_a: Span
    evidence_b: Span
    value_a: str
    value_b: str
    matter: str = ""
    """What both speak of, as it stands in a sentence."""

    def swapped(self) -> Found:
        """Return the same finding with the two texts the other way round."""
        return Found(
            self.type,
            self.rule,
            self.confidence,
            self.evidence_b,
            self.evidence_a,
            self.value_b,
            self.value_a,
            self.matter,
        )
