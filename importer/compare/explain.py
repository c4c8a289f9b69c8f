"""The sentence that tells a reader why two texts exclude each other."""

from __future__ import annotations

from textwrap import shorten

from importer.compare.model import Found, Side
from importer.model import ContradictionType, Span

SHOWN = 100
"""How many characters of a clause are quoted."""
_KINDS = {
    ContradictionType.NEGATION: "One denies what the other says",
    ContradictionType.ANTONYM: "The two say opposite things",
    ContradictionType.NUMBER: "The two give figures that exclude each other",
    ContradictionType.TIME: "The two give different times for one event",
    ContradictionType.PLACE: "The two give different places for one thing",
}
_PLAIN = "The two cannot both be so"
_CLAUSES = frozenset({ContradictionType.NEGATION, ContradictionType.DENIAL})


def explain(found: Found, a: Side, b: Side) -> str:
    """Name the kind of clash and quote what stands against what."""
    kind = _KINDS.get(found.type, _PLAIN)
    one, other = _clause(a.text, found.evidence_a), _clause(b.text, found.evidence_b)
    if found.type in _CLAUSES:
        return f"{kind}: “{one}” against “{other}”."
    return f"{kind}, “{found.value_a}” and “{found.value_b}”: “{one}” against “{other}”."


def _clause(text: str, span: Span) -> str:
    return shorten(text[span.start : span.end], SHOWN, placeholder=" …").rstrip(".,;: ")
