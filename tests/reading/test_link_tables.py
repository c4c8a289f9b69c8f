"""Tables of pairs for each type and relation: what is one, and what only seems to be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from importer.link import judge
from importer.model import ContradictionType, Relation
from tests.reading.agreeing_pairs import CORROBORATES, DO_NOT_AGREE, DO_NOT_REVISE, REVISES
from tests.reading.contradicting_pairs import TABLE
from tests.reading.link_statements import Said, pair
from tests.reading.unlike_pairs import NEAR_MISSES, SEEMING

ENOUGH = 6
type Pairs = Sequence[tuple[Said, Said]]


def _both_ways(one: Said, other: Said) -> tuple[object, object]:
    a, b = pair(one, other)
    found = judge(a, b)
    assert found == judge(b, a)
    return (found.relation, found.type) if found else (None, None)


def _cases(table: dict[str, Pairs]) -> list[object]:
    return [
        pytest.param(name, one, other, id=f"{name}: {one.text} / {other.text}")
        for name, pairs in table.items()
        for one, other in pairs
    ]


@pytest.mark.parametrize(("kind", "one", "other"), _cases(SEEMING))
def test_what_only_seems_to_contradict(kind: str, one: Said, other: Said) -> None:
    assert _both_ways(one, other) != (Relation.CONTRADICTS, ContradictionType(kind))
    assert _both_ways(one, other)[0] is not Relation.CONTRADICTS


@pytest.mark.parametrize(("word", "one", "other"), _cases(NEAR_MISSES))
def test_a_near_miss_keeps_its_word(word: str, one: Said, other: Said) -> None:
    found = judge(*pair(one, other))
    assert found is not None
    assert (found.relation, found.reason) == (Relation.NEAR_MISS, word)


@pytest.mark.parametrize(("one", "other"), CORROBORATES, ids=lambda said: said.text)
def test_corroborates(one: Said, other: Said) -> None:
    assert _both_ways(one, other) == (Relation.CORROBORATES, None)


@pytest.mark.parametrize(("one", "other"), DO_NOT_AGREE, ids=lambda said: said.text)
def test_does_not_corroborate(one: Said, other: Said) -> None:
    assert _both_ways(one, other)[0] is not Relation.CORROBORATES


@pytest.mark.parametrize(("one", "other"), REVISES, ids=lambda said: said.text)
def test_revises(one: Said, other: Said) -> None:
    assert _both_ways(one, other) == (Relation.REVISES, None)


@pytest.mark.parametrize(("one", "other"), DO_NOT_REVISE, ids=lambda said: said.text)
def test_does_not_revise(one: Said, other: Said) -> None:
    assert _both_ways(one, other)[0] is not Relation.REVISES


def test_every_table_has_enough_pairs() -> None:
    assert set(TABLE) == set(ContradictionType)
    assert set(SEEMING) == {kind.value for kind in ContradictionType}
    tables = [*TABLE.values(), *SEEMING.values(), *NEAR_MISSES.values()]
    tables += [CORROBORATES, DO_NOT_AGREE, REVISES, DO_NOT_REVISE]
    assert min(len(pairs) for pairs in tables) >= ENOUGH
