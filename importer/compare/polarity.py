"""One says that it is so, the other that it is not; or one says the opposite.

A denial speaks against what says at least as much: "he bought no car" against "he bought a red
car", but "he bought no red car" not against "he bought a car". So the words of the denial must all
stand in the other text, while that may say more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.denials import (
    denies_by_itself,
    is_denied,
    is_not_all,
    is_of_opinion,
    may_have_ended,
    opens_another,
)
from importer.compare.lexicon import comparing
from importer.compare.matters import are_two_matters
from importer.compare.meaning import ROOT, are_opposites, meet
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import (
    alike,
    are_opposite,
    covered,
    is_family,
    is_one_word,
    is_same,
    weight,
)
from importer.compare.subjects import heads_alike, same_parts, same_subject
from importer.model import ContradictionType, Span

SAME_WORD = 0.7
"""How well the word that carries the claim must be met."""
ENOUGH = 0.65
"""How much of the denied clause must stand in the other text."""
ENOUGH_OF_OPPOSITES = 0.75
TOO_NARROW = 0.5
"""What is shared at most where a denial adds what the other does not say: "no red car"."""
HEADS = 0.6
"""How much of a denied clause's subject and object must be met where its details are not."""
MOST = 0.6
"""How much of a text a clause of a single word must make up to be what the text is about."""

NARROWING = frozenset({"amod", "compound", "nummod", "poss"})
"""Modifiers by which a denial denies less: "no red car"."""

type _Form = tuple[str, str, str]
"""A word by its lemma, spelling and part of speech."""


def find_negation(a: Reading, b: Reading) -> Found | None:
    """Return the denial of a clause of one text by a clause of the other."""
    found = [*_denials(a, b), *(other.swapped() for other in _denials(b, a))]
    return max(found, key=lambda each: each.confidence, default=None)


def _denials(a: Reading, b: Reading) -> Iterator[Found]:
    """Yield what clauses of the first text deny of the second."""
    for clause in a.clauses:
        if not clause.is_negative:
            continue
        for core in clause.core:
            if is_of_opinion(core):
                continue
            ranked = sorted(_meetings(clause, core, a, b), key=lambda each: -each.share)
            if not ranked or ranked[0].share < ENOUGH:
                continue
            nearest = [each for each in ranked if each.share >= ranked[0].share]
            if any(is_denied(each.word) for each in nearest):
                continue
            yield _found(clause, nearest[0], b)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A word of the other text that stands for the denied one, and how much else is shared."""

    word: Token
    share: float


def _meetings(clause: Clause, core: Token, own: Reading, other: Reading) -> Iterator[_Meeting]:
    for word in other.doc:
        if alike(core, word) < SAME_WORD or denies_by_itself(core) != denies_by_itself(word):
            continue
        if opens_another(word) and word.lemma_ != core.lemma_:
            continue
        meeting = clause_of(word, other)
        if meeting is None or meeting.mood != clause.mood or not _carries(word, core, meeting):
            continue
        if is_of_part(clause) and is_of_part(meeting):
            continue
        if not is_one_word(core, word) and _is_elsewhere(clause, other):
            continue
        if are_two_matters(clause, meeting, own, other) or may_have_ended(word, clause.verb):
            continue
        yield _Meeting(word, _shared(clause, meeting, own, other))


def _is_elsewhere(clause: Clause, other: Reading) -> bool:
    """Say whether what is denied is at an event or a place that the other text does not name.

    Who "won the cup" may not have "competed at the Games", though winning is a kind of competing.
    """
    named = [
        word
        for word in clause.words
        if word.pos_ == "PROPN" and word.ent_type_ != "DATE" and _is_object_of(word, clause.verb)
    ]
    return any(not any(is_same(word, each) for each in other.words) for word in named)


def _carries(word: Token, core: Token, meeting: Clause) -> bool:
    """Say whether a word carries its clause as the denied one does, or names the same deed."""
    if word in meeting.core:
        # Nouns and verbs are near each other for what they go with: "critics", "praised".
        if (word.pos_ == "NOUN") == (core.pos_ == "NOUN"):
            return True
        one, other = core.lemma_.casefold(), word.lemma_.casefold()
        if one == other or is_family(one, other):
            return True
        # "She does not sing" denies that she is a singer.
        return meet(one, core.pos_, other, word.pos_) >= ROOT
    return core.pos_ != "VERB" and word.pos_ == core.pos_ and word not in meeting.subjects


def _shared(clause: Clause, meeting: Clause, own: Reading, other: Reading) -> float:
    """Return how much of a denied clause the other text bears out, its core aside.

    A subject that is a pronoun on one side can be whoever the other names.
    """
    free = _is_open(clause) or _is_open(meeting)
    same = same_subject(clause, meeting, own, other)
    rest = _rest(clause, free=free or same)
    if not rest:
        full = _is_most(clause, own) and _is_most(meeting, other)
        return 1.0 if same or full else 0.0
    share = covered(rest, other.words)
    if same:
        named = sum(map(weight, clause.words)) - sum(map(weight, rest))
        share = (share * sum(map(weight, rest)) + named) / (named + sum(map(weight, rest)))
    heads = [word for word in rest if word in clause.subjects or word.dep_ in {"dobj", "attr"}]
    if is_narrowed(clause, rest, other):
        return min(share, TOO_NARROW)
    if heads and covered(heads, other.words) >= HEADS:
        back = covered(_rest(meeting, free=free or same) or meeting.words, own.words)
        share = max(share, 0.9 * back)
    return share


def is_narrowed(clause: Clause, words: Iterable[Token], other: Reading) -> bool:
    """Say whether a denial is of less than the other text says: "no red car", "no car of his"."""
    objects = [word for word in clause.words if word.dep_ in {"dobj", "attr"}]
    objects += [word for word in clause.words if _is_object_of(word, clause.verb)]
    heads = (*objects, *clause.subjects, *clause.core)
    done_by = [word for word in words if word.dep_ == "pobj" and word.head.dep_ == "agent"]
    if done_by and not any(is_same(word, each) for word in done_by for each in other.words):
        return True
    narrowing = [
        word
        for word in words
        if (word.dep_ in NARROWING and (word.head in heads or word.dep_ == "nummod"))
        or any(core.pos_ == "NOUN" and _is_object_of(word, core) for core in clause.core)
    ]
    met = [word for word in narrowing if any(is_same(word, each) for each in other.words)]
    return len(met) < SAME_WORD * len(narrowing)


def _is_object_of(word: Token, head: Token) -> bool:
    """Say whether a word hangs on another by a preposition."""
    return word.dep_ == "pobj" and word.head.head == head


def _rest(clause: Clause, *, free: bool) -> list[Token]:
    below: set[int] = set()
    if free:
        below = {token.i for subject in clause.subjects for token in subject.subtree}
    return [word for word in clause.words if word not in clause.core and word.i not in below]


def _is_open(clause: Clause) -> bool:
    """Say whether the subject stands for somebody named elsewhere."""
    return any(
        subject.pos_ == "PRON" and subject.lower_ not in comparing().empty
        for subject in clause.subjects
    )


def _is_most(clause: Clause, reading: Reading) -> bool:
    return len(clause.words) >= MOST * len(reading.words)


def clause_of(word: Token, reading: Reading) -> Clause | None:
    """Return the clause whose core a word belongs to, else the one it stands in."""
    for clause in reading.clauses:
        if word in clause.core:
            return clause
    return next((clause for clause in reading.clauses if word in clause.words), None)


def _found(clause: Clause, meeting: _Meeting, other: Reading) -> Found:
    word, against = meeting.word, clause_of(meeting.word, other)
    end = against.span if against else Span(word.idx, word.idx + len(word))
    return Found(
        ContradictionType.NEGATION,
        "claim and its negation",
        round(0.5 + 0.4 * meeting.share, 3),
        clause.span,
        end,
        "it is not so",
        "it is so",
    )


def find_opposite(a: Reading, b: Reading) -> Found | None:
    """Return two clauses about one thing whose words exclude each other."""
    opposites = _opposites_in(b)
    for one in a.clauses:
        for other in b.clauses:
            pair = _opposed(one, other, opposites)
            if pair is None or are_days_apart(one, other):
                continue
            if _does_too(pair[1], one, a) or _does_too(pair[0], other, b):
                continue
            one_deed = _same_deed(pair, one, other, a, b)
            if not one_deed and not same_subject(one, other, a, b):
                continue
            left, right = pair
            rest_a = [word for word in _rest(one, free=not one_deed) if word != left]
            rest_b = [word for word in _rest(other, free=not one_deed) if word != right]
            short, long = sorted((rest_a, rest_b), key=len)
            # With nothing else shared, a pronoun is too little to show that they are one.
            share = covered(short, long) if short else float(_are_named_alike(one, other))
            if share >= (ENOUGH if one_deed else ENOUGH_OF_OPPOSITES):
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


def _does_too(word: Token, clause: Clause, reading: Reading) -> bool:
    """Say whether a clause's text has the same do the opposite too: "bought it and sold it"."""
    return word.pos_ == "VERB" and any(
        each != clause
        and each.verb.lemma_ == word.lemma_
        and each.is_negative == is_denied(word)
        and any(heads_alike(x, y) for x in each.subjects for y in clause.subjects)
        for each in reading.clauses
    )


def _are_named_alike(one: Clause, other: Clause) -> bool:
    return any(heads_alike(x, y) for x in one.subjects for y in other.subjects)


def _opposites_in(reading: Reading) -> Callable[[Token], frozenset[_Form]]:
    """Return what finds the words of a text that exclude one, each form looked up but once."""
    there = {_form(word) for clause in reading.clauses for word in (*clause.words, clause.verb)}

    @cache
    def excluded_by(form: _Form) -> frozenset[_Form]:
        return frozenset(each for each in there if _exclude(form, each))

    return lambda word: excluded_by(_form(word))


def _form(word: Token) -> _Form:
    return word.lemma_.casefold(), word.lower_, word.pos_


def _opposed(
    one: Clause, other: Clause, opposites: Callable[[Token], frozenset[_Form]]
) -> tuple[Token, Token] | None:
    if one.mood != other.mood:
        return None
    for left in dict.fromkeys((*one.words, one.verb)):
        excluded = opposites(left)
        if not excluded:
            continue
        for right in dict.fromkeys((*other.words, other.verb)):
            if left.pos_ == "PROPN" or right.pos_ == "PROPN":
                continue
            carry = left in one.core and right in other.core
            if left.pos_ != right.pos_ and not carry:
                continue
            if _form(right) not in excluded or _is_done(left, right) or _is_done(right, left):
                continue
            if _is_of_some(one) and _is_of_some(other):
                continue
            if is_denied(left) == is_denied(right) and (carry or _hang_alike(left, right)):
                return left, right
    return None


def _is_of_some(clause: Clause) -> bool:
    """Say whether a clause speaks of a part or a number of those it names."""
    return any(
        word.dep_ == "nummod" or word.lower_ in comparing().some
        for subject in clause.subjects
        for word in subject.subtree
    )


def _is_done(word: Token, state: Token) -> bool:
    """Say whether one does to another what a state is opposite to: who "killed a bear" is alive."""
    done = [child for child in word.children if child.dep_ == "dobj"]
    return word.pos_ == "VERB" and state.pos_ == "ADJ" and bool(done)


def _exclude(left: _Form, right: _Form) -> bool:
    (one, spelt, part), (other, spelt_there, part_there) = left, right
    if are_opposite(one, other) or are_opposite(spelt, spelt_there):
        return True
    return part == part_there and are_opposites(one, other, part)


def _same_deed(
    pair: tuple[Token, Token], one: Clause, other: Clause, a: Reading, b: Reading
) -> bool:
    """Say whether opposite verbs tell what the same does to the same, one of them as a passive."""
    return pair == (one.verb, other.verb) and same_parts(one, other, a, b)


def is_of_part(clause: Clause) -> bool:
    """Say whether a clause speaks of some of those it names, so that others may do otherwise."""
    some = comparing().some
    return any(
        word.lower_ in some or is_not_all(word)
        for subject in clause.subjects
        for word in (subject, *subject.children)
    )


def _hang_alike(left: Token, right: Token) -> bool:
    """Say whether two opposite words are said of the same: both verbs, or of one noun."""
    if left.pos_ == "VERB" or left.dep_ in {"acomp", "attr", "ROOT"}:
        return right.pos_ == left.pos_
    return alike(left.head, right.head) >= SAME_WORD
