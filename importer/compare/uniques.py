"""Two names stand where but one can: what it is the capital of, where somebody lives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.lands import land_of
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import best, is_one_word
from importer.compare.stances import linked
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE = 0.75
SAME_WORD = 0.8
_PLACES = frozenset({"GPE", "LOC"})
_PAST = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word that takes but one name behind a preposition, with the name."""

    clause: Clause
    word: Token
    link: str
    name: Token


def find_unique(a: Reading, b: Reading) -> Found | None:
    """Return two names in a place where but one can stand: what it is the capital of."""
    for one in _uniques(a):
        for other in _uniques(b):
            if one.link != other.link or not _is_apart(one.name, other.name, a, b):
                continue
            if not is_one_word(one.word, other.word) or _may_have_moved(one, other):
                continue
            if same_subject(one.clause, other.clause, a, b):
                return Found(
                    ContradictionType.ANTONYM,
                    "two names where one can stand",
                    SURE,
                    one.clause.span,
                    other.clause.span,
                    one.name.text,
                    other.name.text,
                )
    return None


def _may_have_moved(one: _Slot, other: _Slot) -> bool:
    """Say whether two dwellings may have followed each other: one of them is told of the past."""
    return any(
        slot.word.lemma_ in comparing().dwelling
        and slot.word.tag_ in _PAST
        and not any(child.lower_ == "since" for child in slot.word.children)
        for slot in (one, other)
    )


def _uniques(reading: Reading) -> Iterator[_Slot]:
    """Yield the words of a clause's core that take but one name behind a preposition."""
    for clause in reading.clauses:
        if clause.is_negative or clause.mood:
            continue
        held = linked(clause.verb, "as") if clause.verb.lemma_ in comparing().playing else []
        for core in {clause.verb, *clause.core, *held}:
            links = comparing().unique.get(core.lemma_.casefold(), frozenset())
            for link, name in _names(core):
                if link in links and name.pos_ == "PROPN":
                    yield _Slot(clause, core, link, name)


def _names(core: Token) -> Iterator[tuple[str, Token]]:
    """Yield what hangs on a word by prepositions; "Chad, where she lives," is "lives in Chad"."""
    for child in core.children:
        if child.dep_ in {"prep", "agent"}:
            yield from ((child.lower_, name) for name in child.children if name.dep_ == "pobj")
        elif child.lower_ == "where" and core.dep_ == "relcl":
            yield "in", core.head


def _is_apart(one: Token, other: Token, a: Reading, b: Reading) -> bool:
    """Say whether two names are of one sort, and neither text knows the other's."""
    if one.ent_type_ != other.ent_type_ or "DATE" in {one.ent_type_, other.ent_type_}:
        return False
    if {one.ent_type_, other.ent_type_} <= _PLACES:
        # A town lies in a country, and one name in another that no table tells.
        lands = land_of(one), land_of(other)
        if lands[0] is None or lands[1] is None or not lands[0].excludes(lands[1]):
            return False
    return not _meets(one, b) and not _meets(other, a)


def _meets(maker: Token, reading: Reading) -> bool:
    names = [maker, *(child for child in maker.children if child.dep_ == "compound")]
    names += [each for word in names for each in word.conjuncts]
    return any(best(name, reading.doc)[0] >= SAME_WORD for name in names)
