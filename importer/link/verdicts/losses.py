"""Losses that the other side did not have: "all our ships are afloat", "none were taken"."""

from __future__ import annotations

import re
from dataclasses import replace

from importer.link.compare import is_same_speaker, share_party
from importer.link.figures import figures
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.support import are_neighbours, shared_matter
from importer.link.verdicts.finding import Finding
from importer.link.words import plain_words
from importer.model import ClaimType, ContradictionType, Polarity

SURE = 0.85
SOON = 2
"""How many statements behind the loss the answer may stand."""
AIRCRAFT = "aircraft"
_THINGS = frozenset(
    {"aircraft", "boats", "drones", "armoured vehicles", "trucks", "tankers", "guns", "battalions"}
)
_ALL_SAFE = re.compile(
    r"\ball (?:of )?(?:its|our|their|his|the|army|navy|air force)? ?(?:[\w-]+ ){0,2}?"
    r"(?P<thing>[\w-]+) (?:(?:had|have|has|were|are|was|is|that [\w ]{1,30}) )?"
    r"(?:all )?"
    r"(?:returned|landed|came back|come back|afloat|intact|safe|safely|unharmed|undamaged"
    r"|in service"
    r"|accounted for|operational)\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:none|not one|not a single one)(?: of (?:them|these))? "
    r"(?:(?:had|has|have|was|were|is|are|ever) )*(?:been )?(?P<fate>[a-z]+)",
    re.IGNORECASE,
)
"""Nobody and nothing of what was just told of."""
_HIT_HOME = re.compile(r"\b(?:struck|hit|reached|damaged|set fire|caused a fire)\b")
_NONE_HOME = re.compile(
    r"\b(?:none|not one|not a single (?:one|drone|missile))"
    r"(?: of (?:them|these|those|the [a-z]+))? "
    r"(?:(?:had|has|have) )?(?:reached|hit|struck|got through to|found) "
    r"(?:its|their|the|a|any) (?:[a-z]+ )?(?:targets?|goals?|objectives?|destinations?)\b",
    re.IGNORECASE,
)


def find_safe_and_sound(a: Position, b: Position) -> Finding | None:
    """Find "all our aircraft returned" against who says that he shot one of them down."""
    for safe, loss in ((a, b), (b, a)):
        match = _ALL_SAFE.search(safe.text)
        if match is None or loss.type is not ClaimType.LOSSES or not _answers(safe, loss):
            continue
        kind = lexicon().counted.get(match["thing"].lower())
        if kind not in _THINGS or kind not in _lost(loss):
            continue
        return _finding("lost or safe", safe, a, loss)
    return None


def _lost(loss: Position) -> frozenset[str]:
    """Return the kinds of things that a claim says were lost; what is shot down can fly."""
    table = lexicon().counted
    kinds = {table[word] for word in loss.plain if word in table} & _THINGS
    flown = loss.frame.predicate == "shoot-down" and not kinds
    return frozenset(kinds | ({AIRCRAFT} if flown else set()))


def find_none_of_them(a: Position, b: Position) -> Finding | None:
    """Find "none had been taken" right behind who says that he took some."""
    for none, claim in ((a, b), (b, a)):
        match = _NONE.match(none.text)
        if match is None or not _answers(none, claim) or not are_neighbours(none, claim):
            continue
        fates = set(lexicon().fates.get(match["fate"].lower(), ()))
        counted = [figure for figure in figures(claim) if not figure.is_none]
        if any(fates & figure.fates for figure in counted):
            return _finding("none of them", none, a, claim)
    return None


def find_none_reached(a: Position, b: Position) -> Finding | None:
    """Find "none of the drones reached its target" against one that set a refinery on fire."""
    for none, hit in ((a, b), (b, a)):
        if not _NONE_HOME.search(none.text) or hit.type is not ClaimType.STRIKE:
            continue
        said = frozenset(plain_words(hit.statement.text))
        fired = said & {word for word, kind in lexicon().counted.items() if kind in _FIRED}
        home = _HIT_HOME.search(hit.text) is not None and not said & lexicon().debris
        near = abs(none.setting.order - hit.setting.order) <= SOON
        same = none.item.article == hit.item.article
        if fired and home and near and same and hit.sign > 0 and not is_same_speaker(a, b):
            return _finding("all shot down", none, a, hit)
    return None


_FIRED = frozenset({"drones", "missiles"})


def _answers(denial: Position, claim: Position) -> bool:
    """Say whether one side answers soon, behind the claim of another."""
    gap = denial.setting.order - claim.setting.order
    same = denial.item.article == claim.item.article
    other = not is_same_speaker(denial, claim) and not share_party(denial, claim)
    affirmed = claim.frame.polarity is Polarity.POSITIVE
    return same and 0 < gap <= SOON and other and affirmed


def _finding(rule: str, denial: Position, a: Position, claim: Position) -> Finding:
    values = ("it is not so", "it is so")
    found = Finding(
        ContradictionType.NEGATION,
        rule,
        SURE,
        shared_matter(claim.type, claim.type) or "what happened",
        *(values if denial is a else values[::-1]),
    )
    return replace(found, any_place=True)
