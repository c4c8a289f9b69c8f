"""One thing is told to be of two kinds: a film against a novel, French against Dutch."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.dates import are_days_apart
from importer.compare.lexicon import comparing
from importer.compare.meaning import kind_of
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.stances import linked
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE = 0.8
SURE_OF_COUNTRY = 0.72
SURE_OF_CALLING = 0.66
PRESENT = frozenset({"be"})
_BEFORE = frozenset({"NOUN", "PROPN", "ADJ"})


def find_kind(a: Reading, b: Reading) -> Found | None:
    """Return what two texts call one thing where nothing is both."""
    for one, other in _pairs(a, b):
        kinds_a, kinds_b = _kinds(one), _kinds(other)
        if not kinds_a or not kinds_b or set(kinds_a) & set(kinds_b):
            continue
        left, right = next(iter(kinds_a.values())), next(iter(kinds_b.values()))
        if any({x, y} in comparing().shared_kinds for x in kinds_a for y in kinds_b):
            continue
        if _is_said(left, b) or _is_said(right, a):
            continue
        return _found("two kinds of thing", SURE, (one, left), (other, right))
    return None


def find_calling(a: Reading, b: Reading) -> Found | None:
    """Return two callings of one person, of which nobody has both at one time."""
    for one, other in _callings(a, b):
        if one.verb.tag_ != other.verb.tag_ or are_days_apart(one, other):
            continue
        called_a, called_b = _called(one), _called(other)
        if any(_is_former(word) for word in (*called_a, *called_b)):
            continue
        pairs = [(left, right) for left in called_a for right in called_b]
        apart = [
            (left, right)
            for left, right in pairs
            if right.lemma_.casefold() in comparing().callings.get(left.lemma_.casefold(), ())
        ]
        if apart and len(apart) == len(pairs):
            left, right = apart[0]
            return _found(
                "two callings of one person", SURE_OF_CALLING, (one, left), (other, right)
            )
    return None


def _callings(a: Reading, b: Reading) -> Iterator[tuple[Clause, Clause]]:
    """Yield the clauses that say of one person what he or she is, or works as."""
    for one in a.clauses:
        for other in b.clauses:
            if _called(one) and _called(other) and same_subject(one, other, a, b):
                yield one, other


def _called(clause: Clause) -> tuple[Token, ...]:
    """Return what a clause calls its subject: "is a goalkeeper", "plays as a goalkeeper"."""
    if _tells_what(clause):
        return clause.core
    if clause.verb.lemma_ not in comparing().playing or clause.is_negative or clause.mood:
        return ()
    return tuple(each for word in linked(clause.verb, "as") for each in (word, *word.conjuncts))


def _is_former(core: Token) -> bool:
    return any(child.lower_ in comparing().former for child in core.children)


def _is_said(kind: Token, reading: Reading) -> bool:
    """Say whether a text names a kind, or one of its kin, as a word of its own.

    "A book" does not name the film of it: likeness is not enough, since the kinds are much alike.
    """
    known = comparing().synonyms
    groups = known.get(kind.lemma_.casefold(), frozenset())
    return any(
        word.lemma_ == kind.lemma_ or groups & known.get(word.lemma_.casefold(), frozenset())
        for word in reading.doc
    )


def find_country(a: Reading, b: Reading) -> Found | None:
    """Return what two texts tell of the country that one thing or person belongs to."""
    for one, other in _pairs(a, b):
        lands_a, lands_b = _countries(one), _countries(other)
        if not lands_a or not lands_b or set(lands_a) & set(lands_b):
            continue
        left, right = next(iter(lands_a.values())), next(iter(lands_b.values()))
        return _found("two countries", SURE_OF_COUNTRY, (one, left), (other, right))
    return None


def _pairs(a: Reading, b: Reading) -> Iterator[tuple[Clause, Clause]]:
    """Yield the clauses that say of one subject what it is."""
    for one in a.clauses:
        for other in b.clauses:
            if _tells_what(one) and _tells_what(other) and same_subject(one, other, a, b):
                yield one, other


def _tells_what(clause: Clause) -> bool:
    """Say whether a clause says what its subject is, now or for good."""
    if clause.verb.lemma_ not in PRESENT or clause.is_negative or clause.mood:
        return False
    return any(
        (core.dep_ in {"attr", "conj"} and core.pos_ == "NOUN") or _country_of(core)
        for core in clause.core
    )


def _kinds(clause: Clause) -> dict[str, Token]:
    """Return the kinds that a clause puts its subject in; none if one of them is not known."""
    found: dict[str, Token] = {}
    for core in map(_sorted, clause.core):
        # "A cable and satellite television network": the parse may hang "television" elsewhere.
        before = [core.nbor(-1).lower_] if core.i and core.nbor(-1).pos_ in _BEFORE else []
        kind = kind_of(core.lemma_.casefold(), " ".join((*before, core.lemma_)).casefold())
        if kind is None:
            return {}
        found.setdefault(kind, core)
    return found


def _sorted(core: Token) -> Token:
    """Return what is meant: of "a type of plant" the plant."""
    if core.lemma_.casefold() not in comparing().sorting:
        return core
    return next(iter(linked(core, "of")), core)


def _countries(clause: Clause) -> dict[str, Token]:
    """Return the countries whose adjectives stand with what the subject is."""
    found: dict[str, Token] = {}
    for core in clause.core:
        if _country_of(core):
            found.setdefault(_country_of(core), core)
        for word in core.children:
            code = comparing().demonyms.get(word.lower_)
            if code and word.dep_ in {"amod", "compound", "nmod"}:
                found.setdefault(code, word)
                for joined in word.conjuncts:
                    other = comparing().demonyms.get(joined.lower_)
                    if other:
                        found.setdefault(other, joined)
    return found


def _country_of(core: Token) -> str:
    """Return the country of what is said with its adjective alone: "she is Irish"."""
    said = core.dep_ in {"acomp", "attr", "conj"} and core.pos_ in {"ADJ", "PROPN"}
    return comparing().demonyms.get(core.lower_, "") if said else ""


def _found(rule: str, sure: float, one: tuple[Clause, Token], other: tuple[Clause, Token]) -> Found:
    clause_a, word_a = one
    clause_b, word_b = other
    return Found(
        ContradictionType.ANTONYM,
        rule,
        sure,
        clause_a.span,
        clause_b.span,
        word_a.text,
        word_b.text,
    )
