"""What two words mean to each other, by WordNet: one meaning, one a kind of the other, opposites.

Only a word's usual meanings count: nearly every word has a rare one that is near some other's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from importer.compare.lexicon import comparing
from importer.wordnet import wordnet

USUAL = 2
"""How many of a word's meanings count, the most usual first."""
NEAR = 2
"""How many steps up a kind may lie to stand for the word."""
MOST_RARE = {"v": 4, "n": 1}
"""How rare two meanings may be together, by their ranks from 0; verbs have many, much alike."""
FAR = 99
SAME, KIND, ROOT = 0.9, 0.8, 0.85
_PARTS = {"NOUN": "n", "PROPN": "n", "VERB": "v", "AUX": "v", "ADJ": "a", "ADV": "r"}


@lru_cache(maxsize=16384)
def meet(one: str, part_a: str, other: str, part_b: str) -> float:
    """Return how far one word's usual meaning is another's, from 0 to 1; parts are spaCy's."""
    if part_a != part_b:
        return ROOT if other in wordnet().relatives(one) else 0.0
    part = _PARTS.get(part_a, "")
    if any(x == y for x, y in _pairs(one, other, part)):
        return SAME
    kinds = wordnet().kinds
    near = NEAR if part == "n" else 1
    return (
        KIND
        if any(
            min(kinds(x).get(y, FAR), kinds(y).get(x, FAR)) <= near
            for x, y in _pairs(one, other, part)
        )
        else 0.0
    )


def is_kind(one: str, other: str) -> bool:
    """Say whether whatever the one noun names is the other too: a terrier is a dog."""
    steps = [wordnet().kinds(meaning) for meaning in wordnet().senses(one, "n")[:USUAL]]
    return any(
        meaning in kinds for kinds in steps for meaning in wordnet().senses(other, "n")[:USUAL]
    )


@lru_cache(maxsize=4096)
def is_bodily(word: str) -> bool:
    """Say whether what a noun usually names can be touched: a road, not a connection."""
    bodies = wordnet().senses("physical entity", "n")[:1]
    return any(
        body in wordnet().kinds(x) for x in wordnet().senses(word, "n")[:1] for body in bodies
    )


def _pairs(one: str, other: str, part: str) -> Iterator[tuple[str, str]]:
    """Yield the meanings of two words side by side, but none that is rare of both."""
    most = MOST_RARE.get(part, USUAL)
    for rank, meaning in enumerate(wordnet().senses(one, part)):
        for against, other_meaning in enumerate(wordnet().senses(other, part)):
            if rank + against <= most:
                yield meaning, other_meaning


@lru_cache(maxsize=16384)
def are_opposites(one: str, other: str, part: str) -> bool:
    """Say whether WordNet has one word as the opposite of the other in a usual meaning of both."""
    known = wordnet().opposites
    key = _PARTS.get(part, "")
    return other in known(one, key, USUAL) and one in known(other, key, USUAL)


@lru_cache(maxsize=16384)
def kind_of(word: str, compound: str = "") -> str | None:
    """Return the kind of thing that a noun names, if its usual meanings are of one kind; else None.

    With the word that stands before it, it may be a noun of its own: "video game".
    """
    whole = comparing().kinds.get(compound) or comparing().kinds.get(word)
    if whole:
        return whole
    for name in (compound, word):
        meanings = wordnet().senses(name, "n")[:USUAL] if name else ()
        if meanings:
            first, *rest = map(_kinds_above, meanings)
            sole = len(first) == 1 and all(kinds <= first for kinds in rest)
            return next(iter(first)) if sole else None
    return None


def _kinds_above(meaning: str) -> set[str]:
    above = wordnet().kinds(meaning)
    return {kind for kind, tops in _tops().items() if tops & above.keys()}


@cache
def _tops() -> dict[str, set[str]]:
    """Return the meanings that whatever is of a kind lies under, by kind."""
    table: dict[str, set[str]] = {}
    for kind, names in comparing().kinds_above.items():
        for name in names:
            word, _, number = name.partition("#")
            table.setdefault(kind, set()).update(wordnet().senses(word, "n")[int(number) - 1 :][:1])
    return table
