"""Two names are given to one person as the name that he or she was born with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import plain
from importer.compare.subjects import heads_alike, name_of
from importer.model import ContradictionType, Span

SURE = 0.7
_BORN = re.compile(r"\bborn (?P<name>(?:[A-Z][\w'’.-]+ ){1,3}[A-Z][\w'’-]+)")
"""A name behind "born", as it stands in brackets or beside another name."""


def find_birth_name(a: Reading, b: Reading) -> Found | None:
    """Return the name that one was born with, and another that the other text tells so."""
    return _against(a, b) or ((found := _against(b, a)) and found.swapped())


def _against(telling: Reading, other: Reading) -> Found | None:
    for clause, owner, name in _told(telling):
        for span in _names_of(owner, other):
            if _words(other.text[span.start : span.end]) & set(name_of(name)):
                continue
            return Found(
                ContradictionType.ANTONYM,
                "two names from birth",
                SURE,
                clause.span,
                span,
                name.text,
                other.text[span.start : span.end],
            )
    return None


def _told(reading: Reading) -> Iterator[tuple[Clause, Token, Token]]:
    """Yield who is told to have which real name: "her birth name is", "X's real name was"."""
    for clause in reading.clauses:
        if clause.verb.lemma_ != "be" or clause.is_negative or clause.mood:
            continue
        for subject in clause.subjects:
            if not _is_real_name(subject):
                continue
            owners = [child for child in subject.children if child.dep_ == "poss"]
            for name in (core for core in clause.core if core.pos_ == "PROPN"):
                yield from ((clause, owner, name) for owner in owners if owner.pos_ == "PROPN")


def _is_real_name(noun: Token) -> bool:
    before = {child.lower_ for child in noun.children}
    return noun.lemma_.casefold() == "name" and bool(before & comparing().real)


def _names_of(owner: Token, reading: Reading) -> Iterator[Span]:
    """Yield the names from birth that a text gives to one who is known by another."""
    match = _BORN.search(reading.text)
    start = _words(reading.text[: match.start()] if match else "")
    if match and set(name_of(owner)) <= start:
        yield Span(match.start("name"), match.end("name"))
    for clause in reading.clauses:
        if clause.verb.lemma_ not in comparing().naming or clause.verb.dep_ not in {"acl", "relcl"}:
            continue
        called = [
            name
            for link in clause.verb.children
            for name in link.children
            if name.dep_ == "pobj" and heads_alike(name, owner)
        ]
        for subject in clause.subjects:
            if called and subject.ent_type_ == "PERSON" and not heads_alike(subject, owner):
                first = subject.doc[subject.left_edge.i]
                yield Span(first.idx, subject.idx + len(subject))


def _words(text: str) -> set[str]:
    return {plain(word) for word in re.findall(r"[\w'’-]+", text)}
