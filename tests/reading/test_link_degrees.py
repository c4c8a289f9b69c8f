"""Degrees of a place, forecasts, what a claim implies, and denials by the claimant's name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from importer.link import judge, link
from importer.model import ContradictionType, Link, Relation
from tests.reading.link_statements import Count, Said, pair

AT_THE_EDGE = Said(
    "the Reds are only on the outskirts", "forces", "RED", predicate="present", degree=0.2
)
IN_THE_MIDDLE = Said("the Reds have entered the centre", "advance", "RED", predicate="enter")
FELL = Said("the Reds captured the camp", "control", "RED", predicate="capture", holder="RED")
NOBODY_HERE = Said(
    "we have no troops in the region",
    "forces",
    "RED",
    negative=True,
    predicate="present",
    place="Northmark",
    counts=[Count("no troops", 0, 0, "troops", "present")],
)
FIGHTING = Said(
    "Red soldiers are fighting in the region", "attack", "RED", predicate="fight", place="Northmark"
)
SAID_SO = Said(
    "the whole town is ours",
    "control",
    "RED",
    holder="RED",
    speaker="Carl Crane",
    published="2031-05-04",
)
LIE = Said(
    "Crane's claim about the town is a lie",
    "control",
    negative=True,
    party="BLU",
    published="2031-05-06",
)
STAYED = Said(
    "our fighters have not left the town",
    "withdraw",
    "BLU",
    negative=True,
    predicate="withdraw",
    party="BLU",
)

CONTRADICTS = [
    (ContradictionType.PLACE, AT_THE_EDGE, IN_THE_MIDDLE),
    (
        ContradictionType.PLACE,
        AT_THE_EDGE,
        Said("the Reds hold the whole town", "control", "RED", holder="RED", degree=1.0),
    ),
    (ContradictionType.CONTROL, FELL, STAYED),
    (
        ContradictionType.ANTONYM,
        FELL,
        Said(
            "the attackers did not enter the camp",
            "advance",
            negative=True,
            predicate="enter",
            party="BLU",
        ),
    ),
    (ContradictionType.NEGATION, NOBODY_HERE, FIGHTING),
    (ContradictionType.DENIAL, SAID_SO, LIE),
    (
        ContradictionType.ANTONYM,
        Said("the Reds have withdrawn from the centre", "withdraw", "RED", predicate="withdraw"),
        Said("our troops remain in the centre", "forces", "RED", predicate="present"),
    ),
    (
        ContradictionType.ANTONYM,
        Said("the ferry port is out of service", "other"),
        Said("the ferry port is operating", "humanitarian", predicate="service"),
    ),
]
INNOCENT = [
    # Without "only", one can stand in both; an edge is no denial of an edge.
    (replace(AT_THE_EDGE, text="the Reds are on the outskirts"), IN_THE_MIDDLE),
    (AT_THE_EDGE, replace(IN_THE_MIDDLE, text="the Reds have entered the outskirts")),
    (AT_THE_EDGE, replace(IN_THE_MIDDLE, agent="BLU")),
    (AT_THE_EDGE, replace(IN_THE_MIDDLE, day="2031-05-08")),
    # A town may be attacked from outside, a region hardly; and another army's fight is its own.
    (replace(NOBODY_HERE, place="Harrow"), replace(FIGHTING, place="Harrow")),
    (NOBODY_HERE, replace(FIGHTING, agent="BLU")),
    # What may come is denied by nothing that is.
    (
        Said("the Reds may attack", "attack", "RED", modality="possible", predicate="attack"),
        Said("the Reds have not attacked", "attack", "RED", negative=True, predicate="attack"),
    ),
    (
        Said("the Reds could soon withdraw", "withdraw", "RED", modality="possible"),
        Said("the Reds are in the town", "forces", "RED", predicate="present"),
    ),
    # Soldiers who gave up are no town that fell.
    (
        Said(
            "none of our soldiers surrendered",
            "control",
            target="BLU",
            negative=True,
            predicate="lose-place",
            holder="BLU",
            counts=[Count("none of our soldiers", 0, 0, "soldiers")],
        ),
        FELL,
    ),
    # Another man's claim is the lie.
    (replace(SAID_SO, speaker="Dora Dale"), LIE),
    # Nor does a lie of long ago concern what is said now.
    (replace(SAID_SO, published="2031-05-20"), LIE),
    # Open today, closed yesterday: a state is no event told of two days.
    (
        Said("the aid depot was closed on Sunday", "humanitarian", day="2031-05-04"),
        Said("the aid depot was open on Monday", "humanitarian", day="2031-05-05"),
    ),
    # Two strikes on one town are two, unless what they hit is named.
    (
        Said("the drone strike on Sunday hit a barn", "strike", "RED", day="2031-05-04"),
        Said("the drone strike on Monday hit a mill", "strike", "RED", day="2031-05-05"),
    ),
]


@pytest.mark.parametrize(("kind", "one", "other"), CONTRADICTS)
def test_contradicts_either_way_round(kind: ContradictionType, one: Said, other: Said) -> None:
    for first, second in ((one, other), (other, one)):
        found = judge(*pair(first, second))
        assert found is not None
        assert (found.relation, found.type) == (Relation.CONTRADICTS, kind)


@pytest.mark.parametrize(("one", "other"), INNOCENT)
def test_is_no_contradiction(one: Said, other: Said) -> None:
    found = judge(*pair(one, other))
    assert found is None or found.relation is not Relation.CONTRADICTS


def test_a_possible_fact_of_the_past_can_be_denied() -> None:
    possible = Said("the Reds may have attacked", "attack", "RED", predicate="attack")
    denied = Said("the Reds have not attacked", "attack", "RED", negative=True, predicate="attack")
    found = judge(*pair(replace(possible, modality="possible"), denied))
    assert found is not None
    assert found.relation is Relation.CONTRADICTS


def test_a_forecast_is_a_near_miss_that_says_so() -> None:
    forecast = Said("the Reds may attack", "attack", "RED", predicate="attack", party="RED")
    denied = Said("the Reds have not attacked", "attack", "RED", negative=True, predicate="attack")
    found = judge(*pair(replace(forecast, modality="possible"), denied))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, "plan against fact")


def test_a_reporting_word_can_say_that_a_count_replaces_another() -> None:
    older = _killed("four people", 4, published="2031-05-05")
    newer = _killed("the toll to nine people", 9, published="2031-05-06", cue="raised")
    found = judge(*pair(older, newer))
    assert found is not None
    assert found.relation is Relation.REVISES


def test_statements_that_stand_on_a_scale_meet_across_articles() -> None:
    _, one, other = CONTRADICTS[-1]
    (found,) = link(pair(one, other))
    assert found.relation is Relation.CONTRADICTS


def test_the_reason_tells_the_degree_and_quotes_a_rejected_claim_once() -> None:
    most = Said("nearly all is ours", "control", "RED", holder="RED", degree=0.9)
    rival = Said("it is ours", "control", "BLU", holder="BLU")
    assert "holds almost all of it" in _reason(most, rival)
    edge = _reason(AT_THE_EDGE, IN_THE_MIDDLE)
    assert "is only at its edge" in edge
    assert "is in the middle of it" in edge


def _killed(mention: str, number: int, **more: str) -> Said:
    counts = [Count(mention, number, number, "people", "killed")]
    said = Said(f"{mention} were killed", "casualties", predicate="kill", counts=counts)
    return replace(said, **more)  # type: ignore[arg-type] # fields of Said, passed on


def _reason(one: Said, other: Said) -> str:
    found: Link | None = judge(*pair(one, other))
    assert found is not None
    return found.reason
