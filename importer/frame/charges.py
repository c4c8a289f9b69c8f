"""Who is charged with something that is no deed of war: "blamed the rebels for the collapse"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

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
