"""One thing is told to lie in two places, neither in the other."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lands import Land, land_of
from importer.compare.lexicon import comparing
from importer.compare.meaning import kind_of
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike, best
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE_OF_PLACE = 0.75
_IN = frozenset({"in", "at", "from", "near"})
_FIXED = frozenset({"settlement", "mountain", "county"})
_SITED = frozenset({"bear", "locate", "situate"})
_BESIDE = frozenset({"with", "to", "from", "between"})
_NAMED = frozenset({"GPE", "LOC", "NORP"})


def find_place(a: Reading, b: Reading) -> Found | None:
    """Return two places, neither in the other, of what can be in but one."""
    for one, other in _pairs(a, b):
        places_a, places_b = _finest(_places(one)), _finest(_places(other))
        for place_a, land_a in places_a:
            for place_b, land_b in places_b:
                if not land_a.excludes(land_b) or _is_said(place_a, b) or _is_said(place_b, a):
                    continue
                if any(not land_b.excludes(land) for _, land in places_a):
                    continue
                if any(not land_a.excludes(land) for _, land in places_b):
                    continue
                return Found(
                    ContradictionType.PLACE,
                    "two places of one thing",
                    SURE_OF_PLACE,
                    one.span,
                    other.span,
                    place_a.text,
                    place_b.text,
                )
    return None


def _finest(places: Iterator[tuple[Token, Land]]) -> list[tuple[Token, Land]]:
    """Leave out what only tells more of another place: the country in "Texas, United States"."""
    known = list(places)
    return [
        (word, land)
        for word, land in known
        if land.region or not any(x.region and not land.excludes(x) for _, x in known)
    ]


def _is_said(place: Token, reading: Reading) -> bool:
    return bool(best(place, reading.doc)[0])


def _pairs(a: Reading, b: Reading) -> Iterator[tuple[Clause, Clause]]:
    """Yield the clauses that tell of one subject where it lies or comes from."""
    for one in a.clauses:
        for other in b.clauses:
            if one.is_negative or other.is_negative or one.mood or other.mood:
                continue
            if not _tells_where(one) or not _tells_where(other):
                continue
            if same_subject(one, other, a, b) and _same_sense(one, other):
                yield one, other


def _tells_where(clause: Clause) -> bool:
    """Say whether a clause tells where its subject lies: "is in", "is a town in"."""
    verb = clause.verb
    if any(child.dep_ == "dobj" for child in verb.children):
        return False
    if verb.lemma_ == "be":
        return verb.tag_ not in {"VBD", "VBN"} or bool(_objects(verb))
    return verb.lemma_ in comparing().once or verb.lemma_ in comparing().lying


def _same_sense(one: Clause, other: Clause) -> bool:
    """Say whether both tell of the same: two that lie somewhere, or one event of both."""
    lying = comparing().lying | {"be"}
    if one.verb.lemma_ in lying and other.verb.lemma_ in lying:
        return not _are_people(one, other)
    return alike(one.verb, other.verb) >= 0.8  # noqa: PLR2004 - the same word or one of its meaning


def _are_people(*clauses: Clause) -> bool:
    """Say whether clauses speak of people, who may come from one place and be in another."""
    kinds = comparing().kinds
    cores = [core for clause in clauses for core in clause.core]
    told = {kinds.get(core.lemma_.casefold()) for core in cores} - {None}
    if told:
        return "person" in told
    return any(
        subject.ent_type_ == "PERSON" or subject.lower_ in {"he", "she", "they", "i", "we", "you"}
        for clause in clauses
        for subject in clause.subjects
    )


def _objects(verb: Token) -> list[Token]:
    return [word for child in verb.children if child.dep_ == "prep" for word in child.children]


def _places(clause: Clause) -> Iterator[tuple[Token, Land]]:
    """Yield the names of places that tell where the subject of a clause lies."""
    heads = [clause.verb, *clause.core, *_settlements(clause)]
    heads += [
        child
        for head in heads
        for child in head.children
        if child.dep_ in {"acl", "relcl"} and child.lemma_ in comparing().lying
    ]
    for head in heads:
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in _IN:
                yield from _located(child)
    for core in clause.core:
        yield from _adjectives(core)
        if kind_of(core.lemma_.casefold()) in _FIXED:
            # "A suburb of Melbourne".
            links = [x for x in core.children if x.dep_ == "prep" and x.lower_ == "of"]
            yield from (found for link in links for found in _located(link))


def _adjectives(core: Token) -> Iterator[tuple[Token, Land]]:
    """Yield the countries that adjectives tell of what cannot move: "a Canadian town"."""
    if kind_of(core.lemma_.casefold()) not in _FIXED:
        return
    for word in core.children:
        if word.dep_ in {"amod", "compound", "nmod"} and word.ent_type_ == "NORP":
            land = land_of(word)
            if land:
                yield word, land


def _settlements(clause: Clause) -> list[Token]:
    """Return what else a clause says that its subject is: "the seat of a court and a city in"."""
    return [
        word
        for core in clause.core
        for word in core.subtree
        if word.dep_ == "conj" and kind_of(word.lemma_.casefold()) == "settlement"
    ]


def _is_place(word: Token, preposition: Token) -> bool:
    """Say whether a name is of a place: behind "born in" nothing else stands."""
    if word.ent_type_ in _NAMED:
        return True
    verb = preposition.head
    return word.pos_ == "PROPN" and verb.lemma_ in _SITED and preposition.lower_ == "in"


def _is_beside(word: Token, preposition: Token) -> bool:
    """Say whether a place is only neared: a country by "near", any by "the border with"."""
    links = [each.lower_ for each in word.ancestors if each.dep_ == "prep" and each != preposition]
    if any(each in _BESIDE for each in links[: _depth(word, preposition)]):
        return True
    return preposition.lower_ == "near" and comparing().demonyms.get(word.lower_) is not None


def _depth(word: Token, preposition: Token) -> int:
    """Return how many prepositions stand between a word and one above it."""
    chain = [each for each in word.ancestors if each.dep_ == "prep"]
    return chain.index(preposition) if preposition in chain else 0


def _located(preposition: Token) -> Iterator[tuple[Token, Land]]:
    for word in preposition.subtree:
        if _is_beside(word, preposition):
            continue
        if word.dep_ not in {"pobj", "appos", "conj"} or not _is_place(word, preposition):
            continue
        land = land_of(word)
        if land:
            yield word, land
