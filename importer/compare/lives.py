"""One text has somebody alive, the other tells of the death."""

from __future__ import annotations

from collections.abc import Iterator

from importer.compare.dates import life_dates
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.slots import is_about
from importer.compare.subjects import same_subject
from importer.model import ContradictionType, Span

SURE = 0.76
_PRESENT = frozenset({"VBZ", "VBP"})


def find_life_and_death(a: Reading, b: Reading) -> Found | None:
    """Return that somebody lives by the one text, and is dead by the other."""
    return _against(a, b) or ((found := _against(b, a)) and found.swapped())


def _against(living: Reading, dead: Reading) -> Found | None:
    for clause in _alive(living):
        span = _death(clause, living, dead)
        if span:
            return Found(
                ContradictionType.ANTONYM,
                "alive and dead",
                SURE,
                clause.span,
                span,
                "alive",
                "dead",
            )
    return None


def _alive(reading: Reading) -> Iterator[Clause]:
    """Yield the clauses that say that their subject lives now: "is alive", "is not dead"."""
    for clause in reading.clauses:
        if clause.mood:
            continue
        called = {core.lower_ for core in clause.core}
        # "Is a living poet".
        called |= {each.lower_ for core in clause.core for each in core.children}
        if clause.verb.lemma_ == "die":
            perfect = any(child.lower_ in {"has", "have"} for child in clause.verb.children)
            if clause.is_negative and perfect:
                yield clause
        elif clause.verb.lemma_ == "be" and clause.verb.tag_ in _PRESENT:
            words = comparing().dead if clause.is_negative else comparing().living
            if called & words:
                yield clause


def _death(clause: Clause, living: Reading, dead: Reading) -> Span | None:
    """Return where a text tells of the death of whom a clause has alive."""
    day = life_dates(dead.text).get("die")
    if day and is_about(clause, dead):
        start = dead.text.index(day.text)
        return Span(start, start + len(day.text))
    for other in dead.clauses:
        if other.is_negative or other.mood or other.verb.lemma_ not in comparing().fatal:
            continue
        if _befalls(other) and same_subject(clause, other, living, dead):
            return other.span
    return None


def _befalls(clause: Clause) -> bool:
    """Say whether a deed is done to the subject: "he died", "he was killed", not "he killed"."""
    if clause.verb.lemma_ == "die":
        return clause.verb.tag_ in {"VBD", "VBN"}
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in clause.verb.children)
