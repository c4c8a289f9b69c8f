"""What shows that two clauses of one verb tell of two deeds, so that one cannot deny the other.

"They let no reporters in" leaves it that they let a convoy in; "it was not shelled in March" that
it was in May; "nobody leaves without a pass" that those with one leave.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.lexicon import comparing
from importer.compare.reading import Clause, Reading, is_content, negates
from importer.compare.similarity import alike

MET = 0.6
"""How well a word must be met not to be taken for something else."""
_NAMING = frozenset({"NOUN", "PROPN", "VERB"})
_APART = frozenset({"amod", "compound"})
_WHITHER = frozenset({"to", "into", "onto", "towards", "toward"})


def are_two_matters(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether two clauses fill a place of their verbs with what the other text does not know.

    Whatever stands in one text alone only tells more of the deed; what stands in both in the same
    place, and differs, makes it two.
    """
    if is_bound(one) or is_bound(other) or are_days_apart(one, other, a, b):
        return True
    places = _places(other)
    for place, fillers in _places(one).items():
        others = places.get(place, [])
        if not fillers or not others:
            continue
        met = any(_is_met(word, b) for word in fillers) or any(_is_met(word, a) for word in others)
        if not met or all(_differ(x, y, a, b) for x in fillers for y in others):
            return True
    return False


def _differ(x: Token, y: Token, a: Reading, b: Reading) -> bool:
    """Say whether one word is told apart by what stands before it: "civilian", "cargo flights"."""
    before = [[each for each in word.children if each.dep_ in _APART] for word in (x, y)]
    if not all(before) or alike(x, y) < MET:
        return False
    return not any(_is_met(each, b) for each in before[0]) and not any(
        _is_met(each, a) for each in before[1]
    )


def is_bound(clause: Clause) -> bool:
    """Say whether a denial is of a condition or an end alone: "not without help", "not until May".

    "They did not leave until Monday" says that they left on Monday.
    """
    if not any(negates(child) for child in clause.verb.children):
        return False
    binding = comparing().binding
    return any(
        child.lower_ in binding
        for word in (clause.verb, *clause.verb.children)
        for child in word.children
        if child.dep_ in {"prep", "mark"} and child.i > clause.verb.i
    )


def _places(clause: Clause) -> dict[str, list[Token]]:
    """Return what fills each place of a clause's verb: what is done to, by whom, what hangs on."""
    found: dict[str, list[Token]] = {}
    for place, word in _fillers(clause):
        words = [word, *word.conjuncts]
        kept = [each for each in words if each.pos_ in _NAMING and is_content(each)]
        if kept and word.ent_type_ not in {"DATE", "TIME"}:
            found.setdefault(place, []).extend(kept)
    return found


def _fillers(clause: Clause) -> Iterator[tuple[str, Token]]:
    heads = dict.fromkeys((clause.verb, *clause.core))
    for head in heads:
        for child in head.children:
            if child.dep_ in {"dobj", "nsubjpass"} or (
                child.dep_ == "xcomp" and child.pos_ == "VERB"
            ):
                yield "object", child
            elif child.dep_ in {"prep", "agent"}:
                place = "to" if child.lower_ in _WHITHER else child.lower_
                named = [word for word in child.children if word.dep_ == "pobj"]
                yield from ((place, word) for word in named)
                if place == "to" and not any(each.dep_ == "dobj" for each in head.children):
                    # "They agreed to a truce" and "they agreed to disarm".
                    yield from (("object", word) for word in named)


def _is_met(word: Token, reading: Reading) -> bool:
    return any(alike(word, each) >= MET for each in reading.doc)
