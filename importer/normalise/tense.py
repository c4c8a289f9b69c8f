"""Tense and aspect of a clause, as far as the time of a statement depends on them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from spacy.tokens import Token

from importer.normalise.expressions import terms


class Tense(StrEnum):
    """When a clause places its matter, seen from the day of the saying."""

    PRESENT = "present"
    """The present, and the present perfect, whose result holds."""
    PAST = "past"
    FUTURE = "future"
    """What is to come, and plans."""
    NONE = "none"
    """No finite verb: a heading, a nominalised claim."""


_WILL = {"will", "wo", "'ll", "’ll", "shall", "would", "'d", "’d"}
_CLAUSES = {"conj", "parataxis", "ccomp", "dep"}
_FINITE = {"VBZ", "VBP", "VBD", "MD"}
_OWN_CLAUSE = {"nsubj", "nsubjpass", "expl", "mark", "advmod"}
"""What begins a clause of its own, as in "left when they were freed"."""


def main_verbs(tokens: Sequence[Token]) -> list[Token]:
    """Return the verb of the main clause of a stretch of text and those beside it, in order."""
    inside = {token.i for token in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    verbs: list[Token] = []
    for root in roots:
        _collect(root, inside, verbs)
    if not verbs:
        verbs = [t for t in tokens if t.pos_ in {"VERB", "AUX"} and t.tag_ in _FINITE][:1]
    ordered = sorted(dict.fromkeys(verbs), key=lambda token: token.i)
    return list(dict.fromkeys(_finite_behind(verb) or verb for verb in ordered))


def _finite_behind(verb: Token) -> Token | None:
    """Return "freed" in "men taken in May were freed", where the parser put "taken" above it."""
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
        return None
    for other in verb.children:
        helped = any(c.dep_ in {"aux", "auxpass"} and c.tag_ in _FINITE for c in other.children)
        of_its_own = any(c.dep_ in _OWN_CLAUSE for c in other.children)
        between = verb.doc[verb.i : other.i]
        parted = any(t.is_punct or (t.dep_ == "cc" and t.head == verb) for t in between)
        if other.dep_ in {"conj", "advcl"} and helped and not of_its_own and not parted:
            return other if other.i > verb.i else None
    return None


def _collect(token: Token, inside: set[int], verbs: list[Token]) -> None:
    """Add a verb and the clauses coordinated with it; look below a noun that heads a fragment."""
    if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
        verbs.append(token)
    for child in token.children:
        if child.i in inside and child.dep_ in _CLAUSES and child.pos_ in {"VERB", "AUX"}:
            _collect(child, inside, verbs)


def tense_of(verb: Token) -> Tense:
    """Return the tense of one verb with its auxiliaries."""
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    words = {auxiliary.lower_ for auxiliary in auxiliaries}
    if words & _WILL or _is_going_to(verb) or _is_to_be(verb) or _is_plan(verb):
        return Tense.FUTURE
    finite = next((a for a in (*auxiliaries, verb) if a.tag_ in _FINITE), None)
    if finite is not None:
        return Tense.PAST if finite.tag_ == "VBD" else Tense.PRESENT
    if "to" in words:
        return Tense.PAST if "have" in words else Tense.NONE
    return _inherited(verb)


def opening_tense(tokens: Sequence[Token]) -> Tense:
    """Return the tense of the first main verb of a statement."""
    verbs = main_verbs(tokens)
    return tense_of(verbs[0]) if verbs else Tense.NONE


def _is_plan(verb: Token) -> bool:
    """Tell "plans to withdraw" from what is done."""
    return (
        verb.tag_ in {"VBZ", "VBP"}
        and verb.lemma_.lower() in terms().plans
        and any(child.dep_ == "xcomp" for child in verb.children)
    )


def _inherited(verb: Token) -> Tense:
    """Give "rose and fell" and "has risen and fallen" the tense of the first verb."""
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and verb.head.i < verb.i:
        return tense_of(verb.head)
    return Tense.PAST if verb.tag_ == "VBN" else Tense.NONE


def _is_going_to(verb: Token) -> bool:
    return (
        verb.lower_ == "going"
        and any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)
        and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children)
    )


def _is_to_be(verb: Token) -> bool:
    """Tell "are to be exchanged" and "was to open"."""
    if verb.lemma_ == "be":
        return any(
            c.dep_ == "xcomp" and any(a.lower_ == "to" for a in c.children) and c.i > verb.i
            for c in verb.children
        )
    words = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return "to" in words and bool({"are", "is", "was", "were"} & set(words))


def is_course(verb: Token) -> bool:
    """Say whether a verb is progressive: "was advancing"."""
    return verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children)


def is_pluperfect(verb: Token) -> bool:
    """Tell "had been shut" and "had lasted" from "was shut" and "lasted"."""
    return any(
        child.dep_ == "aux" and child.lower_ in {"had", "'d", "’d"} for child in verb.children
    )


def is_lasting(verb: Token) -> bool:
    """Say whether a verb tells of a state or a course, and dates no single event."""
    progressive = is_course(verb)
    goes_on = verb.lemma_ == "go" and any(
        c.dep_ == "prt" and c.lower_ == "on" for c in verb.children
    )
    return progressive or goes_on or verb.lemma_.lower() in terms().lasting


def is_identity(verb: Token) -> bool:
    """Tell "he was a plumber", which no event dates, from "the road was closed"."""
    if verb.lemma_ == "belong":
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    counted = subject is not None and (subject.like_num or subject.tag_ == "CD")
    if counted and subject is not None and any(c.lower_ == "of" for c in subject.children):
        return False  # "six of the victims were women" tells of those of that day
    return (
        verb.lemma_ == "be"
        and any(c.dep_ == "attr" and c.pos_ in {"NOUN", "PROPN"} for c in verb.children)
        and not any(c.dep_ == "expl" for c in verb.children)
    )


def governing_verb(token: Token) -> Token | None:
    """Return the nearest verb above a token."""
    while token.head.i != token.i:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def looks_ahead(token: Token) -> bool:
    """Say whether the clause around a token speaks of the future."""
    while token.head.i != token.i:
        token = token.head
        if token.lemma_.lower() in terms().ahead:
            return True
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if tense_of(token) is Tense.FUTURE:
            return True
        infinitive = token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
        follows = token.dep_ in {"xcomp", "conj", "advcl"} and token.tag_ not in _FINITE
        if not (infinitive or follows):
            return False
    return False


def looks_back(token: Token) -> bool:
    """Say whether the clause around a token speaks of the past."""
    verb = governing_verb(token)
    if verb is None:
        return False
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
    return perfect or tense_of(verb) is Tense.PAST


def dates_a_saying(token: Token) -> bool:
    """Say whether a date says when something was said, not when it happened."""
    verb = governing_verb(token)
    return verb is not None and verb.lemma_.lower() in terms().saying
