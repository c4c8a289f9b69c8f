"""Denials told beside the claim that they answer: "denied that any ransom was paid"."""

from __future__ import annotations

from importer.link.compare import is_same_speaker, share_party
from importer.link.context import Ground
from importer.link.figures import figures, overlap
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import roles_fit, shared_matter, shared_words
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.polarity import can_be_one_claim
from importer.link.wording import (
    are_two_facilities,
    denies_evidence,
    denies_in_general,
    denies_intent,
    denies_other_people,
    name_two_goods,
    name_two_things,
    tells_of_victims,
)
from importer.link.words import content_words, plain_words, stem, vague_stems
from importer.model import ClaimType, ContradictionType, Polarity, StatementKind

SURE, LIKELY = 0.8, 0.7
"""How sure the answer is with two signs that it is of the claim beside it, and with one."""
NEGATED, NEGATED_MORE = 0.65, 0.07
"""The same of a negated clause that no word of denial introduces, and for a second word shared."""
_DEATHS = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES})
_DEEDS = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
_OF_ONE_STORY = frozenset({ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.STRIKE})


def find_answer_beside(a: Position, b: Position) -> Finding | None:
    """Find who "denied" or "rejected" in the words of the claim right before or behind him.

    A report quotes a denial for the sake of what is denied, and tells that beside it. The claim
    must name the thing denied; what no one is named for saying must be told first.
    """
    for denial, claim in ((a, b), (b, a)):
        if not _denies_by_cue(denial) or not _stands_beside(denial, claim):
            continue
        signs = (denial.frame.polarity, claim.frame.polarity)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or _is_of_another_thing(denial, claim):
            continue
        named = _named_alike(denial, claim)
        if not named:
            continue
        doer = denial.frame.agent is not None and denial.frame.agent == claim.frame.agent
        told = denial.frame.predicate is not None and denial.is_alike(claim)
        sure = len(named) > 1 or doer or told
        if denial.setting.order < claim.setting.order and not sure:
            continue  # Who speaks after a denial may well speak of something else.
        values = ("it is false", "it is true")
        return Finding(
            ContradictionType.DENIAL,
            "denies the claim beside it",
            SURE if sure else LIKELY,
            shared_matter(claim.type, claim.type) or "what happened",
            *(values if denial is a else values[::-1]),
            any_place=denial.setting.place_ground is not Ground.OWN,
            any_time=not denial.names_day,
        )
    return None


def find_negated_beside(a: Position, b: Position) -> Finding | None:
    """Find who says of one thing, right behind another side that affirms something, that it is not.

    "Soldiers came with them", "there is not one soldier in the country": what the clauses tell may
    be of two types, and no word of denial introduces the second. Who affirms something behind a
    negation may well go on to something else.
    """
    claim, denial = (a, b) if a.setting.order < b.setting.order else (b, a)
    signs = (denial.frame.polarity, claim.frame.polarity)
    if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or denial.answers or claim.answers:
        return None
    told = denial.speaker is not None and claim.speaker is not None
    if not told or not _stands_beside(denial, claim) or _has_rules_of_its_own(denial, claim):
        return None
    if _is_of_another_thing(denial, claim) or not can_be_one_claim(denial, claim):
        return None
    named = _named_alike(denial, claim)
    if not named or denial.is_unsure or claim.is_unsure:
        return None
    values = ("it is not so", "it is so")
    return Finding(
        ContradictionType.NEGATION,
        "negates what is said beside it",
        NEGATED + NEGATED_MORE * (len(named) > 1),
        shared_matter(claim.type, denial.type) or "what happened",
        *(values if denial is a else values[::-1]),
        any_place=denial.setting.place_ground is not Ground.OWN,
        any_time=not denial.names_day,
    )


def _has_rules_of_its_own(denial: Position, claim: Position) -> bool:
    """Say whether two clauses of one matter are told apart more finely elsewhere."""
    types = {denial.type, claim.type}
    if claim.type is ClaimType.STRIKE and denial.plain & lexicon().damage_words:
        return True  # What was struck need not have been damaged.
    return len(types) == 1 or types <= lexicon().of_standing


def find_denied_by_quotation(a: Position, b: Position) -> Finding | None:
    """Find a quotation given with "denied this:" right behind a claim that it does not fit.

    The quotation says what holds instead: "four brigades were sent", "there is one battalion".
    """
    denial, claim = (a, b) if a.setting.order > b.setting.order else (b, a)
    if denial.statement.kind is not StatementKind.DIRECT or not _denies_by_cue(denial):
        return None
    if not _stands_beside(denial, claim) or Polarity.NEGATIVE in (
        denial.frame.polarity,
        claim.frame.polarity,
    ):
        return None
    matter = shared_matter(claim.type, denial.type)
    if not (matter or _named_alike(denial, claim)) or not roles_fit(denial, claim):
        return None
    values = ("it is otherwise", "it is so")
    return Finding(
        ContradictionType.DENIAL,
        "denies the claim with a quotation",
        0.75,
        matter or "what happened",
        *(values if denial is a else values[::-1]),
        any_place=denial.setting.place_ground is not Ground.OWN,
        any_time=not denial.names_day,
    )


def _denies_by_cue(position: Position) -> bool:
    """Say whether the verb of saying is one of denial: what follows was claimed by somebody."""
    cue = plain_words(position.statement.cue or "")
    return position.answers is None and not lexicon().denial_cues.isdisjoint(cue)


def _stands_beside(denial: Position, claim: Position) -> bool:
    """Say whether the claim is the statement before or behind, and of another side."""
    gap = denial.setting.order - claim.setting.order
    if denial.item.article != claim.item.article or abs(gap) != 1:
        return False
    if is_same_speaker(denial, claim) or share_party(denial, claim):
        return False
    return not claim.rejects and (gap == 1 or claim.speaker is not None)


def _is_of_another_thing(denial: Position, claim: Position) -> bool:
    """Say whether something tells that the denial is not of this claim."""
    if not roles_fit(denial, claim):
        return True
    if tells_of_victims(denial) is not tells_of_victims(claim) and not (
        claim.type in _DEATHS and _sorts(denial) & _sorts(claim)
    ):
        return True
    mended = denial.type in _DEEDS and bool(claim.plain & lexicon().recovery)
    if mended or are_two_facilities(denial, claim) or name_two_things(denial, claim):
        return True
    if name_two_goods(denial, claim) or denies_evidence(denial, claim) or denies_intent(denial):
        return True
    if denies_in_general(denial) or denies_other_people(denial, claim):
        return True
    counts, others = figures(denial), figures(claim)
    return bool(counts and others) and not any(overlap(x, y) for x in counts for y in others)


def _named_alike(denial: Position, claim: Position) -> frozenset[str]:
    """Return what both name beyond places, parties and words for nearly anything.

    Words for one sort of people count as one: "any soldiers" answers "60 servicemen".
    """
    words = shared_words(denial, claim) | denial.words & content_words(claim.statement.text)
    words = words - vague_stems() - _spoken_of(denial) - _spoken_of(claim)
    of_one_story = {denial.type, claim.type} <= _OF_ONE_STORY
    people = _sorts(denial) & _sorts(claim) if of_one_story else frozenset()
    return words | people


def _spoken_of(position: Position) -> frozenset[str]:
    """Return the stems of the names of the places and of the speaker."""
    names = " ".join(place.mention for place in position.places)
    words = plain_words(f"{names} {position.speaker or ''}")
    return frozenset(map(stem, words))


def _sorts(position: Position) -> frozenset[str]:
    table = lexicon().counted
    return frozenset(f"sort {table[word]}" for word in position.plain if word in table)
