"""Fire that a side says it did not open: "our aircraft flew no sorties"."""

from __future__ import annotations

import re

from importer.link.compare import Nearness, compare_places, compare_times, is_same_speaker
from importer.link.context import Ground
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import shared_matter
from importer.link.verdicts.finding import Finding
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity
from importer.resolve.party_names import party_from_words

SURE = 0.78
SOON = 2
"""How many statements apart in an article the two may stand."""
_NO_FIRE = re.compile(
    r"\b(?:no|any|not any|not a single|never|not|n't|n’t) (?:[a-z]+ ){0,2}?"
    r"(?P<air>air ?strikes?|air raids?|sorties?|air operations?|flights?|flown"
    r"|bombing (?:raids?|runs?))\b"
    r"|\b(?:no|any|not a single|never|not|n't|n’t) (?:[a-z]+ ){0,2}?"
    r"(?P<guns>shelling|shelled|artillery fire|mortar fire|artillery strikes?)\b"
    r"|\b(?:no|any|not any|not a single) (?:military|army|combat|offensive) "
    r"(?P<all>operations?|activit(?:y|ies)|actions?|strikes?|attacks?|raids?)\b",
    re.IGNORECASE,
)
_NONE_OF_US = re.compile(
    r"\b(?:nobody|none|no one|not one|no (?:member|fighter|soldier|man)) (?:of|from|in) "
    r"(?:its|our|their|his) (?:[\w-]+ ){0,3}?(?:was|were|is|are|had been|has been|have been) "
    r"(?:in|at|near|there|involved|present|anywhere)\b",
    re.IGNORECASE,
)
_TOLD = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.OTHER})
_FIRE = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CASUALTIES})


def find_no_raid(a: Position, b: Position) -> Finding | None:
    """Find a side without air strikes that day against the jets that bombed a monastery."""
    for denial, claim in ((a, b), (b, a)):
        match = _NO_FIRE.search(denial.text)
        if match is None or denial.type not in _TOLD or claim.type not in _FIRE:
            continue
        signs = (denial.frame.polarity, claim.frame.polarity)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or is_same_speaker(a, b):
            continue
        if not _is_by(match, claim) or not _can_be_its(denial, claim) or not _meet(denial, claim):
            continue
        values = ("there was no such attack", "there was one")
        return Finding(
            ContradictionType.NEGATION,
            "no such raid",
            SURE,
            shared_matter(claim.type, claim.type) or "what happened",
            *(values if denial is a else values[::-1]),
            any_place=denial.setting.place_ground is not Ground.OWN,
        )
    return None


def _is_by(match: re.Match[str], claim: Position) -> bool:
    """Say whether the claim is of fire of the sort denied."""
    said = frozenset(plain_words(claim.statement.text))
    if match["air"]:
        return bool(said & lexicon().by_air)
    if match["guns"]:
        return bool(said & lexicon().by_guns)
    return bool(said & (lexicon().by_air | lexicon().by_guns))


def _can_be_its(denial: Position, claim: Position) -> bool:
    """Say whether the deed can be that of the side that denies it."""
    side = denial.frame.agent or denial.speaker_party
    doer = claim.frame.agent
    return claim.speaker_party != denial.speaker_party and (doer is None or doer == side)


def _meet(denial: Position, claim: Position) -> bool:
    """Say whether the two stand close in an article, or name one place and day."""
    if denial.item.article == claim.item.article:
        return abs(denial.setting.order - claim.setting.order) <= SOON
    placed = compare_places(denial, claim) is Nearness.SAME
    return placed and compare_times(denial, claim) is Nearness.SAME


def find_absent_culprit(a: Position, b: Position) -> Finding | None:
    """Find a side that "had no men there" behind who blames its men for the deed."""
    for absent, charge in ((a, b), (b, a)):
        party = absent.speaker_party
        own = absent.type is ClaimType.FORCES and party and absent.frame.agent == party
        of_us = _NONE_OF_US.search(absent.text) is not None
        wholly = of_us or (own and (absent.counts_none or "any" in absent.plain))
        gap = absent.setting.order - charge.setting.order
        same = absent.item.article == charge.item.article
        if (
            not wholly
            or absent.frame.polarity is Polarity.POSITIVE
            or not same
            or not 0 < gap <= SOON
        ):
            continue
        if is_same_speaker(a, b) or (party and charge.speaker_party == party):
            continue
        if not (_blames(charge, party) or (of_us and _is_about(charge, absent))):
            continue
        values = ("it was not there", "it did it")
        return Finding(
            ContradictionType.DENIAL,
            "absent or to blame",
            SURE,
            shared_matter(charge.type, charge.type) or "what happened",
            *(values if absent is a else values[::-1]),
        )
    return None


def _is_about(charge: Position, absent: Position) -> bool:
    """Say whether a charge of violence names those for whom the one speaks who was not there."""
    ours = frozenset(plain_words(absent.speaker or "")) - {"spokesman", "council", "army", "the"}
    doers = frozenset(plain_words(charge.text)[:4])
    violent = charge.type in _FIRE and charge.frame.polarity is Polarity.POSITIVE
    party = charge.frame.agent is not None and charge.frame.agent == absent.speaker_party
    return violent and (party or bool(ours & doers))


def _blames(charge: Position, party: str | None) -> bool:
    """Say whether a clause blames a party: by its reporting word, and by whom it names first."""
    cue = plain_words(charge.statement.cue or "")
    accused = charge.type is ClaimType.RESPONSIBILITY or bool({"blamed", "accused"} & set(cue))
    first = " ".join(charge.statement.text.split()[:2])
    return accused and party is not None and party in (charge.frame.agent, party_from_words(first))
