"""In which order servers are measured."""

from __future__ import annotations

from collections import Counter

from bench.speed.effort import QUICK, Effort
from bench.speed.sides import PLAIN, SIDES
from bench.speed.turns import Turn, order


def turns(*names: str, database: str = "sqlite") -> list[tuple[Turn, None]]:
    """Return the servers of these names."""
    by_name = {side.name: side for side in SIDES}
    return [((database, by_name[name]), None) for name in names]


def test_all_take_as_many_turns_there_and_back() -> None:
    able = turns("product", "rest", "mercurius")
    taken = [name for (_, name), _ in order(able, Effort(rounds=2))]
    assert [side.name for side in taken] == [
        "product",
        "rest",
        "mercurius",
        "mercurius",
        "rest",
        "product",
    ]


def test_those_that_lie_close_take_more() -> None:
    able = turns("product", "limit", "rest")
    taken = Counter(turn[1].name for turn, _ in order(able, Effort(rounds=3, closer_rounds=4)))
    assert taken == {"product": 7, "limit": 7, "rest": 3}
    assert all(count == 1 for count in Counter(turn for turn, _ in order(able, QUICK)).values())


def test_what_has_no_index_comes_by_itself() -> None:
    able = turns("product", "limit") + turns("limit", database=PLAIN)
    databases = [turn[0] for turn, _ in order(able, Effort(rounds=2, closer_rounds=1))]
    assert databases == ["sqlite"] * 6 + [PLAIN] * 2
