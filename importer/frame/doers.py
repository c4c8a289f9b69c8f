"""Who did it, where his name stands apart from the deed."""

from __future__ import annotations

from spacy.tokens import Token

from importer.frame.causes import CAUSES
from importer.frame.grammar import children, first
from importer.frame.matching import Match
from importer.frame.noun_phrases import descend, party_of
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts
from importer.model import ClaimType

CAUSED = frozenset(
    {ClaimType.CASUALTIES, ClaimType.STRIKE, ClaimType.HUMANITARIAN, ClaimType.LOSSES}
)
"""What somebody's fire may bring about."""
_LOST = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES})
_DEEDS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES})
_WHENCE = frozenset({"from", "in"})
_WHERE = frozenset({"in", "at", "near", "on", "to", "into", "from", "out", "of", "off", "under"})
"""Not "after" or "during": who stands behind these has done something else."""
_DEPTH = 3


def brings_doer(word: str, inner: Token, match: Match, context: Context) -> bool:
    """Say whether a preposition brings whose fire it was: "the toll from strikes by the army"."""
    caused = match.pattern.predicate.type in CAUSED
    return caused and word in _WHENCE and _is_deed(inner, context)


def _is_deed(noun: Token, context: Context) -> bool:
    told = context.scene.lexicon.candidates("noun", lemma(descend(noun, context)))
    return bool(sorts(noun, context) & CAUSES) or any(p.predicate.type in _DEEDS for p in told)


def deed_party(deed: Token, context: Context) -> str | None:
    """Return whose deed it is: "Israeli strikes", "a wave of killings by the rebels"."""
    by = next((c for c in children(deed, "prep") if c.lower_ == "by"), None)
    doer = first(by, "pobj") if by is not None else None
    return (party_of(doer, context) if doer is not None else None) or party_of(deed, context)


def bereft(match: Match, context: Context) -> str | None:
    """Return whose men or arms are gone by "the raid cost the army three men"."""
    if match.pattern.predicate.type not in _LOST or first(match.head, "dobj", "obj") is None:
        return None
    whose = next((c for c in children(match.head, "dative") if c.pos_ in ("NOUN", "PROPN")), None)
    if whose is None:
        return None
    start = context.offset(whose)
    named = context.scene.mentions_in(start, start + len(whose))  # a country may stand for its men
    return named[0].party if named else party_of(whose, context)


def doer_apart(match: Match, context: Context) -> str | None:
    """Return the doer of a passive whose "by" hangs below another word: "put out of action by"."""
    if not match.arguments.passive or match.arguments.subject is not None:
        return None
    return _doer_below(match.head, context, _DEPTH)


def _doer_below(head: Token, context: Context, depth: int) -> str | None:
    for preposition in children(head, "prep"):
        noun = first(preposition, "pobj")
        if preposition.lower_ not in _WHERE or depth == 0:
            continue
        below = noun if noun is not None else preposition
        if context.scene.lexicon.candidates("noun", lemma(below)):
            continue  # "hurt in a raid by the army": a deed of its own
        by = next((c for c in children(below, "prep") if c.lower_ == "by"), None)
        doer = first(by, "pobj") if by is not None else None
        found = party_of(doer, context) if doer is not None else None
        found = found or _doer_below(below, context, depth - 1)
        if found is not None:
            return found
    return None


def whose_craft(match: Match, context: Context) -> str | None:
    """Read "two of their jets were shot down" as the other side's: one reports what one downs."""
    owners = {t.lower_ for t in match.head.subtree if t.dep_ == "poss"}
    theirs = "their" in owners and "our" not in owners and match.arguments.passive
    return context.scene.opponent(context.party) if theirs else context.party
