"""Two texts put one at the two ends of a stance to another: backer and critic, wife and widow."""

from __future__ import annotations

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.lands import are_elsewhere
from importer.compare.model import Found
from importer.compare.polarity import is_of_part
from importer.compare.reading import Reading
from importer.compare.stances import Stance, stances
from importer.compare.subjects import heads_alike, same_thing
from importer.model import ContradictionType

_KNOWN = frozenset({"the", "this", "these", "that", "those"})
_SUMS = frozenset({"MONEY", "QUANTITY"})
SURE, SURE_OF_NOUN, SURE_OF_GUESS = 0.74, 0.68, 0.62


def find_stance(a: Reading, b: Reading) -> Found | None:
    """Return how one stands to another by the one text, and not by the other."""
    told_a, told_b = list(stances(a)), list(stances(b))
    found = [
        _found(one, other)
        for one in told_a
        for other in told_b
        if _exclude(one, other, a, b)
        and not _tells_both(one, told_a)
        and not _tells_both(other, told_b)
    ]
    return max(found, key=lambda each: each.confidence, default=None)


def _exclude(one: Stance, other: Stance, a: Reading, b: Reading) -> bool:
    if one.sense.name != other.sense.name or one.end == other.end:
        return False
    if one.clause.mood != other.clause.mood or are_days_apart(one.clause, other.clause):
        return False
    if one.word.lemma_ == other.word.lemma_ and not one.sense.may_end:
        # What the one denies is for the rule of denials.
        return False
    if is_of_part(one.clause) or is_of_part(other.clause):
        return False
    if not _same_other(one.other, other.other, a, b) or not _same_holder(one, other, a, b):
        return False
    return _is_named(one) or _is_named(other) or not are_elsewhere(a.doc, b.doc)


def _is_named(stance: Stance) -> bool:
    return any(word.pos_ == "PROPN" for word in (stance.other, *stance.holders))


def _same_other(x: Token, y: Token, a: Reading, b: Reading) -> bool:
    figures = _figures(x), _figures(y)
    if any(figures):
        return figures[0] == figures[1]
    return same_thing(x, y, a, b)


def _figures(word: Token) -> tuple[str, ...]:
    """Return the figures of a sum of money: of "$40m" 40."""
    inside = [each for each in word.subtree if each.like_num and each.ent_type_ in _SUMS]
    return tuple(each.lower_ for each in inside)


def _same_holder(one: Stance, other: Stance, a: Reading, b: Reading) -> bool:
    if not one.sense.needs_holder:
        return _is_certain(one.other) and _is_certain(other.other)
    return any(same_thing(x, y, a, b) for x in one.holders for y in other.holders)


def _is_certain(word: Token) -> bool:
    """Say whether a word is of one that is known: a name, or with "the"."""
    return word.pos_ == "PROPN" or any(child.lower_ in _KNOWN for child in word.children)


def _tells_both(one: Stance, told: list[Stance]) -> bool:
    """Say whether the text tells the other end too: of another day, or of a change."""
    return any(
        each.sense.name == one.sense.name
        and each.end != one.end
        and heads_alike(each.other, one.other)
        and (not each.holders or any(heads_alike(x, y) for x in each.holders for y in one.holders))
        for each in told
    )


def _found(one: Stance, other: Stance) -> Found:
    guessed = one.is_guessed or other.is_guessed
    verbs = one.word.pos_ == other.word.pos_ == "VERB"
    sure = SURE_OF_GUESS if guessed else SURE if verbs else SURE_OF_NOUN
    return Found(
        ContradictionType.ANTONYM,
        "two ends of one stance",
        sure,
        one.clause.span,
        other.clause.span,
        one.word.text,
        other.word.text,
    )
