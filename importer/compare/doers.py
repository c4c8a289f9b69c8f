"""Two are named for what but one can have done.

"Ines Falk discovered the comet" excludes that Orla Minto discovered it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike, best, plain
from importer.compare.subjects import heads_alike, told_before
from importer.model import ContradictionType

SURE_OF_DOER = 0.78
SAME_WORD = 0.8


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who does what, where but one can have done it."""

    verb: Token
    doer: Token
    done: Token
    clause: Clause


def find_doer(a: Reading, b: Reading) -> Found | None:
    """Return two who are each named as the one who did what but one can do."""
    for one in _deeds(a):
        for other in _deeds(b):
            if alike(one.verb, other.verb) < SAME_WORD or not _are_apart(one, other, a, b):
                continue
            if not heads_alike(one.done, other.done):
                continue
            return Found(
                ContradictionType.RESPONSIBILITY,
                "two who did one thing",
                SURE_OF_DOER,
                one.clause.span,
                other.clause.span,
                one.doer.text,
                other.doer.text,
            )
    return None


def _are_apart(one: _Deed, other: _Deed, a: Reading, b: Reading) -> bool:
    """Say whether two doers are two names, neither of which the other text knows."""
    if one.clause.is_negative or other.clause.is_negative or one.clause.mood or other.clause.mood:
        return False
    return not _is_told_of(one.doer, b) and not _is_told_of(other.doer, a)


def _is_told_of(doer: Token, reading: Reading) -> bool:
    """Say whether a text names a doer: "the Bank of Tolva" is not known by "the Bank of Chad"."""
    word = best(doer, reading.doc)[1]
    if word is None:
        return False
    narrower = [
        {plain(each.lower_) for each in name.subtree if each.pos_ == "PROPN" and each.i > name.i}
        for name in (doer, word)
    ]
    return not all(narrower) or bool(narrower[0] & narrower[1])


def _deeds(reading: Reading) -> Iterator[_Deed]:
    for clause in reading.clauses:
        if clause.verb.lemma_.casefold() not in comparing().doings:
            continue
        children = list(clause.verb.children)
        by = [
            word
            for child in children
            if child.dep_ == "agent"
            for word in child.children
            if word.dep_ == "pobj"
        ]
        objects = [child for child in children if child.dep_ == "dobj"]
        acting = [child for child in children if child.dep_ == "nsubj"]
        if any(child.tag_ in {"WP", "WDT"} for child in acting):
            # "Ana is an engineer who designed the bridge".
            acting = [subject for subject in clause.subjects if _is_named(subject)]
        acting += [
            name for word in acting if word.pos_ == "PRON" for name in told_before(word, reading)
        ]
        borne = [child for child in children if child.dep_ == "nsubjpass"]
        for doer, done in ((acting, objects), (by, borne)):
            yield from (
                _Deed(clause.verb, one, other, clause)
                for one in doer
                for other in done
                if _is_named(one) and not list(one.conjuncts) and _is_known(other)
            )


def _is_named(doer: Token) -> bool:
    return doer.pos_ == "PROPN"


def _is_known(done: Token) -> bool:
    """Say whether a thing is told so that it is one thing: by its name, or with "the"."""
    if done.pos_ == "PROPN":
        return True
    determined = any(child.lower_ == "the" for child in done.children)
    return determined and sum(1 for child in done.children if child.dep_ != "det") > 0
