"""An entry of an encyclopedia beside a short claim about the same thing."""

from __future__ import annotations

import pytest

from importer.compare import Side, Verdict, compare
from importer.compare.comparing import RULES
from importer.compare.reading import read
from tests.reading.compared_entries import NOT_SEEN, SEEN


@pytest.mark.parametrize(
    ("rule", "a", "b"), [(rule, *pair) for rule, pairs in SEEN.items() for pair in pairs]
)
def test_each_rule_sees_what_an_entry_excludes(rule: str, a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        seen = [found for find in RULES if (found := find(read(one), read(other)))]
        assert rule in {found.rule for found in seen}, seen
        assert compare(Side(one), Side(other)).relation is Verdict.CONTRADICTS


@pytest.mark.parametrize(("a", "b"), NOT_SEEN)
def test_what_an_entry_leaves_open_is_not_excluded(a: str, b: str) -> None:
    for found in (compare(Side(a), Side(b)), compare(Side(b), Side(a))):
        assert found.relation is not Verdict.CONTRADICTS, found
