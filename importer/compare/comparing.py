"""The verdict on two texts: by what they claim of a war first, then by their words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from importer.compare.absence import find_absence
from importer.compare.alone import find_alone
from importer.compare.amounts import aligned, find_figure
from importer.compare.changes import may_have_changed
from importer.compare.claims import judge_claims
from importer.compare.doers import find_doer
from importer.compare.explain import explain
from importer.compare.fates import find_fate
from importer.compare.genders import find_gender
from importer.compare.kinds import find_calling, find_country, find_kind
from importer.compare.lives import find_life_and_death
from importer.compare.model import Comparison, Found, Side, Verdict
from importer.compare.moves import find_move
from importer.compare.names import find_birth_name
from importer.compare.offices import find_holder
from importer.compare.order import find_side
from importer.compare.ordinals import find_ordinal
from importer.compare.parity import find_parity
from importer.compare.places import find_place
from importer.compare.polarity import find_negation, find_opposite
from importer.compare.prices import find_price
from importer.compare.reading import Reading, read
from importer.compare.roles import find_swapped
from importer.compare.schedules import find_schedule
from importer.compare.seats import find_seat
from importer.compare.slots import (
    find_count,
    find_day,
    find_life,
    find_maker,
    find_release,
    find_year,
)
from importer.compare.spans import find_span
from importer.compare.standing import find_stance
from importer.compare.titles import shared_titles
from importer.compare.undated import find_undated
from importer.compare.uniques import find_unique
from importer.compare.waivers import find_waiver
from importer.read.rejection import ReadCode, UnreadableError

ENOUGH = 0.6
"""The confidence below which no contradiction is told."""
UNSURE = "different matter"
"""Why the linker holds back where two texts say too little of place and day to be of one matter."""
CHANGED = "different time"
"""Why two states of two days are no contradiction, as the linker calls it."""
MOST_PAIRS = 100_000
"""How many pairs of clauses are looked at: two reports of some 2,000 words have fewer."""
SHORTEST_CLAUSE = 4
"""Characters of "I go": shorter texts than this allows need not be counted."""
NOTHING = Comparison(Verdict.UNRELATED, "", 0.0, "Neither says anything that bears on the other.")

type Rule = Callable[[Reading, Reading], Found | None]

RULES: tuple[Rule, ...] = (
    find_negation,
    find_parity,
    find_opposite,
    find_kind,
    find_calling,
    find_country,
    find_day,
    find_life,
    find_place,
    find_maker,
    find_doer,
    find_count,
    find_swapped,
    find_absence,
    find_alone,
    find_side,
    find_unique,
    find_year,
    find_release,
    find_span,
    find_ordinal,
    find_stance,
    find_move,
    find_price,
    find_schedule,
    find_seat,
    find_waiver,
    find_holder,
    find_fate,
    find_gender,
    find_birth_name,
    find_life_and_death,
)


def compare(a: Side, b: Side) -> Comparison:
    """Judge two texts of one or a few sentences each.

    Spans in the result are offsets into the two texts. The verdict does not depend on their order.
    Raises UnreadableError for texts of more than 100,000 pairs of clauses.
    """
    _check_size(a, b)
    claims = judge_claims(a, b)
    if claims and claims.relation is not Verdict.CORROBORATES and claims.reason != UNSURE:
        # A near miss too: another day or place, a plan, figures that overlap.
        return claims
    titles = shared_titles(a.text, b.text)
    one, other = read(a.text, titles), read(b.text, titles)
    findings = list(_findings(a, b, one, other))
    if claims and claims.reason == UNSURE:
        findings += filter(None, [find_undated(a, b, one, other)])
    found = max(findings, key=lambda each: each.confidence, default=None)
    if found is not None and found.confidence >= ENOUGH:
        if may_have_changed(found, a, b, one, other):
            clash = _contradiction(found, a, b)
            return replace(clash, relation=Verdict.NEAR_MISS, reason=CHANGED)
        return _contradiction(found, a, b)
    return claims or NOTHING


def _check_size(a: Side, b: Side) -> None:
    if len(a.text) * len(b.text) <= MOST_PAIRS * SHORTEST_CLAUSE**2:
        return
    clauses = [len(read(side.text).clauses) for side in (a, b)]
    if clauses[0] * clauses[1] > MOST_PAIRS:
        counts = f"{clauses[0]:,} and {clauses[1]:,} clauses"
        raise UnreadableError(
            ReadCode.TOO_MANY_CLAUSES,
            f"The texts have {counts}, and so more than {MOST_PAIRS:,} pairs to be judged.",
            "Compare texts of a few sentences, or import both as articles and read their links.",
        )


def _findings(a: Side, b: Side, one: Reading, other: Reading) -> Iterator[Found]:
    figure = find_figure(a.text, b.text)
    if figure:
        # Two years are no two counts.
        yield find_day(one, other) or figure
        return
    rules = [rule for rule in RULES if rule is not find_count or not aligned(a.text, b.text)]
    for rule in rules:
        found = rule(one, other)
        if found:
            yield found


def _contradiction(found: Found, a: Side, b: Side) -> Comparison:
    return Comparison(
        Verdict.CONTRADICTS,
        found.rule,
        found.confidence,
        explain(found, a, b),
        found.type,
        found.evidence_a,
        found.evidence_b,
        found.value_a,
        found.value_b,
    )
