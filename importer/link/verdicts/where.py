"""Where a clause leaves each party at its place, once its wording has been looked at."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.link.figures import KEPT
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
HOLD_LINE = "hold-line"
"""Who holds a line may hold it near the place; who holds positions in the place is in it."""


@lru_cache(maxsize=KEPT)
def standing_of(position: Position) -> dict[str, str]:
    """Return where a clause leaves each party; those on their way to a place are not yet there."""
    tells = (tells_no_place, is_under_way, comes_no_nearer, leaves_noun_out, makes_exception)
    if any(each(position) for each in tells):
        return {}
    stand = position.standing
    if position.frame.predicate == HOLD_LINE and position.frame.agent and position.sign > 0:
        return {position.frame.agent: "inside"} if _POSITIONS_IN.search(position.text) else stand
    if position.type is ClaimType.REPEL and OUT_OF.search(position.text):
        return {party: "gone" if where == "driven" else where for party, where in stand.items()}
    affirmed = position.frame.polarity is Polarity.POSITIVE
    if position.type is ClaimType.WITHDRAW and affirmed and _LEAVING.search(position.text):
        return {party: "leaving" if where == "gone" else where for party, where in stand.items()}
    return stand
