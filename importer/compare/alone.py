"""One text says that it is this alone, the other names what else it is.

"She is only a painter" excludes that she is a painter and a sculptor; "the fair has one host, Ana
Kovel" that it is hosted by two.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lands import land_of
from importer.compare.lexicon import comparing
from importer.compare.meaning import is_bodily, is_kind
from importer.compare.model import Found
from importer.compare.reading import COMPLEMENTS, Clause, Reading, is_content
from importer.compare.similarity import alike, is_same
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE = 0.72
SAME_WORD = 0.8
PAST = frozenset({"VBD", "VBN"})
_SLOTS = COMPLEMENTS | {"dobj", "pobj"}


def find_alone(a: Reading, b: Reading) -> Found | None:
    """Return what one text has alone and the other beside something else."""
    found = _beyond(a, b)
    if found:
        return found
    swapped = _beyond(b, a)
    return swapped.swapped() if swapped else None


def _beyond(narrow: Reading, wide: Reading) -> Found | None:
    for clause, focus in _alone(narrow):
        for other in wide.clauses:
            if other.is_negative or other.mood or not same_subject(clause, other, narrow, wide):
                continue
            more = _more(focus, clause, other, narrow) or _instead(focus, clause, other, narrow)
            if more is None:
                continue
            return Found(
                ContradictionType.ANTONYM,
                "one alone against more",
                SURE,
                clause.span,
                other.span,
                f"only {focus.text}",
                more.text,
            )
    return None


def _alone(reading: Reading) -> Iterator[tuple[Clause, Token]]:
    """Yield the clauses with a word like "only", and what it stands with."""
    for clause in reading.clauses:
        if clause.is_negative or clause.mood:
            continue
        for word in (token for token in reading.doc if token.lower_ in comparing().alone):
            if word.head == clause.verb:
                after = [each for each in _fillers(clause.verb) if each.i > word.i]
                before = [each for each in _fillers(clause.verb) if each.i < word.i]
                yield from ((clause, focus) for focus in (after or before)[:1])
            elif word.head in _fillers(clause.verb):
                yield clause, word.head


def _fillers(verb: Token) -> list[Token]:
    """Return what fills the places of a verb: objects, complements, what hangs by prepositions."""
    direct = [child for child in verb.children if child.dep_ in _SLOTS]
    links = [child for child in verb.children if child.dep_ == "prep"]
    return direct + [child for link in links for child in link.children if child.dep_ == "pobj"]


def _more(focus: Token, clause: Clause, other: Clause, narrow: Reading) -> Token | None:
    """Return what stands in the other text in the place of what is said to be alone there."""
    if alike(clause.verb, other.verb) < SAME_WORD:
        return None
    for filler in _fillers(other.verb):
        if not _same_place(focus, filler):
            continue
        together = [filler, *filler.conjuncts, *_further(filler)]
        has = any(alike(focus, each) >= SAME_WORD for each in together)
        rest = [word for word in together if is_content(word) and not _is_said(word, narrow)]
        if has and rest:
            return rest[0]
    return None


def _instead(focus: Token, clause: Clause, other: Clause, narrow: Reading) -> Token | None:
    """Return what stands in the other text where the one has something else alone."""
    if focus.dep_ not in {"dobj", "pobj"} or other.verb.lemma_ != clause.verb.lemma_:
        return None
    if other.verb.tag_ in PAST and clause.verb.tag_ not in PAST:
        return None
    for filler in _fillers(other.verb):
        together = [filler, *filler.conjuncts]
        if _same_place(focus, filler) and all(_are_two(focus, each, narrow) for each in together):
            return filler
    return None


def _are_two(focus: Token, filler: Token, narrow: Reading) -> bool:
    """Say whether two words are of things of which none is the other, or a kind of it."""
    if _is_said(filler, narrow) or alike(focus, filler) or focus.pos_ != filler.pos_:
        return False
    if focus.pos_ == "PROPN":
        lands = land_of(focus), land_of(filler)
        return lands[0] is not None and lands[1] is not None and lands[0].excludes(lands[1])
    one, other = focus.lemma_.casefold(), filler.lemma_.casefold()
    if focus.pos_ != "NOUN" or is_kind(one, other) or is_kind(other, one):
        return False
    return is_bodily(one) and is_bodily(other)


def _further(filler: Token) -> list[Token]:
    """Return what stands in the same place behind another preposition: "in films and on stage"."""
    links = filler.head.conjuncts if filler.dep_ == "pobj" else ()
    return [child for link in links for child in link.children if child.dep_ == "pobj"]


def _is_said(word: Token, reading: Reading) -> bool:
    return any(is_same(word, other) for other in reading.doc)


def _same_place(one: Token, other: Token) -> bool:
    if one.dep_ != other.dep_:
        return False
    return one.dep_ != "pobj" or one.head.lower_ == other.head.lower_
