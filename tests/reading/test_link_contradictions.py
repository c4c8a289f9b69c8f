"""What contradicts: a table of pairs for each type, in invented wars."""

from __future__ import annotations

import pytest

from importer.link import judge, link
from importer.model import ContradictionType, Relation
from tests.reading.contradicting_pairs import TABLE
from tests.reading.link_statements import Said, pair

CASES = [
    pytest.param(kind, one, other, id=f"{kind}: {one.text} / {other.text}")
    for kind, pairs in TABLE.items()
    for one, other in pairs
]


@pytest.mark.parametrize(("kind", "one", "other"), CASES)
def test_contradicts(kind: ContradictionType, one: Said, other: Said) -> None:
    found = judge(*pair(one, other))
    assert found is not None
    assert (found.relation, found.type) == (Relation.CONTRADICTS, kind)
    assert found.matter
    assert found.value_a != found.value_b
    assert found.reason.endswith(".")
    assert "Anna Ambler" in found.reason
    assert "Boris Bell" in found.reason


@pytest.mark.parametrize(("kind", "one", "other"), CASES)
def test_linking_two_articles_finds_what_judging_finds(
    kind: ContradictionType, one: Said, other: Said
) -> None:
    links = link(pair(one, other))
    assert [found.type for found in links] == [kind]
