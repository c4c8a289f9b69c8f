"""Keys under which place names are looked up: one exact, one that forgives transliteration."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_APOSTROPHES = re.compile(r"['`’‘ʼʻʹʺ′\"“”]")
_SEPARATORS = re.compile(r"[^0-9a-z]+")
_ARTICLES = frozenset(
    {
        "al",
        "el",
        "ad",
        "ed",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "an",
        "en",
        "at",
        "et",
        "az",
        "ez",
    }
    | {"ath", "adh", "edh", "ech"}
)
"""The Arabic article with its consonant assimilated, as newspapers and maps write it."""

_VOWELS = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"(.)\1+")
_FEWEST_CONSONANTS = 3
_LOOSE_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        # Slavic endings in Russian and Ukrainian: -ovka and -ivka, -oye and -e, -sky and -skyi.
        (r"(?:sk|tsk)(?:oye|oie|oe|oje|e)$", "ske"),
        (r"(?:yi|iy|yy|ii|ij|yj|y|i)$", "i"),
        (r"(?:oye|oie|oe|oje)$", "e"),
        (r"(?<=[vn])o$", "e"),
        (r"(?<=[a-z]{2})(?:aya|aia|aja)$", "a"),
        (r"(?<=[a-z]{2})(?:o|e|i|y|yo|io|ie|ye|yi)v$", "v"),
        (r"(?:illia|illya|ilya|ilia|ol[yi]e|ole)$", "oli"),
        (r"(?<=p)il$", "ol"),
        (r"yo(?!ye)", "e"),
        (r"(?<=[a-z])(?:yo|io|ie|ye|o|e|i|y)v(?=k|ts|s)", "v"),
        # Digraphs that stand for one sound in one tradition and for another in the next.
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dzh|dj|zh", "j"),
        (r"sch|shch|ch|tch|ts|tz|cz", "c"),
        (r"sh|sz", "s"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"h", "g"),
        (r"w", "v"),
        (r"ou|oo|u|o", "u"),
        (r"[eiyj]+", "i"),
        (r"a+", "a"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[bcdfgklmnprstvz])ig?$", "i"),
        (r"(?<=a)g$", ""),
    )
)


@lru_cache(maxsize=65_536)
def exact_key(name: str) -> str:
    """Fold case, accents, scripts, apostrophes and hyphens: `Deir al-Balaḥ` → `deir al balah`."""
    plain = name if name.isascii() else anyascii(_APOSTROPHES.sub("", name))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain).casefold()).strip()


@lru_cache(maxsize=65_536)
def loose_key(name: str) -> str:
    """Fold spellings of one name in two transliterations; different names may share a key.

    Whoever looks up by it has to compare the names found, and to know the country.
    """
    words = exact_key(name).split()
    if len(words) > 1:
        words = [word for word in words if word not in _ARTICLES] or words
    return " ".join(_loosen(word) for word in words)


def _loosen(word: str) -> str:
    for pattern, replacement in _LOOSE_RULES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=65_536)
def skeleton_key(name: str) -> str:
    """Keep a name's consonants, roughly as they sound; empty where too few are left to tell by.

    Vowels change most between spellings: Robotyne and Rabotino, Deir and Dayr. Whoever looks up by
    it has to compare the names more strictly still than with `loose_key`.
    """
    consonants = _VOWELS.sub("", loose_key(name).replace(" ", ""))
    consonants = _DOUBLED.sub(r"\1", consonants)
    return f"~{consonants}" if len(consonants) >= _FEWEST_CONSONANTS else ""
