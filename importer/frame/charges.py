"""Who is charged with something that is no deed of war: "blamed the rebels for the collapse"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from importer.frame.grammar import grammatical_subject, in_clause
from importer.frame.matching import Match
from importer.frame.noun_phrases import party_of
from importer.frame.scene import Context
from importer.model import ClaimFrame, ClaimType


def charged(frame: ClaimFrame, accused: Token, context: Context, cue: str) -> ClaimFrame:
    """Return the claim of a charge: whom it is laid on, and that he is to blame if it says so."""
    party = charged_party(accused, context)
    if party is None or not cue.lower().startswith("blam"):
        return replace(frame, agent=party)
    return replace(frame, type=ClaimType.RESPONSIBILITY, predicate="blame", agent=party)


def charged_party(accused: Token, context: Context) -> str | None:
    """Return on whom a charge is laid; a capital is its government, since one charges no town."""
    found = party_of(accused, context)
    if found is not None or accused.pos_ != "PROPN":
        return found
    start = context.offset(accused)
    mentions = context.scene.mentions_in(start, start + len(accused))
    return next((m.party for m in mentions if m.span.start == start), None)


def blamed_capital(match: Match, context: Context) -> str | None:
    """Take "Moscow is to blame", "was the work of Moscow" for the state: no town is to blame."""
    if match.pattern.by == "of":
        named = (t for t in in_clause(match.head) if t.dep_ == "pobj" and t.head.lower_ == "of")
        return next((p for t in named if (p := charged_party(t, context))), None)
    subject = grammatical_subject(match.support or match.head)
    if subject is None or match.pattern.subject != "agent":
        return None
    start = context.offset(subject)
    mentions = context.scene.mentions_in(start, start + len(subject))
    return next((m.party for m in mentions if m.span.start == start), None)
