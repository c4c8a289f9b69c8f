"""Deeds that a side disowns: "had no part in the raid", "did not hit any civilian vehicle"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from importer.link.compare import Nearness, compare_times
from importer.link.context import Ground
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours, shared_matter
from importer.link.verdicts.finding import Finding
from importer.link.wording import are_two_events, denies_in_general
from importer.link.words import stem, vague_stems
from importer.model import ClaimType, ContradictionType, Polarity

DEEDS = frozenset({ClaimType.ATTACK, ClaimType.STRIKE, ClaimType.RESPONSIBILITY})
HARM = frozenset({ClaimType.ATTACK, ClaimType.STRIKE, ClaimType.CASUALTIES, ClaimType.DETAIN})
FIRE = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
HIT = FIRE | {ClaimType.LOSSES, ClaimType.HUMANITARIAN}
SOON = 3
"""How many statements behind the charge the answer may stand that calls it "the raid"."""
_THE_DEED = re.compile(
    r"\b(?:the|that|this|[A-Z][a-z]+day[’']s|\w+[’']s) (?:[\w-]+ ){0,2}"
    r"(?:attack|ambush|strike|raid|assault|shelling|bombing|bombardment|blast|explosion|killings?"
    r"|massacre|shooting|abductions?|kidnappings?|violence|incident|murders?|executions?|deaths?)\b"
)


_ANY_DEED = re.compile(
    r"\b(?:any|no|a single|such(?: an?)?) (?:[a-z-]+ )?(?:massacres?|atrocit(?:y|ies)|killings?"
    r"|executions?|murders?|abuses?|war crimes?|violations?|crimes?)\b"
)
"""A deed denied of whatever kind it may be: "has committed no massacre"."""


def find_disowned_deed(a: Position, b: Position) -> Finding | None:
    """Find a side that had no part in "the raid", behind who says that it killed people there."""
    for denial, claim in ((a, b), (b, a)):
        if not _disowns(denial) or not _is_charge(claim, denial):
            continue
        gap = denial.setting.order - claim.setting.order
        said = denial.statement.text
        deed = _THE_DEED.search(said) or _ANY_DEED.search(said)
        if not 0 < gap <= SOON or not deed:
            continue
        if gap > 1 and are_two_events(denial, claim):
            continue
        return _finding("disowns the deed", 0.87 - 0.05 * gap, denial, a, claim)
    return None


def find_denied_charge(a: Position, b: Position) -> Finding | None:
    """Find "denied that it had delayed anything" behind who says that it delayed the exchange.

    All that the denial tells stands in the charge; "used", "done" and the like tell nothing.
    """
    for denial, charge in ((a, b), (b, a)):
        charged = charge.frame.agent is not None and charge.frame.agent == denial.speaker_party
        if not denial.rejects or not charged or charge.speaker_party == denial.speaker_party:
            continue
        if denial.item.article != charge.item.article or denial.type is not ClaimType.OTHER:
            continue
        gap = denial.setting.order - charge.setting.order
        told = denial.words - _light_stems()
        if not 0 < gap <= SOON + 1 or charge.frame.polarity is Polarity.NEGATIVE:
            continue
        if told and told <= charge.words - vague_stems():
            return _finding("denies the charge", 0.88 - 0.04 * gap, denial, a, charge)
    return None


@cache
def _light_stems() -> frozenset[str]:
    return frozenset(map(stem, lexicon().light_words))


def _disowns(denial: Position) -> bool:
    """Say whether a side says that it did not do something."""
    doer = denial.frame.agent
    own = doer is not None and doer == denial.speaker_party
    negative = denial.frame.polarity is Polarity.NEGATIVE
    return own and negative and denial.type in DEEDS and not denies_in_general(denial)


def _is_charge(claim: Position, denial: Position) -> bool:
    """Say whether another in the same article says that this side did it."""
    if claim.item.article != denial.item.article or claim.frame.polarity is Polarity.NEGATIVE:
        return False
    if claim.frame.agent != denial.frame.agent or claim.speaker_party == denial.speaker_party:
        return False
    return claim.type in HARM or claim.type is ClaimType.RESPONSIBILITY


def find_spared_thing(a: Position, b: Position) -> Finding | None:
    """Find "did not attack any civilian vehicle" against a strike on a bus there on that day."""
    for denial, claim in ((a, b), (b, a)):
        if denial.type not in FIRE or claim.type not in HIT or not _spares(denial):
            continue
        if claim.type is not ClaimType.STRIKE and not are_neighbours(a, b):
            continue
        if claim.frame.polarity is Polarity.NEGATIVE or claim.speaker_party == denial.speaker_party:
            continue
        side = denial.frame.agent or denial.speaker_party
        if claim.frame.agent not in (None, side) or not _is_of_the_day(denial, claim):
            continue
        table = lexicon().narrowed
        spared = [table[word] for word in denial.frame.objects if word in table]
        if any(words.intersection(claim.frame.objects) for words in spared):
            found = _finding("did not hit such a thing", 0.8, denial, a, claim)
            return replace(found, any_place=_names_its_place(denial, claim))
    return None


def _spares(denial: Position) -> bool:
    """Say whether a clause is of something that nobody, or that the speaker's side, did not hit."""
    nobody = denial.frame.agent is None and denial.counts_none
    return _disowns(denial) or (nobody and denial.frame.polarity is Polarity.NEGATIVE)


def _names_its_place(denial: Position, claim: Position) -> bool:
    """Say whether the claim before it names the place too: "the road between Kayes and Bamako"."""
    own = denial.setting.place_ground is Ground.OWN and are_neighbours(denial, claim)
    return own and any(place.mention in claim.statement.text for place in denial.places)


def _is_of_the_day(denial: Position, claim: Position) -> bool:
    """Say whether both name one day, or the one answers the other."""
    if are_neighbours(denial, claim):
        return True
    days = [position.setting for position in (denial, claim)]
    dated = all(setting.time_ground is Ground.OWN for setting in days)
    if denial.item.article == claim.item.article and 0 < days[0].order - days[1].order <= SOON:
        told = all(setting.time_ground >= Ground.BEFORE for setting in days)
        return told and days[0].interval == days[1].interval
    return dated and compare_times(denial, claim) is Nearness.SAME


def _finding(
    rule: str, confidence: float, denial: Position, a: Position, claim: Position
) -> Finding:
    values = ("it did not do it", "it did it")
    return Finding(
        ContradictionType.DENIAL,
        rule,
        confidence,
        shared_matter(claim.type, claim.type) or "what happened",
        *(values if denial is a else values[::-1]),
        needs_place=denial.item.article != claim.item.article,
    )
