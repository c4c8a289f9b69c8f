"""Matching the predicates of the lexicon against words of a parse."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from importer.frame.grammar import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    Arguments,
    arguments,
    children,
    first,
    in_clause,
)
from importer.frame.lexicon import Pattern, fold
from importer.frame.scene import Context, lemma
from importer.frame.things import sorts
from importer.model import ClaimType

_NOMINAL = frozenset({"NOUN", "PROPN"})
_LOCATED = frozenset({"be"})
_WITH_DOERS = frozenset({"by", "between", "with", "after", "before", "during"})


_BESIDE = frozenset(
    {"near", "around", "outside", "towards", "toward", "off", "beyond"}
    | {"across", "through", "along", "to", "into", "from"}
)
"""Where something happens that is not done to the place: "surrendered near the town", "ran to"."""
_NO_ARGUMENTS = Arguments()


@dataclass(frozen=True, slots=True)
class Match:
    """A predicate found: the pattern, its head, and the way that led there through the clause."""

    pattern: Pattern
    head: Token
    chain: tuple[Token, ...] = ()
    """Clause head first: "are trying to advance" is (trying, advance)."""
    arguments: Arguments = _NO_ARGUMENTS
    support: Token | None = None
    """The light verb or copula whose subject is that of a noun or adjective."""


def names_of(verb: Token) -> frozenset[str]:
    """Return the verb alone and with its particle: {"go", "go on"}."""
    name = lemma(verb)
    particles = children(verb, "prt", "prep", "advmod", "acomp", "dobj")
    return frozenset({name, *(f"{name} {p.lower_}" for p in particles)})


def match_verb(verb: Token, context: Context) -> Match | None:
    """Return the most specific verb pattern that fits."""
    candidates = context.scene.lexicon.candidates("verb", lemma(verb))
    if not candidates:
        return None
    args = arguments(verb)
    reached = _words_around(verb)
    for pattern in candidates:
        if not all(word & reached for word in pattern.words):
            continue
        if pattern.before and not _fits_before(pattern, args, context):
            continue
        if pattern.after and not _fits_after(pattern, verb, args, context):
            continue
        if lemma(verb) in _LOCATED and not pattern.words and not _is_located(verb, context):
            continue
        return Match(pattern, verb, arguments=args)
    return None


def _words_around(verb: Token) -> set[str]:
    """Return the words that depend on a verb; of its subject only the noun itself."""
    found = set()
    for child in in_clause(verb, 1):
        if child.dep_ == "prep" and _dates(child):
            continue
        found.add(fold(child.lemma_))
        found.add(child.lower_)
        if child.dep_ not in SUBJECTS and child.dep_ not in PASSIVE_SUBJECTS:
            for token in in_clause(child, 3):
                found.add(fold(token.lemma_))
                found.add(token.lower_)
    return found


def _dates(preposition: Token) -> bool:
    """Say whether a preposition only dates the clause: "holding the town on 16 April"."""
    noun = first(preposition, "pobj")
    return noun is not None and noun.ent_type_ in ("DATE", "TIME")


def _fits_before(pattern: Pattern, args: Arguments, context: Context) -> bool:
    subject = args.subject
    if args.passive and pattern.subject == "none" and args.surface is not None:
        subject = args.surface
    return subject is not None and bool(sorts(subject, context) & pattern.before)


def _fits_after(pattern: Pattern, verb: Token, args: Arguments, context: Context) -> bool:
    prepositions = children(verb, "prep", "agent", "prt", "dative", "advmod")
    named = [p for p in prepositions if any(p.lower_ in word for word in pattern.words)]
    if named and not args.object:
        places = named
    elif args.object is not None:
        if sorts(args.object, context) & pattern.after:
            return True
        places = named
    else:
        beside = _BESIDE if pattern.predicate.type is ClaimType.CONTROL else frozenset()
        places = [p for p in prepositions if p.dep_ == "prep" and p.lower_ not in beside]
        places = [p for p in places if p.lower_ != "according"]
    for preposition in places:
        noun = first(preposition, "pobj")
        if noun is not None and sorts(noun, context) & pattern.after:
            return True
        inner = first(preposition, "prep")
        noun = first(inner, "pobj") if inner is not None else None
        if noun is not None and sorts(noun, context) & pattern.after:
            return True
    complement = first(verb, "attr", "oprd")
    return complement is not None and bool(sorts(complement, context) & pattern.after)


def _is_located(verb: Token, context: Context) -> bool:
    words = context.scene.words
    if first(verb, "acomp") is not None:
        return False
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in words.locatives:
            return True
        if child.dep_ in ("advmod", "npadvmod") and child.lower_ in words.place_adverbs:
            return True
    return False


def match_noun(noun: Token, context: Context) -> Match | None:
    """Return the most specific noun pattern that fits."""
    candidates = context.scene.lexicon.candidates("noun", lemma(noun))
    if not candidates and noun.lemma_.lower() != noun.lower_:
        candidates = context.scene.lexicon.candidates("noun", fold(noun.lower_))
    for pattern in candidates:
        if pattern.words and not _has_words(noun, pattern):
            continue
        if pattern.before and not _noun_before(noun, pattern, context):
            continue
        if pattern.after and not _noun_after(noun, pattern, context):
            continue
        return Match(pattern, noun)
    return None


def _has_words(head: Token, pattern: Pattern) -> bool:
    reached = {fold(t.lemma_) for t in in_clause(head)} | {t.lower_ for t in in_clause(head, 2)}
    return all(word & reached for word in pattern.words)


def _noun_before(noun: Token, pattern: Pattern, context: Context) -> bool:
    sorts_of = context.scene.lexicon.sorts_of
    for child in noun.children:
        if child.dep_ not in ("compound", "amod", "nmod", "poss", "nummod"):
            continue
        found = sorts_of.get(lemma(child), frozenset())
        if child.pos_ in _NOMINAL and child.dep_ != "compound":
            found |= sorts(child, context)
        if found & pattern.before:
            return True
        if any(sorts_of.get(lemma(c), frozenset()) & pattern.before for c in child.children):
            return True
    return False


def _noun_after(noun: Token, pattern: Pattern, context: Context) -> bool:
    for preposition in children(noun, "prep"):
        inner = first(preposition, "pobj")
        if preposition.lower_ in _WITH_DOERS or inner is None:
            continue
        if sorts(inner, context) & pattern.after:
            return True
    return any(sorts(child, context) & pattern.after for child in children(noun, "poss")) or any(
        context.scene.lexicon.sorts_of.get(lemma(c), frozenset()) & pattern.after
        for c in children(noun, "compound")
    )


def match_adjective(word: Token, subject: Token | None, context: Context) -> Match | None:
    """Return the most specific adjective pattern that fits, given what it is said of."""
    lexicon = context.scene.lexicon
    candidates = (
        *lexicon.candidates("adjective", fold(word.lower_)),
        *(lexicon.candidates("adjective", lemma(word)) if word.lower_ != lemma(word) else ()),
    )
    near = {fold(t.lower_) for t in in_clause(word, 3)}
    near |= {fold(t.lemma_) for t in in_clause(word, 3)}
    near |= {fold(t.lower_) for t in word.head.children if t.dep_ in ("prt", "prep", "advmod")}
    for pattern in sorted(candidates, key=lambda p: (-p.weight, p.order)):
        if not all(w & near for w in pattern.words):
            continue
        if pattern.before and not (subject and sorts(subject, context) & pattern.before):
            continue
        if pattern.after and not _any_below(word, pattern, context):
            continue
        return Match(pattern, word)
    return None


def match_phrase(preposition: Token, subject: Token | None, context: Context) -> Match | None:
    """Return the most specific pattern that fits a preposition and what stands behind it."""
    for pattern in context.scene.lexicon.candidates("phrase", preposition.lower_):
        reached = {fold(t.lemma_) for t in in_clause(preposition)}
        if not all(word & reached for word in pattern.words):
            continue
        if pattern.before and not (subject and sorts(subject, context) & pattern.before):
            continue
        if pattern.after and not _any_below(preposition, pattern, context):
            continue
        if _is_far(preposition, pattern):
            continue
        return Match(pattern, preposition)
    return None


def _is_far(preposition: Token, pattern: Pattern) -> bool:
    """Say whether the phrase's own noun does not carry the pattern's first word."""
    noun = first(preposition, "pobj", "pcomp")
    if noun is None or not pattern.words:
        return noun is None and preposition.pos_ == "ADP" and bool(pattern.words)
    near = {lemma(noun), noun.lower_} | {fold(t.lemma_) for t in in_clause(noun, 2)}
    near |= {fold(t.lower_) for t in preposition.children}
    return not all(word & near for word in pattern.words)


def _any_below(head: Token, pattern: Pattern, context: Context) -> bool:
    return any(sorts(t, context) & pattern.after for t in in_clause(head, 3) if t.pos_ in _NOMINAL)
