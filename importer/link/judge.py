"""The verdict on a pair of statements: rules in order, then place, time and firmness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from importer.link.agreement import find_agreement
from importer.link.compare import (
    Nearness,
    compare_places,
    compare_times,
    is_same_place,
    is_same_speaker,
    reach,
    share_party,
    shared_place,
)
from importer.link.context import Context, Ground, Setting
from importer.link.explain import explain_contradiction, explain_revision
from importer.link.position import Position, positions
from importer.link.verdicts import counts, denial, events, polarity, standing
from importer.link.verdicts.finding import Finding
from importer.model import (
    ArticleStatement,
    ClaimType,
    Link,
    Modality,
    Relation,
    TimeInterval,
)

type Rule = Callable[[Position, Position], Finding | None]

RULES: tuple[Rule, ...] = (
    denial.find_rejection,
    denial.find_unhappened,
    denial.find_bare_denial,
    standing.find_standing,
    polarity.find_negation,
    polarity.find_antonym,
    counts.find_number,
    events.find_time,
    events.find_place,
    events.find_responsibility,
)
ENOUGH = 0.5
"""The confidence below which no contradiction is told."""
WORTH_TELLING = 0.6
"""The confidence of the clash below which a near miss is not kept."""
SAME_PERIOD = 0.5
"""How much of their common span two periods must share for their counts to be compared."""
OF_PLACE = {Nearness.SAME: 1.0, Nearness.LENT: 0.9, Nearness.UNKNOWN: 0.75}
OF_TIME = {Nearness.SAME: 1.0, Nearness.LENT: 0.9, Nearness.UNKNOWN: 0.85}
LATER_CLAUSE = 0.95
ACROSS_UNKNOWN = 0.6


@dataclass(frozen=True)
class Case:
    """A statement made ready to be judged."""

    item: ArticleStatement
    setting: Setting

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Return the clauses that the source stands for."""
        return positions(self.item, self.setting)

    @cached_property
    def all_positions(self) -> tuple[Position, ...]:
        """Return all clauses, those that pass on another's words too."""
        return tuple(
            Position(self.item, frame, self.setting) for frame in self.item.statement.frames
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finding weighed: a link, and where it stands among others on the same pair."""

    link: Link
    rank: tuple[int, float]


def judge(a: ArticleStatement, b: ArticleStatement, context: Context | None = None) -> Link | None:
    """Judge two statements; None where they have nothing to say to each other.

    The verdict does not depend on their order. `context` tells what their articles lend them.
    """
    known = context or Context()
    return judge_cases(Case(a, known.of(a)), Case(b, known.of(b)))


def judge_cases(a: Case, b: Case) -> Link | None:
    """Judge two statements made ready."""
    if a.item.reference == b.item.reference:
        return None
    if b.item.reference < a.item.reference:
        a, b = b, a
    if _is_nested(a, b):
        return _nested(a, b)
    if not _may_meet(a, b):
        return None
    best: Outcome | None = None
    for x in a.positions:
        for y in b.positions:
            outcome = _first(x, y)
            if outcome and (best is None or outcome.rank > best.rank):
                best = outcome
    if best and best.link.relation is not Relation.NEAR_MISS:
        return best.link
    return find_agreement(a.positions, b.positions) or (best.link if best else None)


def _is_nested(a: Case, b: Case) -> bool:
    if a.item.article != b.item.article:
        return False
    return a.item.statement.id == b.item.statement.parent or (
        b.item.statement.id == a.item.statement.parent
    )


def _nested(a: Case, b: Case) -> Link | None:
    x, y = a.all_positions[0], b.all_positions[0]
    finding = denial.find_denied_report(x, y)
    return _link(finding, x, y, finding.confidence) if finding else None


def _may_meet(a: Case, b: Case) -> bool:
    """Keep a source's own words of one article apart: it goes on, it does not contradict itself."""
    if not a.positions or not b.positions:
        return False
    if a.item.article != b.item.article:
        return True
    return not is_same_speaker(a.positions[0], b.positions[0])


def _first(a: Position, b: Position) -> Outcome | None:
    """Return what the first rule that holds makes of two clauses, else the best near miss."""
    kept: Outcome | None = None
    for rule in RULES:
        finding = rule(a, b)
        if finding is None:
            continue
        outcome = _weigh(finding, a, b)
        if outcome is None:
            continue
        if outcome.link.relation is not Relation.NEAR_MISS:
            return outcome
        kept = kept or outcome
    return kept


def _weigh(finding: Finding, a: Position, b: Position) -> Outcome | None:
    place, time = compare_places(a, b), compare_times(a, b)
    miss = finding.miss or _miss(finding, a, b, place, time)
    across = a.item.article != b.item.article
    confidence = finding.confidence
    if not finding.any_place:
        confidence *= OF_PLACE.get(place, 1.0)
        if across and place is Nearness.UNKNOWN:
            confidence *= ACROSS_UNKNOWN
    if not finding.any_time:
        confidence *= OF_TIME.get(time, 1.0)
        if across and time is Nearness.UNKNOWN:
            confidence *= ACROSS_UNKNOWN
    if Modality.POSSIBLE in (a.frame.modality, b.frame.modality):
        confidence *= 0.85
    for position in (a, b):
        if position.frame is not position.statement.frames[0]:
            confidence *= LATER_CLAUSE
    if miss is None and confidence < ENOUGH:
        miss = "different matter"
    if miss is not None:
        if finding.confidence < WORTH_TELLING or _is_far(finding, place, time):
            return None
        return Outcome(_link(finding, a, b, confidence, miss), (0, confidence))
    return Outcome(_link(finding, a, b, confidence), (1, confidence))


def _miss(
    finding: Finding, a: Position, b: Position, place: Nearness, time: Nearness
) -> str | None:
    """Return the fixed word for what keeps a clash from being a contradiction."""
    if not (a.is_fact and b.is_fact):
        return "plan against fact"
    if not finding.any_place:
        if place is Nearness.DIFFERENT:
            return "different place"
        if finding.exact_place and place is not Nearness.UNKNOWN and not _one_place(a, b):
            return "different place"
    if not finding.any_time:
        if time is Nearness.DIFFERENT or (finding.exact_time and not _one_period(a, b)):
            return "different time"
        if _is_own_change(a, b):
            return "different time"
    return None


def _is_far(finding: Finding, place: Nearness, time: Nearness) -> bool:
    """Say whether two things keep the clash from being one: no reader would be tempted."""
    apart = place is Nearness.DIFFERENT and not finding.any_place
    return apart and (time is not Nearness.SAME)


def _one_place(a: Position, b: Position) -> bool:
    return any(is_same_place(x, y) for x in a.setting.places for y in b.setting.places)


def _one_period(a: Position, b: Position) -> bool:
    """Say whether two counts are taken over nearly the same days."""
    if a.setting.time_ground is not Ground.OWN or b.setting.time_ground is not Ground.OWN:
        return True
    one, other = a.setting.interval, b.setting.interval
    if one is None or other is None:
        return True
    shared, total = _days(one, other)
    return shared >= SAME_PERIOD * total


def _days(a: TimeInterval, b: TimeInterval) -> tuple[int, int]:
    start_a, end_a = a.start or a.end, a.end or a.start
    start_b, end_b = b.start or b.end, b.end or b.start
    if start_a is None or end_a is None or start_b is None or end_b is None:
        return 1, 1
    shared = (min(end_a, end_b) - max(start_a, start_b)).days + 1
    return max(0, shared), (max(end_a, end_b) - min(start_a, start_b)).days + 1


def _is_own_change(a: Position, b: Position) -> bool:
    """Say whether a party tells of its own retreat beside its own earlier claim to be there."""
    if not share_party(a, b):
        return False
    for change, state in ((a, b), (b, a)):
        left = change.type is ClaimType.WITHDRAW and change.frame.agent == change.speaker_party
        if left and state.type is not ClaimType.WITHDRAW and reach(change) != reach(state):
            return True
        if left and state.type is ClaimType.CONTROL:
            return True
    return False


def _link(
    finding: Finding, a: Position, b: Position, confidence: float, miss: str | None = None
) -> Link:
    place = shared_place(a, b)
    relation = Relation.NEAR_MISS if miss else finding.relation
    if miss:
        reason = miss
    elif relation is Relation.REVISES:
        reason = explain_revision(finding, a, b)
    else:
        reason = explain_contradiction(finding, a, b)
    return Link(
        a=a.item.reference,
        b=b.item.reference,
        relation=relation,
        type=finding.type if relation is not Relation.REVISES else None,
        rule=finding.rule,
        confidence=round(confidence, 3),
        reason=reason,
        evidence_a=a.span,
        evidence_b=b.span,
        value_a=finding.value_a,
        value_b=finding.value_b,
        matter=f"{finding.matter} | {place.key}" if place else finding.matter,
    )
