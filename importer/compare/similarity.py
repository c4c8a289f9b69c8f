"""How alike words are, and how much of one text another bears out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.meaning import are_opposites, meet
from importer.segment.parser import load_parser

ALIKE = 0.66
"""How near the vectors of two words must lie for the one to stand for the other, of 1."""
SAME_NAME = 86.0
"""How alike two spellings of a name are, of 100."""
SHARED_START = 5
"""How many letters two words of one family have in common at the least: abdicate, abdication."""
ROOT = 4
"""How short a word may be to have another made of it by an ending."""
FAMILY = 0.62
"""And how much of the longer word."""
CLOSE = 0.8
"""How well a word is met by one that means the same, or a kind of it."""
PRONOUNS = frozenset({"he", "she", "it", "they", "his", "her", "its", "their"})
NAMED = frozenset({"PROPN"})


def alike(a: Token, b: Token) -> float:
    """Return how far one word can stand for the other, from 0 to 1.

    Numbers and names stand for themselves only; opposites never for each other.
    """
    one, other = a.lemma_.casefold(), b.lemma_.casefold()
    if one == other or plain(a.lower_) == plain(b.lower_):
        return 1.0
    if a.like_num or b.like_num or a.pos_ == "NUM" or b.pos_ == "NUM":
        return float(_value(a.lower_) is not None and _value(a.lower_) == _value(b.lower_))
    if a.pos_ in NAMED or b.pos_ in NAMED:
        return _names_alike(a, b)
    exclude = are_opposite(one, other) or are_opposites(one, other, a.pos_)
    near = words_alike(one, other) or meet(_whole(a), a.pos_, _whole(b), b.pos_)
    return 0.0 if exclude else near


def _whole(word: Token) -> str:
    """Return a lemma, of a verb with its particle: "carry out"."""
    particles = [child.lower_ for child in word.children if child.dep_ == "prt"]
    return " ".join((word.lemma_.casefold(), *particles))


@lru_cache(maxsize=16384)
def plain(word: str) -> str:
    """Return a word in lower case without accents, as some write it.

    >>> plain("Noël"), plain("O’Neal")
    ('noel', "o'neal")
    """
    letters = unicodedata.normalize("NFKD", word.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@lru_cache(maxsize=16384)
def words_alike(one: str, other: str) -> float:
    """Return how far one lemma can stand for another, from 0 to 1."""
    if one == other:
        return 1.0
    if are_opposite(one, other):
        return 0.0
    groups = comparing().synonyms
    if groups.get(one, frozenset()) & groups.get(other, frozenset()):
        return 0.95
    if is_family(one, other):
        return 0.9
    return _near(one, other)


def _near(one: str, other: str) -> float:
    """Return how near the vectors of two words lie; 0 for those that go with everything."""
    vocab = load_parser().vocab
    known = vocab.has_vector(one) and vocab.has_vector(other)
    if not known or {one, other} & comparing().light_verbs:
        return 0.0
    near = float(vocab[one].similarity(vocab[other]))
    return near if near >= ALIKE else 0.0


def is_family(one: str, other: str) -> bool:
    """Say whether two words share their root by their spelling.

    >>> is_family("abdicate", "abdication"), is_family("contract", "contradict")
    (True, False)
    >>> is_family("access", "accessible"), is_family("child", "childless")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) >= ROOT and long.startswith(short):
        ending = long[len(short) :]
        if ending in comparing().endings:
            return True
        if ending == "less":
            return False
    if one.startswith(("un", "non", "dis")) != other.startswith(("un", "non", "dis")):
        return False
    shared = 0
    for letter, against in zip(one, other, strict=False):
        if letter != against:
            break
        shared += 1
    return shared >= SHARED_START and shared >= FAMILY * max(len(one), len(other))


@lru_cache(maxsize=16384)
def are_opposite(one: str, other: str) -> bool:
    """Say whether two lemmas exclude each other, by the table of opposites or by a prefix."""
    table = comparing().opposites
    if any(base in table.get(form, ()) for form in _forms(one) for base in _forms(other)):
        return True
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in comparing().negative_prefixes)


def _forms(word: str) -> tuple[str, ...]:
    """Return a lemma and, of an adjective such as "closed", the verb that it is made of."""
    return (word, word[:-1], word[:-2]) if word.endswith("ed") else (word,)


def _names_alike(a: Token, b: Token) -> float:
    one, other = (plain(word.lower_).removesuffix("'s") for word in (a, b))
    if min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SAME_NAME:  # noqa: PLR2004 - shorter is too short
        return 0.95
    divisions = comparing().divisions
    if one in divisions and other in divisions:
        return float(divisions[one] == divisions[other])
    demonyms = comparing().demonyms
    if demonyms.get(one, one) == demonyms.get(other, other):
        return 1.0
    if a.pos_ in NAMED and b.pos_ in NAMED:
        return 0.0
    return 0.9 if is_family(one, other) else 0.0


def _value(word: str) -> float | None:
    plain = word.replace(",", "").rstrip("sthnrd") if word[:1].isdecimal() else word
    try:
        return float(plain)
    except ValueError:
        return comparing().numerals.get(plain)


def is_same(a: Token, b: Token) -> bool:
    """Say whether two words mean one thing; to be used alike, as colours are, is not enough."""
    one, other = a.lemma_.casefold(), b.lemma_.casefold()
    if a.pos_ in {"PROPN", "NUM"} or b.pos_ in {"PROPN", "NUM"} or one == other:
        return alike(a, b) >= CLOSE
    if are_opposite(one, other):
        return False
    groups = comparing().synonyms
    together = groups.get(one, frozenset()) & groups.get(other, frozenset())
    return bool(together) or is_family(one, other) or meet(one, a.pos_, other, b.pos_) >= CLOSE


def is_one_word(a: Token, b: Token) -> bool:
    """Say whether two words are one, or of one group of the table: to be near is not enough."""
    one, other = a.lemma_.casefold(), b.lemma_.casefold()
    groups = comparing().synonyms
    return one == other or bool(groups.get(one, frozenset()) & groups.get(other, frozenset()))


def best(word: Token, others: Iterable[Token]) -> tuple[float, Token | None]:
    """Return the word among others that stands for this one best, and how well."""
    top: tuple[float, Token | None] = (0.0, None)
    for other in others:
        score = alike(word, other)
        if score > top[0]:
            top = score, other
    return top


def covered(words: Sequence[Token], others: Sequence[Token]) -> float:
    """Return the share of words, by weight, that stand among the others too."""
    weights = [weight(word) for word in words]
    total = sum(weights)
    if not total:
        return 0.0
    return sum(w * best(word, others)[0] for w, word in zip(weights, words, strict=True)) / total


def weight(word: Token) -> float:
    """Return how much a word counts: names and figures most, adverbs least."""
    if word.pos_ in {"PROPN", "NUM"}:
        return 1.2
    return 0.5 if word.pos_ == "ADV" else 1.0
