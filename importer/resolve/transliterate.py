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
_ARABIC_ARTICLE = re.compile("(?<![\u0600-\u06ff])\u0627\u0644(?=[\u0600-\u06ff]{2})")
_HAMZA_ON_ALEF = re.compile("[\u0622\u0623\u0625]")
_LONG_VOWELS = re.compile(
    "(?<=[\u0600-\u06ff])[\u0648\u064a\u0649\u0627]|(?<=[\u05d0-\u05ea])[\u05d5\u05d9]"
)
_FIRST_ALEF = re.compile("(?<![\u0600-\u06ff])\u0627")
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


def bare_of_vowels(name: str) -> str:
    """Take articles and long vowels out of words in Arabic script, long vowels out of Hebrew ones.

    Short vowels are not written in either; without the long ones the consonants can be compared.
    """
    if name.isascii():
        return name
    without = _ARABIC_ARTICLE.sub("", _HAMZA_ON_ALEF.sub("\u0627", name))
    return _FIRST_ALEF.sub("a", _LONG_VOWELS.sub("", without))


@lru_cache(maxsize=8192)
def consonant_keys(word: str) -> frozenset[str]:
    """Return the consonants of the sound key, letters that spellings exchange made one.

    Vowels tell little between scripts that leave them out. A final h is often unwritten:
    Abdullah, Abdulla.
    """
    keys = [key for key in _sound_keys(bare_of_vowels(word)) if key]
    bones = [bones for key in keys for bones in _bones(key)]
    return frozenset(
        _DOUBLED.sub(r"\1", bone.translate(table)) for bone in bones for table in _EXCHANGES
    )


def _bones(key: str) -> tuple[str, ...]:
    first = "a" if _VOWELS.match(key) else key[0]
    bones = first + _VOWELS.sub("", key[1:])
    if not bones.endswith("h") or len(bones) < _SHORT:
        return (bones,)
    return (bones[:-1],) if len(bones) > _SHORT else (bones, bones[:-1])
