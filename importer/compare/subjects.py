"""Whether two clauses speak of one thing."""

from __future__ import annotations

from spacy.tokens import Token

from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike

SAME = 0.8
"""How well the words of a subject must be met."""
HALF = 0.5
_FOLLOWS_ON = frozenset({"the", "this", "that", "these", "those"})


def same_subject(one: Clause, other: Clause, a: Reading, b: Reading) -> bool:
    """Say whether the subjects of two clauses name one thing, or one of them takes up the other.

    "He", "it" and "the film" at the head of a text stand for whom or what the other text names.
    """
    if not one.subjects or not other.subjects:
        return False
    return any(
        heads_alike(x, y) or _takes_up(x, y, a) or _takes_up(y, x, b)
        for x in one.subjects
        for y in other.subjects
    )


def heads_alike(x: Token, y: Token) -> bool:
    """Say whether two subjects share the word that they are known by, and most of their names."""
    if alike(x, y) < SAME:
        return _is_part_of_name(x, y) or _is_part_of_name(y, x)
    if x.pos_ == "PRON" and y.pos_ == "PRON":
        return x.lower_ == y.lower_
    names_x, names_y = _names(x), _names(y)
    if not names_x or not names_y:
        return names_x == names_y
    short, long = sorted((names_x, names_y), key=len)
    met = sum(any(alike(name, known) >= SAME for known in long) for name in short)
    return met >= HALF * len(short)


def _is_part_of_name(x: Token, y: Token) -> bool:
    """Say whether a name's last word stands in the other's: "Lake Orl" and "Orl"."""
    return (
        x.pos_ == "PROPN"
        and y.pos_ == "PROPN"
        and any(
            child.dep_ in {"compound", "flat"} and alike(child, x) >= SAME for child in y.children
        )
    )


def _names(subject: Token) -> list[Token]:
    return [
        token
        for token in (subject, *subject.children)
        if token.pos_ == "PROPN" and token.dep_ in {"compound", "flat", "nmod", subject.dep_}
    ]


def _takes_up(x: Token, y: Token, reading: Reading) -> bool:
    """Say whether a subject stands for what the other text names: a pronoun, or "the film"."""
    if y.pos_ != "PROPN" and y.ent_type_ == "":
        return False
    if x.pos_ == "PRON":
        return x.lower_ in {"he", "she", "it", "they"} and _is_first_mention(x, reading)
    determiners = {child.lower_ for child in x.children if child.dep_ == "det"}
    bare = sum(1 for child in x.children if child.dep_ != "det") == 0
    return bool(determiners & _FOLLOWS_ON) and bare and x.pos_ == "NOUN"


def _is_first_mention(x: Token, reading: Reading) -> bool:
    """Say whether no name stands before a pronoun that it could take up instead."""
    return not any(token.pos_ == "PROPN" and token.ent_type_ for token in reading.doc[: x.i])
