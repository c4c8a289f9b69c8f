"""The language of a text: only English is read further."""

from __future__ import annotations

import re
from functools import cache

from importer.normalise.lexicon import read_toml

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
_SHORT = 12
_ENGLISH_SHARE = 0.2


@cache
def _english_words() -> frozenset[str]:
    return frozenset(read_toml("languages.toml")["english"].split())


def language_of(text: str) -> str:
    """Return the ISO 639 code of a text's language; `en` where it is too short to tell.

    A fifth of any English report are the same few words. Only a text that lacks them is worth the
    second that the model of all languages takes to load.
    """
    words = _WORD.findall(text[:_SAMPLE].casefold())
    if len(words) < _SHORT and text[:_SAMPLE].isascii():
        return "en"
    if sum(word in _english_words() for word in words) >= _ENGLISH_SHARE * len(words) and words:
        return "en"
    if not words:
        return "en"
    import py3langid  # noqa: PLC0415 - takes 0.3 s to import and 1.5 s to load, and is rarely needed

    language, _ = py3langid.classify(text[:_SAMPLE])
    return str(language)
