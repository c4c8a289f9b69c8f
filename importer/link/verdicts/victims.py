"""Who came to harm: fighters by one account, civilians by the other, or nobody at all."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.link.compare import Nearness, compare_places, compare_times
from importer.link.figures import KEPT, figures
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import roles_fit
from importer.link.verdicts.finding import Finding
from importer.link.wording import are_two_events, denies_for_own_spot
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity

_THE_DEAD = (
    r"(?:(?:the|those) (?:\w+ ){0,2}(?:dead|killed|victims|slain)(?: there)?"
    r"|(?:those|the people|the men) who "
    r"(?:died|fell|perished|were (?:killed|shot|slain))(?: there)?"
    r"|(?:the )?(?:\w+ )?(?:people|men|persons) (?:\w+ )?killed)"
)
_ALL_WERE = re.compile(
    rf"\b(?:(?P<none>none) of {_THE_DEAD}|(?:all|every one|each)(?: \w+)? of {_THE_DEAD}"
    rf"|all {_THE_DEAD}|(?<!of )(?<!among )(?<!some )(?<!most ){_THE_DEAD}"
    r"|every(?:one|body) killed)"
    r" (?:are|were|was|had been|is) (?P<who>[^.;]*)",
    re.IGNORECASE,
)
"""What is told of all of the dead, and not of some of them."""
_ALL_OF_THEM = re.compile(
    r"\b(?:all|every one|each|(?P<none>none)) of (?:them|whom) "
    r"(?:(?:were|are|was) )?(?P<who>[^.;]*)"
    r"|, all (?:of them )?(?P<they>[\w-]+(?: [\w-]+)?)(?=[,.;]|$)",
    re.IGNORECASE,
)
"""What all of a number of dead were, told behind it: "ten died, all of them workers"."""
_ONLY = re.compile(
    r"\b(?:kill(?:ed|s|ing)?|died|eliminated|hit|struck) [\"“]?(?:only|nobody but|none but"
    r"|nothing but|no one but)[\"“]? ((?:[\w-]+ ){0,2}[\w-]+)"
    r"|\bonly ((?:[\w-]+ ){1,3})(?:died|perished|(?:was|were|had been) killed)\b",
    re.IGNORECASE,
)
"""Who alone was killed."""
_SOME = re.compile(r"\b(?:some|most|many|part|mostly|mainly|including|include|half|\d+)\b")
_MOST_OF_THEM = re.compile(
    r"\b(?:most|many|some|all|several|one|two|three|half) of (?:them|whom) "
    r"(?:were )?((?:[\w-]+ ){0,3}[\w-]+)"
    r"|\b(?:among (?:them|whom)|including) (?:(?:at least )?[\w-]+ )?([\w-]+)"
)
_MEMBERS = re.compile(r"\bmembers? of\b|\baffiliated with\b|\bbelong(?:ed|ing)? to\b")
OPPOSITE = {"civilians": "combatants", "combatants": "civilians"}
HURT = frozenset({"harmed", "hurt"})
SOON = 4
"""How many statements apart two accounts of one article may stand that tell who the dead were."""


def find_who_died(a: Position, b: Position) -> Finding | None:
    """Find "all of those killed were fighters" against the death of civilians there."""
    for told, claim in ((a, b), (b, a)):
        all_were = _all_were(told)
        if all_were is None or not _of_one_event(told, claim) or not roles_fit(told, claim):
            continue
        if OPPOSITE[all_were] not in _died(claim):
            continue
        values = (f"they were {all_were}", f"they were {OPPOSITE[all_were]}")
        kind, rule = ContradictionType.ANTONYM, "fighters or civilians"
        return _finding(kind, rule, 0.8, values, (told, claim), a)
    return None


def find_unhurt(a: Position, b: Position) -> Finding | None:
    """Find "no civilians were harmed" against the death of civilians, told just before."""
    for spared, harmed in ((a, b), (b, a)):
        if not _are_unhurt(spared) or not _tells_of_harm(harmed):
            continue
        if harmed.frame.polarity is Polarity.NEGATIVE or not _of_one_event(spared, harmed):
            continue
        if are_two_events(spared, harmed) or denies_for_own_spot(spared, harmed):
            continue
        one_kind = _kinds(spared) & _kinds(harmed) or _is_about_anybody(spared)
        if not roles_fit(spared, harmed) or not one_kind:
            continue
        values = ("nobody was hurt", "some were")
        kind, rule = ContradictionType.NEGATION, "none against some"
        return _finding(kind, rule, 0.85, values, (spared, harmed), a)
    return None


def _are_unhurt(position: Position) -> bool:
    """Say whether a clause says of a sort of people, by nobody's hand, that none came to harm."""
    unhurt = position.type is ClaimType.CASUALTIES and bool(position.plain & HURT)
    nobody_named = position.frame.agent is None and (
        position.counts_none or _is_about_anybody(position)
    )
    return unhurt and nobody_named and position.frame.polarity is Polarity.NEGATIVE


def _tells_of_harm(position: Position) -> bool:
    """Say whether a clause tells that people came to harm, or were seen to."""
    if position.type is ClaimType.CASUALTIES:
        return True
    people = {"men", "people", "women", "civilians", "children", "prisoners", "residents"}
    shot = bool(position.plain & {"shot", "executed", "killed", "beaten", "stabbed"})
    return position.type is ClaimType.ATTACK and shot and bool(position.plain & people)


def _is_about_anybody(position: Position) -> bool:
    return bool(position.plain & {"nobody", "none"}) or "no one" in position.text


def _kinds(position: Position) -> frozenset[str | None]:
    """Return the kinds of people that a clause counts or names as harmed."""
    counted = lexicon().counted
    named = {counted[word] for word in position.frame.objects if word in counted}
    return frozenset(named | {figure.kind for figure in figures(position)})


@lru_cache(maxsize=KEPT)
def _all_were(position: Position) -> str | None:
    """Return what a statement says all of the dead were: "civilians" or "combatants"."""
    if position.type is not ClaimType.CASUALTIES:
        return None
    text = position.statement.text
    match = _ALL_WERE.search(text) or _ALL_OF_THEM.search(text)
    if match is None and position.frame.polarity is Polarity.POSITIVE:
        return _killed_only(position)
    who = (match.group("who") or match.groupdict().get("they") or "") if match else ""
    if match is None or _SOME.search(who):
        return None
    words = plain_words(who)
    known = lexicon()
    kinds = {known.counted.get(word) for word in words if word in known.counted}
    kinds |= {"combatants" for word in words if word in known.armed_words}
    kinds |= {"combatants"} if _MEMBERS.search(who) else set()
    kinds &= OPPOSITE.keys()
    negated = match.group("none") is not None or not known.negators.isdisjoint(words)
    if len(kinds) != 1:
        return None
    kind = kinds.pop() or ""
    return OPPOSITE[kind] if negated else kind


def _killed_only(position: Position) -> str | None:
    """Return the sort of people of whom alone a clause tells that they died: "only extremists"."""
    match = _ONLY.search(position.text)
    words = plain_words(match.group(1) or match.group(2)) if match else ()
    kinds = {lexicon().counted.get(word) for word in words}
    kinds |= {"combatants"} if lexicon().armed_words.intersection(words) else set()
    return next(iter(sorted(kind for kind in kinds if kind in OPPOSITE)), None)


def _died(claim: Position) -> frozenset[str]:
    """Return of which sort people died by a claim of deaths."""
    if claim.type is not ClaimType.CASUALTIES or claim.frame.polarity is Polarity.NEGATIVE:
        return frozenset()
    all_were = _all_were(claim)
    if all_were is not None:
        return frozenset({all_were})
    killed = lexicon().fates
    if not any("killed" in killed.get(word, ()) for word in claim.plain):
        return frozenset()
    counted = lexicon().counted
    told = {counted[word] for word in claim.frame.objects if word in counted}
    said = _MOST_OF_THEM.search(claim.statement.text)
    words = plain_words(said.group(1) or said.group(2)) if said else ()
    return frozenset(told | {counted[word] for word in words if word in counted})


def _of_one_event(told: Position, claim: Position) -> bool:
    """Say whether "the dead" can be those of the claim: told just before, or there and then."""
    if told.item.article == claim.item.article:
        return abs(told.setting.order - claim.setting.order) <= SOON
    here = compare_places(told, claim) is Nearness.SAME
    return here and compare_times(told, claim) is Nearness.SAME


def _finding(
    kind: ContradictionType,
    rule: str,
    confidence: float,
    values: tuple[str, str],
    pair: tuple[Position, Position],
    first: Position,
) -> Finding:
    """Tell a clash on who came to harm; `values` are those of the pair in its order."""
    told, claim = pair
    ordered = values if told is first else values[::-1]
    across = told.item.article != claim.item.article
    return Finding(kind, rule, confidence, "casualties", *ordered, needs_place=across)
