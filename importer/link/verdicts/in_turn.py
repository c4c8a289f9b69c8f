"""What one source answers another in turn: "has fled" and "I never left", "over" and "goes on"."""

from __future__ import annotations

import re

from importer.link.compare import (
    Nearness,
    are_both_placed,
    compare_places,
    compare_times,
    is_of_the_day,
    is_same_speaker,
    share_party,
)
from importer.link.position import Position
from importer.link.support import named, roles_fit, shared_matter, shared_words
from importer.link.turns import Turn, kin, opens_with_it, stands_at, turns
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.polarity import recovered
from importer.link.words import plain_words, vague_stems
from importer.model import ContradictionType, Polarity

SURE, LIKELY = 0.8, 0.72
"""How sure it is where both share a word for the thing, and where only the turn tells."""
_TAKEN_UP = re.compile(r"\b(?:it|them)\W*\Z")
_PERSONS = frozenset({"he", "she", "i", "his", "her", "we"})
_FIRST = 4
"""Within how many words the pronoun must stand that takes up the thing."""


def find_answer_in_turn(a: Position, b: Position) -> Finding | None:
    """Compare two clauses of one turn on each pair of ends of the table."""
    if is_same_speaker(a, b) or share_party(a, b):
        return None
    fit = roles_fit(a, b)
    gap = abs(a.setting.order - b.setting.order)
    one_article = a.item.article == b.item.article
    for turn in turns():
        if not (fit or turn.crossed):
            continue
        if gap > turn.within if one_article else not _are_of_one_scene(a, b):
            continue
        for one, other in ((a, b), (b, a)):
            if not _stand_apart(turn, one, other) or not _is_of_one(turn, one, other):
                continue
            values = (turn.one.shown, turn.other.shown)
            shared = _shared(turn, a, b)
            return Finding(
                ContradictionType.ANTONYM,
                turn.name,
                SURE if shared else LIKELY,
                shared_matter(a.type, b.type) or "what happened",
                *(values if one is a else values[::-1]),
                miss=recovered(a, b),
                any_place=one_article and (turn.anywhere or not are_both_placed(a, b)),
                any_time=one_article and gap <= 1 and is_of_the_day(a, b),
            )
    return None


def _are_of_one_scene(a: Position, b: Position) -> bool:
    """Say whether two articles name one place and one day for it."""
    here = are_both_placed(a, b) and compare_places(a, b) is Nearness.SAME
    return here and compare_times(a, b) is Nearness.SAME


def _stand_apart(turn: Turn, one: Position, other: Position) -> bool:
    """Say whether each clause stands at its end, and at no other."""
    if turn.types and not {one.type, other.type} <= turn.types:
        return False
    ends = []
    for position in (one, other):
        affirmed = position.frame.polarity is Polarity.POSITIVE
        predicate = position.frame.predicate if affirmed else None
        ends.append([stands_at(end, position.text, predicate) for end in (turn.one, turn.other)])
    return ends == [[True, False], [False, True]]


def _shared(turn: Turn, a: Position, b: Position) -> frozenset[str]:
    """Return the words for the thing that both have; of an event, those taken up by "the"."""
    second = max(a, b, key=lambda position: position.setting.order)
    words = shared_words(a, b) - turn.stems - (vague_stems() - named(second))
    return words | {f"kin {kind}" for kind in _kin(a) & _kin(b)}


def _kin(position: Position) -> set[int]:
    table = kin()
    return {table[word] for word in plain_words(position.statement.text) if word in table}


def _is_of_one(turn: Turn, one: Position, other: Position) -> bool:
    """Say whether both are of one thing, or of one person, as the turn asks for."""
    if one.item.article != other.item.article:
        return bool(_shared(turn, one, other))
    first, second = sorted((one, other), key=lambda position: position.setting.order)
    gap = second.setting.order - first.setting.order
    opening = plain_words(second.statement.text)[:_FIRST]
    match turn.anchor:
        case "matter":
            return True
        case "person":
            names = plain_words(second.speaker or "")[-1:]
            named = bool(names) and names[0] in plain_words(first.statement.text)
            return named or not _PERSONS.isdisjoint(opening)
        case _:
            taken_up = opens_with_it(second.text) or (_TAKEN_UP.search(second.text) and gap == 1)
            return bool(_shared(turn, one, other)) or bool(taken_up)
