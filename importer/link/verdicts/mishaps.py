"""An attack by one account, a mishap by the other: "shot down" and "a technical fault"."""

from __future__ import annotations

import re

from importer.link.compare import is_same_speaker, share_party
from importer.link.context import Ground
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours
from importer.link.verdicts.finding import Finding
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity

SURE, LIKELY = 0.85, 0.75
SOON = 3
"""How many statements apart the two accounts may stand where both name what befell."""
_BY = (
    r"(?:caused by|because of|due to|owing to|result of|resulted from|blamed on|attributed to"
    r"|put down to|down to|after|following|started by|brought down by)"
)
_FAULT = (
    r"(?:faults?|faulty|malfunctions?|mechanical|failures?|problems?|short[- ]circuit"
    r"|gas (?:leak|cylinder)"
    r"|leak|broken|worn|accident"
    r"|mistakes?|errors?|negligence|carelessness|bad weather|fog|heat|cigarette|mishandling"
    r"|overheating|defects?|breakdown)"
)
_MISHAP = re.compile(
    rf"\b{_BY} (?:[\w’'-]+ ){{0,4}}{_FAULT}\b"
    r"|\b(?:was|were|had been|is|be) (?:just |simply |only )?(?:an? |the )?(?:[\w-]+ )?"
    r"(?:accident\b|accidental\b)"
    r"|\b(?:ran|run|running) aground\b|\bcapsized\b|\boverloaded\b"
    r"|\b(?:pilot|human|technical|mechanical|engine) "
    r"(?:error|fault|failure|malfunction|problem)s?\b",
    re.IGNORECASE,
)
"""What tells that nobody attacked."""
_OWN_STORE = re.compile(
    r"\b(?:explosives|ammunition|munitions|weapons|arms|grenades|fuel|shells|bombs?)\b"
    r"[^.;]{0,60}\b(?:blew up|blown up|exploded|detonated|went off|caught fire|ignited)\b",
    re.IGNORECASE,
)
"""What was stored there blew up of itself."""
_ATTACKED = re.compile(
    r"\b(?:shot|brought|shooting) (?:[\w’'-]+ ){0,4}?down\b|\bdowned\b"
    r"|\b(?:caused by|result of|due to|work of) (?:[\w’'-]+ ){0,4}"
    r"(?:attack|strike|airstrike|shelling|artillery|shell|missile|rocket|drone|bomb|sabotage"
    r"|saboteurs|fighters|fire)\b"
    r"|\b(?:a|the) bomb (?:killed|wounded|tore)\b|\bplant(?:ed|ing) (?:the|a) bomb\b"
    r"|\b(?:blown|blew) up (?:an?|the|its|their) "
    r"|\bafter (?:it|they|the [a-z]+) (?:was|were|had been) (?:hit|struck|shelled|attacked)\b"
    r"|\b(?:attack|strike|raid|sabotage) was (?:carried out|the work)\b"
    r"|\b(?:shelled|bombed|struck|hit|attacked|sabotaged|set (?:[\w’'-]+ ){1,3}on fire)\b"
)
_CAUSED = re.compile(
    r"\b(?:caused|because of|due to|result of|crash(?:ed)?|sank|sunk|accident|blew up)\b"
)


def find_mishap(a: Position, b: Position) -> Finding | None:
    """Find "it was brought down by our men" against "it crashed because of a technical fault"."""
    if a.item.article != b.item.article or is_same_speaker(a, b) or share_party(a, b):
        return None
    for mishap, attack in ((a, b), (b, a)):
        if not _is_mishap(mishap) or not _is_attack(attack):
            continue
        if _of_one_thing(mishap, attack):
            values = ("it was a mishap", "it was an attack")
            sure = bool(_named(mishap) & _named(attack))
            return Finding(
                ContradictionType.RESPONSIBILITY,
                "attack or mishap",
                SURE if sure else LIKELY,
                "what happened",
                *(values if mishap is a else values[::-1]),
                any_place=any(p.setting.place_ground is not Ground.OWN for p in (a, b)),
            )
    return None


def _is_mishap(position: Position) -> bool:
    text = position.text
    affirmed = position.frame.polarity is Polarity.POSITIVE
    fault = _MISHAP.search(text) or _OWN_STORE.search(text)
    return affirmed and fault is not None and not _is_attack(position)


def _is_attack(position: Position) -> bool:
    affirmed = position.frame.polarity is Polarity.POSITIVE
    named = position.type in {ClaimType.STRIKE, ClaimType.ATTACK} and not position.plain & {"crash"}
    told = _ATTACKED.search(position.statement.text) is not None
    return affirmed and told and (named or _ATTACKED.search(position.text) is not None)


def _of_one_thing(mishap: Position, attack: Position) -> bool:
    """Say whether both tell how the same came to harm: told in turn, or each naming it."""
    gap = abs(mishap.setting.order - attack.setting.order)
    things = [_named(each) for each in (mishap, attack)]
    if all(things) and not things[0] & things[1]:
        return False
    if are_neighbours(mishap, attack):
        first, second = sorted((mishap, attack), key=lambda position: position.setting.order)
        cause = _CAUSED.search(first.statement.text) or _CAUSED.search(second.statement.text)
        return cause is not None
    return gap <= SOON and bool(_named(mishap) & _named(attack))


def _named(position: Position) -> frozenset[str]:
    """Return what a clause names as harmed: its kind where that is known, else the word."""
    table = lexicon().counted
    said = plain_words(position.statement.text)
    return frozenset(table[word] for word in said if word in table and table[word] in _THINGS)


_THINGS = frozenset({"aircraft", "boats", "drones", "armoured vehicles", "trucks", "tankers"})
