"""Negation, antonym and control where claims settle where a party stands at a place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from importer.link.compare import (
    Nearness,
    compare_times,
    days_apart,
    do_overlap,
    is_same_place,
    lies_within,
    may_be_allies,
    reach,
    share_party,
)
from importer.link.context import WIDE, Ground
from importer.link.figures import SHARES, figures
from importer.link.lexicon import lexicon
from importer.link.position import ANYBODY, UNNAMED, Position
from importer.link.support import are_neighbours, shared_words
from importer.link.verdicts.apart import are_apart
from importer.link.verdicts.finding import Finding
from importer.link.verdicts.where import standing_of
from importer.link.wording import (
    are_two_facilities,
    is_beside,
    is_of_another_group,
)
from importer.link.words import has_phrase
from importer.model import ClaimType, ContradictionType, PlaceKind, Polarity

MATTER = "control of the ground"
NEGATED = 0.9
ALL_OF_IT = 1.05
"""What two shares of one place may make together, rounding aside."""
APART = "different parts"
MOST = 0.8
"""From which share on a party has nearly all of a place."""
TAKING = frozenset({"capture", "liberate"})
PART = 0.75
"""Up to which share of a place one surely does not hold all of it."""
MOVES = frozenset({"entered", "gone", "driven", "leaving"})
LONG_AGO = 3
"""From how many days on a capture is no longer what "nobody is left in it" is set against."""
ENDED = ("any more", "any longer", "no longer", "anymore")
"""Words by which what is not so now was so before."""
_LEFT = re.compile(r"(?:\bnot? |n't |n’t |\bnone |\bnobody |\bno one )(?:[\w’'-]+ ){1,4}left\b")
SHOWN = {
    "holds": "holds it",
    "lost": "does not hold it",
    "inside": "is in it",
    "absent": "is not in it",
    "entered": "advanced there",
    "gone": "left it",
    "driven": "was pushed back",
    "leaving": "is leaving it",
    "stays": "did not leave it",
    "defends": "beat the attack off",
}


def find_standing(a: Position, b: Position) -> Finding | None:
    """Compare where each claim leaves the same party, and who holds the place.

    Attacks beaten off near a town leave open who has the town.
    """
    found = _find_standing(a, b)
    if found is None or found.miss is not None:
        return found
    own = a.setting.place_ground is Ground.OWN and b.setting.place_ground is Ground.OWN
    beside = (own or not are_neighbours(a, b)) and is_beside(a) is not is_beside(b)
    apart = are_two_facilities(a, b) or beside
    apart = apart or _is_somewhere_in(a, b) or _is_somewhere_in(b, a)
    return replace(found, miss=APART) if apart else found


def _is_somewhere_in(told: Position, beside: Position) -> bool:
    """Say whether a move or a presence is told of a region, and the other claim of a town of it.

    So is what is held in a country: "holds a buffer zone in the south of Syria".
    """
    if not told.places or not all(place.kind in WIDE for place in told.places):
        return False
    spots = beside.places
    if any(y.kind is PlaceKind.COUNTRY or is_same_place(x, y) for x in told.places for y in spots):
        return False
    if told.type is ClaimType.ADVANCE:
        return told.frame.polarity is Polarity.POSITIVE  # Who came into no part of it is in none.
    where = set(standing_of(told).values())
    of_country = all(place.kind is PlaceKind.COUNTRY for place in told.places)
    in_part = of_country or told.is_partial or any(x.kind == "settlements" for x in figures(told))
    return ("inside" in where or ("holds" in where and in_part)) and not told.is_whole


def _find_standing(a: Position, b: Position) -> Finding | None:
    stand_a, stand_b = standing_of(a), standing_of(b)
    if not stand_a or not stand_b:
        return None
    rivals = _two_holders(stand_a, stand_b, a, b)
    if rivals:
        return rivals
    for party in sorted((stand_a.keys() | stand_b.keys()) - {UNNAMED}):
        one, other = _of(party, stand_a, a, b), _of(party, stand_b, b, a)
        weight = lexicon().clashes.get(frozenset({one or "", other or ""}))
        if one is None or other is None or weight is None:
            continue
        kind = _type(a, b)
        if kind is ContradictionType.NEGATION:
            weight = NEGATED
        return Finding(
            kind,
            "opposite standing",
            weight,
            MATTER,
            f"{party} {SHOWN[one]}",
            f"{party} {SHOWN[other]}",
            miss=_miss(a, b, one, other),
            needs_place=True,
        )
    return (
        _part_only(a, b)
        or _still_there(stand_a, stand_b, a, b)
        or _held_off(stand_a, stand_b, a, b)
    )


def are_of_parts(a: Position, b: Position) -> bool:
    """Say whether the one claim is of a part of the place that leaves the other true."""
    found = find_standing(a, b)
    return found is not None and found.miss == APART


def _hold_parts(a: Position, b: Position) -> bool:
    """Say whether two holders can both be right: each of a part, or one of a part another day."""
    if _hold_too_much(a, b) or a.parts & b.parts:
        return False
    if any(_is_nearly_all(p) and q.is_partial for p, q in ((a, b), (b, a))):
        return True
    if (a.is_partial and b.is_partial) or (share_party(a, b) and (a.is_partial or b.is_partial)):
        return True
    return (a.is_partial or b.is_partial) and (
        a.item.article != b.item.article and compare_times(a, b) is not Nearness.SAME
    )


def _is_nearly_all(position: Position) -> bool:
    """Say whether a party has "nearly all" of a place: who has its airport may have the rest."""
    degree = position.frame.degree
    return degree is not None and MOST <= degree < 1


def _hold_too_much(a: Position, b: Position) -> bool:
    """Say whether two sides hold shares of a place that make more than all of it."""
    one, other = a.frame.degree, b.frame.degree
    return one is not None and other is not None and one + other > ALL_OF_IT


def _part_only(a: Position, b: Position) -> Finding | None:
    """Find one party that holds all of a place by one account, and a share of it by another."""
    for whole, share in ((a, b), (b, a)):
        holder, degree = whole.frame.holder, share.frame.degree
        signs = {whole.frame.polarity, share.frame.polarity}
        if holder is None or holder != share.frame.holder or signs != {Polarity.POSITIVE}:
            continue
        counted = any(quantity.unit in SHARES for quantity in share.statement.quantities)
        held = {whole.type, share.type} == {ClaimType.CONTROL}
        only = bool(share.plain & lexicon().only_words) and not whole.is_partial
        if (
            (whole.is_whole or only)
            and held
            and (counted or only)
            and degree is not None
            and degree <= PART
        ):
            values = (f"{holder} holds all of it", f"{holder} holds a part of it")
            return Finding(
                ContradictionType.NUMBER,
                "all of it or a part",
                0.8,
                MATTER,
                *(values if whole is a else values[::-1]),
                needs_place=True,
            )
    return None


def _still_there(
    stand_a: dict[str, str], stand_b: dict[str, str], a: Position, b: Position
) -> Finding | None:
    """Find one side that has all of a place where the other says that it is still in it."""
    for whole, rest, one, other in ((stand_a, stand_b, a, b), (stand_b, stand_a, b, a)):
        holders = [party for party, where in whole.items() if where == "holds"]
        inside = [party for party, where in rest.items() if where in ("inside", "holds", "stays")]
        if not holders or not inside or set(holders) & set(inside):
            continue
        if may_be_allies(holders[0], inside[0]):
            continue
        never_left = rest[inside[0]] == "stays" and other.type is ClaimType.WITHDRAW
        one_part = bool(a.parts & b.parts)
        if not (one.is_whole or one_part or (never_left and not one.is_partial)):
            continue
        if other.speaker_party not in (None, inside[0]) or not _is_of_one_hour(one, other):
            continue
        values = (f"{holders[0]} {SHOWN['holds']}", f"{inside[0]} {SHOWN['inside']}")
        return Finding(
            ContradictionType.CONTROL,
            "all of it or not",
            0.85,
            MATTER,
            *(values if one is a else values[::-1]),
            needs_place=True,
        )
    return None


def _is_of_one_hour(whole: Position, inside: Position) -> bool:
    """Say whether who is in a place is so while the other side says that it has all of it."""
    if inside.persists:
        return True
    state = inside.type is ClaimType.FORCES and whole.frame.predicate in lexicon().states
    one_report = whole.item.article == inside.item.article
    return state and one_report and compare_times(whole, inside) is not Nearness.DIFFERENT


def _held_off(
    stand_a: dict[str, str], stand_b: dict[str, str], a: Position, b: Position
) -> Finding | None:
    """Find one side that beat an attack off where the other says that it took the place."""
    for defence, capture, one, other in ((stand_a, stand_b, a, b), (stand_b, stand_a, b, a)):
        defenders = [party for party, where in defence.items() if where == "defends"]
        holders = [party for party, where in capture.items() if where == "holds"]
        took = other.frame.predicate is None or other.frame.predicate in lexicon().lasting
        if not defenders or not holders or defenders[0] == holders[0] or not took:
            continue
        values = (f"{defenders[0]} {SHOWN['defends']}", f"{holders[0]} {SHOWN['holds']}")
        return Finding(
            ContradictionType.ANTONYM,
            "attack beaten off or place taken",
            0.75,
            MATTER,
            *(values if one is a else values[::-1]),
            needs_place=True,
        )
    return None


def _of(party: str, stand: dict[str, str], position: Position, beside: Position) -> str | None:
    """Return a party's standing; a denial that names no party is of the claim that it resembles."""
    if party in stand:
        return stand[party]
    # "The city is not captured", says a side: by the other, that is.
    if party == position.speaker_party and position.frame.predicate in TAKING:
        return None
    if ANYBODY in stand:
        return stand[ANYBODY]
    unnamed = stand.get(UNNAMED)
    if unnamed and is_of_another_group(position, beside):
        return None
    if position.is_alike(beside) or _is_implied(position, beside):
        return unnamed
    # "The town has not fallen", says its defender: to nobody else, then.
    defends = position.speaker_party is not None and position.speaker_party != party
    return unnamed if defends and unnamed == "lost" and position.frame.predicate in TAKING else None


def _is_implied(denial: Position, claim: Position) -> bool:
    """Say whether a denial that names no party rules out what the claim needs to be true."""
    return _rules_out(denial, claim) and bool(shared_words(denial, claim))


def _rules_out(denial: Position, claim: Position) -> bool:
    """Say whether a denial is of what the claim could not be without: to enter, to take."""
    return denial.frame.predicate in lexicon().implies.get(claim.frame.predicate or "", frozenset())


def _two_holders(
    stand_a: dict[str, str], stand_b: dict[str, str], a: Position, b: Position
) -> Finding | None:
    holders_a = [party for party, where in stand_a.items() if where == "holds"]
    holders_b = [party for party, where in stand_b.items() if where == "holds"]
    if not holders_a or not holders_b or set(holders_a) & set(holders_b):
        return None
    one, other = holders_a[0], holders_b[0]
    return Finding(
        ContradictionType.CONTROL,
        "two holders",
        0.9,
        MATTER,
        f"{one} holds it",
        f"{other} holds it",
        miss=_miss_of_holders(a, b),
        needs_place=True,
    )


def _miss_of_holders(a: Position, b: Position) -> str | None:
    if _hold_parts(a, b):
        return APART
    return "different time" if _are_two_captures(a, b) or _is_won_back(a, b) else None


def _is_won_back(a: Position, b: Position) -> bool:
    """Say whether the later claim grants the earlier: "is back in their hands" was lost before."""
    one, other = a.setting.interval, b.setting.interval
    if one is None or other is None or do_overlap(one, other):
        return False
    later = max((a, b), key=lambda p: (p.setting.interval or one).start or date.min)
    return not lexicon().won_back.isdisjoint(later.plain)


def _are_two_captures(a: Position, b: Position) -> bool:
    """Say whether each side took the place on a day of its own."""
    if not (a.lasts and b.lasts):
        return False
    one, other = a.setting.interval, b.setting.interval
    dated = all(position.setting.time_ground is Ground.OWN for position in (a, b))
    return dated and one is not None and other is not None and not do_overlap(one, other)


def _type(a: Position, b: Position) -> ContradictionType:
    opposite = a.frame.polarity is not b.frame.polarity
    if a.type is b.type and opposite:
        return ContradictionType.NEGATION
    if any(denial.rejects and _rules_out(denial, claim) for denial, claim in ((a, b), (b, a))):
        return ContradictionType.DENIAL
    return ContradictionType.ANTONYM


def _miss(a: Position, b: Position, one: str, other: str) -> str | None:
    if are_apart(a, b, one, other):
        return APART
    return "different time" if _is_change(a, b, one, other) else None


def _is_change(a: Position, b: Position, one: str, other: str) -> bool:
    """Say whether a move may have ended or begun the state that the other tells of."""
    if _has_ended(a, one, b, other) or _has_ended(b, other, a, one):
        return True
    for move, event, state, rest in ((a, one, b, other), (b, other, a, one)):
        dated = move.setting.time_ground is Ground.OWN and state.setting.time_ground is Ground.OWN
        if event not in MOVES or rest in MOVES:
            continue
        if _came_later(move, state):
            return True
        if not dated or _follows(move, state) or _follows(state, move):
            continue
        during, span = move.setting.interval, state.setting.interval
        if during and span and not lies_within(during, reach(state)):
            return True
        begun = bool(move.plain & lexicon().beginning)
        if begun and during and span and not do_overlap(during, span):
            return True
        if during and span and state.lasts and not do_overlap(during, span):
            return True
    return False


def _has_ended(taken: Position, holds: str, rest: Position, where: str) -> bool:
    """Say whether a place was taken before the day on which nobody is "left" in it."""
    if holds != "holds" or where not in ("absent", "lost") or not taken.lasts:
        return False
    before, now = taken.setting.interval, rest.setting.interval
    if before is None or now is None or taken.setting.time_ground is not Ground.OWN:
        return False
    said = rest.statement.text
    ended = has_phrase(said, ENDED) or _LEFT.search(said) is not None
    return ended and days_apart(before, now) >= LONG_AGO


def _came_later(move: Position, state: Position) -> bool:
    """Say whether a move may be of a day on or after that on which the state was told."""
    told, published = state.item.published, move.item.published
    during = move.setting.interval
    if told is None or published is None or during is None or told >= published:
        return False
    if move.setting.time_ground is not Ground.OWN:
        return True
    start = during.start or during.end
    return start is not None and start >= told


def _follows(denial: Position, claim: Position) -> bool:
    """Say whether a side denies what was claimed right before it."""
    return (
        denial.rejects
        and are_neighbours(denial, claim)
        and (denial.setting.order > claim.setting.order)
    )
