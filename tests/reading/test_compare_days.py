"""Texts of two days: what is so on the one may be otherwise on the other; and years that name."""

from __future__ import annotations

from datetime import date

import pytest

from importer.compare import Side, Verdict, compare

DAY, NEXT_DAY, YEARS_ON = date(2031, 5, 1), date(2031, 5, 2), date(2033, 5, 1)
OPEN, SHUT = "The museum is open.", "The museum is closed."
ALIVE, DEAD = "The singer Ana Berg is alive.", "The singer Ana Berg was killed in the raid."
PASSING = [
    (OPEN, SHUT),
    ("The bridge is being repaired.", "The bridge is not being repaired."),
    (ALIVE, DEAD),
]
LASTING = [
    ("She was born in Riga.", "She was not born in Riga."),
    (DEAD, ALIVE),
    ("The whale is a mammal.", "The whale is not a mammal."),
]


def _relation(a: str, b: str, day_a: date | None, day_b: date | None) -> Verdict:
    return compare(Side(a, day_a), Side(b, day_b)).relation


@pytest.mark.parametrize(("earlier", "later"), PASSING)
def test_a_state_may_change_between_two_days(earlier: str, later: str) -> None:
    told = compare(Side(earlier, DAY), Side(later, YEARS_ON))
    assert (told.relation, told.reason) == (Verdict.NEAR_MISS, "different time")
    assert _relation(later, earlier, YEARS_ON, DAY) is Verdict.NEAR_MISS


@pytest.mark.parametrize(("one", "other"), PASSING)
@pytest.mark.parametrize("days", [(DAY, NEXT_DAY), (DAY, DAY), (None, None), (DAY, None)])
def test_it_does_not_within_a_day_or_two(
    one: str, other: str, days: tuple[date | None, date | None]
) -> None:
    assert _relation(one, other, *days) is Verdict.CONTRADICTS


@pytest.mark.parametrize(("earlier", "later"), LASTING)
def test_what_is_past_or_of_nature_stays(earlier: str, later: str) -> None:
    assert _relation(earlier, later, DAY, YEARS_ON) is Verdict.CONTRADICTS


def test_a_year_that_names_one_of_many_is_no_figure() -> None:
    one, other = "The team won the 1911 final.", "The team won the 1913 final."
    assert _relation(one, other, None, None) is not Verdict.CONTRADICTS


def test_a_figure_beside_such_a_year_is_one() -> None:
    one = "The club won the 1911 final by two goals."
    assert _relation(one, one.replace("two", "three"), None, None) is Verdict.CONTRADICTS


def test_a_count_of_as_many_as_a_year_is_one() -> None:
    one = "The hall holds 1911 people."
    assert _relation(one, one.replace("1911", "1945"), None, None) is Verdict.CONTRADICTS
