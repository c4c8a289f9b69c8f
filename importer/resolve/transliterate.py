"""Keys under which the spellings of one name meet, whatever script or country they come from.

A name reaches English by many roads: Сергій is Serhii, Serhiy, Sergei or Sergij, عبد الرحمن is
Abdelrahman, Abdulrahman or Abdurrahman. A key keeps what these share and drops what they don't.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_DIGITS = str.maketrans("013459", "oieasg")
_RULES: tuple[tuple[str, str], ...] = (
    # Sounds that several letters write.
    ("shch", "s"), ("schtsch", "s"), ("tsch", "c"), ("tch", "c"), ("tsh", "c"), ("sch", "s"),
    ("dzh", "j"), ("dsch", "j"), ("dj", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ch", "c"),
    ("sh", "s"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("cz", "c"), ("ts", "c"),
    ("tz", "c"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("ou", "u"), ("oo", "u"),
    ("ee", "i"), ("ea", "i"), ("aa", "a"), ("ii", "i"), ("iy", "i"), ("yi", "i"), ("ij", "i"),
    ("yj", "i"), ("yy", "i"), ("ey", "ei"), ("ay", "ai"), ("oy", "oi"), ("uy", "ui"),
    # Glides before a vowel come and go: Hordiienko, Gordienko; Yevgeny, Evgeni.
    ("ye", "e"), ("ie", "e"), ("je", "e"), ("ya", "a"), ("ia", "a"), ("ja", "a"),
    ("yu", "u"), ("iu", "u"), ("ju", "u"), ("yo", "o"), ("io", "o"), ("jo", "o"),
    ("y", "i"), ("ei", "e"), ("ai", "a"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SHORT = 3
_NOT_LETTERS = re.compile(r"[^a-z]")
# Letters that spellings exchange: Slavic h and g, hissing sounds; Arabic j, g, q and k.
_EXCHANGES = (
    str.maketrans("gczj", "hsss"),
    str.maketrans("jkz", "ggs"),
)


def romanise(text: str) -> str:
    """Return the text in plain Latin letters."""
    return text if text.isascii() else anyascii(text)


@lru_cache(maxsize=8192)
def sound_key(word: str) -> str:
    """Return the word as it sounds, roughly, in lower case: one letter for one sound."""
    key = romanise(word).lower()
    if not key.isalpha() and any(char.isalpha() for char in key):
        key = key.translate(_DIGITS)
    key = _NOT_LETTERS.sub("", key)
    for written, sound in _RULES:
        key = key.replace(written, sound)
    return _DOUBLED.sub(r"\1", key)


@lru_cache(maxsize=8192)
def exchange_keys(word: str) -> frozenset[str]:
    """Return the sound key with exchanged letters made one, vowels in three classes."""
    keys = (key.replace("e", "i").replace("u", "o") for key in _sound_keys(word))
    return frozenset(
        _DOUBLED.sub(r"\1", key.translate(table)) for key in keys for table in _EXCHANGES
    )


def _sound_keys(word: str) -> tuple[str, str]:
    """Return the sound key with j as in German and as in Arabic names, where it is also g."""
    return sound_key(word), sound_key(romanise(word).lower().replace("j", "g"))


def _without_long_vowels(word: str) -> str:
    """Leave out waw and ya behind the first letter of a word in Arabic script."""
    if not _ARABIC.match(word):
        return word
    return word[0] + re.sub("[ويىا]", "", word[1:])


@lru_cache(maxsize=8192)
def consonant_keys(word: str) -> frozenset[str]:
    """Return the consonants of the sound key, letters that spellings exchange made one.

    Vowels tell little between scripts that leave them out. A final h is often unwritten:
    Abdullah, Abdulla.
    """
    bones = [_bones(key) for key in _sound_keys(_without_long_vowels(word)) if key]
    return frozenset(
        _DOUBLED.sub(r"\1", bone.translate(table)) for bone in bones for table in _EXCHANGES
    )


def _bones(key: str) -> str:
    first = "a" if _VOWELS.match(key) else key[0]
    bones = first + _VOWELS.sub("", key[1:])
    return bones[:-1] if len(bones) > _SHORT and bones.endswith("h") else bones
