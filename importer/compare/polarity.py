"""One says that it is so, the other that it is not; or one says the opposite.

A denial speaks against what says at least as much: "he bought no car" against "he bought a red
car", but "he bought no red car" not against "he bought a car". So the words of the denial must all
stand in the other text, while that may say more.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.model import Found
from importer.compare.reading import Clause, Reading, is_content, is_denied
from importer.compare.similarity import alike, are_opposite, best, covered
from importer.model import ContradictionType, Span

SAME_WORD = 0.7
"""How well the word that carries the claim must be met."""
ENOUGH = 0.72
"""How much of the denied clause must stand in the other text."""
ENOUGH_OF_OPPOSITES = 0.75
PRONOUNS = frozenset({"PRON"})


def find_negation(a: Reading, b: Reading) -> Found | None:
    """Return the denial of a clause of one text by a clause of the other."""
    found = [*_denials(a, b), *(other.swapped() for other in _denials(b, a))]
    return max(found, key=lambda each: each.confidence, default=None)


def _denials(a: Reading, b: Reading) -> Iterator[Found]:
    """Yield what clauses of the first text deny of the second."""
    for clause in a.clauses:
        if not clause.is_negative or not clause.is_fact:
            continue
        for core in clause.core:
            met = _met(core, b)
            if met is None or not _is_affirmed(met, b):
                continue
            share = share_of(clause, core, b, met)
            if share >= ENOUGH:
                yield _found(clause, met, b, "claim and its negation", share)


def _met(core: Token, other: Reading) -> Token | None:
    score, met = best(core, other.words)
    return met if score >= SAME_WORD else None


def _is_affirmed(word: Token, reading: Reading) -> bool:
    if is_denied(word):
        return False
    clause = clause_of(word, reading)
    return clause is None or clause.is_fact


def clause_of(word: Token, reading: Reading) -> Clause | None:
    """Return the clause whose core a word belongs to, else the one it stands in."""
    for clause in reading.clauses:
        if word in clause.core:
            return clause
    return next((clause for clause in reading.clauses if word in clause.words), None)


def share_of(clause: Clause, core: Token, other: Reading, met: Token) -> float:
    """Return how much of a clause, its core aside, stands in the other text.

    A subject that is a pronoun on one side can be whoever the other names.
    """
    rest = [word for word in clause.words if word != core and word not in clause.core]
    meeting = clause_of(met, other)
    open_subject = meeting is not None and all(_is_open(each) for each in meeting.subjects)
    if open_subject or all(_is_open(subject) for subject in clause.subjects):
        below = {token.i for subject in clause.subjects for token in subject.subtree}
        rest = [word for word in rest if word.i not in below]
    return covered(rest, other.words) if rest else 1.0


def _is_open(subject: Token) -> bool:
    """Say whether a subject stands for somebody named elsewhere."""
    return subject.pos_ in PRONOUNS and subject.lower_ not in {"nobody", "nothing", "none"}


def _found(clause: Clause, met: Token, other: Reading, rule: str, share: float) -> Found:
    meeting = clause_of(met, other)
    end = meeting.span if meeting else Span(met.idx, met.idx + len(met))
    return Found(
        ContradictionType.NEGATION,
        rule,
        round(0.55 + 0.4 * share, 3),
        clause.span,
        end,
        "it is not so",
        "it is so",
    )


def find_opposite(a: Reading, b: Reading) -> Found | None:
    """Return two clauses about one thing whose words exclude each other."""
    for one in a.clauses:
        for other in b.clauses:
            pair = _opposed(one, other)
            if pair is None:
                continue
            left, right = pair
            rest_a = [word for word in one.words if word != left]
            rest_b = [word for word in other.words if word != right]
            short, long = sorted((rest_a, rest_b), key=len)
            share = covered(short, long) if short else 0.0
            if share >= ENOUGH_OF_OPPOSITES and len(short) > 0:
                return Found(
                    ContradictionType.ANTONYM,
                    "opposite words",
                    round(0.5 + 0.4 * share, 3),
                    one.span,
                    other.span,
                    left.text,
                    right.text,
                )
    return None


def _opposed(one: Clause, other: Clause) -> tuple[Token, Token] | None:
    if not (one.is_fact and other.is_fact):
        return None
    for left in one.words:
        for right in other.words:
            if left.pos_ == "PROPN" or right.pos_ == "PROPN" or left.pos_ != right.pos_:
                continue
            if not are_opposite(left.lemma_.casefold(), right.lemma_.casefold()):
                continue
            if is_denied(left) == is_denied(right) and _hang_alike(left, right):
                return left, right
    return None


def _hang_alike(left: Token, right: Token) -> bool:
    """Say whether two opposite words are said of the same: both verbs, or of one noun."""
    if left.pos_ == "VERB" or left.dep_ in {"acomp", "attr", "ROOT"}:
        return right.pos_ == left.pos_
    return alike(left.head, right.head) >= SAME_WORD


__all__ = ["find_negation", "find_opposite", "is_content"]
