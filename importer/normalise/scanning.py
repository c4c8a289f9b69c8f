"""Where in a text an expression of time may begin: found by its words, before any rule is tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importer.normalise.expressions import terms
from importer.normalise.holidays import holiday_names
from importer.normalise.lexicon import number_words, read_toml

_WORD = re.compile(r"[a-z]+|\d+")
_REACH = 8
"""How many words there are at most between the first word and the one that makes it a time."""
_SHORT_REACH = dict.fromkeys(("a", "an", "that", "these", "those"), 3)
"""The same for words that begin most phrases: an expression has its time close behind them."""


@cache
def _anchors() -> frozenset[str]:
    """Return the words without one of which nothing is a time."""
    words = terms()
    scan = read_toml("times.toml")["scan"]
    last = {name.replace("'", " ").split()[-1] for name in holiday_names()}
    whole = {name.split()[0] for name in holiday_names()} | last - {"s", "day"}
    return frozenset(
        {
            *scan["anchors"].split(),
            *(name.lower() for name in (*words.months, *words.weekdays)),
            *(name[:length].lower() for name in words.weekdays for length in (3, 4, 5)),
            *words.seasons,
            *words.parts_of_day,
            *whole,
        }
    )


@cache
def _inside() -> frozenset[str]:
    """Return the anchors that no expression begins with."""
    return frozenset({*read_toml("times.toml")["scan"]["inside"].split(), *terms().parts_of_day})


@cache
def _openers() -> frozenset[str]:
    """Return the words that an expression can begin with, figures aside."""
    words = terms()
    scan = read_toml("times.toml")["scan"]
    return frozenset(
        {
            *scan["openers"].split(),
            *words.ordinals,
            *number_words().cardinals,
            *words.parts_of_month,
        }
    )


def beginnings(text: str) -> Iterator[int]:
    """Yield the offsets at which an expression of time may begin, in order."""
    anchors, openers, inside = _anchors(), _openers(), _inside()
    small = text.lower()
    if len(small) != len(text):  # a dotted capital I grows when it is made small
        small = "".join(sign.lower() if sign.isascii() else sign for sign in text)
    words = [(match.start(), match.group()) for match in _WORD.finditer(small)]
    near: list[int] = []
    distance = _REACH + 1
    for start, word in reversed(words):
        figure = word[0].isdigit()
        distance = 0 if figure or word in anchors else distance + 1
        if distance > _REACH or word in inside:
            continue
        if distance == 0 or (word in openers and distance <= _SHORT_REACH.get(word, _REACH)):
            near.append(start)
    return reversed(near)
