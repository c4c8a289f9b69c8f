"""None of it, all of it: what is said not to be there, or all to have been shot down."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from importer.link.compare import share_party
from importer.link.figures import PEOPLE
from importer.link.gravity import denies_only_the_grave
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours, roles_fit, shared_matter, shared_words
from importer.link.verdicts.finding import Finding
from importer.link.wording import are_two_events
from importer.link.words import content_words, plain_words, stem
from importer.model import ClaimType, ContradictionType, Polarity

_NO_SUCH = re.compile(
    r"\b(?:[Tt]here (?:is|are|was|were|has been|have been|had been)|had|has|have|used|fired|dropped"
    r"|launched|found|carried out) (?:no|not any|never any) ((?:[a-z-]+ ){0,2}[a-z-]+)"
)
_SPOT = re.compile(
    r"\b(?:here|there|(?:in|at|inside|near) (?:the|that|this|our|their) (?:[a-z-]+ ){0,2}[a-z-]+)"
    r"\s*\Z"
)
"""A spot that is known: "in that building", "here"."""
_NO_SITE = re.compile(
    r"\b(?:[Tt]here (?:is|are|was|were|has been|had been|have been)|(?:has|have|had|houses?|housed"
    r"|contain(?:s|ed)?)) (?:no|never|not any|never any) (?:[\w-]+ )?"
    r"(?:military|armed|army|militant|combat|weapons?|arms) (?:[a-z-]+ )?"
    r"(?:sites?|targets?|facilit(?:y|ies)|installations?|objects?|presence|activity|equipment"
    r"|personnel|use|workshops?|depots?|stores?|bases?)\b"
    r"|\b(?:[Nn]o|[Nn]ot a single|[Nn]ot one) (?:military|armed|army|militant|combat|weapons?) "
    r"(?:[a-z-]+ )?(?:lies?|lay|stands?|stood|exist(?:s|ed)?|is|are|was|were|operate[sd]?)\b"
)
"""Nothing there that an army would aim at."""
_UNTOUCHED = re.compile(
    r"\b(?:not|never|n't|n’t) (?:touch(?:ed)?|harm(?:ed)?|come near) (?:the|that|this) ([\w-]+)"
)
_FIRED = r"(?:[a-z-]+ ){0,2}(missile|drone|rocket|projectile|UAV)\b"
_ONE_FIRED = re.compile(rf"\b(?:a|an|one|the|its|their|our) {_FIRED}")
_THE_FIRED = re.compile(rf"\b(?:the|its|that) {_FIRED}")
SOON = 3
"""How many statements apart, in an article, a strike and the denial of its target may stand."""
TARGETED = frozenset({ClaimType.STRIKE, ClaimType.CASUALTIES, ClaimType.LOSSES})
MUNITIONS = frozenset({"drones", "missiles", "bombs"})
BROKEN = frozenset({ClaimType.STRIKE, ClaimType.LOSSES, ClaimType.HUMANITARIAN, ClaimType.OTHER})
DAMAGE = "damage"
GARRISONS = frozenset(
    {"barracks", "base", "bases", "headquarters", "garrison", "hideout", "arsenal", "armoury"}
    | {"arms", "weapons", "ammunition", "military", "drone", "launcher", "launchers"}
)
"""What fighters are in, if it is what it is said to be."""
ENOUGH = 2


def find_no_such_thing(a: Position, b: Position) -> Finding | None:
    """Find "there were no secondary blasts" against a claim of them in the same two words."""
    for denial, claim in ((a, b), (b, a)):
        named = _NO_SUCH.search(denial.text)
        if named is None or claim.sign < 0 or denial.frame.polarity is Polarity.POSITIVE:
            continue
        thing = _thing(named.group(1))
        next_to = _in_turn(denial, claim)
        if (
            not thing
            or len(thing) < ENOUGH - next_to
            or not thing <= claim.words
            or _counts_people(denial)
            or _names_what_it_serves(thing, claim)
            or are_two_events(denial, claim)
        ):
            continue
        return _finding("no such thing", 0.85, denial, a, claim)
    return None


def _names_what_it_serves(thing: frozenset[str], claim: Position) -> bool:
    """Say whether a claim names the thing only in the name of a plant or store: "power station"."""
    words = plain_words(claim.statement.text)
    behind = [after for word, after in pairwise((*words, "")) if stem(word) in thing]
    plants = lexicon().facility_kinds.keys() | lexicon().wholes["infrastructure"]
    return bool(behind) and all(word in plants for word in behind)


def _in_turn(denial: Position, claim: Position) -> bool:
    """Say whether two sources speak of it in one breath, so that one word will do."""
    gap = abs(denial.setting.order - claim.setting.order)
    near = denial.item.article == claim.item.article and gap < SOON
    return near and denial.speaker != claim.speaker and roles_fit(denial, claim)


def _thing(phrase: str) -> frozenset[str]:
    """Return the stems of the first two content words behind "there was no"."""
    words = phrase.split()
    return content_words(" ".join(words[:2]))


def _counts_people(position: Position) -> bool:
    kinds = {lexicon().counted.get(word) for word in position.plain}
    return bool(kinds & {"civilians", "combatants", PEOPLE})


def find_absent_target(a: Position, b: Position) -> Finding | None:
    """Find "there was no soldier in that house" against who says that he hit soldiers there."""
    for absent, claim in ((a, b), (b, a)):
        if not _is_of_absence(absent) or share_party(a, b) or claim.sign < 0:
            continue
        if absent.item.article != claim.item.article:
            continue
        near = abs(absent.setting.order - claim.setting.order) <= SOON
        if near and (_hit_fighters(claim) or _hit_a_site(absent, claim)):
            return _finding("no target there", 0.75, absent, a, claim)
    return None


def _is_of_absence(position: Position) -> bool:
    """Say whether a clause rules out fighters at a spot that is known: "here", "in the house"."""
    if _NO_SITE.search(position.statement.text):
        return True
    denied = position.type is ClaimType.FORCES and position.frame.polarity is Polarity.NEGATIVE
    spot = _SPOT.search(position.text) or any(x.mention in position.text for x in position.places)
    return denied and _names_fighters(position) and bool(spot)


def _names_fighters(position: Position) -> bool:
    return _are_fighters(position.plain)


def _are_fighters(words: frozenset[str]) -> bool:
    known = lexicon().counted
    named = words & (frozenset(known) | lexicon().armed_words)
    fighting = {word for word in named if known.get(word, "combatants") == "combatants"}
    return bool(fighting) or "armed" in words or "military" in words


def _hit_fighters(claim: Position) -> bool:
    """Say whether a side tells that it hit or killed fighters."""
    own = claim.frame.agent is not None and claim.frame.agent == claim.speaker_party
    hit = frozenset(word.lower() for word in claim.frame.objects)
    of_enemy = _names_fighters(claim) or "militia" in claim.plain
    fighters = _are_fighters(hit) or (claim.frame.target is not None and of_enemy)
    return own and claim.type in TARGETED and (fighters or bool(claim.plain & GARRISONS))


def _hit_a_site(absent: Position, claim: Position) -> bool:
    """Say whether a side tells that it hit a military site, where none is said to have been."""
    own = claim.frame.agent is not None and claim.frame.agent == claim.speaker_party
    sites = lexicon().of_war - lexicon().counted.keys() - {"military"}
    told = claim.type in TARGETED and bool(claim.plain & sites)
    return own and told and _NO_SITE.search(absent.statement.text) is not None


def find_all_downed(a: Position, b: Position) -> Finding | None:
    """Find "all drones were shot down" against drones that struck home."""
    for downed, struck in ((a, b), (b, a)):
        if downed.type is not ClaimType.LOSSES or struck.type is not ClaimType.STRIKE:
            continue
        if downed.sign < 0 or struck.sign < 0 or not downed.plain & {"all", "every"}:
            continue
        if not _munitions(downed) & _munitions(struck) or not _struck_home(struck):
            continue
        return _finding("all shot down", 0.75, downed, a, struck, ContradictionType.ANTONYM)
    return None


def _munitions(position: Position) -> set[str]:
    known = lexicon().counted
    return {known[word] for word in position.plain if word in known} & MUNITIONS


def _struck_home(position: Position) -> bool:
    """Say whether what was fired hit something, and not only its debris."""
    said = frozenset(plain_words(position.statement.text))
    return bool(said & {"struck", "hit"}) and not said & lexicon().debris


def find_one_downed(a: Position, b: Position) -> Finding | None:
    """Find "a missile was intercepted" against the next who says that the missile struck home.

    Whoever speaks first names one, and the other says "the missile", whichever of them it is.
    """
    for downed, struck in ((a, b), (b, a)):
        if downed.type is not ClaimType.LOSSES or struck.type is not ClaimType.STRIKE:
            continue
        if downed.sign < 0 or struck.sign < 0 or not are_neighbours(a, b) or share_party(a, b):
            continue
        first, second = sorted((downed, struck), key=lambda each: each.setting.order)
        one, same = _ONE_FIRED.search(first.text), _THE_FIRED.search(second.text)
        if one and same and one.group(1) == same.group(1) and _struck_home(struck):
            kind = ContradictionType.ANTONYM
            return replace(
                _finding("shot down or hit", 0.8, downed, a, struck, kind), any_place=True
            )
    return None


def find_undamaged(a: Position, b: Position) -> Finding | None:
    """Find "the plant was not damaged" against a strike that set the plant on fire."""
    for spared, harmed in ((a, b), (b, a)):
        signs = (spared.frame.polarity, harmed.frame.polarity)
        if signs == (Polarity.NEGATIVE, Polarity.POSITIVE) and _is_untouched(spared, harmed):
            return _finding("spared or damaged", 0.8, spared, a, harmed)
        if signs != (Polarity.NEGATIVE, Polarity.POSITIVE) or spared.frame.predicate != DAMAGE:
            continue
        if denies_only_the_grave(spared, harmed):
            continue
        if harmed.type not in BROKEN or spared.item.reference == harmed.item.reference:
            continue
        said = frozenset(plain_words(harmed.statement.text))
        thing = {word.lower() for word in spared.frame.objects}
        parts = {part for word in thing for part in lexicon().wholes.get(word, ())}
        if (thing | parts) & said and said & lexicon().damage_words:
            found = _finding("spared or damaged", 0.8, spared, a, harmed)
            return replace(found, topic=shared_matter(spared.type, spared.type))
    return None


def _is_untouched(spared: Position, harmed: Position) -> bool:
    """Say whether one says "we have not touched the dam" next to who says that it was damaged."""
    match = _UNTOUCHED.search(spared.text)
    if match is None or not are_neighbours(spared, harmed) or harmed.type not in BROKEN:
        return False
    said = frozenset(plain_words(harmed.statement.text))
    broken = said & (lexicon().damage_words | {"hit", "struck", "attacked", "shelled", "bombed"})
    return match.group(1).lower() in said and bool(broken)


def _finding(
    rule: str,
    confidence: float,
    denial: Position,
    a: Position,
    claim: Position,
    kind: ContradictionType = ContradictionType.NEGATION,
) -> Finding:
    values = ("it is not so", "it is so")
    return Finding(
        kind,
        rule,
        confidence + 0.05 * bool(shared_words(denial, claim)),
        shared_matter(claim.type, claim.type) or "what happened",
        *(values if denial is a else values[::-1]),
        needs_place=denial.item.article != claim.item.article,
    )
