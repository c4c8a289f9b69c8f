"""How one stands to another: for it or against it, its cause or what prevents it.

A stance is told by a verb ("the union backs the plan"), by the noun of a deed ("the union's
criticism of the plan") or by a name ("the union, a critic of the plan"). The words and the two ends
of each stance stand in importer/data/stances.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Token

from importer.compare.denials import SUBJECTS, is_denied
from importer.compare.meaning import kind_of
from importer.compare.reading import Clause, Reading
from importer.normalise.lexicon import read_toml

FORMER = frozenset({"former", "ex", "one-time", "estranged", "ex-"})
NAMING = frozenset({"NOUN", "PROPN"})
_SORTS = ("verbs", "nouns", "names", "adjectives")
_LINKS = frozenset({"prep", "dative", "agent"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a word tells of how one stands to another."""

    name: str
    end: bool
    """At which of the two ends that exclude each other."""
    link: str
    """The preposition of the other, "" for an object."""
    is_turned: bool
    """Whether the two stand the other way round."""
    is_mutual: bool
    may_end: bool
    """Whether "former" puts it at the other end."""
    needs_holder: bool


@dataclass(frozen=True, slots=True)
class Stance:
    """One who stands so to another, told by a word of a clause."""

    sense: Sense
    end: bool
    word: Token
    holders: tuple[Token, ...]
    """Who it is, empty if not told; several where a pronoun may stand for any of them."""
    is_guessed: bool
    """Whether the holder is what a pronoun may stand for."""
    other: Token
    clause: Clause


type _Table = dict[str, tuple[Sense, ...]]


@cache
def _tables() -> dict[str, _Table]:
    """Return the words of all stances as verbs, nouns and names."""
    found: dict[str, dict[str, list[Sense]]] = {sort: {} for sort in _SORTS}
    for stance in read_toml("stances.toml")["stance"]:
        for end in ("yes", "no"):
            for sort, text in stance[end].items():
                for entry in text.split():
                    word, sense = _sense(entry, stance, is_yes=end == "yes")
                    found[sort].setdefault(word, []).append(sense)
    return {
        sort: {word: tuple(senses) for word, senses in table.items()}
        for sort, table in found.items()
    }


def _sense(entry: str, stance: dict[str, Any], *, is_yes: bool) -> tuple[str, Sense]:
    """Read an entry such as "result/from<"."""
    word, _, link = entry.rstrip("<").partition("/")
    return word, Sense(
        stance["name"],
        is_yes,
        link,
        entry.endswith("<"),
        stance.get("mutual", False),
        stance.get("former", False),
        stance.get("by", False),
    )


def stances(reading: Reading) -> Iterator[Stance]:
    """Yield the stances that a text tells, in the order of their words."""
    for word in reading.doc:
        lemma = word.lemma_.casefold()
        clause = _clause_of(word, reading)
        if clause is None:
            continue
        if word.pos_ == "VERB":
            for sense in _tables()["verbs"].get(lemma, ()):
                yield from _of_verb(word, sense, clause, reading)
        elif word.dep_ in {"acomp", "attr"} and word.pos_ == "ADJ":
            for sense in _tables()["adjectives"].get(lemma, ()):
                others = linked(word, sense.link or "of")
                yield from _told(word, sense, clause, who(clause), others, reading)
        elif word.pos_ in NAMING:
            for sense in _tables()["nouns"].get(lemma, ()):
                yield from _of_noun(word, sense, clause, reading)
            for sense in _tables()["names"].get(lemma, ()):
                yield from _of_name(word, sense, clause, reading)


def _clause_of(word: Token, reading: Reading) -> Clause | None:
    above = {word.i, *(each.i for each in word.ancestors)}
    inside = [clause for clause in reading.clauses if clause.verb.i in above]
    return max(inside, key=lambda clause: len(list(clause.verb.ancestors)), default=None)


def _of_verb(verb: Token, sense: Sense, clause: Clause, reading: Reading) -> Iterator[Stance]:
    if clause.verb != verb:
        # "The doubted plan" tells nobody's stance.
        return
    is_passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)
    is_passive = is_passive or (verb.dep_ == "acl" and verb.tag_ == "VBN")
    subjects = who(clause)
    by = linked(verb, "by")
    if sense.link:
        holders, others = subjects, linked(verb, sense.link)
    elif is_passive:
        holders, others = by, subjects
    else:
        holders, others = subjects, [each for each in verb.children if each.dep_ == "dobj"]
    yield from _told(verb, sense, clause, holders, others, reading)


def who(clause: Clause) -> list[Token]:
    """Return the subjects of a clause, for "which" and "who" what they stand for."""
    return [
        clause.verb.head if each.tag_ in {"WDT", "WP"} and clause.verb.dep_ == "relcl" else each
        for each in clause.subjects
    ]


def _of_noun(noun: Token, sense: Sense, clause: Clause, reading: Reading) -> Iterator[Stance]:
    others = linked(noun, sense.link or "of")
    holders = [child for child in noun.children if child.dep_ == "poss"] + linked(noun, "by")
    for own in (each for each in reading.clauses if each.verb in noun.children):
        # "The doubts it casts on the plan".
        if own.verb.dep_ == "relcl" and not any(x.dep_ == "dobj" for x in own.verb.children):
            casting = [x for x in own.verb.children if x.dep_ == "nsubj"]
            there = linked(own.verb, sense.link or "of")
            yield from _told(noun, sense, own, casting, there, reading)
    governing = noun.head if noun.dep_ == "dobj" else _verb_over(noun)
    if governing is not None and governing == clause.verb:
        others += linked(governing, sense.link) if sense.link and noun.dep_ == "dobj" else []
        holders = holders or [each for each in clause.subjects if each.dep_ != "nsubjpass"]
    yield from _told(noun, sense, clause, holders, others, reading)


def _verb_over(noun: Token) -> Token | None:
    """Return the verb of "came out in support of" and "were on the lookout for"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"in", "on"}:
        return None
    return noun.head.head if noun.head.head.pos_ in {"VERB", "AUX"} else None


def _of_name(noun: Token, sense: Sense, clause: Clause, reading: Reading) -> Iterator[Stance]:
    called: list[Token] = [child for child in noun.children if child.dep_ == "appos"]
    if noun.dep_ == "attr":
        called += [child for child in noun.head.children if child.dep_ in SUBJECTS]
    elif noun.dep_ == "appos":
        called.append(noun.head)
    elif noun.dep_ == "pobj" and noun.head.lower_ == "as":
        called += [child for child in noun.head.head.children if child.dep_ in SUBJECTS]
    parts = [noun, *_split_off(noun)]
    others = [child for part in parts for child in part.children if child.dep_ == "poss"]
    others += linked(noun, sense.link or "of")
    yield from _told(noun, sense, clause, called, others, reading)


def _split_off(noun: Token) -> list[Token]:
    """Return the "ex" of "ex-wife", on which the parser hangs whose it is."""
    before = noun.doc[max(0, noun.i - 2) : noun.i]
    return [each for each in before if each.lower_ in FORMER and each.head == noun.head]


def linked(head: Token, link: str) -> list[Token]:
    """Return what hangs on a word by a preposition: of "such as X or Y" X and Y too."""
    found = [
        word
        for child in head.children
        if child.dep_ in _LINKS and child.lower_ == link
        for word in child.children
        if word.dep_ == "pobj"
    ]
    named = [
        each
        for word in found
        for child in word.children
        if child.dep_ == "prep" and child.lower_ in {"as", "like", "including"}
        for each in child.children
        if each.dep_ == "pobj"
    ]
    return found + named


def _told(
    word: Token,
    sense: Sense,
    clause: Clause,
    holders: Iterable[Token],
    others: Iterable[Token],
    reading: Reading,
) -> Iterator[Stance]:
    ones, twos = _joined(holders), _joined(others)
    if sense.is_turned:
        ones, twos = twos, ones
    end = sense.end ^ is_denied(word) ^ (sense.may_end and _is_former(word))
    named, guessed = _resolved(ones, word, reading)
    for two in twos:
        for other in [two] if two.pos_ != "PRON" else _meant(two, reading):
            is_guess = not named or two.pos_ == "PRON"
            doers = tuple(one for one in named or guessed if one != other)
            if other in {word, *ones} or not (other.pos_ in NAMING or other.ent_type_):
                continue
            yield Stance(sense, end, word, doers, is_guess, other, clause)
            if sense.is_mutual:
                for one in doers:
                    yield Stance(sense, end, word, (other,), is_guess, one, clause)


def _resolved(ones: list[Token], word: Token, reading: Reading) -> tuple[list[Token], list[Token]]:
    """Return the words among some that name somebody, and what the pronouns may stand for."""
    named = [one for one in ones if one.pos_ != "PRON" and one != word]
    return named, [each for one in ones if one.pos_ == "PRON" for each in _meant(one, reading)]


def _joined(words: Iterable[Token]) -> list[Token]:
    """Return words with what is joined to them, and the names beside them."""
    found: list[Token] = []
    for word in words:
        for each in (word, *word.conjuncts):
            beside = [child for child in each.children if child.dep_ == "appos"]
            found += [one for one in (each, *beside) if one not in found and not _is_age(one)]
    return found


def _is_age(word: Token) -> bool:
    return word.dep_ == "appos" and word.like_num


def _meant(pronoun: Token, reading: Reading) -> list[Token]:
    """Return the nouns before a pronoun in its sentence that it may stand for."""
    before = reading.doc[pronoun.sent.start : pronoun.i]
    nouns = [
        word
        for word in before
        if word.pos_ in NAMING and word.dep_ not in {"compound", "nmod", "npadvmod"}
    ]
    if pronoun.lower_ in {"he", "she", "his", "her", "him"}:
        return [word for word in nouns if _is_person(word) and word.head != pronoun.head]
    if pronoun.lower_ in {"it", "its"}:
        return [word for word in nouns if word.tag_ in {"NN", "NNP"} and not _is_person(word)]
    return [word for word in nouns if pronoun.lower_ in {"they", "them", "their"}]


def _is_person(word: Token) -> bool:
    if word.ent_type_ == "PERSON":
        # What stands with "the" is no person's name: "the ferry Halberd".
        return not any(child.lower_ == "the" for child in word.children)
    return word.pos_ == "NOUN" and kind_of(word.lemma_.casefold()) == "person"


def _is_former(word: Token) -> bool:
    if any(child.lower_ in FORMER for child in word.children):
        return True
    return bool(_split_off(word))
