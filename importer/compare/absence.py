"""One text counts what the other says there is none of: "five survivors" against "no survivors"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.lexicon import comparing
from importer.compare.meaning import is_kind
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading, is_content
from importer.compare.similarity import alike, covered, is_same
from importer.model import ContradictionType, Span

SURE = 0.74
SHARED = 0.6
"""How much of the text that speaks of none, the counted noun aside, the other must have too."""
_NONE = frozenset({"no", "zero"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_ENDING = "less"


def find_absence(a: Reading, b: Reading) -> Found | None:
    """Return what one text has none of and the other some."""
    found = _absent(a, b)
    if found:
        return found
    swapped = _absent(b, a)
    return swapped.swapped() if swapped else None


def _absent(none: Reading, some: Reading) -> Found | None:
    for clause, noun, word in _lacks(none):
        for counted in _present(some, noun):
            if not _is_of_one_matter(clause, word, counted, some):
                continue
            return Found(
                ContradictionType.NEGATION,
                "none against some",
                SURE,
                clause.span,
                _span(counted),
                "none",
                "some",
            )
    return None


def _lacks(reading: Reading) -> Iterator[tuple[Clause, str, Token]]:
    """Yield the clause, the noun and the word by which a text says that there is none."""
    for clause in reading.clauses:
        if clause.mood:
            continue
        for word in clause.words:
            if word.pos_ in _NOUNS and any(child.lower_ in _NONE for child in word.children):
                yield clause, word.lemma_.casefold(), word
        for core in clause.core:
            noun = core.lower_.removesuffix(_ENDING)
            if core.pos_ == "ADJ" and noun != core.lower_ and not clause.is_negative:
                yield clause, noun, core


def _present(reading: Reading, noun: str) -> Iterator[Token]:
    """Yield the words for a noun that a text counts."""
    for word in reading.doc:
        if word.pos_ not in _NOUNS or not _is_one(word.lemma_.casefold(), noun):
            continue
        numbers = [child for child in word.children if child.dep_ == "nummod"]
        if any(_is_some(number) for number in numbers):
            yield word


def _is_one(counted: str, noun: str) -> bool:
    return counted == noun or is_kind(counted, noun)


def _is_some(number: Token) -> bool:
    value = comparing().numerals.get(number.lower_)
    return value != 0 if value is not None else number.lower_ not in {"0", *_NONE}


def _is_of_one_matter(clause: Clause, word: Token, counted: Token, some: Reading) -> bool:
    """Say whether both speak of one thing's: what else the denial says is said there too."""
    rest = [each for each in clause.words if each != word and is_content(each)]
    narrowing = [each for each in rest if each.head == word and each.dep_ in {"amod", "compound"}]
    if any(not any(is_same(each, other) for other in counted.children) for each in narrowing):
        return False
    about = [each for each in some.words if each not in counted.subtree]
    if rest and max(covered(rest, some.words), covered(about, rest)) >= SHARED:
        return True
    return word.pos_ == "ADJ" and any(
        alike(subject, each) == 1 for subject in clause.subjects for each in some.doc
    )


def _span(noun: Token) -> Span:
    first = min(token.i for token in noun.subtree if token.i <= noun.i)
    start = noun.doc[first]
    return Span(start.idx, noun.idx + len(noun))
