"""What a clash must pass to be a contradiction: one place, one time, fact against fact."""

from __future__ import annotations

import re

from importer.link.compare import (
    Nearness,
    are_both_placed,
    compare_places,
    compare_times,
    do_overlap,
    is_same_place,
    reach,
    share_party,
)
from importer.link.context import Ground
from importer.link.position import Position
from importer.link.support import are_neighbours, share_a_party, shared_words
from importer.link.verdicts.finding import Finding
from importer.link.wording import denies_one_sort, name_two_goods, tells_of_known_event
from importer.link.words import counting_stems, vague_stems
from importer.model import ClaimType, ContradictionType, Modality, TimeInterval

SAME_PERIOD = 0.5
"""How much of their common span two periods must share for their counts to be compared."""
OF_PLACE = {Nearness.SAME: 1.0, Nearness.LENT: 0.9, Nearness.UNKNOWN: 0.75}
OF_TIME = {Nearness.SAME: 1.0, Nearness.LENT: 0.9, Nearness.UNKNOWN: 0.85}
ACROSS_LENT = 0.9
"""What is left, besides, of a place that one article lends against what another says itself."""
DOUBTFUL = 0.5
"""The confidence of a reading below which its statement bears no verdict surer than itself."""
ACROSS_UNKNOWN = 0.6
"""What is left where two articles do not even lend a place or a day to go by."""
_OF_GOODS = frozenset({ClaimType.SUPPLY, ClaimType.HUMANITARIAN})
SOON = 2
"""How many statements behind those that it means "none" may stand."""
_NONE = re.compile(r"(?:none|not one)\b(?! of (?!them\b))", re.IGNORECASE)
APART = 0.8
"""What is left where two events are only lent a place and share no telling word."""
_OF_SIGNS = frozenset({ContradictionType.NEGATION, ContradictionType.DENIAL})
_EVENTS = frozenset(
    {ClaimType.CASUALTIES, ClaimType.LOSSES, ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.REPEL}
)
POSSIBLE = 0.85
LATER_CLAUSE = 0.95


def miss(finding: Finding, a: Position, b: Position) -> str | None:
    """Return the fixed word for what keeps a clash from being a contradiction, if anything does."""
    if not (finding.of_plans or (a.is_fact and b.is_fact)):
        return "plan against fact"
    if _is_of_another_sort(a, b) or _is_of_another_sort(b, a) or _are_of_two_goods(a, b):
        return "different matter"
    if not finding.any_place and _is_elsewhere(finding, a, b):
        return "different place"
    if not finding.any_time and _is_at_another_time(finding, a, b):
        return "different time"
    return None


def _is_of_another_sort(denial: Position, claim: Position) -> bool:
    """Say whether a denial is narrowed to what the claim is not of; an answer need not name it."""
    answers = are_neighbours(denial, claim) and claim.setting.order > denial.setting.order
    return denies_one_sort(denial, claim) and not answers


def _are_of_two_goods(a: Position, b: Position) -> bool:
    """Say whether two clauses of supply name other goods: "no fuel came" and "food came"."""
    return a.type in _OF_GOODS and b.type in _OF_GOODS and name_two_goods(a, b)


def confidence(finding: Finding, a: Position, b: Position) -> float:
    """Return how sure the clash is, given on what its place, time and firmness rest."""
    sure = finding.confidence
    across = a.item.article != b.item.article
    nearness = []
    if not finding.any_place:
        near = compare_places(a, b)
        lent = near is Nearness.UNKNOWN and _answers_beside(finding, a, b)
        nearness.append((Nearness.LENT if lent else near, OF_PLACE))
    if not finding.any_time:
        nearness.append((compare_times(a, b), OF_TIME))
    for near, weights in nearness:
        sure *= weights.get(near, 1.0)
        sure *= ACROSS_UNKNOWN if across and near is Nearness.UNKNOWN else 1.0
    if across and not finding.any_place and compare_places(a, b) is Nearness.LENT:
        sure *= ACROSS_LENT
    for position in (a, b):
        sure *= POSSIBLE if position.frame.modality is Modality.POSSIBLE else 1.0
        sure *= 1.0 if position.frame is position.statement.frames[0] else LATER_CLAUSE
    sure *= _told_apart(finding, a, b)
    read = min(position.statement.confidence for position in (a, b))
    return min(sure, read) if read < DOUBTFUL else sure


def _answers_beside(finding: Finding, a: Position, b: Position) -> bool:
    """Say whether one denies what is told beside it, and need not name the place again.

    Two counts side by side are of two places as often as not.
    """
    denies = finding.type in _OF_SIGNS and not finding.is_count
    return denies and are_neighbours(a, b) and not are_both_placed(a, b)


def _told_apart(finding: Finding, a: Position, b: Position) -> float:
    """Return what is left of a clash of two events where little shows that they are one.

    Two that stand apart in an article and share no word but of any event, or one that nobody is
    named for against a denial, were of two events more often than not.
    """
    if not {a.type, b.type} <= _EVENTS or finding.type not in _OF_SIGNS:
        return 1.0
    if a.item.article != b.item.article:
        return 1.0
    if shared_words(a, b) - vague_stems() - counting_stems() or share_a_party(a, b):
        return 1.0
    if _means_those_told(a, b) or _means_those_told(b, a):
        return 1.0
    narrated = a.speaker is None or b.speaker is None
    apart = not are_neighbours(a, b) and compare_places(a, b) is not Nearness.SAME
    return APART if narrated or apart else 1.0


def _means_those_told(denial: Position, claim: Position) -> bool:
    """Say whether a denial leaves out of whom it is: "none was killed", of those just told of."""
    gap = denial.setting.order - claim.setting.order
    same = denial.item.article == claim.item.article
    return same and 0 < gap <= SOON and _NONE.match(denial.text) is not None


def is_far(finding: Finding, a: Position, b: Position) -> bool:
    """Say whether place and time both keep the clash from being one: no reader would be tempted."""
    apart = compare_places(a, b) is Nearness.DIFFERENT and not finding.any_place
    return apart and compare_times(a, b) is not Nearness.SAME


def _is_elsewhere(finding: Finding, a: Position, b: Position) -> bool:
    place = compare_places(a, b)
    if place is Nearness.DIFFERENT or a.is_elsewhere or b.is_elsewhere:
        return True
    unknown = place is Nearness.UNKNOWN and a.item.article == b.item.article
    if unknown and _are_apart_events(a, b):
        return True
    if unknown and (_names_own_spot(a, b) or _names_own_spot(b, a)):
        return True
    if not a.places or not b.places:
        return False
    if finding.needs_place and place is Nearness.UNKNOWN:
        return True
    return finding.exact_place and not _is_one_place(a, b)


def _are_apart_events(a: Position, b: Position) -> bool:
    """Say whether two events told apart in an article are shown to be one by nothing at all."""
    if not {a.type, b.type} <= _EVENTS or are_neighbours(a, b):
        return False
    return not shared_words(a, b) - vague_stems() - counting_stems()


def _names_own_spot(a: Position, b: Position) -> bool:
    """Say whether one names a spot, and the other, far from it in the article, none of its own."""
    own = b.setting.place_ground is Ground.OWN
    return bool(a.setting.spots) and not own and not are_neighbours(a, b)


def _is_one_place(a: Position, b: Position) -> bool:
    """Say whether two counts are taken in one place; a reply takes that of what it replies to."""
    own = [position.setting.place_ground is Ground.OWN for position in (a, b)]
    if are_neighbours(a, b) and not all(own):
        return True
    return any(is_same_place(x, y) for x in a.places for y in b.places)


def _is_at_another_time(finding: Finding, a: Position, b: Position) -> bool:
    if compare_times(a, b) is Nearness.DIFFERENT or _is_own_change(a, b):
        return True
    if _is_told_after(a, b) or _is_told_after(b, a):
        return True
    return finding.exact_time and not _is_one_period(a, b)


def _is_told_after(denial: Position, claim: Position) -> bool:
    """Say whether a report goes on, after a denial without a day, to an event of a day it names."""
    if denial.sign > 0 or denial.type not in _EVENTS or claim.type not in _EVENTS:
        return False
    same = denial.item.article == claim.item.article
    behind = claim.setting.order - denial.setting.order > 1
    return same and behind and claim.names_day and not denial.names_day and not denial.persists


def _is_one_period(a: Position, b: Position) -> bool:
    """Say whether two counts are taken over nearly the same days."""
    if a.setting.time_ground is not Ground.OWN or b.setting.time_ground is not Ground.OWN:
        return True
    if are_neighbours(a, b) and not (a.names_day and b.names_day):
        return True  # Whoever answers with a figure alone means the period just told.
    one, other = a.setting.interval, b.setting.interval
    if one is None or other is None:
        return True
    told_later = any(p.is_told_later and tells_of_known_event(p) for p in (a, b))
    if told_later and do_overlap(reach(a), reach(b)):
        return True
    shared, total = _days_shared(one, other)
    return shared >= SAME_PERIOD * total


def _days_shared(a: TimeInterval, b: TimeInterval) -> tuple[int, int]:
    """Return how many days two spans share, and how many they cover together."""
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
        if left and state.type is ClaimType.CONTROL:
            return True
        if left and state.type is not ClaimType.WITHDRAW and reach(change) != reach(state):
            return True
    return False
