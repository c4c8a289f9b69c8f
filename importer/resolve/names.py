"""Whether two names are of one person, and which names of many articles belong together."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler, Levenshtein

from importer.resolve.speaker_lexicon import role_kind, speaker_lexicon
from importer.resolve.transliterate import (
    bare_of_vowels,
    consonant_keys,
    exchange_keys,
    romanise,
    sound_key,
)

_SEPARATORS = re.compile(r"[\s\-‑–._·・/]+")
_APOSTROPHES = re.compile(r"[’'ʼ‘`´\"]")
_CAMEL = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_ARTICLES = frozenset(
    {"al", "el", "ul", "ad", "ar", "as", "ash", "at", "az", "an", "de", "da", "of"}
)
_SON_OF = frozenset({"bin", "ibn", "ben", "bint", "ould", "uld"})
_COURTESY = frozenset({"u", "daw", "ko", "ma", "abu", "umm", "haji", "hajji"})
_SERVANT = frozenset({"abd", "bd", "abdul", "abdel", "abdal", "abdoul", "abdur"})
_SERVANT_WORD = re.compile(r"abd(?:[aeu]|ou)(?:l|r(?=r)|s(?=s)|n(?=n)|d(?=d)|z(?=z))([a-z]{4,})$")
_SAME = 0.8
_WORD_FITS = 0.72
_ALONE = 0.45
_JOINED = 0.93
_SHORTEST_BARE = 4
_TELLING_CONSONANTS = 3
_VOWEL = re.compile(r"[aeiou]")
_VOWELS_FIT = 0.7
_OTHER_VOWELS = 0.7
_SAME_BONES = 0.95
_FEW_BONES = 0.8
_OTHER_GENDER = 0.5


def same_person(a: str, b: str) -> float:
    """Return how likely two names are of one person, from 0 to 1; above 0.7 they usually are.

    Titles, order, initials, missing middle names and spellings from other scripts are allowed for.
    A shared surname with nothing else in common is never enough.
    """
    left, right = _parts(a), _parts(b)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    return max(_by_words(left, right), _by_letters(left, right))


def merge_speakers(
    names: Sequence[str], parties: Sequence[str | None] | None = None
) -> list[tuple[str, ...]]:
    """Group names of many articles, each group one person; the groups keep the order given.

    Names whose known parties differ stay apart. A name that would fit two persons who are known
    to be different joins neither: "A. Petrenko" is not put with Anna or Andrii.
    """
    sides = list(parties) if parties is not None else [None] * len(names)
    groups: list[list[int]] = []
    blocks: dict[str, set[int]] = {}
    for index, name in enumerate(names):
        keys = {key for part in _parts(name) for key in consonant_keys(part)}
        near = sorted({group for key in keys for group in blocks.get(key, ())})
        fitting = [g for g in near if _fits_group(index, groups[g], names, sides)]
        if len(fitting) == 1:
            groups[fitting[0]].append(index)
            home = fitting[0]
        else:
            groups.append([index])
            home = len(groups) - 1
        for key in keys:
            blocks.setdefault(key, set()).add(home)
    return [tuple(names[index] for index in group) for group in groups]


def _fits_group(
    index: int, group: Iterable[int], names: Sequence[str], sides: Sequence[str | None]
) -> bool:
    for member in group:
        known = sides[index], sides[member]
        if None not in known and known[0] != known[1]:
            return False
        if same_person(names[index], names[member]) < _SAME:
            return False
    return True


@lru_cache(maxsize=8192)
def _parts(name: str) -> tuple[str, ...]:
    """Return the words that tell a person: no titles, articles or repeats; surname-first turned."""
    if name.count(",") == 1:
        family, given = name.split(",")
        name = f"{given} {family}"
    plain = _APOSTROPHES.sub("", romanise(bare_of_vowels(name)))
    words = [word for word in _SEPARATORS.split(plain) if word]
    parts = [part for word in words for part in _CAMEL.split(word)]
    lowered = [part.strip(",;()").lower() for part in parts]
    kept = [word for word in lowered if word and not _is_title(word)] or lowered
    bare = [word for word in kept if word not in _ARTICLES and word not in _SON_OF] or kept
    named = [word for word in bare if word not in _COURTESY] or bare
    return tuple(dict.fromkeys(_servants_joined(named)))


def _servants_joined(words: list[str]) -> Iterator[str]:
    """Read "abd al-rahman", "abdelrahman" and "abdurrahman", servant of, as one name."""
    waiting = False
    for word in words:
        if word in _SERVANT:
            waiting = True
            continue
        joined = _SERVANT_WORD.match(word)
        yield joined.group(1) if joined else word
        waiting = False
    if waiting:
        yield "abd"


def _is_title(word: str) -> bool:
    return word in speaker_lexicon().titles or role_kind(word) in ("official", "neutral")


def _by_words(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Pair the words of two names, best first, and judge what is left over."""
    pairs = sorted(
        ((_word_likeness(x, y), -i, -j) for i, x in enumerate(left) for j, y in enumerate(right)),
        reverse=True,
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    likeness: list[float] = []
    for score, minus_i, minus_j in pairs:
        if score >= _WORD_FITS and -minus_i not in used_left and -minus_j not in used_right:
            used_left.add(-minus_i)
            used_right.add(-minus_j)
            likeness.append(score)
    spare_left, spare_right = len(left) - len(used_left), len(right) - len(used_right)
    if not likeness:
        return 0.0
    if spare_left and spare_right:
        # Both have a word that the other lacks: a different given or father's name.
        return 0.3 * sum(likeness) / max(len(left), len(right))
    if len(likeness) == 1 and (spare_left or spare_right):
        return _ALONE * likeness[0]
    # A long name has more chances to be spelt otherwise: the product is that of two words.
    product = math.prod(likeness) ** min(1.0, 2 / len(likeness))
    return product * (0.97 ** (spare_left + spare_right))


@lru_cache(maxsize=65536)
def _word_likeness(a: str, b: str) -> float:
    """Return how likely two written words are one name."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.86 if a[0] == b[0] else 0.0
    return max(
        _spelling_likeness(x, y)
        for x in _with_and_without_article(a)
        for y in _with_and_without_article(b)
    )


def _with_and_without_article(word: str) -> tuple[str, ...]:
    """Give "Eltayeb" also as "tayeb": the Arabic article is written with the name or apart."""
    bare = word[2:]
    return (word, bare) if word[:2] in ("al", "el") and len(bare) >= _SHORTEST_BARE else (word,)


def _spelling_likeness(a: str, b: str) -> float:
    sound_a, sound_b = sound_key(a), sound_key(b)
    if _differ_by_gender(sound_a, sound_b):
        return _OTHER_GENDER
    if sound_a == sound_b:
        return 0.99
    if exchange_keys(a) & exchange_keys(b):
        return 0.97
    letters = max(_letters(a, b), _letters(sound_a, sound_b))
    shared = consonant_keys(a) & consonant_keys(b)
    if not shared:
        return letters
    telling = min(map(len, shared)) >= _TELLING_CONSONANTS
    if not (_VOWEL.search(a) and _VOWEL.search(b)):
        return max(letters, _SAME_BONES if telling else _FEW_BONES)
    # Where both write their vowels, these must not be far apart: Hassan is not Hussein.
    return max(letters, _SAME_BONES if telling and letters >= _VOWELS_FIT else _OTHER_VOWELS)


def _differ_by_gender(a: str, b: str) -> bool:
    """Say whether one is the feminine of the other: Oleksandr and Oleksandra, Putin and Putina."""
    shorter, longer = sorted((a, b), key=len)
    return (
        len(shorter) >= _SHORTEST_BARE
        and longer == f"{shorter}a"
        and _VOWEL.match(shorter[-1]) is None
    )


def _letters(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    edits = Levenshtein.normalized_similarity(a, b)
    return (edits + float(JaroWinkler.similarity(a, b))) / 2


def _by_letters(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Compare the names written without spaces, for words run together or torn apart."""
    if len(left) == len(right):
        return 0.0
    a, b = "".join(left), "".join(right)
    likeness = Levenshtein.normalized_similarity(a, b)
    return likeness if likeness >= _JOINED else 0.0
