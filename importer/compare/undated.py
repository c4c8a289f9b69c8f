"""What the linker makes of two texts without a day of publication, taken to be of one day.

Who puts two undated texts side by side means them to be of one time. So where the linker holds back
only because nothing tells when, they are read as if published on the same day, whichever it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from importer.compare.claims import judge_claims
from importer.compare.matters import are_two_matters
from importer.compare.model import Found, Side, Verdict
from importer.compare.reading import Clause, Reading
from importer.model import ContradictionType, Span

ANY_DAY = date(2000, 6, 14)
"""Only whether two days are the same counts, so any will do."""
SURE = 0.75
_TOLD_BY_DAYS = frozenset({ContradictionType.TIME})


def find_undated(a: Side, b: Side, one: Reading, other: Reading) -> Found | None:
    """Return the claims of two undated texts that exclude each other if they are of one day."""
    if a.published is not None or b.published is not None:
        return None
    claims = judge_claims(replace(a, published=ANY_DAY), replace(b, published=ANY_DAY))
    if claims is None or claims.relation is not Verdict.CONTRADICTS or claims.type is None:
        return None
    if claims.type in _TOLD_BY_DAYS or claims.evidence_a is None or claims.evidence_b is None:
        return None
    clauses_a = _clauses_in(claims.evidence_a, one)
    clauses_b = _clauses_in(claims.evidence_b, other)
    if any(are_two_matters(x, y, one, other) for x in clauses_a for y in clauses_b):
        return None
    return Found(
        claims.type,
        claims.rule,
        min(SURE, claims.confidence),
        claims.evidence_a,
        claims.evidence_b,
        claims.value_a or "",
        claims.value_b or "",
    )


def _clauses_in(span: Span, reading: Reading) -> list[Clause]:
    return [
        clause
        for clause in reading.clauses
        if span.start <= clause.verb.idx and clause.verb.idx < span.end
    ]
