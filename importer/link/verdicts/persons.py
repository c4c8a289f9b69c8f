"""Who the one killed was: a farmer by one account, a fighter by the other."""

from __future__ import annotations

import re

from importer.link.compare import Nearness, compare_places, compare_times, is_same_speaker
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.verdicts.finding import Finding
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity

SURE, LIKELY = 0.82, 0.74
SOON = 2
"""How many statements apart in an article the two accounts may stand."""
_WHO = (
    r"(?<!of )(?<!among )(?:[Tt]he (?:dead )?(?:man|men|woman|boy|boys|youth|youths|teenager|pair"
    r"|two|three|four|victims?|dead|driver|brothers|passengers?|occupants|target|targets|deceased|suspects?)|[Hh]e|[Ss]he"
    r"|[Tt]hey|[Bb]oth(?: men)?|[Tt]hose killed|[Hh]is (?:son|brother|father|nephew|cousin)"
    r"|[Hh]er (?:son|husband|brother|father))"
)
_WAS = r"(?: [\w’'-]+){0,2}? (?:was|were|had been|is|are) "
_ARMED = (
    r"(?:members?|operatives?|fighters?|militants?|terrorists?|commanders?|gunm[ae]n|combatants?"
    r"|insurgents?|rebels?|saboteurs?|spies|spy|bombers?)"
)
_WAS_ARMED = re.compile(rf"\b{_WHO}{_WAS}(?!not |no |never )(?:[\w’'-]+ ){{0,4}}{_ARMED}\b")
_KILLED_ARMED = re.compile(
    rf"\b(?:killed|eliminated|targeted|struck|hit|shot) (?:an?|the|two|three|one) "
    rf"(?:[\w’'-]+ ){{0,3}}{_ARMED}\b"
)
_WAS_NO_FIGHTER = re.compile(
    rf"\b{_WHO}{_WAS}(?:not|never) (?:an? |the )?(?:[\w’'-]+ ){{0,2}}{_ARMED}\b"
    rf"|\b{_WHO}(?: [\w’'-]+){{0,2}}? (?:had )?(?:belonged to no"
    r"|(?:did|had) (?:not|never) belong(?:ed)? to"
    r"|ha[ds] (?:no|nothing to do|never had (?:any|anything))\b[^.;]{0,20}?"
    r"(?:links?|ties|connections?|affiliation|part|with|role)"
    r"|never (?:carried|held|touched) (?:a gun|arms|weapons|a weapon))"
)
_FATAL = frozenset({ClaimType.CASUALTIES, ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.LOSSES})
_KILLED = frozenset({"killed", "kill", "killing", "died", "dead"})


def find_who_it_was(a: Position, b: Position) -> Finding | None:
    """Find "the man was a fighter" against the death of a farmer, or "he was no fighter"."""
    if a.item.article != b.item.article or is_same_speaker(a, b):
        return None
    if abs(a.setting.order - b.setting.order) > SOON:
        return None
    for armed, civil in ((a, b), (b, a)):
        text = armed.statement.text
        told = _WAS_ARMED.search(text)
        struck = None if told else _KILLED_ARMED.search(text)
        if not (told or struck) or armed.frame.polarity is Polarity.NEGATIVE:
            continue
        person = _is_civilian_in_person(civil)
        if not (
            person
            or (_is_civilian_killed(civil) and _is_of_them(armed, civil, told=told is not None))
        ):
            continue
        if person and civil.setting.order < armed.setting.order:
            continue
        return Finding(
            ContradictionType.ANTONYM,
            "fighter or civilian",
            SURE if told else LIKELY,
            "casualties",
            *(("a fighter", "a civilian") if armed is a else ("a civilian", "a fighter")),
            any_place=bool(told),
        )
    return None


def _is_civilian_in_person(position: Position) -> bool:
    """Say whether a clause tells of somebody known that he was no fighter, or had a trade."""
    text = position.statement.text
    if _WAS_NO_FIGHTER.search(text):
        return True
    match = re.search(rf"\b{_WHO}{_WAS}(?!not |no |never )(?:an? |the )?([^.,;]*)", text)
    words = plain_words(match.group(1)) if match else ()
    return bool(_trades() & set(words)) and not re.search(_ARMED, match.group(1) if match else "")


def _is_civilian_killed(position: Position) -> bool:
    """Say whether a clause tells that somebody with a trade was killed."""
    hit = {word.lower() for word in position.frame.objects} | set(
        plain_words(position.statement.text)[:4]
    )
    affirmed = position.frame.polarity is Polarity.POSITIVE
    dead = position.type in _FATAL and bool(position.plain & _KILLED)
    return affirmed and dead and bool(_trades() & hit)


def _is_of_them(armed: Position, civil: Position, *, told: bool) -> bool:
    """Say whether the fighter is the one whose death was told: behind it, or there and then."""
    if told:
        return armed.setting.order > civil.setting.order
    here = compare_places(armed, civil) in (Nearness.SAME, Nearness.LENT)
    return here and compare_times(armed, civil) in (Nearness.SAME, Nearness.LENT)


def _trades() -> frozenset[str]:
    return lexicon().trades
