"""Open or shut: a siege against open roads, a blockade broken against lorries that don't come."""

from __future__ import annotations

import re

from importer.link.compare import is_same_speaker
from importer.link.context import Ground
from importer.link.position import Position
from importer.link.verdicts.finding import Finding
from importer.model import ClaimType, ContradictionType, Polarity

_OF_WAYS = frozenset(
    {ClaimType.ENCIRCLE, ClaimType.SUPPLY, ClaimType.HUMANITARIAN, ClaimType.OTHER}
    | {ClaimType.SITUATION, ClaimType.CONTROL, ClaimType.DISPLACEMENT, ClaimType.CEASEFIRE}
)
SOON = 4
"""How many statements apart in an article who answers on a siege may stand."""
_WAYS = r"(?:[Rr]oads?|[Hh]ighways?|[Rr]outes?|[Cc]rossings?|[Cc]orridors?|[Ee]ntrances?)"
_OPEN = re.compile(
    rf"\b{_WAYS} (?:[\w’'-]+ ){{0,4}}(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?) "
    r"(?:now |still |fully |all )?(?:open|passable|clear|free)\b"
    r"|\b(?:mov(?:e|es|ed|ing)|pass(?:es|ed|ing)?|travel(?:s|led|ling)?|run(?:ning)?) "
    r"(?:in )?(?:freely|without hindrance|unhindered|normally)\b"
)
_LIFTED = re.compile(
    r"\b(?:broke|broken|breaking|lifted|ended|breached|smashed)\b[^.]{0,60}\b(?:siege|blockade)\b"
    r"|\b(?:siege|blockade)\b[^.]{0,60}\b(?:broken|lifted|ended|over)\b"
)
_SHUT = re.compile(
    r"\b(?:besieged|blockaded|under (?:a |total |full |complete )?(?:siege|blockade)"
    r"|cut off from the (?:world|rest|outside))\b"
)
_NOTHING_COMES = re.compile(
    r"\b(?:[Nn]o|[Nn]ot a single|[Nn]ot one) (?:[a-z]+ )?(?:lorr(?:y|ies)|trucks?|vehicles?"
    r"|convoys?|tankers?|bus(?:es)?|food|fuel|aid|supplies|goods) (?:[a-z]+ ){0,2}?"
    r"(?:got|gets?|come|comes|came|gone|goes|passed|passes|reached|reaches|entered|enters|arrived"
    r"|arrives)\b"
    r"|\b[Nn]othing (?:is|was|has been|had been|gets|got|comes|came) (?:being )?"
    r"(?:let in|allowed in|getting in|in|through|coming in|getting through)\b"
)


def find_siege(a: Position, b: Position) -> Finding | None:
    """Find a place that is cut off by one account, and open or relieved by the other.

    Aid that came in leaves a siege true; a road that is open to all does not.
    """
    if not _is_near(a, b):
        return None
    for shut, free in ((a, b), (b, a)):
        if free.type not in _OF_WAYS or shut.type not in _OF_WAYS or is_same_speaker(a, b):
            continue
        free_way = _is_free(free, _OPEN) and (_is_shut(shut) or _NOTHING_COMES.search(shut.text))
        relieved = _is_free(free, _LIFTED) and _NOTHING_COMES.search(shut.text)
        if free_way or relieved:
            values = ("it is cut off", "the way is open")
            return Finding(
                ContradictionType.ANTONYM,
                "cut off or open",
                0.78,
                "supply",
                *(values if shut is a else values[::-1]),
                needs_place=True,
            )
    return None


def _is_shut(position: Position) -> bool:
    told = position.type is ClaimType.ENCIRCLE or position.type is ClaimType.HUMANITARIAN
    affirmed = position.frame.polarity is Polarity.POSITIVE
    return told and affirmed and _SHUT.search(position.text) is not None


def _is_free(position: Position, pattern: re.Pattern[str]) -> bool:
    affirmed = position.frame.polarity is Polarity.POSITIVE or pattern is _OPEN
    return affirmed and pattern.search(position.statement.text) is not None


def _is_near(a: Position, b: Position) -> bool:
    """Say whether the two answer each other, or name one place each for itself."""
    if a.item.article == b.item.article:
        return abs(a.setting.order - b.setting.order) <= SOON
    return all(position.setting.place_ground is Ground.OWN for position in (a, b))
