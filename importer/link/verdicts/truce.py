"""Whether a fight or strike is told as one that a truce has not stopped."""

from __future__ import annotations

import re

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.model import ClaimType

TRUCE = "the truce"
_AT_WAR = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
_BEGUN = re.compile(
    r"\b(?:took effect|takes effect|came into (?:force|effect)|entered into force|went into "
    r"(?:force|effect)|began|begun|started|was (?:agreed|signed|announced|declared))\b"
)
_SINCE = re.compile(r"(?:[Ss]ince|[Aa]fter|[Bb]efore|[Uu]ntil|[Ww]hen|[Ww]hile) ")
_IN_SPITE = re.compile(
    r"\b(?:despite|in spite of|in defiance of|notwithstanding|continu(?:e|es|ed|ing)"
    r"|ha(?:s|ve|d) been \w+ing|went on|goes on|go on|still|resumed|kept|keeps?"
    r"|heavy|fierce|intense|renewed|all (?:day|night)|throughout)\b"
)


def only_dates(position: Position) -> bool:
    """Say whether a clause only dates another by a truce: "since the truce took effect"."""
    return _SINCE.match(position.text) is not None


def tells_of_the_truce(a: Position, b: Position) -> bool:
    """Say whether a fight or strike is told as one that no truce has stopped.

    That it came into force leaves open how it was kept, and one shot is not told as its end.
    """
    for peace, war in ((a, b), (b, a)):
        if war.type not in _AT_WAR or peace.type is not ClaimType.CEASEFIRE:
            continue
        goes_on = _IN_SPITE.search(war.text) or war.plain & lexicon().truce_words
        return bool(goes_on) and _BEGUN.search(peace.text) is None
    return True
