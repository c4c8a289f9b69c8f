"""What the wording of a clause takes for granted, leaves open or narrows, beside what it claims."""

from __future__ import annotations

import re
from collections.abc import Iterable

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.words import has_phrase, plain_words, stem
from importer.model import ClaimType

_VICTIMS = re.compile(
    r"\b(?:of|among|amongst) (?:the|those|them)(?: \w+)?"
    r" (?:dead|killed|victims|slain|wounded|injured)\b"
    r"|\b(?:of|among) those (?:who|that) (?:died|fell)\b"
    r"|\b[Tt]he (?:dead|victims|slain) (?:are|were|was|include|included)\b"
)
"""Words by which the dead are known, and something else is told of them."""
_SIDES = frozenset({"civilians", "combatants"})
_KNOWN = frozenset({"the", "these", "those", "its", "their", "his", "our"})
_KNOWN_EVENT = re.compile(
    r"\b(?:[Tt]he|[Tt]hat|this|yesterday's|[A-Z][a-z]+day[’']s) (?:[\w-]+ ){0,2}"
    r"(?:attack|ambush|strike|raid|assault|battle|clash|clashes|shelling|bombing|blast|explosion)\b"
)
_ALL_OF = re.compile(r"\b(?:all|every|each)(?: of)?(?: the| its| their| other)? ([a-z]+)\b")
_NAMED_ONE = re.compile(r"\b[A-Z][\w’'-]+ ([a-z]+)\b")


def tells_of_victims(position: Position) -> bool:
    """Say whether a clause tells who the dead were, and not that they died.

    Whoever denies that any of the dead were fighters denies no death.
    """
    statement = position.statement
    start, end = (each - statement.start for each in (position.span.start, position.span.end))
    return any(
        match.start() < end and start < match.end() for match in _VICTIMS.finditer(statement.text)
    )


def tell_of_one_sort(a: Position, b: Position) -> bool:
    """Say whether two clauses that tell who the dead were name one sort of people: fighters."""
    table = lexicon().counted
    one, other = ({table[word] for word in _line(p) if word in table} for p in (a, b))
    return bool((one & other) - {"people"})


def denies_other_people(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of the death of a sort of people that the claim does not speak of.

    "No children were killed" leaves "15 people were killed" true, and "no civilians" the fighters.
    """
    said = plain_words(denial.text)
    told = (*_counted(claim), *(word.lower() for word in claim.frame.objects))
    sorts = [
        _named_by(lexicon().sorts, words) for words in (said, (*told, *plain_words(claim.text)))
    ]
    if sorts[0] & lexicon().ages and not sorts[0] & sorts[1]:
        return True
    kinds = [_named_by(lexicon().counted, words) & _SIDES for words in (said, told)]
    if lexicon().armed_words.intersection(told):
        kinds[1] = kinds[1] | {"combatants"}
    return all(kinds) and not kinds[0] & kinds[1]


def _counted(position: Position) -> tuple[str, ...]:
    """Return the words of what the clause counts."""
    counted = (quantity.counted or "" for quantity in position.statement.quantities)
    return tuple(word for text in counted for word in text.lower().split())


def _named_by(table: dict[str, str], words: Iterable[str]) -> frozenset[str]:
    return frozenset(table[word] for word in words if word in table)


def is_under_way(position: Position) -> bool:
    """Say whether forces are told to be on their way: who is sent to a town is not yet there."""
    return position.type is ClaimType.FORCES and bool(position.plain & lexicon().under_way)


def counts_a_stage(position: Position) -> bool:
    """Say whether a count is of one step of what goes on: "in the first convoy"."""
    return has_phrase(position.statement.text, lexicon().stages)


def is_one_of_all(part: Position, whole: Position) -> bool:
    """Say whether a clause counts at one of the things of which the other counts at all.

    >>> _ALL_OF.findall("180 lorries came through all crossings")
    ['crossings']
    """
    kinds = {stem(word) for word in _ALL_OF.findall(whole.statement.text)}
    return any(stem(word) in kinds for word in _NAMED_ONE.findall(part.statement.text))


def tells_of_known_event(position: Position) -> bool:
    """Say whether a statement names its event as one that is known: "in Friday's strike"."""
    return _KNOWN_EVENT.search(position.statement.text) is not None


def is_of_another_group(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of fighters that the claim does not speak of.

    "Tribal fighters have not entered" is no denial of what is told of an army; "the fighters" are
    those that the claim was about.
    """
    known = frozenset(plain_words(claim.statement.text))
    statement = denial.statement
    words = plain_words(statement.text[: max(0, denial.frame.end - statement.start)])
    new = [
        word
        for before, word in zip(("", *words), words, strict=False)
        if word in lexicon().armed_words and before not in _KNOWN
    ]
    return bool(new) and known.isdisjoint(new)


def is_of_facility(position: Position) -> bool:
    """Say whether a clause is of a base or building in a place, and not of all of the place."""
    return bool(position.plain & lexicon().facilities) and not position.is_whole


def are_two_events(a: Position, b: Position) -> bool:
    """Say whether each clause names an event, and none that the other names.

    "The strike" may be by whatever flies; a mine or a roadside bomb is none.
    """
    kinds = [_incidents(position) for position in (a, b)]
    if all(kinds):
        return not kinds[0] & kinds[1]
    fired = [bool(_line(position) & lexicon().strike_words) for position in (a, b)]
    return any(
        kinds[one] and not kinds[1 - one] and fired[1 - one] and not kinds[one] & lexicon().by_fire
        for one in (0, 1)
    )


def _incidents(position: Position) -> set[int]:
    table = lexicon().incidents
    return {table[word] for word in position.plain if word in table}


def _line(position: Position) -> frozenset[str]:
    """Return the words of the whole statement: the subject may stand in front of the clause."""
    return frozenset(plain_words(position.statement.text))
