"""Two texts put one thing on opposite sides of another: before and after it, for and against it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike
from importer.compare.stances import linked
from importer.compare.subjects import heads_alike, same_subject
from importer.model import ContradictionType

SURE = 0.72
SAME_WORD = 0.8


def find_side(a: Reading, b: Reading) -> Found | None:
    """Return two opposite sides of one thing on which two texts put the same."""
    for one in a.clauses:
        for other in b.clauses:
            if one.is_negative != other.is_negative or one.mood != other.mood:
                continue
            if alike(one.verb, other.verb) < SAME_WORD or not same_subject(one, other, a, b):
                continue
            pair = _opposed(one, other) or _around(one, other)
            if pair:
                return Found(
                    ContradictionType.ANTONYM,
                    "opposite sides of one thing",
                    SURE,
                    one.span,
                    other.span,
                    pair[0].text,
                    pair[1].text,
                )
    return None


def _opposed(one: Clause, other: Clause) -> tuple[Token, Token] | None:
    sides = comparing().sides
    for left, of_left in _sides(one.verb):
        for right, of_right in _sides(other.verb):
            if right.lower_ in sides.get(left.lower_, ()) and _is_same(of_left, of_right):
                return left, right
    return None


def _around(one: Clause, other: Clause) -> tuple[Token, Token] | None:
    """Return where what happens but once is told to be in a place and outside of it."""
    if one.verb.lemma_.casefold() not in comparing().once:
        return None
    for left, of_left in (*_sides(one.verb), *_outside(one.verb)):
        for right, of_right in (*_sides(other.verb), *_outside(other.verb)):
            if {left.lower_, right.lower_} == {"in", "outside"} and heads_alike(of_left, of_right):
                return left, right
    return None


def _outside(verb: Token) -> Iterator[tuple[Token, Token]]:
    """Yield "outside" with what stands behind it, where it is read as an adverb: "outside of"."""
    for child in verb.children:
        if child.dep_ in {"advmod", "prep"} and child.lower_ == "outside":
            yield from ((child, each) for each in linked(child, "of"))


def _sides(verb: Token) -> Iterator[tuple[Token, Token]]:
    """Yield the words that tell a side of something, and the something: a noun or a verb."""
    for child in verb.children:
        if child.dep_ == "prep":
            yield from ((child, each) for each in child.children if each.dep_ in {"pobj", "pcomp"})
        elif child.dep_ == "advcl":
            yield from ((mark, child) for mark in child.children if mark.dep_ == "mark")


def _is_same(one: Token, other: Token) -> bool:
    """Say whether two sides are of one thing: a noun of one name, or one deed of one subject."""
    if one.pos_ in {"NOUN", "PROPN"} and other.pos_ in {"NOUN", "PROPN"}:
        return heads_alike(one, other)
    if alike(one, other) < SAME_WORD:
        return False
    subjects = [
        [each for each in verb.children if each.dep_.startswith("nsubj")] for verb in (one, other)
    ]
    return any(heads_alike(x, y) for x in subjects[0] for y in subjects[1])
