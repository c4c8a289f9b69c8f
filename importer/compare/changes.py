"""States that may have changed between the days of two texts: a museum open, and closed later."""

from __future__ import annotations

from datetime import timedelta

from importer.compare.lexicon import comparing
from importer.compare.model import Found, Side
from importer.compare.reading import Clause, Reading
from importer.model import ContradictionType, Span

LASTS = timedelta(days=3)
"""How far apart two texts may be published for what each says of its own day to be of one."""
_OF_STATES = frozenset({ContradictionType.ANTONYM, ContradictionType.NEGATION})
_PRESENT = frozenset({"VBZ", "VBP"})


def may_have_changed(found: Found, a: Side, b: Side, one: Reading, other: Reading) -> bool:
    """Say whether one text tells a state of its own day, and the other was published days apart.

    What is of nature or of the past stays as it is, and so does who has died.
    """
    if a.published is None or b.published is None or found.type not in _OF_STATES:
        return False
    if abs(a.published - b.published) <= LASTS:
        return False
    earlier, later = (found.evidence_a, one), (found.evidence_b, other)
    if b.published < a.published:
        earlier, later = later, earlier
    if _tells_of_death(*earlier):
        return False
    return any(_is_passing(clause) for where in (earlier, later) for clause in _clauses(*where))


def _clauses(evidence: Span, reading: Reading) -> list[Clause]:
    return [clause for clause in reading.clauses if clause.span.overlaps(evidence)]


def _tells_of_death(evidence: Span, reading: Reading) -> bool:
    dead = comparing().dead | comparing().fatal
    return any(
        {clause.verb.lower_, clause.verb.lemma_, *(core.lower_ for core in clause.core)} & dead
        and not clause.is_negative
        for clause in _clauses(evidence, reading)
    )


def _is_passing(clause: Clause) -> bool:
    """Say whether a clause tells how something is just now: "is open", "is being repaired"."""
    if clause.verb.lemma_ == "be":
        called = any(core.dep_ == "acomp" or core.pos_ == "ADV" for core in clause.core)
        return clause.verb.tag_ in _PRESENT and called
    helpers = {child for child in clause.verb.children if child.dep_ in {"aux", "auxpass"}}
    going_on = any(each.tag_ in _PRESENT and each.lemma_ == "be" for each in helpers)
    return going_on and clause.verb.tag_ in {"VBG", "VBN"}
