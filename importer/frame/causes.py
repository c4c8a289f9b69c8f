"""Whose fire it was by which people came to harm."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.grammar import VERBAL, children, first
from importer.frame.matching import Match
from importer.frame.noun_phrases import descend, party_of
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts

CAUSES = frozenset({"attack", "munition"})
"""Sorts of things by which people come to harm."""
_PREPOSITIONS = frozenset(
    {"in", "by", "from", "after", "during", "to", "under", "with", "of", "as", "following", "due"}
)


def whose_strike(match: Match, context: Context, target: str | None) -> str | None:
    """Find whose strike it was: "killed in Israeli strikes", "when Russian rockets hit"."""
    head = match.head if match.head.pos_ in VERBAL else (match.support or match.head)
    heads = [head, *(c for c in head.conjuncts if c.i > head.i)]
    for preposition in [p for h in heads for p in children(h, "prep", "agent")]:
        noun = first(preposition, "pobj")
        if noun is not None and preposition.lower_ in _PREPOSITIONS:
            party = _fought(noun, context)
            if party is None and sorts(noun, context) & CAUSES:
                party = party_of(noun, context)
            if party is not None and party != target:
                return party
    for clause in [c for h in heads for c in children(h, "advcl")]:
        subject = first(clause, "nsubj")
        if subject is not None and sorts(subject, context) & (CAUSES | {"force"}):
            party = party_of(subject, context)
            if party is not None and party != target:
                return party
    return None


def _fought(fight: Token, context: Context) -> str | None:
    """Return the other side of a fight: "killed in a clash with the rebels"."""
    told = context.scene.lexicon.candidates("noun", lemma(descend(fight, context)))
    if not any(pattern.predicate.symmetric for pattern in told):
        return None
    against = next((p for p in children(fight, "prep") if p.lower_ in ("with", "against")), None)
    other = first(against, "pobj") if against is not None else None
    return party_of(other, context) if other is not None else None
