"""What only looks like a contradiction: each pair with the fixed word that says why it is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from importer.link import judge
from importer.model import Link, Relation
from tests.reading.link_statements import Count, Said, pair

HELD_BY_REDS = Said("the Reds hold the town", "control", "RED", predicate="hold", holder="RED")
FOUR_KILLED = Said(
    "four people were killed",
    "casualties",
    predicate="kill",
    counts=[Count("four people", 4, 4, "people", "killed")],
)


def _killed(mention: str, low: float | None, high: float | None, **other: object) -> Said:
    approx = bool(other.pop("approx", False))
    count = Count(mention, low, high, "people", "killed", approx=approx)
    return Said(f"{mention} died", "casualties", predicate="die", counts=[count], **other)  # type: ignore[arg-type] # fields of Said, passed on


DIFFERENT_TIME = [
    (
        HELD_BY_REDS,
        Said("the Blues hold the town", "control", "BLU", holder="BLU", day="2031-05-09"),
    ),
    (
        HELD_BY_REDS,
        Said("the Reds pulled out", "withdraw", "RED", predicate="withdraw", day="2031-05-08"),
    ),
    (FOUR_KILLED, _killed("nine people", 9, 9, day="2031-05-06")),
    (FOUR_KILLED, _killed("90 people", 90, 90, day=("2031-04-01", "2031-05-04"))),
    (
        Said("there is no fighting", "attack", negative=True, predicate="fight"),
        Said("fighting raged", "attack", predicate="fight", day="2031-05-20"),
    ),
    (
        Said("the Reds are in control", "control", "RED", holder="RED", party="RED"),
        Said("we have pulled out", "withdraw", "RED", predicate="withdraw", party="RED"),
    ),
    (
        Said(
            "the Reds moved on over the week",
            "advance",
            "RED",
            predicate="advance",
            day=("2031-05-04", "2031-05-10"),
        ),
        Said("not a Red soldier is here", "forces", "RED", negative=True, predicate="present"),
    ),
]
RANGES_OVERLAP = [
    (FOUR_KILLED, _killed("at least two people", 2, None)),
    (_killed("about 40 people", 40, 40, approx=True), _killed("42 people", 42, 42)),
    (_killed("several dozen people", 24, None, approx=True), _killed("30 people", 30, 30)),
    (_killed("up to ten people", None, 10), _killed("three people", 3, 3)),
]
PLAN_AGAINST_FACT = [
    (
        HELD_BY_REDS,
        Said("we will take it", "control", "BLU", holder="BLU", modality="intended"),
    ),
    (
        HELD_BY_REDS,
        Said("if the Blues hold it", "control", "BLU", holder="BLU", modality="hypothetical"),
    ),
    (
        Said("the Reds entered", "advance", "RED", predicate="enter"),
        Said(
            "the Reds will not enter",
            "advance",
            "RED",
            negative=True,
            predicate="enter",
            modality="intended",
        ),
    ),
]
DIFFERENT_PARTS = [
    (
        Said("the Reds hold the northern part", "control", "RED", holder="RED", degree=0.5),
        Said("the Blues hold the southern part", "control", "BLU", holder="BLU", degree=0.5),
    ),
    (
        Said("the Reds left two streets", "withdraw", "RED", predicate="withdraw", degree=0.1),
        Said("the Reds hold the town", "control", "RED", predicate="hold", holder="RED"),
    ),
    (
        Said("the Reds did not take the whole town", "control", "RED", negative=True, degree=1.0),
        Said("the Reds took a quarter of it", "control", "RED", holder="RED", degree=0.25),
    ),
]
CASES = [
    pytest.param(word, one, other, id=f"{word}: {one.text} / {other.text}")
    for word, pairs in {
        "different time": DIFFERENT_TIME,
        "ranges overlap": RANGES_OVERLAP,
        "plan against fact": PLAN_AGAINST_FACT,
        "different parts": DIFFERENT_PARTS,
    }.items()
    for one, other in pairs
]


@pytest.mark.parametrize(("word", "one", "other"), CASES)
def test_near_miss_keeps_its_reason(word: str, one: Said, other: Said) -> None:
    found = judge(*pair(one, other))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, word)


def test_another_place_on_the_same_day_is_a_near_miss() -> None:
    there = Said("the Blues hold the town", "control", "RED", negative=True, place="Selby")
    found = judge(*pair(HELD_BY_REDS, there))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, "different place")


def test_the_toll_of_a_region_is_not_that_of_its_town() -> None:
    found = judge(*pair(FOUR_KILLED, _killed("60 people", 60, 60, place="Northmark")))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, "different place")


UNRELATED = [
    # Another fate of the same people.
    (
        FOUR_KILLED,
        Said(
            "nine people were hurt",
            "casualties",
            predicate="wound",
            counts=[Count("nine people", 9, 9, "people", "wounded")],
        ),
    ),
    # Another kind of thing counted.
    (
        Said(
            "two tanks were destroyed",
            "losses",
            None,
            "RED",
            counts=[Count("two tanks", 2, 2, "tanks", "destroyed")],
        ),
        Said(
            "seven drones were downed",
            "losses",
            None,
            "RED",
            counts=[Count("seven drones", 7, 7, "drones", "shot-down")],
        ),
    ),
    # The losses of the other side.
    (
        Said(
            "the Reds lost two men",
            "casualties",
            None,
            "RED",
            counts=[Count("two men", 2, 2, "men", "killed")],
        ),
        Said(
            "the Blues lost 60 men",
            "casualties",
            None,
            "BLU",
            counts=[Count("60 men", 60, 60, "men", "killed")],
        ),
    ),
    # Soldiers and civilians; children among the people killed.
    (
        _killed("nine people", 9, 9),
        Said(
            "three children were killed",
            "casualties",
            counts=[Count("three children", 3, 3, "children", "killed")],
        ),
    ),
    # A duration is no count of people.
    (
        Said("the siege lasted 11 months", "encircle", counts=[Count("11 mo", 11, 11, unit="mo")]),
        Said("the siege lasted 9 months", "encircle", counts=[Count("9 mo", 9, 9, unit="mo")]),
    ),
    # Entered and left again: one after the other.
    (
        Said("the Reds entered at dawn", "advance", "RED", predicate="enter"),
        Said("the Reds had gone by dusk", "withdraw", "RED", predicate="withdraw"),
    ),
    # One side came in, the other did not leave.
    (
        Said("the Reds entered", "advance", "RED", predicate="enter"),
        Said("the Blues did not leave", "withdraw", "BLU", negative=True, predicate="withdraw"),
    ),
    # The same word of two parties.
    (
        Said("the Reds bombed the depot", "strike", "RED", predicate="strike"),
        Said("the Blues did not bomb it", "strike", "BLU", negative=True, predicate="strike"),
    ),
    # Opposite signs on two matters.
    (
        Said("the bakery is open", "humanitarian", predicate="service"),
        Said("the school was closed", "humanitarian", predicate="outage"),
    ),
    # The same holder told by both.
    (HELD_BY_REDS, Said("the Reds are in control", "control", "RED", holder="RED")),
    # Two events of one day, told by what they were.
    (
        Said(
            "nine people were killed in the raid",
            "casualties",
            counts=[Count("nine people", 9, 9, "people", "killed")],
        ),
        Said(
            "a landmine killed 30 people",
            "casualties",
            counts=[Count("30 people", 30, 30, "people", "killed")],
        ),
    ),
    # Each side counts the other's drones.
    (
        Said(
            "we downed 80 drones",
            "losses",
            "RED",
            "BLU",
            counts=[Count("80 drones", 80, 80, "drones", "shot-down")],
        ),
        Said(
            "the air force shot 12 drones down",
            "losses",
            "BLU",
            counts=[Count("12 drones", 12, 12, "drones", "shot-down")],
        ),
    ),
    # Hostages handed over are not the dead of a raid.
    (
        FOUR_KILLED,
        Said(
            "13 hostages were handed over",
            "detain",
            counts=[Count("13 hostages", 13, 13, "hostages", "killed")],
        ),
    ),
    # Bodies in one street are not the toll.
    (
        FOUR_KILLED,
        Said(
            "we saw 30 bodies",
            "forces",
            counts=[Count("30 bodies", 30, 30, "bodies")],
        ),
    ),
    # To clear cellars of fighters is not to hold the town.
    (
        HELD_BY_REDS,
        Said("we smoke them out", "control", "BLU", predicate="clear", holder="BLU"),
    ),
    # To hold the line is not to push anybody back.
    (
        HELD_BY_REDS,
        Said("we hold our line", "repel", "BLU", "RED", predicate="hold-line", holder="BLU"),
    ),
    # Nothing is known but the type.
    (
        Said("talks went on", "ceasefire", place=None, day=None),
        Said("no talks were planned", "ceasefire", negative=True, place=None, day=None),
    ),
    # A capture denied is not a holding denied.
    (
        HELD_BY_REDS,
        Said("there was no capture", "control", negative=True, predicate="capture", place="Harrow"),
    ),
]


def _tells(found: Link | None) -> bool:
    return found is not None and found.relation is Relation.CONTRADICTS


@pytest.mark.parametrize(("one", "other"), UNRELATED, ids=lambda said: said.text)
def test_no_contradiction(one: Said, other: Said) -> None:
    assert not _tells(judge(*pair(one, other)))


def test_a_later_count_that_says_so_revises() -> None:
    older = _killed("four people", 4, 4, published="2031-05-05", day="2031-05-04")
    newer = _killed("seven people", 7, 7, published="2031-05-06", updates=True)
    found = judge(*pair(older, newer))
    assert found is not None
    assert (found.relation, found.type) == (Relation.REVISES, None)
    assert "now says seven people, in place of four people, told by Anna Ambler" in found.reason


def test_a_rise_from_one_figure_to_another_is_an_update() -> None:
    older = _killed("four people", 4, 4, published="2031-05-05")
    counts = [Count("four", 4, 4, aspect="killed"), Count("seven", 7, 7, aspect="killed")]
    text = "the toll rose from four to seven"
    newer = Said(text, "casualties", published="2031-05-06", counts=counts).build("b.txt", "Bo")
    placed = tuple(
        replace(quantity, start=text.index(quantity.mention), end=text.index(quantity.mention) + 4)
        for quantity in newer.statement.quantities
    )
    newer = replace(newer, statement=replace(newer.statement, quantities=placed))
    found = judge(older.build("a.txt", "Ada"), newer)
    assert found is not None
    assert found.relation is Relation.REVISES


def test_the_same_source_may_count_again_the_next_day() -> None:
    older = _killed("four people", 4, 4, published="2031-05-05", speaker="Ada Ambler")
    newer = _killed("seven people", 7, 7, published="2031-05-06", speaker="Ada Ambler")
    found = judge(*pair(older, newer))
    assert found is not None
    assert found.relation is Relation.REVISES


def test_a_count_over_more_days_may_be_higher() -> None:
    week = _killed("40 people", 40, 40, day=("2031-05-01", "2031-05-05"))
    longer = _killed("60 people", 60, 60, day=("2031-05-01", "2031-05-06"))
    found = judge(*pair(week, longer))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, "different time")
    lower = _killed("20 people", 20, 20, day=("2031-05-01", "2031-05-06"))
    assert _tells(judge(*pair(week, lower)))


def test_a_later_count_that_does_not_say_so_contradicts() -> None:
    older = _killed("four people", 4, 4, published="2031-05-05")
    newer = _killed("seven people", 7, 7, published="2031-05-06")
    assert _tells(judge(*pair(older, newer)))


def test_an_update_does_not_revise_what_another_source_says_after_it() -> None:
    update = _killed("seven people", 7, 7, published="2031-05-05", updates=True)
    after = _killed("two people", 2, 2, published="2031-05-06")
    assert _tells(judge(*pair(update, after)))


@pytest.mark.parametrize(
    ("party", "word"), [("RED", "independent sources"), ("BLU", "of one party")]
)
def test_agreement_is_marked_as_independent_or_of_one_party(party: str, word: str) -> None:
    one = Said("Red jets bombed the dairy", "strike", "RED", predicate="strike", party="BLU")
    other = Said("jets hit the dairy", "strike", "RED", predicate="strike", party=party)
    found = judge(*pair(one, other))
    assert found is not None
    assert found.relation is Relation.CORROBORATES
    assert word in found.reason
