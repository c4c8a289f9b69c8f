"""The verdict on a pair of statements: rules in order, then place, time and firmness."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from importer.link import gates
from importer.link.agreement import find_agreement
from importer.link.compare import is_same_speaker, share_party, shared_place
from importer.link.context import Context, Setting
from importer.link.explain import explain_contradiction, explain_revision, name_matter
from importer.link.position import Position, positions
from importer.link.verdicts import (
    absence,
    aims,
    answered,
    counts,
    deeds,
    denial,
    events,
    extent,
    ground,
    in_turn,
    losses,
    mishaps,
    persons,
    polarity,
    raids,
    scales,
    services,
    siege,
    standing,
    victims,
)
from importer.link.verdicts.finding import Finding
from importer.model import ArticleStatement, Link, Relation

type Rule = Callable[[Position, Position], Finding | None]

RULES: tuple[Rule, ...] = (
    denial.find_rejection,
    denial.find_named_denial,
    denial.find_unhappened,
    denial.find_bare_denial,
    extent.find_edge_or_middle,
    extent.find_absent_fighters,
    standing.find_standing,
    ground.find_on_ground,
    polarity.find_negation,
    polarity.find_unharmed,
    polarity.find_no_harm,
    deeds.find_disowned_deed,
    deeds.find_spared_thing,
    deeds.find_denied_charge,
    victims.find_who_died,
    victims.find_unhurt,
    absence.find_no_such_thing,
    absence.find_absent_target,
    absence.find_all_downed,
    absence.find_one_downed,
    absence.find_undamaged,
    losses.find_safe_and_sound,
    losses.find_none_of_them,
    losses.find_none_reached,
    scales.find_antonym,
    services.find_service,
    polarity.find_opposite_predicates,
    siege.find_siege,
    answered.find_answer_beside,
    answered.find_denied_by_quotation,
    answered.find_negated_beside,
    counts.find_number,
    events.find_time,
    events.find_place,
    events.find_responsibility,
    raids.find_no_raid,
    raids.find_absent_culprit,
    aims.find_what_was_hit,
    persons.find_who_it_was,
    mishaps.find_mishap,
    in_turn.find_answer_in_turn,
)
OF_ANY_MATTER: tuple[Rule, ...] = (
    denial.find_rejection,
    denial.find_named_denial,
    denial.find_bare_denial,
    answered.find_answer_beside,
    answered.find_denied_by_quotation,
)
"""The rules that rest on words of denial, and so hold outside of a war as well."""
ENOUGH = 0.5
"""The confidence below which no contradiction is told."""
ENOUGH_OF_COUNTS = 0.62
"""The same for figures: a day brings many counts, and few are of one event."""
ENOUGH_BY_RULE = dict.fromkeys(
    ("opposite predicates", "none against some", "claim and its negation"),
    0.6,
)
"""The same for rules that look at the verb and a word or two beside it, whatever the matter is:
fuel ran out, fuel was delivered. Those of them that were less sure were wrong in reports that no
rule had been tried on."""
WORTH_TELLING = 0.6
"""The confidence of the clash below which a near miss is not kept."""


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


def _rules(a: Position, b: Position) -> tuple[Rule, ...]:
    """Take a bare denial, in its own article or of its own side, for nothing but an answer.

    Nor does one who calls another's claim a lie say more than that.
    """
    answers = a.answers or b.answers
    if answers and (a.item.article == b.item.article or share_party(a, b)):
        return (denial.find_bare_denial,)
    if any(position.claimants and position.calls_it_a_lie for position in (a, b)):
        return (denial.find_rejection, denial.find_named_denial)
    return RULES if a.setting.is_of_war and b.setting.is_of_war else OF_ANY_MATTER


def _first(a: Position, b: Position) -> Outcome | None:
    """Return what the first rule that holds makes of two clauses, else the best near miss."""
    kept: Outcome | None = None
    for rule in _rules(a, b):
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
    """Judge place, time and firmness of a clash, and keep it, keep why it is none, or drop it."""
    miss = finding.miss or gates.miss(finding, a, b)
    confidence = gates.confidence(finding, a, b)
    enough = ENOUGH_BY_RULE.get(finding.rule, ENOUGH)
    if miss is None and confidence < (ENOUGH_OF_COUNTS if finding.exact_place else enough):
        miss = "different matter"
    if miss is None:
        return Outcome(_link(finding, a, b, confidence), (1, confidence))
    if finding.confidence < WORTH_TELLING or gates.is_far(finding, a, b):
        return None
    return Outcome(_link(finding, a, b, confidence, miss), (0, confidence))


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
        matter=name_matter(finding.topic or finding.matter, place),
    )
