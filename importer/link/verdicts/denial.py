"""Denial: one source rejects the other's claim as such."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from importer.link.compare import Nearness, compare_places, compare_times
from importer.link.context import Ground
from importer.link.figures import figures, overlap
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import (
    can_mean,
    roles_fit,
    same_figure,
    share_a_party,
    shared_matter,
    shared_words,
    support,
)
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.standing import find_standing
from importer.link.wording import (
    answers_a_charge,
    denies_evidence,
    denies_in_general,
    denies_other_people,
    denies_own_deed,
    tell_of_one_sort,
    tells_of_victims,
)
from importer.link.words import plain_words, vague_stems
from importer.model import ClaimType, ContradictionType, Polarity, Stance

_NONE_THERE = re.compile(r"\b[Tt]here (?:is|was|are|were|has been|have been|had been) no\b")
ENOUGH = 0.35
"""How much two clauses must have in common for one to be the denial of the other."""
OUTCOMES = frozenset({ClaimType.REPEL, ClaimType.CASUALTIES, ClaimType.LOSSES})
FIRE = frozenset({ClaimType.ATTACK, ClaimType.STRIKE})
ENOUGH_OF_A_LIE = 0.3
REMEMBERED = timedelta(days=7)
"""How long a claim stands that is rejected by the name of the one who made it."""
SAME_WORDS = 2
"""How many telling words a denial must share with a charge of no known type."""
SAID = "it is true"
REJECTED = "it is false"


def find_denied_report(a: Position, b: Position) -> Finding | None:
    """Find a speaker who denies the claim that he passes on."""
    for outer, inner in ((a, b), (b, a)):
        if outer.item.article != inner.item.article:
            continue
        if outer.speaker is not None and outer.speaker == inner.speaker:
            continue  # Nobody rejects in one breath what he says himself.
        if inner.statement.parent == outer.statement.id and inner.statement.stance is Stance.DENIES:
            return _finding("denies what it reports", 0.95, outer, a, inner)
    return None


def find_rejection(a: Position, b: Position) -> Finding | None:
    """One statement rejects, by its cue or by words such as "lie", what the other claims."""
    for denial, claim in ((a, b), (b, a)):
        signs = (denial.frame.polarity, claim.frame.polarity)
        if not denial.rejects or claim.rejects or signs != (Polarity.NEGATIVE, Polarity.POSITIVE):
            continue
        if denial.type in lexicon().of_standing and not denial.calls_it_a_lie:
            continue
        if not (
            _about_one_claim(denial, claim)
            if denial.type is not ClaimType.OTHER
            else _is_answered_charge(denial, claim)
        ):
            continue
        if not can_mean(denial, claim) or not _is_of_claimant(denial, claim):
            continue
        weight = _weight(denial, claim)
        if weight >= (ENOUGH_OF_A_LIE if denial.calls_it_a_lie else ENOUGH):
            found = _finding("rejects the claim", 0.7 + 0.25 * weight, denial, a, claim)
            return replace(found, needs_place=not _means_what_was_said(denial, claim))
    return None


def find_unhappened(a: Position, b: Position) -> Finding | None:
    """One says that there was no fight or strike at all, the other tells of its outcome."""
    for denial, claim in ((a, b), (b, a)):
        signs = (denial.frame.polarity, claim.frame.polarity)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or not _is_outcome(claim, denial):
            continue
        denied = denial.frame.agent  # "We did not attack" says nothing of what others did.
        if denied is not None and denied != claim.frame.agent and not shared_words(denial, claim):
            continue
        if denies_other_people(denial, claim) or _names_what_was_spared(denial, claim):
            continue
        wholly = denial.counts_none or denial.rejects or "any" in denial.plain
        wholly = wholly or _NONE_THERE.search(denial.text) is not None
        wholly = wholly or _is_of_the_attack(denial, claim)
        if wholly:
            told = claim.type is ClaimType.REPEL or denial.type is ClaimType.STRIKE
            told = told or (_follows(denial, claim) and bool(shared_words(denial, claim)))
            found = _finding("did not happen", 0.8 if told else 0.5, denial, a, claim)
            return replace(found, needs_place=_NONE_THERE.search(denial.text) is not None)
    return None


def _names_what_was_spared(denial: Position, claim: Position) -> bool:
    """Say whether "we attacked no civilian vehicle" stands beside an attack on a line."""
    words = lexicon()
    spared = any(
        word in words.narrowed or words.counted.get(word) == "civilians"
        for word in denial.frame.objects
    )
    return claim.type is ClaimType.REPEL and spared and not denial.rejects


def _is_outcome(claim: Position, denial: Position) -> bool:
    """Say whether a claim tells what came of a fight or strike such as the one denied."""
    if denial.type is ClaimType.STRIKE and claim.type is ClaimType.CASUALTIES:
        return bool(shared_words(denial, claim))
    return denial.type is ClaimType.ATTACK and claim.type in OUTCOMES


def _is_of_the_attack(denial: Position, claim: Position) -> bool:
    """Say whether "we did not attack" is of the very day and place of an attack beaten off."""
    attacker = denial.frame.agent
    if claim.type is not ClaimType.REPEL or attacker is None or attacker != claim.frame.target:
        return False
    here = compare_places(denial, claim) is Nearness.SAME
    when = compare_times(denial, claim)
    return here and (when is Nearness.SAME or (_follows(denial, claim) and when is Nearness.LENT))


def find_bare_denial(a: Position, b: Position) -> Finding | None:
    """Find "we did no such thing", said of what another source claimed just before."""
    for denial, claim in ((a, b), (b, a)):
        if denial.item.article != claim.item.article or denial.speaker == claim.speaker:
            continue
        if denial.answers is None or denial.answers.id != claim.statement.id:
            continue
        gap = denial.setting.order - claim.setting.order
        found = _finding("denies what was said before", 0.9 - 0.05 * gap, denial, a, claim)
        of_denier = claim.frame.agent is not None and claim.frame.agent == denial.speaker_party
        of_plans = of_denier and claim.speaker_party != denial.speaker_party
        # Whatever day and place the claim has, the denial is of just that.
        return replace(found, of_plans=of_plans, any_time=True, any_place=True)
    return None


def find_named_denial(a: Position, b: Position) -> Finding | None:
    """Find "Petrov's claim about the town is a lie" against what Petrov said of that town."""
    for denial, claim in ((a, b), (b, a)):
        if not denial.calls_it_a_lie or claim.calls_it_a_lie or not denial.claimants:
            continue
        if not _is_of_claimant(denial, claim) or claim.frame.polarity is Polarity.NEGATIVE:
            continue
        if compare_places(denial, claim) is not Nearness.SAME or claim.type is ClaimType.OTHER:
            continue
        if not _of_one_matter(denial, claim):
            continue
        if not _came_before(claim, denial):
            continue
        found = _finding("rejects the source's claim", 0.75, denial, a, claim)
        return replace(found, any_time=True)
    return None


def _is_of_claimant(denial: Position, claim: Position) -> bool:
    """Say whether a denial that names whose claim it rejects can mean this one's."""
    if not denial.claimants:
        return True
    names = frozenset(plain_words(claim.speaker or ""))
    return bool(denial.claimants & (names | frozenset({(claim.speaker_party or "").lower()})))


def _of_one_matter(denial: Position, claim: Position) -> bool:
    """Say whether both are of who stands where, or of one type, as far as the denial tells."""
    types = {denial.type, claim.type}
    return len(types) == 1 or types <= lexicon().of_standing or denial.type is ClaimType.OTHER


def _came_before(claim: Position, denial: Position) -> bool:
    """Say whether the claim was published before the denial, or with it, and not long ago."""
    said, rejected = claim.item.published, denial.item.published
    if said is None or rejected is None:
        return claim.item.article == denial.item.article
    return said <= rejected <= said + REMEMBERED


def _follows(denial: Position, claim: Position) -> bool:
    """Say whether the denial stands right behind the claim."""
    same = denial.item.article == claim.item.article
    return same and denial.setting.order - claim.setting.order == 1


def _means_what_was_said(denial: Position, claim: Position) -> bool:
    """Say whether a denial without a place of its own is of a claim told before it."""
    if _follows(denial, claim):
        return True
    same = denial.item.article == claim.item.article
    later = denial.setting.order > claim.setting.order
    lent = denial.setting.place_ground is not Ground.OWN
    return same and later and lent and bool(shared_words(denial, claim) - vague_stems())


def _about_one_claim(denial: Position, claim: Position) -> bool:
    if denial.type is not claim.type and not _are_related(denial, claim):
        return False
    shared = share_a_party(denial, claim)
    if not roles_fit(denial, claim) or (denial.answers and not shared):
        return False
    if _is_of_others(denial, claim):
        return False
    alike = shared_words(denial, claim) or same_figure(denial, claim)
    if not (shared or alike or _follows(denial, claim)):
        return False
    counts, others = figures(denial), figures(claim)
    if counts and others and denial.type in (ClaimType.CASUALTIES, ClaimType.LOSSES):
        return any(overlap(x, y) for x in counts for y in others)
    return True


def _is_answered_charge(denial: Position, claim: Position) -> bool:
    """Say whether a side denies in the same words what another says that it did."""
    charged = claim.frame.agent is not None and claim.frame.agent == denial.speaker_party
    told = shared_words(denial, claim) - vague_stems()
    return charged and claim.speaker_party != denial.speaker_party and len(told) >= SAME_WORDS


def _is_of_others(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of other dead, or of who they were and not that they died."""
    if denies_evidence(denial, claim) or denies_own_deed(denial, claim):
        return True
    answers = _follows(denial, claim) and answers_a_charge(denial, claim)
    if denies_in_general(denial) and not answers:
        return True
    if tells_of_victims(denial) is not tells_of_victims(claim):
        return True
    if tells_of_victims(denial) and not tell_of_one_sort(denial, claim):
        return True
    return denial.type is ClaimType.CASUALTIES and denies_other_people(denial, claim)


def _are_related(denial: Position, claim: Position) -> bool:
    """Say whether claims of two types can be one: they share words, or party, place and day."""
    if not shared_matter(denial.type, claim.type):
        return False
    types = {denial.type, claim.type}
    if types <= lexicon().of_standing:
        return find_standing(denial, claim) is not None
    if len(shared_words(denial, claim)) > 1:
        return True
    if not types <= FIRE or denial.frame.agent is None or denial.frame.agent != claim.frame.agent:
        return False
    here = compare_places(denial, claim) is Nearness.SAME
    return here and compare_times(denial, claim) is Nearness.SAME


def _weight(denial: Position, claim: Position) -> float:
    """Weigh what a rejection and a claim have in common, place, day and figure included."""
    weight = support(denial, claim)
    weight += 0.1 * (compare_places(denial, claim) is Nearness.SAME)
    weight += 0.1 * (compare_times(denial, claim) is Nearness.SAME)
    weight += 0.4 * same_figure(denial, claim)
    weight += 0.2 * (tells_of_victims(denial) and tells_of_victims(claim))
    return min(1.0, weight)


def _finding(
    rule: str, confidence: float, denial: Position, a: Position, claim: Position
) -> Finding:
    values = (REJECTED, SAID) if denial is a else (SAID, REJECTED)
    matter = shared_matter(claim.type, claim.type) or "what happened"
    return Finding(ContradictionType.DENIAL, rule, min(confidence, 0.95), matter, *values)
