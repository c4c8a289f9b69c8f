"""Where a clause leaves each party at its place, once its wording has been looked at."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.link.figures import KEPT
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.wording import (
    comes_no_nearer,
    is_under_way,
    leaves_noun_out,
    makes_exception,
    tells_no_place,
)
from importer.model import ClaimType, Polarity

OUT_OF = re.compile(
    r"\b(?:(?:driv(?:e|es|en|ing)|drove|push(?:ed|es|ing)?|forc(?:e|ed|es|ing)|chas(?:e|ed|es|ing)"
    r"|kick(?:ed|s|ing)?|flush(?:ed|es|ing)?|clear(?:ed|s|ing)?|throw[ns]?|threw) "
    r"(?:[\w’'-]+ ){0,5}?(?:(?:completely|entirely|back) )?out of"
    r"|(?:expel(?:led|s|ling)?|oust(?:ed|s|ing)?|eject(?:ed|s|ing)?) (?:[\w’'-]+ ){0,5}?from)\b"
)
"""To be pushed back leaves one in a place, to be driven out of it does not."""
_LEAVING = re.compile(
    r"\b(?:is|are|was|were|be|been|'re|’re) (?:[a-z]+ly |still |now |already )?"
    r"(?:withdrawing|pulling out|pulling back|leaving|retreating|evacuating|quitting)\b"
)
"""Who is still on the way out may be there still."""


_POSITIONS_IN = re.compile(r"\bpositions? (?:there|(?:in|inside|within) )")
CLEAR = "clear"
HOLD_LINE = "hold-line"
"""Who holds a line may hold it near the place; who holds positions in the place is in it."""


@lru_cache(maxsize=KEPT)
def standing_of(position: Position) -> dict[str, str]:
    """Return where a clause leaves each party; those on their way to a place are not yet there."""
    tells = (tells_no_place, is_under_way, comes_no_nearer, leaves_noun_out, makes_exception)
    if any(each(position) for each in tells):
        return {}
    stand = position.standing or _cleared_by_own(position)
    if position.frame.predicate == HOLD_LINE and position.frame.agent and position.sign > 0:
        inside = position.frame.degree is not None or _POSITIONS_IN.search(position.text)
        return {position.frame.agent: "inside"} if inside else stand
    if position.type is ClaimType.REPEL and OUT_OF.search(position.text):
        return _driven_out(position, stand)
    affirmed = position.frame.polarity is Polarity.POSITIVE
    if position.type is ClaimType.WITHDRAW and affirmed and _LEAVING.search(position.text):
        return {party: "leaving" if where == "gone" else where for party, where in stand.items()}
    return stand


def _driven_out(position: Position, stand: dict[str, str]) -> dict[str, str]:
    """Return where it leaves both that one drove the other out: of the town, the one has it."""
    found = {party: "gone" if where == "driven" else where for party, where in stand.items()}
    out, doer = OUT_OF.search(position.text), position.frame.agent
    behind = position.text[out.end() :] if out else ""
    names = {place.mention for place in position.places} | {"town", "city", "village"}
    named = any(re.match(rf" (?:all of )?(?:the )?{re.escape(name)}\b", behind) for name in names)
    if doer and named and position.sign > 0 and not position.is_partial:
        found[doer] = "holds"
    return found


def _cleared_by_own(position: Position) -> dict[str, str]:
    """Return whose a place is that "has been cleared", as a side of the war tells.

    Of a building, or of mines, it says nothing of who has the place.
    """
    frame, words = position.frame, lexicon()
    party = position.speaker_party
    if frame.predicate != CLEAR or frame.agent or not party or party in words.bystanders:
        return {}
    names = {place.mention.lower() for place in position.places}
    told = names.intersection(word.lower() for word in frame.objects)
    affirmed = frame.polarity is Polarity.POSITIVE and not position.is_partial
    return {party: "holds"} if told and affirmed and not words.cleared_of & position.plain else {}
