"""Rules of comparing that news calls for: stances, moves, prices, dates set, seats, offices."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.compare import Side, Verdict, compare
from importer.compare.comparing import RULES
from importer.compare.prices import Sum
from importer.compare.reading import read
from importer.compare.stances import stances
from tests.reading.compared_news import NOT_SEEN, SEEN


@pytest.mark.parametrize("rule", SEEN)
def test_each_rule_sees_what_it_is_for(rule: str) -> None:
    missed = []
    for pair in SEEN[rule]:
        for a, b in (pair, pair[::-1]):
            seen = {found.rule for find in RULES if (found := find(read(a), read(b)))}
            if rule not in seen or compare(Side(a), Side(b)).relation is not Verdict.CONTRADICTS:
                missed.append((a, b, seen))
    assert not missed


@pytest.mark.parametrize("rule", NOT_SEEN)
def test_no_rule_sees_more(rule: str) -> None:
    wrong = []
    for pair in NOT_SEEN[rule]:
        for a, b in (pair, pair[::-1]):
            found = compare(Side(a), Side(b))
            if found.relation is Verdict.CONTRADICTS:
                wrong.append((a, b, found.rule))
    assert not wrong


def test_a_table_of_cases_for_each_rule() -> None:
    assert SEEN.keys() == NOT_SEEN.keys()
    assert all(len(pairs) >= 6 for table in (SEEN, NOT_SEEN) for pairs in table.values())


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The unions support the toll.", True),
        ("The unions do not support the toll.", False),
        ("The unions oppose the toll.", False),
        ("The toll was never opposed by the unions.", True),
    ],
)
def test_a_denial_turns_a_stance(text: str, end: bool) -> None:  # noqa: FBT001 - a case
    assert [stance.end for stance in stances(read(text)) if stance.other.text == "toll"] == [end]


@given(st.floats(1, 1e12), st.floats(1, 1e12))
@settings(max_examples=50)
def test_two_sums_exclude_each_other_both_ways_or_neither(one: float, other: float) -> None:
    first, second = Sum(one, "$", ""), Sum(other, "$", "")
    assert first.excludes(second) == second.excludes(first)
    assert not first.excludes(first)
    assert not first.excludes(Sum(other, "€", ""))
