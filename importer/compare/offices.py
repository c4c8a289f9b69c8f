"""Two are named for an office or a part that but one has: the capital of a country, its president.

One text must say it outright ("Orla Minto is the president of Tolva"), the other may only let it be
seen ("Tolva's president, Ines Falk,").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.denials import SUBJECTS
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike, best
from importer.compare.stances import linked
from importer.compare.subjects import heads_alike
from importer.model import ContradictionType, Span

SURE = 0.68
SAME_NAME = 0.8
_DESCRIBING = frozenset({"compound", "amod", "nmod"})


@dataclass(frozen=True, slots=True)
class _Office:
    """Who has an office, of what."""

    title: str
    of: Token
    holder: Token
    span: Span
    is_outright: bool
    is_past: bool


def find_holder(a: Reading, b: Reading) -> Found | None:
    """Return two who are told to have an office that but one has."""
    for one in _offices(a):
        for other in _offices(b):
            if one.title != other.title or not (one.is_outright or other.is_outright):
                continue
            if one.is_past != other.is_past or not _is_same_place(one.of, other.of):
                continue
            if heads_alike(one.holder, other.holder):
                continue
            # Who is spoken of beside a president may be the next one.
            if " " not in one.title and (_is_known(one.holder, b) or _is_known(other.holder, a)):
                continue
            return Found(
                ContradictionType.ANTONYM,
                "two holders of one office",
                SURE,
                one.span,
                other.span,
                one.holder.text,
                other.holder.text,
            )
    return None


def _is_same_place(one: Token, other: Token) -> bool:
    """Say whether two names are of one place or body: "Norway" and "Norwegian" too."""
    return heads_alike(one, other) or alike(one, other) == 1


def _is_known(holder: Token, reading: Reading) -> bool:
    return best(holder, reading.doc)[0] >= SAME_NAME


def _offices(reading: Reading) -> Iterator[_Office]:
    for noun in reading.doc:
        title = _title(noun)
        if not title:
            continue
        holders = [child for child in noun.children if child.dep_ == "appos"]
        if noun.dep_ == "appos":
            holders.append(noun.head)
        if noun.dep_ == "compound" and noun.head.ent_type_ == "PERSON":
            holders.append(noun.head)
        outright = _outright(noun, reading)
        if outright:
            holders += [each for each in outright.subjects if each.dep_ in SUBJECTS]
            holders += [each for each in outright.core if noun in outright.subjects]
        for holder in holders:
            if holder.pos_ == "PROPN":
                yield from _held(title, noun, holder, outright)


def _title(noun: Token) -> str:
    """Return the name of what one alone is: "premier", "largest city"; "" if many may be it."""
    if _is_qualified(noun):
        return ""
    lemma = noun.lemma_.casefold()
    most = [child for child in noun.children if child.tag_ == "JJS"]
    kinds = [child for child in noun.children if child.dep_ in _DESCRIBING and child not in most]
    if len(most) == 1 and noun.tag_ == "NN" and not kinds:
        return f"{most[0].lower_} {lemma}"
    return lemma if lemma in comparing().offices else ""


def _outright(noun: Token, reading: Reading) -> Clause | None:
    """Return the clause that says of somebody that they have an office."""
    return next(
        (
            clause
            for clause in reading.clauses
            if (noun in clause.core or (noun in clause.subjects and clause.verb.lemma_ == "be"))
            and not clause.is_negative
            and not clause.mood
        ),
        None,
    )


def _held(title: str, noun: Token, holder: Token, clause: Clause | None) -> Iterator[_Office]:
    owners = [child for child in noun.children if child.dep_ == "poss"] + linked(noun, "of")
    owners += linked(noun, "in") if " " in title else []
    described = noun if noun.dep_ != "compound" else holder
    owners += [
        child
        for word in {noun, described}
        for child in word.children
        if child.dep_ in _DESCRIBING and child.lower_ in comparing().demonyms
    ]
    first, last = min(noun, holder), max(noun, holder)
    span = clause.span if clause else Span(first.idx, last.idx + len(last))
    is_past = clause is not None and _is_past(clause.verb)
    for owner in owners:
        if owner.pos_ == "PROPN" or owner.ent_type_:
            yield _Office(title, owner, holder, span, clause is not None, is_past)


def _is_past(verb: Token) -> bool:
    """Say whether a verb tells of what is over: "was", "had been", but not "has been"."""
    if verb.tag_ == "VBN":
        return any(child.lower_ == "had" for child in verb.children)
    return verb.tag_ == "VBD"


def _is_qualified(noun: Token) -> bool:
    """Say whether a word before an office makes it another: "vice president", "former mayor"."""
    data = comparing()
    around = [child.lower_ for child in noun.children]
    around += [noun.nbor(1).lower_] if noun.i + 1 < len(noun.doc) else []
    before = noun.doc[max(0, noun.i - 2) : noun.i]
    around += [word.lower_ for word in before]
    return any(word in data.not_in_office or word == "-" for word in around)
