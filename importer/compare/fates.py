"""Two texts have one die of two things: "died of malaria" against "died of cancer"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.meaning import is_kind
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import is_same
from importer.compare.stances import linked
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE = 0.72


def find_fate(a: Reading, b: Reading) -> Found | None:
    """Return two things that somebody is told to have died of."""
    for one, cause_a in _deaths(a):
        for other, cause_b in _deaths(b):
            if _is_known(cause_a, b) or _is_known(cause_b, a) or not _is_one(one, other, a, b):
                continue
            return Found(
                ContradictionType.ANTONYM,
                "two causes of one death",
                SURE,
                one.span,
                other.span,
                cause_a.text,
                cause_b.text,
            )
    return None


def _is_one(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    named = all(any(x.pos_ == "PROPN" for x in each.subjects) for each in (one, other))
    return named and same_subject(one, other, a, b)


def _deaths(reading: Reading) -> Iterator[tuple[Clause, Token]]:
    for clause in reading.clauses:
        if clause.verb.lemma_ == "die" and not clause.is_negative and not clause.mood:
            causes = (word for link in ("of", "from") for word in linked(clause.verb, link))
            yield from ((clause, word) for word in causes if word.pos_ == "NOUN")


def _is_known(cause: Token, reading: Reading) -> bool:
    """Say whether a text names a cause, one of its kind or what it is a kind of."""
    return any(
        is_same(cause, word)
        or is_kind(cause.lemma_, word.lemma_)
        or is_kind(word.lemma_, cause.lemma_)
        for word in reading.doc
        if word.pos_ == "NOUN"
    )
