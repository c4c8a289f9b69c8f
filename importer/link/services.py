"""Which services a clause tells of, and whether they work: "the taps are dry", "we have power"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from importer.link.figures import KEPT
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.tables import load, words_of
from importer.link.turns import as_line, pattern_of
from importer.model import Polarity

BEFORE = 3
"""How many words before an end may negate it."""
BETWEEN = 2
"""How many words may stand between "no" and the service: "no running water"."""
BEHIND = 6
"""How many words behind an end its service may be named: "restored power"."""
PLANT = "plant"
_VERBS = frozenset({"was", "were", "is", "are", "has", "had", "have", "been"})
"""Words behind "no power station" that tell what did not befall it."""


@dataclass(frozen=True, slots=True)
class _Table:
    kinds: dict[str, str]
    works: re.Pattern[str]
    fails: re.Pattern[str]
    unlike_verbs: frozenset[str]
    unlike: frozenset[str]
    before_places: frozenset[str]
    lacking: frozenset[str]
    having: frozenset[str]
    plants: frozenset[str]
    works_of_plants: frozenset[str]
    part: frozenset[str]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of a clause, and the services named among them by their number."""

    words: list[str]
    named: dict[int, str]


@lru_cache(maxsize=KEPT)
def served(position: Position) -> dict[str, int]:
    """Return the services of a clause, each with 1 where it works and -1 where it does not.

    One that is told to do both is left out.
    """
    line = _line(position.text)
    lacking = _by_lack(line)
    told = [*_by_ends(line), *lacking]
    if position.frame.polarity is Polarity.NEGATIVE:
        if not _negates(line.words):
            told = [(kind, -end) for kind, end in told]
        elif not lacking and not any(turned for *_, turned in _ends(line.words)):
            return {}  # "had not put the runway out of use" denies a deed.
    ends: dict[str, set[int]] = {}
    for kind, end in told:
        ends.setdefault(kind, set()).add(end)
    return {kind: found.pop() for kind, found in sorted(ends.items()) if len(found) == 1}


def ends_without_service(position: Position) -> int:
    """Return 1 or -1 for a clause that names no service but tells that it works or does not."""
    line = _line(position.text)
    if line.named:
        return 0
    ends = {end for _, end, _ in _ends(line.words)}
    return ends.pop() if len(ends) == 1 else 0


def services(position: Position) -> frozenset[str]:
    """Return what services a clause names."""
    return frozenset(_line(position.text).named.values())


def are_apart(a: Position, b: Position) -> bool:
    """Say whether each clause tells of services of its own, or one only of a part of one."""
    one, other = served(a), served(b)
    if not one or not other:
        return False
    pairs = ends_of_one(a, b)
    return not pairs or is_of_part(a) is not is_of_part(b)


def ends_of_one(a: Position, b: Position) -> list[tuple[str, int, int]]:
    """Return the services that both clauses tell of, each with the end of both."""
    one, other = served(a), served(b)
    return [(x, one[x], other[y]) for x in one for y in other if _can_be_one(x, y)]


def _can_be_one(x: str, y: str) -> bool:
    """Say whether two kinds can be of one thing: "the plant" may be a refinery."""
    works = _table().works_of_plants
    return x == y or (PLANT in (x, y) and bool({x, y} & works))


def is_of_part(position: Position) -> bool:
    """Say whether only a part of a service is told of, or a makeshift: "in some districts"."""
    table = _table()
    return bool(position.plain & table.part) and not position.plain & table.whole


def _by_ends(line: _Line) -> list[tuple[str, int]]:
    """Read each word for working or failing with the service it is of.

    That is the one right behind it ("running water"), the nearest before it, or its object. Who
    "did not cut the power" denies a deed, and does not say that it is on.
    """
    told = []
    for number, end, turned in _ends(line.words):
        before = [spot for spot in line.named if spot < number]
        if number + 1 in line.named:
            told.append((line.named[number + 1], end))
        elif before:
            told.append((line.named[max(before)], end))
        elif not turned and (spot := _object(line, number)) is not None:
            told.append((line.named[spot], end))
    return told


def _object(line: _Line, number: int) -> int | None:
    """Return where the service is named that a verb has for its object: "cut the water"."""
    spot = min((spot for spot in line.named if number <= spot <= number + BEHIND), default=None)
    if spot is None or not _table().before_places.isdisjoint(line.words[number:spot]):
        return None
    return spot


def _ends(words: list[str]) -> list[tuple[int, int, bool]]:
    """Return where a line tells that something works or fails, and whether a negation turns it."""
    text = f" {' '.join(words)} "
    found = []
    failing = [match.span() for match in _table().fails.finditer(text)]
    for pattern, end in ((_table().works, 1), (_table().fails, -1)):
        for match in pattern.finditer(text):
            if end > 0 and any(a <= match.start() < b for a, b in failing):
                continue
            number = text[: match.start()].count(" ") - 1
            if end > 0 and _tells_else(match.group(), text[match.end() :]):
                continue
            turned = not lexicon().negators.isdisjoint(words[max(0, number - BEFORE) : number])
            found.append((number, -end if turned else end, turned))
    return found


def _tells_else(verb: str, behind: str) -> bool:
    table = _table()
    return verb.strip() in table.unlike_verbs and not table.unlike.isdisjoint(behind.split()[:1])


def _by_lack(line: _Line) -> list[tuple[str, int]]:
    """Read "no running water" and "they have power"."""
    told = []
    for spot, kind in line.named.items():
        behind = line.words[spot + 1 : spot + 3]
        before = line.words[max(0, spot - 1 - BETWEEN) : spot]
        if spot - 1 in line.named or not _VERBS.isdisjoint(behind):
            continue
        if not _table().lacking.isdisjoint(before):
            told.append((kind, -1))
        elif before[-1:] and before[-1] in _table().having:
            told.append((kind, 1))
    return told


def _negates(words: list[str]) -> bool:
    lack = lexicon().negators | _table().lacking
    return not lack.isdisjoint(words)


@lru_cache(maxsize=KEPT)
def _line(text: str) -> _Line:
    table = _table()
    words = as_line(text).split()
    named = {}
    for spot, word in enumerate(words):
        kind = table.kinds.get(word)
        if kind is None:
            continue
        of_plant = not table.plants.isdisjoint(words[spot + 1 : spot + 3])
        named[spot] = PLANT if of_plant else kind
    return _Line(words, named)


@cache
def _table() -> _Table:
    entries = load("services.toml")
    words = {name: words_of(entries[name].get("words", "")) for name in entries}
    kinds = {word: kind for kind, line in entries["kinds"].items() for word in line.split()}
    return _Table(
        kinds=kinds,
        works=_end(entries["works"]),
        fails=_end(entries["fails"]),
        unlike_verbs=words_of(entries["unlike"]["verbs"]),
        unlike=words["unlike"],
        before_places=words["before_places"],
        lacking=words["lacking"],
        having=words["having"],
        plants=words["plants"],
        works_of_plants=words_of(entries["plants"]["kinds"]),
        part=words["part"],
        whole=words["whole"],
    )


def _end(entry: dict[str, Any]) -> re.Pattern[str]:
    phrases = [
        pattern_of(phrase) for phrase in (*entry["phrases"], "|".join(entry["words"].split()))
    ]
    return re.compile(rf"(?<= )(?:{'|'.join(phrases)})")
