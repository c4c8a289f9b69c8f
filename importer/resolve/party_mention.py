"""What the party stage hands to the others."""

from __future__ import annotations

from dataclasses import dataclass

from importer.model import Span


@dataclass(frozen=True, slots=True)
class PartyMention:
    """Words that stand for a side of the conflict: "the occupiers", "RSF fighters", "Moscow"."""

    span: Span
    party: str
    """ISO 3166 alpha-2 of a state, the short name of an armed group, or `UN`."""
    reason: str
    """`name`, `demonym`, `epithet`, `pronoun`: how the words led to the party."""
    acts: bool = True
    """False where the word only places something ("on Russian soil", "Ukrainian territory")."""
