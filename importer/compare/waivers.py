"""One text lets something be done without what the other says is required for it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from importer.compare.denials import is_denied
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading, is_content
from importer.compare.similarity import alike, covered
from importer.compare.stances import linked
from importer.model import ContradictionType

SURE = 0.68
SAME_THING = 0.9
SHARED = 0.6
"""How much of what is said of the requirement, itself aside, the other text must say too."""


def find_waiver(a: Reading, b: Reading) -> Found | None:
    """Return what may be gone without by one text, and is required by the other."""
    found = _waived(a, b)
    if found:
        return found
    swapped = _waived(b, a)
    return swapped.swapped() if swapped else None


def _waived(free: Reading, bound: Reading) -> Found | None:
    for clause, spared in _spared(free):
        for other, required in _required(bound):
            if alike(spared, required) < SAME_THING:
                continue
            said = [word for word in other.verb.subtree if is_content(word)]
            rest = [word for word in said if word not in {required, other.verb, *other.core}]
            if not rest or covered(rest, free.words) < SHARED:
                continue
            return Found(
                ContradictionType.ANTONYM,
                "required against not needed",
                SURE,
                clause.span,
                other.span,
                f"without {spared.text}",
                f"{required.text} required",
            )
    return None


def _spared(reading: Reading) -> Iterator[tuple[Clause, Token]]:
    """Yield what a clause lets be gone without: "may enter without a permit"."""
    for clause in reading.clauses:
        verb = clause.verb
        above = [each for each in (verb, verb.head) if each.lemma_ in comparing().allowing]
        may = any(child.lower_ in {"may", "can"} for child in verb.children)
        if (may or above) and not is_denied(verb):
            yield from ((clause, word) for word in linked(verb, "without"))


def _required(reading: Reading) -> Iterator[tuple[Clause, Token]]:
    for clause in reading.clauses:
        words = {clause.verb, *clause.core}
        if clause.is_negative or clause.mood:
            continue
        if any(word.lemma_.casefold() in comparing().required for word in words):
            borne = [x for x in clause.subjects if x.pos_ == "NOUN"]
            done = [x for x in clause.verb.children if x.dep_ == "dobj"]
            yield from ((clause, word) for word in done or borne)
