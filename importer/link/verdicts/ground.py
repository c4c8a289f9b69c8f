"""Who is on the ground, told in other words: an attack beaten off, a fight in the streets."""

from __future__ import annotations

import re

from importer.link.compare import Nearness, compare_times, do_overlap, is_one_town, is_same_speaker
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.standing import MATTER
from importer.link.verdicts.where import OUT_OF, standing_of
from importer.model import ClaimType, ContradictionType, Polarity

SOON = 4
"""How many statements apart "the attack" and the capture that it would be may stand."""
_THE_ATTACK = re.compile(
    r"\b(?:the|this|that|[A-Z][a-z]+day[’']s) (?:[\w-]+ ){0,1}"
    r"(?:attack|assault|offensive|attackers|assailants|incursion|advance)\b",
    re.IGNORECASE,
)
FORCES = ClaimType.FORCES
_TOLD = frozenset({ClaimType.FORCES, ClaimType.REPEL, ClaimType.ADVANCE, ClaimType.ATTACK})
_OF_ATTACKS = frozenset({ClaimType.REPEL, ClaimType.ADVANCE, ClaimType.ATTACK})
_FAILED = re.compile(
    r"\battempts? (?:[\w-]+ ){0,2}to (?:enter|take|seize|capture|storm|overrun) (?:[\w’'-]+ ){1,5}"
    r"(?:(?:has|have|had) )?(?:failed|been (?:foiled|thwarted|repelled|repulsed|beaten)"
    r"|(?:was|were) (?:foiled|thwarted|repelled|repulsed|beaten))\b"
)
_ATTEMPT = re.compile(
    r"\b(?:all|any|every|each|the|this|that|an?) (?:[\w’'-]+ ){0,2}"
    r"(?:attempts?|attack|assault|advance|incursion|push)\b"
)
ENTER = "enter"
_INSIDE = re.compile(
    r"\b(?:in|inside|within|for) (?:its|the|his|their)(?: own)? (?:[\w-]+ ){0,2}"
    r"(?:streets?|cent(?:re|er)|neighbou?rhoods?|districts?|quarters?|suburbs?|town|city|village)\b"
    r"|\bstreet (?:by|to) street\b|\bstreet(?:-to-street)? (?:fight|battle)"
    r"|\bhouse[- ]to[- ]house\b|\bfrom house to house\b"
)
"""Where a fight has both sides in the place."""
_FIGHT = r"(?:fighting|battles?|clashes|combat)"
_FOR_IT = r"(?:for|over|in|inside) (?!the (?:area|direction|vicinity|outskirts)\b)"
_FIGHT_FOR = re.compile(
    rf"\b{_FIGHT}\b(?! (?:alongside|against))"
    r"(?=.*\b(?:going on|goes on|went on|continu(?:es?|ed|ing)|still|ongoing|under way|underway"
    rf"|rag(?:es?|ed|ing)|not over|not ended)\b).{{0,60}}?\b{_FOR_IT}"
    r"|\b(?:still|continu(?:es?|ed|ing)|ongoing) (?:[\w-]+ ){0,2}"
    rf"{_FIGHT} {_FOR_IT}"
)
"""A fight for a place that goes on, so that nobody has all of it yet."""
_FIGHTS_ON = re.compile(
    r"\b(?:is|are|was|were|still) fighting\b.{0,60}?\b(?:street (?:by|to) street|house to house)\b"
    r"|\b(?:street (?:by|to) street|house to house) fighting\b"
)
_TOOK_PART = re.compile(
    r"\b(?:took part|taken part|taking part|participat(?:ed|ing)|fought|fighting|joined"
    r"|(?:are|were) involved)\b"
)


def find_on_ground(a: Position, b: Position) -> Finding | None:
    """Try the rules of this module; most pairs are of nothing that they could be about."""
    if a.type not in _TOLD and b.type not in _TOLD:
        return None
    if ClaimType.ATTACK in (a.type, b.type) and ClaimType.CONTROL in (a.type, b.type):
        return find_fight_for_it(a, b) or find_beaten_attack(a, b)
    if FORCES in (a.type, b.type):
        return find_fight_inside(a, b) or find_part_in_fight(a, b) or find_driven_out(a, b)
    return find_beaten_entry(a, b) or find_beaten_attack(a, b)


def find_beaten_entry(a: Position, b: Position) -> Finding | None:
    """Find "every attempt to enter was thrown back" next to who says that he has entered."""
    for defence, entry in ((a, b), (b, a)):
        doer = entry.frame.agent
        if entry.frame.predicate != ENTER or entry.frame.polarity is Polarity.NEGATIVE:
            continue
        if defence.type is not ClaimType.REPEL or not _ATTEMPT.search(defence.text):
            continue
        own = doer is None or doer in (defence.frame.agent, defence.speaker_party)
        if own or is_same_speaker(a, b) or not are_neighbours(a, b):
            continue
        values = ("the attempt was beaten off", f"{doer} entered it")
        return _finding("attack beaten off or place entered", 0.8, values, (defence, entry), a)
    return None


def find_beaten_attack(a: Position, b: Position) -> Finding | None:
    """Find "the attack was beaten back" against who says that the attackers took the place.

    Whoever names neither side answers the one that has just told of its capture.
    """
    for defence, capture in ((a, b), (b, a)):
        if capture.type is not ClaimType.CONTROL or not _is_beaten_off(defence):
            continue
        holders = [party for party, where in standing_of(capture).items() if where == "holds"]
        if not holders or is_same_speaker(a, b):
            continue
        took = capture.frame.predicate in lexicon().lasting
        close = abs(defence.setting.order - capture.setting.order) <= SOON
        own = defence.speaker_party == holders[0] or defence.frame.agent == holders[0]
        if not took or not close or own or defence.item.article != capture.item.article:
            continue
        values = ("the attack was beaten off", f"{holders[0]} holds it")
        return _finding("attack beaten off or place taken", 0.75, values, (defence, capture), a)
    return None


def _is_beaten_off(defence: Position) -> bool:
    frame = defence.frame
    if defence.type not in _OF_ATTACKS:
        return False
    if _FAILED.search(defence.statement.text):
        return True
    unnamed = frame.target is None and frame.polarity is Polarity.POSITIVE
    told = defence.type is ClaimType.REPEL and unnamed
    return told and _THE_ATTACK.search(defence.text) is not None


def find_fight_inside(a: Position, b: Position) -> Finding | None:
    """Find "not one of them is left in it" against a fight that goes on in its streets."""
    for absent, fight in ((a, b), (b, a)):
        if absent.type is not ClaimType.FORCES or absent.frame.polarity is Polarity.POSITIVE:
            continue
        if fight.type is not ClaimType.ATTACK or fight.frame.polarity is Polarity.NEGATIVE:
            continue
        if "absent" not in standing_of(absent).values() or absent.is_partial:
            continue
        if not _INSIDE.search(fight.statement.text) or is_same_speaker(a, b):
            continue
        if not absent.names_day and not are_neighbours(absent, fight):
            continue
        values = ("nobody is left in it", "there is fighting in it")
        return _finding("absent or fighting", 0.8, values, (absent, fight), a)
    return None


def find_fight_for_it(a: Position, b: Position) -> Finding | None:
    """Find "we captured the town" against another side by which the fight for it goes on.

    Both must name the one town: there is always fighting somewhere near it.
    """
    for taken, fight in ((a, b), (b, a)):
        if taken.frame.predicate not in lexicon().lasting or taken.sign < 0 or taken.is_partial:
            continue
        if fight.type is not ClaimType.ATTACK or fight.frame.polarity is Polarity.NEGATIVE:
            continue
        holders = [party for party, where in standing_of(taken).items() if where == "holds"]
        if not holders or fight.speaker_party == holders[0] or is_same_speaker(a, b):
            continue
        named = any(place.mention in fight.text for place in fight.places)
        goes_on = _FIGHT_FOR.search(fight.text) or _FIGHTS_ON.search(fight.text)
        if not named or not goes_on or not is_one_town(taken, fight):
            continue
        if compare_times(taken, fight) is Nearness.DIFFERENT or fight.statement.speaker is None:
            continue
        one, other = taken.setting.interval, fight.setting.interval
        if one and other and not do_overlap(one, other) and not are_neighbours(a, b):
            continue  # Of a place taken last week there may be another fight now.
        values = (f"{holders[0]} holds it", "the fight for it goes on")
        return _finding("taken or fought for", 0.8, values, (taken, fight), a)
    return None


def find_part_in_fight(a: Position, b: Position) -> Finding | None:
    """Find "we have no troops there" against the next who says that they took part in the fight."""
    for absent, deed in ((a, b), (b, a)):
        if absent.type is not ClaimType.FORCES or not absent.counts_none:
            continue
        party = absent.frame.agent
        if party is None or party != deed.frame.agent or not are_neighbours(absent, deed):
            continue
        own_men = deed.plain & {"soldiers", "troops", "forces", "army", "units", "men"}
        if deed.frame.polarity is Polarity.NEGATIVE or deed.speaker_party == party or not own_men:
            continue
        if not _TOOK_PART.search(deed.text):
            continue
        values = (f"{party} is not in it", f"{party} fights in it")
        return _finding("absent or fighting", 0.8, values, (absent, deed), a)
    return None


def find_driven_out(a: Position, b: Position) -> Finding | None:
    """Find "we pushed the bandits out of the town" against gunmen who are "still" in it."""
    for driven, present in ((a, b), (b, a)):
        if present.type is not ClaimType.FORCES:
            continue
        doer = driven.frame.agent or driven.speaker_party
        if driven.sign < 0 or doer is None or not (_drives_out(driven) or _clears(driven)):
            continue
        others = present.frame.agent not in (None, doer) or present.plain & lexicon().armed_words
        there = present.type is ClaimType.FORCES and present.sign > 0 and present.persists
        if not there or not others or not are_neighbours(a, b) or is_same_speaker(a, b):
            continue
        values = ("they were driven out of it", "they are still in it")
        return _finding("driven out or still there", 0.8, values, (driven, present), a)
    return None


def _drives_out(position: Position) -> bool:
    """Say whether somebody, unnamed, was driven out of a place."""
    unnamed = position.type is ClaimType.REPEL and position.frame.target is None
    return unnamed and position.frame.agent is not None and bool(OUT_OF.search(position.text))


def _clears(position: Position) -> bool:
    """Say whether all of a place was cleared of whoever was in it."""
    return position.frame.predicate == "clear" and position.is_whole


def _finding(
    rule: str,
    confidence: float,
    values: tuple[str, str],
    pair: tuple[Position, Position],
    first: Position,
) -> Finding:
    """Tell a clash; `values` are those of the pair in its order."""
    ordered = values if pair[0] is first else values[::-1]
    kind = ContradictionType.ANTONYM
    return Finding(kind, rule, confidence, MATTER, *ordered, needs_place=True)
