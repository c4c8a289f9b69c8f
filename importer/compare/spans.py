"""One text tells from when to when something went on, the other another start or end of it.

"The strike lasted from March to June 2019" excludes that it ended in August of that year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from importer.compare.dates import PartDate, dates_of, read_date
from importer.compare.lexicon import comparing
from importer.compare.model import Found
from importer.compare.reading import Clause, Reading
from importer.compare.similarity import alike
from importer.compare.subjects import same_subject
from importer.model import ContradictionType

SURE = 0.75
SAME_DEED = 0.62
_DATE = (
    r"(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\s+)?(?:\d{1,2},?\s+)?(?:\d{4})|(?:\d{1,2}\s+)?[A-Z][a-z]{2,8}"
)
_SPAN = re.compile(
    rf"\b(?:from|between)\s+(?P<first>{_DATE}),?\s+(?:to|until|till|through|and)\s+(?P<last>{_DATE})"
)


@dataclass(frozen=True, slots=True)
class _Span:
    """From when to when what a clause tells of went on."""

    clause: Clause
    first: PartDate
    last: PartDate


def find_span(a: Reading, b: Reading) -> Found | None:
    """Return the time that something took, and a start or end of it outside."""
    found = _outside(a, b)
    if found:
        return found
    swapped = _outside(b, a)
    return swapped.swapped() if swapped else None


def _outside(told: Reading, other: Reading) -> Found | None:
    for span in _spans(told):
        for clause in other.clauses:
            edge = _edge(clause, span)
            if edge is None or clause.is_negative or clause.mood:
                continue
            if not same_subject(span.clause, clause, told, other) or not _one_deed(span, clause):
                continue
            for day in _days(clause):
                if edge.excludes(day) and day.year is not None:
                    return Found(
                        ContradictionType.TIME,
                        "two spans of one thing",
                        SURE,
                        span.clause.span,
                        clause.span,
                        edge.text,
                        day.text,
                    )
    return None


def _spans(reading: Reading) -> Iterator[_Span]:
    for match in _SPAN.finditer(reading.text):
        first, last = read_date(match["first"]), read_date(match["last"])
        clause = _clause_over(match.start(), reading)
        if clause and first and last and not clause.is_negative and not clause.mood:
            yield _Span(clause, _with_year(first, last), last)


def _with_year(first: PartDate, last: PartDate) -> PartDate:
    """Give the first day the year of the last where it has none and its month is no later."""
    if first.year is not None or not first.month or not last.month or first.month > last.month:
        return first
    return PartDate(last.year, first.month, first.day, f"{first.text} {last.year or ''}".strip())


def _clause_over(position: int, reading: Reading) -> Clause | None:
    """Return the clause whose verb a preposition at a place in the text hangs on."""
    token = next((each for each in reading.doc if each.idx == position), None)
    while token is not None:
        found = next((clause for clause in reading.clauses if clause.verb == token), None)
        if found or token.head == token:
            return found
        token = token.head
    return None


def _edge(clause: Clause, span: _Span) -> PartDate | None:
    """Return the end of a span that a clause tells of: its start, or its end."""
    lemma = clause.verb.lemma_.casefold()
    if lemma in comparing().starting:
        return span.first
    return span.last if lemma in comparing().ending else None


def _one_deed(span: _Span, clause: Clause) -> bool:
    """Say whether what begins or ends is what the span is of: "began filming", "was filmed"."""
    deeds = [child for child in clause.verb.children if child.dep_ in {"xcomp", "dobj"}]
    return all(_is_of(deed, span) for deed in deeds)


def _is_of(deed: Token, span: _Span) -> bool:
    return any(alike(deed, word) >= SAME_DEED for word in (span.clause.verb, *span.clause.core))


def _days(clause: Clause) -> list[PartDate]:
    found = dates_of(clause.verb)
    for child in clause.verb.children:
        if child.dep_ == "xcomp":
            found = found or dates_of(child)
    return found
