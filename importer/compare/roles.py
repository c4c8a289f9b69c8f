"""Two texts put the same two the other way round: A owns B, and A is a subsidiary of B.

What holds one way only ("succeeded", "is a subsidiary of", "is older than") cannot hold both ways;
the table says which words tell such a tie, and from which end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.subjects import heads_alike
from importer.model import ContradictionType

SURE = 0.75
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAMED = frozenset({"PROPN", "NOUN"})


@dataclass(frozen=True, slots=True)
class _Tie:
    """Who stands to whom: the first owns, follows, beats the second."""

    name: str
    first: Token
    second: Token
    clause: Clause


def find_swapped(a: Reading, b: Reading) -> Found | None:
    """Return one tie between the same two that is told the other way round."""
    for one in _ties(a):
        for other in _ties(b):
            if one.name != other.name or one.clause.mood != other.clause.mood:
                continue
            if not (heads_alike(one.first, other.second) and heads_alike(one.second, other.first)):
                continue
            if heads_alike(one.first, other.first) or heads_alike(one.second, other.second):
                continue
            return Found(
                ContradictionType.RESPONSIBILITY,
                "the same two the other way round",
                SURE,
                one.clause.span,
                other.clause.span,
                f"{one.first.text} → {one.second.text}",
                f"{other.first.text} → {other.second.text}",
            )
    return None


def _ties(reading: Reading) -> Iterator[_Tie]:
    for clause in reading.clauses:
        if not clause.is_negative:
            yield from _of_verb(clause)
            yield from _of_noun(clause)
            yield from _of_succession(clause)
        yield from _of_apposition(clause)


def _of_verb(clause: Clause) -> Iterator[_Tie]:
    """Yield what a verb tells of its subject and its object, or whom it is done by or to."""
    verb = clause.verb
    passive = any(child.dep_ == "nsubjpass" for child in verb.children)
    objects = [child for child in verb.children if child.dep_ in {"dobj", "attr"}]
    by = [word for child in verb.children if child.dep_ == "agent" for word in child.children]
    particles = [child.lower_ for child in verb.children if child.dep_ == "prt"]
    whole = "_".join((verb.lemma_.casefold(), *particles))
    for name, is_forward, link in comparing().ties.get(whole, ()):
        others = by if passive else objects
        if link:
            others = _linked(verb, link)
        yield from _between(name, clause, clause.subjects, others, forward=is_forward != passive)


def _of_noun(clause: Clause) -> Iterator[_Tie]:
    """Yield what a noun or a comparative tells: "is the heir of", "is older than"."""
    for core in clause.core:
        if core.tag_ == "JJR":
            than = _linked(core, "than")
            yield from _between(core.lower_, clause, clause.subjects, than, forward=True)
        for name, is_forward, link in comparing().ties.get(core.lemma_.casefold(), ()):
            owners = [child for child in core.children if child.dep_ == "poss"]
            others = _linked(core, link or "of") + owners
            yield from _between(name, clause, clause.subjects, others, forward=is_forward)


def _of_apposition(clause: Clause) -> Iterator[_Tie]:
    """Yield what a noun beside a name tells: "Ana's heir, Orla", "Orla, the heir of Ana"."""
    for word in clause.words:
        for name, is_forward, link in comparing().ties.get(word.lemma_.casefold(), ()):
            if word.pos_ != "NOUN" or word in clause.core:
                continue
            owners = [child for child in word.children if child.dep_ == "poss"]
            named = [child for child in word.children if child.dep_ == "appos"]
            if word.dep_ == "appos":
                named.append(word.head)
            others = _linked(word, link or "of") + owners
            yield from _between(name, clause, tuple(named), others, forward=is_forward)


def _of_succession(clause: Clause) -> Iterator[_Tie]:
    """Yield who came after whom: "after Minto's resignation, Falk was sworn in"."""
    verb, data = clause.verb, comparing()
    if verb.lemma_.casefold() not in data.installing or clause.mood:
        return
    ends = [word for link in ("after", "following", "upon") for word in _linked(verb, link)]
    for end in (word for word in ends if word.lemma_.casefold() in data.vacating):
        gone = [child for child in end.children if child.dep_ == "poss"] + _linked(end, "of")
        yield from _between(
            "following",
            clause,
            (*clause.subjects, *_beside(list(clause.subjects))),
            gone,
            forward=True,
        )


def _linked(head: Token, link: str) -> list[Token]:
    """Return what hangs on a word by one preposition."""
    return [
        word
        for child in head.children
        if child.dep_ in {"prep", "dative"} and child.lower_ == link
        for word in child.children
        if word.dep_ == "pobj"
    ]


def _beside(words: list[Token]) -> list[Token]:
    """Return the names that stand beside words: of "the firm, Halberd," Halberd."""
    return [child for word in words for child in word.children if child.dep_ == "appos"]


def _is_name(word: Token) -> bool:
    return word.pos_ in _NAMED or bool(word.ent_type_)


def _between(
    name: str, clause: Clause, ones: tuple[Token, ...], others: list[Token], *, forward: bool
) -> Iterator[_Tie]:
    for one in ones:
        for other in (*others, *_beside(others)):
            if _is_name(one) and _is_name(other):
                first, second = (one, other) if forward else (other, one)
                yield _Tie(name, first, second, clause)
