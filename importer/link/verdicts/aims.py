"""What was hit: an arms depot by the account of those who hit it, a market by the other."""

from __future__ import annotations

import re

from importer.link.compare import Nearness, compare_times, is_same_speaker
from importer.link.context import Ground
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import roles_fit
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.polarity import DAMAGE
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity

SURE, LIKELY = 0.8, 0.72
SOON = 2
"""How many statements apart in an article the two accounts may stand."""
_FIRE = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES, ClaimType.LOSSES})
_THE_EVENT = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[A-Z][a-z]+day[’']s) (?:[\w-]+ ){0,1}"
    r"(?:strikes?|attacks?|raids?|bombing|bombs?|missiles?|rockets?|shells?|drone|blast|planes?"
    r"|pilots?|jets?|crew|target)\b|\bit (?:was|had been) (?:aim|target)"
)
"""The event of which another has just told."""
_OWN = re.compile(
    r"\b(?:its|our|their) (?:[\w-]+ )?(?:jets?|planes?|aircraft|drones?|guns|forces)\b"
)
_ONLY = re.compile(
    r"\b(?:only|exclusively|solely|nothing but|purely)\b[^.;]{0,40}\b(?:military|armed|fighters"
    r"|militants|terrorists?|militia)\b"
    r"|\b(?:military|militant|terrorist) (?:\w+ ){1,3}(?:only|alone|exclusively|solely)\b"
)


_WHAT_IT_WAS = re.compile(
    r"(?:that )?(?:the|that|this) (?:[\w-]+ )?(?:building|target|site|house|place|compound"
    r"|structure|facility|depot|camp|warehouse|base)"
    r" (?:was|is|were|had been|housed|served as|held)\b",
    re.IGNORECASE,
)
"""What another says of the thing just told to have been hit."""
_SPARED = re.compile(
    r"\b(?:[Nn]o|[Nn]ot (?:a single|one|any|a)|[Nn]one of the) (?:civilian|residential|populated)"
    r" (?:building|structure|site|target|area|object|infrastructure|home|house|district|facilit)"
)
"""A denial that anything but military targets was hit."""


def find_what_was_hit(a: Position, b: Position) -> Finding | None:
    """Find "the strike hit a radar site" against a strike on a waterworks, told in turn."""
    if a.item.article != b.item.article or is_same_speaker(a, b):
        return None
    if not all(map(_is_of_fire, (a, b))) or not roles_fit(a, b):
        return None
    for armed, civil in ((a, b), (b, a)):
        gap = abs(armed.setting.order - civil.setting.order)
        if gap > SOON or compare_times(armed, civil) is Nearness.DIFFERENT:
            continue
        if not _is_military(armed) or not _is_civil(civil) or not _is_of_the_same(armed, civil):
            continue
        values = ("it was a military target", "it was a civilian one")
        return Finding(
            ContradictionType.ANTONYM,
            "what was hit",
            SURE if gap == 1 else LIKELY,
            "strikes",
            *(values if armed is a else values[::-1]),
            any_place=armed.setting.place_ground is not Ground.OWN,
        )
    return None


def _is_of_fire(position: Position) -> bool:
    """Say whether a clause tells of what was hit, or what the thing hit was."""
    harmed = position.type in _FIRE or position.frame.predicate == DAMAGE
    return harmed or _WHAT_IT_WAS.match(position.text) is not None


def _is_military(position: Position) -> bool:
    """Say whether a side tells that what it hit was of its enemy's forces, and nothing civil."""
    if _SPARED.search(position.text):
        return True
    said = frozenset(plain_words(position.statement.text))
    words = lexicon()
    affirmed = position.frame.polarity is Polarity.POSITIVE
    doer = position.frame.agent
    own = _OWN.search(position.text) is not None if doer is None else False
    own = own or (position.speaker_party is not None and doer in (None, position.speaker_party))
    return affirmed and own and bool(said & words.of_war) and not said & words.of_peace


def _is_civil(position: Position) -> bool:
    said = frozenset(plain_words(position.statement.text))
    words = lexicon()
    affirmed = position.frame.polarity is Polarity.POSITIVE
    named = said & words.of_peace and not said & (words.of_war - words.means_of_war)
    doer = position.frame.agent
    return affirmed and bool(named) and (doer is None or position.speaker_party != doer)


def _struck(position: Position) -> frozenset[str]:
    """Return the words of a clause but those for the people who were killed or hurt."""
    said = frozenset(plain_words(position.statement.text))
    return said - lexicon().counted.keys()


def _is_of_the_same(armed: Position, civil: Position) -> bool:
    """Say whether the second tells of the event that the first told of, or of all of its fire."""
    second = max(armed, civil, key=lambda position: position.setting.order)
    if _SPARED.search(armed.text):
        return civil.frame.agent in (None, armed.speaker_party)
    if _ONLY.search(armed.statement.text):
        return True
    if second is civil and _WHAT_IT_WAS.match(civil.text):
        return True
    if civil.type is ClaimType.CASUALTIES and not lexicon().of_peace.intersection(_struck(civil)):
        return False  # Who hit a launcher may have killed those who lived beside it.
    return _THE_EVENT.search(second.statement.text) is not None
