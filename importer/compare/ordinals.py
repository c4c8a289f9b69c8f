"""One thing is told to be the first of its sort, and the third.

"Their second album, Halberd" and "Halberd is their fourth album" exclude each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike, covered
from importer.compare.subjects import same_subject
from importer.model import ContradictionType, Span

SURE = 0.7
SAME_NOUN = 0.9
SHARED = 0.6
"""How much of the shorter text, its ordinal aside, the longer must have too."""
MOST_CLAUSES = 30
"""In a longer text, more than one row may be told of."""
_DESCRIBING = frozenset({"compound", "amod", "nmod"})
_BEFORE = frozenset({"amod", "compound"})
_DIGITS = "0123456789"


def find_ordinal(a: Reading, b: Reading) -> Found | None:
    """Return two ordinals of one noun in short texts about one thing."""
    if max(len(a.clauses), len(b.clauses)) > MOST_CLAUSES:
        return None
    told_a, told_b = _told(a), _told(b)
    for key_a, one in told_a.items():
        for key_b, other in told_b.items():
            if key_a[0] == key_b[0] or not _same_noun(_row(one), _row(other)):
                continue
            if (key_b[0], key_a[1]) in told_a or (key_a[0], key_b[1]) in told_b:
                continue
            if _is_one_thing(one, other, a, b):
                return Found(
                    ContradictionType.NUMBER,
                    "two places in one row",
                    SURE,
                    _span(one),
                    _span(other),
                    one.text,
                    other.text,
                )
    return None


def _told(reading: Reading) -> dict[tuple[float | None, str], Token]:
    """Return the ordinals of a text by their place and noun, the first of each."""
    found: dict[tuple[float | None, str], Token] = {}
    for word in _ordinals(reading):
        found.setdefault((_place(word), _row(word).lemma_), word)
    return found


def _ordinals(reading: Reading) -> Iterator[Token]:
    """Yield the ordinals of one thing: not those of "the second and third novels"."""
    for word in reading.doc:
        if word.dep_ not in _BEFORE or _row(word).tag_ != "NN":
            continue
        joined = [each for each in word.conjuncts if _place(each) is not None]
        if _place(word) is not None and not joined:
            yield word


def _row(word: Token) -> Token:
    """Return the noun of which a word tells the place: of "debut studio album" the album."""
    noun = word.head
    while noun.dep_ == "compound" and noun.pos_ == "NOUN" and word.lower_ in comparing().debuts:
        noun = noun.head
    return noun


def _place(word: Token) -> float | None:
    """Return the place that an ordinal names: of "third" and "3rd" 3."""
    text = word.lower_
    if text in comparing().debuts:
        return 1.0
    if word.dep_ != "amod":
        return None
    if text[:1] in _DIGITS and text.endswith(("st", "nd", "rd", "th")) and text[:-2].isdecimal():
        return float(text[:-2])
    return comparing().numerals.get(text) if word.ent_type_ == "ORDINAL" else None


def _same_noun(one: Token, other: Token) -> bool:
    if alike(one, other) < SAME_NOUN:
        return False
    kinds = [
        {each.lemma_.casefold() for each in noun.children if _describes(each)}
        for noun in (one, other)
    ]
    return kinds[0] <= kinds[1] or kinds[1] <= kinds[0]


def _describes(word: Token) -> bool:
    if word.dep_ not in _DESCRIBING or _tells_debut(word):
        return False
    return _place(word) is None and word.lower_ != "final"


def _tells_debut(word: Token) -> bool:
    return any(each.lower_ in comparing().debuts for each in word.subtree)


def _is_one_thing(one: Token, other: Token, a: Reading, b: Reading) -> bool:
    """Say whether both texts speak of one thing, and share most of what the shorter says."""
    words = [
        [word for word in reading.words if word != ordinal]
        for ordinal, reading in ((one, a), (other, b))
    ]
    short, long = sorted(words, key=len)
    if covered(short, long) < SHARED:
        return False
    return any(
        same_subject(x, y, a, b)
        for x in _around(one, a)
        for y in _around(other, b)
        if not x.is_negative and not y.is_negative and x.mood == y.mood
    )


def _around(word: Token, reading: Reading) -> list[Clause]:
    """Return the clauses that a word stands in, from the inmost to the outmost."""
    above = {word.i, *(each.i for each in word.ancestors)}
    return [clause for clause in reading.clauses if clause.verb.i in above]


def _span(ordinal: Token) -> Span:
    noun = _row(ordinal)
    return Span(ordinal.idx, noun.idx + len(noun))
