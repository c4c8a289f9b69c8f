"""Finding fixed phrases in running text, at little cost where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

_WORD = re.compile(r"\w+")


@cache
def _whole_words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


@cache
def _first_words(phrases: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.group() for phrase in phrases if (word := _WORD.search(phrase)))


@lru_cache(maxsize=256)
def _lower(text: str) -> tuple[str, frozenset[str]]:
    """Return the text in lower case, at equal length, and its words."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that lower case makes two of
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered, frozenset(_WORD.findall(lowered))


def find_phrases(
    phrases: tuple[str, ...], text: str, low: int = 0, high: int | None = None
) -> Iterator[re.Match[str]]:
    """Iterate over the phrases in a stretch of text, whatever their case; offsets index `text`."""
    lowered, words = _lower(text)
    if not words.isdisjoint(_first_words(phrases)):
        end = len(text) if high is None else high
        yield from _whole_words(phrases).finditer(lowered, low, end)


def first_phrase(phrases: tuple[str, ...], text: str) -> str | None:
    """Return the first of the phrases in the text, in lower case."""
    return next((found.group() for found in find_phrases(phrases, text)), None)


def has_phrase(phrases: tuple[str, ...], text: str) -> bool:
    """Say whether the text has one of the phrases."""
    return first_phrase(phrases, text) is not None
