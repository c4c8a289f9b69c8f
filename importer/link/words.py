"""Words of a text in a form that can be compared: no grammar, only support for what frames say."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from importer.link.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "s", "e")
_SHORTEST_STEM = 3


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """Return the words in lower case, possessives without their ending.

    >>> plain_words("The army’s troops left Ostrava")
    ('the', 'army', 'troops', 'left', 'ostrava')
    """
    return tuple(_without_possessive(match.group()).lower() for match in _WORD.finditer(text))


@lru_cache(maxsize=4096)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that tell what a text is about.

    Names are left out: places and parties are compared by their own normal forms.
    """
    stems = set()
    for match in _WORD.finditer(text):
        word = _without_possessive(match.group())
        is_name = match.start() > 0 and word[0].isupper()
        if is_name or word.lower() in lexicon().common or len(word) < _SHORTEST_STEM:
            continue
        stems.add(stem(word.lower()))
    return frozenset(stems)


@cache
def vague_stems() -> frozenset[str]:
    """Return the stems of words for an event that do not tell which."""
    words = lexicon()
    return frozenset(stem(word) for word in (*words.incidents, *words.event_words))


@cache
def counting_stems() -> frozenset[str]:
    """Return the stems of words for whom or what is counted, and for what befell them."""
    words = lexicon()
    return frozenset(stem(word) for word in (*words.counted, *words.fates))


def stem(word: str) -> str:
    """Cut the commonest endings, so that "shelling" meets "shelled".

    >>> stem("shelling"), stem("shelled"), stem("shells")
    ('shell', 'shell', 'shell')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def has_phrase(text: str, phrases: tuple[str, ...]) -> bool:
    """Say whether one of the phrases stands in the text, as whole words."""
    line = f" {' '.join(plain_words(text))} "
    return any(f" {phrase} " in line for phrase in phrases)


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s").removesuffix("’s")
