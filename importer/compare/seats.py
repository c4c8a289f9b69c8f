"""One body or person is told to belong to two countries, by where it is based or whom it serves.

"The Oslo-based insurer Halberd" excludes that Halberd has its headquarters in Peru; "the Mexican
teacher Ana Kovel" that she sits in the parliament of Chad.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.denials import SUBJECTS
from importer.compare.lands import Land, land_of
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.stances import linked
from importer.compare.subjects import heads_alike
from importer.model import ContradictionType, Span

SURE_OF_SEAT, SURE_OF_PEOPLE = 0.74, 0.64
_DESCRIBING = frozenset({"amod", "compound", "nmod", "poss"})
_BODIES = frozenset({"company", "band"})
_IN = ("in", "at", "near")


@dataclass(frozen=True, slots=True)
class _Bond:
    """To which country somebody or some body is told to belong, and by what."""

    whose: Token
    land: Land
    by: str
    """`seat`, `people` (by the adjective of a country) or `service`."""
    span: Span
    text: str


_SURE = {
    frozenset({"seat"}): SURE_OF_SEAT,
    frozenset({"people"}): SURE_OF_PEOPLE,
    frozenset({"people", "seat"}): SURE_OF_PEOPLE,
    frozenset({"people", "service"}): SURE_OF_PEOPLE,
}


def find_seat(a: Reading, b: Reading) -> Found | None:
    """Return two countries, of a body by its seat or of a person by whom it serves."""
    bonds_a, bonds_b = list(_bonds(a)), list(_bonds(b))
    for one in bonds_a:
        for other in bonds_b:
            sure = _SURE.get(frozenset({one.by, other.by}))
            if sure is None or not heads_alike(one.whose, other.whose):
                continue
            if not _are_apart(one, bonds_b) or not _are_apart(other, bonds_a):
                continue
            return Found(
                ContradictionType.PLACE,
                "two countries of one body",
                sure,
                one.span,
                other.span,
                one.text,
                other.text,
            )
    return None


def _are_apart(bond: _Bond, others: list[_Bond]) -> bool:
    """Say whether a text puts somebody in no country that agrees with a bond."""
    same = [other for other in others if heads_alike(bond.whose, other.whose)]
    return all(bond.land.excludes(other.land) for other in same)


def _bonds(reading: Reading) -> Iterator[_Bond]:
    for clause in reading.clauses:
        if not clause.is_negative and not clause.mood:
            yield from _based(clause)
            yield from _serving(clause)
            yield from _hailing(clause)
    for word in reading.doc:
        if word.pos_ in {"NOUN", "PROPN"}:
            yield from _described(word)


def _based(clause: Clause) -> Iterator[_Bond]:
    """Yield where a clause says that a body sits: "is based in", "its headquarters is in"."""
    verb, data = clause.verb, comparing()
    seats = [each for each in clause.subjects if each.lemma_.casefold() in data.seats]
    owners = [child for seat in seats for child in seat.children if child.dep_ == "poss"]
    owners += [word for seat in seats for word in linked(seat, "of")]
    heads = [verb]
    if verb.lemma_ in data.seating:
        owners = list(clause.subjects)
    elif verb.lemma_ in {"have", "keep", "maintain"}:
        kept = [x for x in verb.children if x.dep_ == "dobj" and x.lemma_.casefold() in data.seats]
        owners = list(clause.subjects) if kept else []
        heads += kept
    elif verb.lemma_ not in {"be", "stand", "lie"} | data.lying:
        return
    for owner in owners:
        for place in (word for head in heads for link in _IN for word in linked(head, link)):
            land = _land(place)
            if land:
                yield _Bond(owner, land, "seat", clause.span, place.text)


def _land(place: Token) -> Land | None:
    """Return where a place lies, by its own name or what stands beside it: "Bergen, Norway"."""
    beside = [child for child in place.children if child.dep_ == "appos"]
    return next((land for word in (*beside, place) if (land := land_of(word))), None)


def _described(noun: Token) -> Iterator[_Bond]:
    """Yield what stands before a noun: "the Oslo-based insurer", "the Dutch firm"."""
    named = _named(noun)
    for word in noun.children:
        if word.dep_ == "amod" and word.lemma_ in comparing().seating:
            for place in (child for child in word.children if child.dep_ == "npadvmod"):
                land = land_of(place)
                yield from _of_each([noun, _top(noun), *named], land, "seat", noun, place)
        code = comparing().demonyms.get(word.lower_)
        if code and word.dep_ in _DESCRIBING and word.ent_type_ == "NORP":
            top = _top(noun)
            holders = [top] if top.ent_type_ == "PERSON" or top != noun else named
            kept = [x for x in holders if x.ent_type_ == "PERSON" or _is_body(noun)]
            for adjective in (word, *word.children):
                land = _people_land(adjective)
                yield from _of_each(kept, land, "people", noun, adjective)


def _top(word: Token) -> Token:
    """Return the name that a title stands before: of "Dutch engineer Ana Kovel" Kovel."""
    while word.dep_ in {"compound", "nmod"} and word.head.i > word.i:
        word = word.head
    return word


def _people_land(adjective: Token) -> Land | None:
    """Return the country that an adjective tells, and the part of it: "Scottish"."""
    code = comparing().demonyms.get(adjective.lower_)
    region = comparing().divisions.get(adjective.lower_, "")[3:]
    return Land(code, None, region or None) if code else None


def _is_body(noun: Token) -> bool:
    return comparing().kinds.get(noun.lemma_.casefold()) in _BODIES


def _hailing(clause: Clause) -> Iterator[_Bond]:
    """Yield where somebody is told to be from: "is a singer from Chad", "are from Chad"."""
    if clause.verb.lemma_ != "be":
        return
    for core in clause.core:
        land = _people_land(core) if core.dep_ == "acomp" else None
        for subject in clause.subjects:
            if land and subject.pos_ == "PROPN":
                yield _Bond(subject, land, "people", clause.span, core.text)
    callings = [x for x in clause.core if _is_body(x) or _is_person(x)]
    heads = [clause.verb, *callings]
    for place in (word for head in heads for word in linked(head, "from")):
        land = _land(place)
        for subject in clause.subjects:
            if land and (callings or subject.ent_type_ == "PERSON") and subject.pos_ == "PROPN":
                yield _Bond(subject, land, "people", clause.span, place.text)


def _is_person(noun: Token) -> bool:
    return comparing().kinds.get(noun.lemma_.casefold()) == "person"


def _named(noun: Token) -> list[Token]:
    """Return the names of what a noun calls: beside it, or the subject of which it is said."""
    found = [child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN":
        found.append(noun.head)
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        found += [child for child in noun.head.children if child.dep_ in SUBJECTS]
    return [word for word in found if word.pos_ == "PROPN"]


def _of_each(
    names: list[Token], land: Land | None, by: str, noun: Token, word: Token
) -> Iterator[_Bond]:
    if land is None:
        return
    for name in names:
        first, last = min(word, name, noun), max(word, name, noun)
        span = Span(first.idx, last.idx + len(last))
        yield _Bond(name, land, by, span, word.text)


def _serving(clause: Clause) -> Iterator[_Bond]:
    """Yield which state a person serves: "is a member of the Dutch parliament"."""
    for core in clause.core:
        if core.lemma_.casefold() not in comparing().serving:
            continue
        for body in (word for link in ("of", "in") for word in linked(core, link)):
            if body.lemma_.casefold() not in comparing().state_bodies:
                continue
            for word in body.children:
                code = comparing().demonyms.get(word.lower_)
                if code and word.dep_ in _DESCRIBING:
                    for subject in clause.subjects:
                        land = Land(code, None)
                        yield _Bond(subject, land, "service", clause.span, word.text)
