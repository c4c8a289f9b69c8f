"""The language of a text: only English is read further."""

from __future__ import annotations

import re
from functools import cache

from importer.normalise.lexicon import read_toml

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]+")
_SAMPLE = 4000
_ACCENTED_TO_ENGLISH = 3
_SHORT = 12
_LONG = 60
_ENGLISH_SHARE = 0.2
_SHARE_OF_LONG = 0.25
"""Reports have 0.35 and more; one with half its paragraphs in another language has less."""
_UNKNOWN = "und"
_ACCENTED = 2
"""So many words with accents are more than the names in an English headline."""


@cache
def _english_words() -> frozenset[str]:
    return frozenset(read_toml("languages.toml")["english"].split())


@cache
def _other_words() -> dict[str, frozenset[str]]:
    others = read_toml("languages.toml")["others"]
    return {language: frozenset(words.split()) for language, words in others.items()}


def language_of(text: str) -> str:
    """Return the ISO 639 code of a text's language; `en` where it is too short to tell.

    The script that most letters are of decides first, so that names and quotations in another one
    do not. A fifth of any English report are the same few words: only a text that lacks them is
    worth the second that the model of all languages takes to load. `und` is a script that no known
    language is written in.
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    latin = [word for word in words if _LATIN.fullmatch(word)]
    foreign = [word for word in words if not _LATIN.fullmatch(word)]
    if sum(map(len, foreign)) > sum(map(len, latin)):
        return _classified(" ".join(foreign), but_not="en")
    if len(latin) < _SHORT:
        return _of_few(latin)
    share = sum(word in _english_words() for word in latin) / len(latin)
    if share >= (_SHARE_OF_LONG if len(latin) >= _LONG else _ENGLISH_SHARE):
        return "en"
    return _classified(" ".join(latin))


def _of_few(words: list[str]) -> str:
    """Judge a headline: it is English unless little words or accents speak for another language."""
    told = {language for language, known in _other_words().items() if not known.isdisjoint(words)}
    english = sum(word in _english_words() and len(word) > 1 for word in words)
    accented = sum(not word.isascii() for word in words)
    spelt = accented >= max(_ACCENTED, _ACCENTED_TO_ENGLISH * english)
    if not spelt and (english or not told):
        return "en"
    language = _classified(" ".join(words))
    return language if language in told or spelt else "en"


def _classified(text: str, but_not: str | None = None) -> str:
    import py3langid  # noqa: PLC0415 - takes 0.3 s to import and 1.5 s to load, and is rarely needed

    language, _ = py3langid.classify(text)
    return _UNKNOWN if language == but_not else str(language)
