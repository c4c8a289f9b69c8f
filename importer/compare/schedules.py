"""One event is told to be held on two days: "the vote is slated for 4 May" against "on 9 June"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.dates import PartDate, dates_behind, dates_of, read_date
from importer.compare.lands import are_elsewhere
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike, best
from importer.compare.stances import who
from importer.model import ContradictionType

SURE = 0.72
SAME_EVENT = 0.8
_FOR = frozenset({"for", "on", "in"})
_DESCRIBING = frozenset({"amod", "compound", "nmod", "nummod", "poss"})


@dataclass(frozen=True, slots=True)
class _Date:
    event: Token
    day: PartDate
    clause: Clause


def find_schedule(a: Reading, b: Reading) -> Found | None:
    """Return two days on which one event is told to be held."""
    told_a, told_b = list(_dated(a)), list(_dated(b))
    if are_elsewhere(a.doc, b.doc):
        return None
    for one in told_a:
        for other in told_b:
            if not _is_one_event(one.event, other.event, a, b):
                continue
            if not _is_apart(one, told_b, b, a) or not _is_apart(other, told_a, a, b):
                continue
            if _is_of_another(one, other.day, a) or _is_of_another(other, one.day, b):
                continue
            return Found(
                ContradictionType.TIME,
                "two days of one event",
                SURE,
                one.clause.span,
                other.clause.span,
                one.day.text,
                other.day.text,
            )
    return None


def _is_apart(date: _Date, others: list[_Date], theirs: Reading, own: Reading) -> bool:
    """Say whether a text holds an event on no day that agrees with a given one."""
    return all(
        date.day.excludes(other.day)
        for other in others
        if _is_one_event(date.event, other.event, own, theirs)
    )


def _dated(reading: Reading) -> Iterator[_Date]:
    for clause in reading.clauses:
        if clause.is_negative:
            continue
        verb = clause.verb
        subjects = [each for each in who(clause) if each.pos_ != "PRON"]
        objects = [child for child in verb.children if child.dep_ == "dobj"]
        if verb.lemma_ in comparing().scheduling:
            is_passive = verb.tag_ == "VBN"
            events, days = (subjects if is_passive else objects), dates_behind(verb, reading, _FOR)
        elif verb.lemma_ in comparing().holding:
            is_passive = any(x.dep_ in {"nsubjpass", "auxpass"} for x in verb.children)
            events, days = (subjects if is_passive else objects), dates_of(verb)
        elif verb.lemma_ == "take" and any(x.lower_ == "place" for x in objects):
            events, days = subjects, dates_of(verb)
        else:
            continue
        yield from (_Date(x, day, clause) for x in events for day in days if _is_event(x))


def _is_event(word: Token) -> bool:
    return word.pos_ in {"NOUN", "PROPN"} and word.ent_type_ not in {"PERSON", "DATE"}


def _is_one_event(one: Token, other: Token, a: Reading, b: Reading) -> bool:
    """Say whether two nouns may tell of one event: alike, and neither narrowed to another."""
    if alike(one, other) < SAME_EVENT:
        return False
    kinds = [
        {child.lemma_.casefold() for child in word.children if _narrows(child)} - comparing().coming
        for word in (one, other)
    ]
    if not (kinds[0] <= kinds[1] or kinds[1] <= kinds[0]):
        return False
    return _are_known(one, b) or _are_known(other, a)


def _narrows(word: Token) -> bool:
    return word.dep_ in _DESCRIBING and word.pos_ != "PRON"


def _are_known(event: Token, other: Reading) -> bool:
    """Say whether the other text knows all names that stand with an event."""
    names = [word for word in event.subtree if word.pos_ == "PROPN" and word.ent_type_ != "DATE"]
    return all(best(name, other.doc)[0] >= SAME_EVENT for name in names)


def _is_of_another(date: _Date, day: PartDate, reading: Reading) -> bool:
    """Say whether a text names a second such event and the day, which may be that one's."""
    second = [
        word
        for word in reading.doc
        if word != date.event
        and word.dep_ not in _DESCRIBING
        and alike(word, date.event) >= SAME_EVENT
    ]
    days = (read_date(ent.text) for ent in reading.doc.ents if ent.label_ == "DATE")
    return bool(second) and any(each and not each.excludes(day) for each in days)
