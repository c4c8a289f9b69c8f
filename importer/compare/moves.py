"""One text has somebody go where the other has them come from: "left for Hawaii", "left Hawaii"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.lands import are_elsewhere
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.stances import linked
from importer.compare.subjects import heads_alike, same_subject
from importer.model import ContradictionType

SURE = 0.7
_GOALS = ("to", "for", "into")
_NAMED = frozenset({"PROPN", "NOUN"})


@dataclass(frozen=True, slots=True)
class _Move:
    """A move to a place, or from it."""

    clause: Clause
    place: Token
    is_goal: bool


def find_move(a: Reading, b: Reading) -> Found | None:
    """Return a place that one mover goes to by one text and from by the other."""
    moves_a, moves_b = list(_moves(a)), list(_moves(b))
    for one in moves_a:
        for other in moves_b:
            if one.is_goal == other.is_goal or not _is_one_kind(one, other):
                continue
            if not heads_alike(one.place, other.place) or _tells_both(one, moves_a):
                continue
            if _tells_both(other, moves_b) or are_days_apart(one.clause, other.clause):
                continue
            if one.place.pos_ != "PROPN" and are_elsewhere(a.doc, b.doc):
                continue
            if one.clause.mood == other.clause.mood and same_subject(
                one.clause, other.clause, a, b
            ):
                return Found(
                    ContradictionType.ANTONYM,
                    "two ends of one way",
                    SURE,
                    one.clause.span,
                    other.clause.span,
                    _shown(one),
                    _shown(other),
                )
    return None


def _moves(reading: Reading) -> Iterator[_Move]:
    for clause in reading.clauses:
        verb = clause.verb
        if clause.is_negative or verb.lemma_ not in comparing().leaving | comparing().moving:
            continue
        left = linked(verb, "from")
        if verb.lemma_ in comparing().leaving:
            left += [child for child in verb.children if child.dep_ == "dobj"]
        goals = [word for link in _GOALS for word in linked(verb, link)]
        for is_goal, places in ((True, goals), (False, left)):
            yield from (_Move(clause, word, is_goal) for word in places if word.pos_ in _NAMED)


def _is_one_kind(one: _Move, other: _Move) -> bool:
    """Say whether two verbs tell of one move: one word, or both of leaving."""
    lemmas = {one.clause.verb.lemma_, other.clause.verb.lemma_}
    return len(lemmas) == 1 or lemmas <= comparing().leaving


def _tells_both(move: _Move, told: list[_Move]) -> bool:
    return any(x.is_goal != move.is_goal and heads_alike(x.place, move.place) for x in told)


def _shown(move: _Move) -> str:
    return f"{'to' if move.is_goal else 'from'} {move.place.text}"
