"""The page on comparing names each rule, and each of its examples is what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from importer.compare import Side, Verdict, compare
from tests.reading.compared_news import SEEN as SEEN_IN_NEWS
from tests.reading.compared_rules import SEEN

PAGE = Path(__file__).parents[2] / "docs" / "comparing.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| `") and "·" in line
]
NAMES = re.findall(r"`([^`]+)`", " ".join(row[0] for row in ROWS))


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_examples_exclude_each_other_by_their_rule(row: list[str]) -> None:
    names, _, example = row
    one, other = example.split(" · ")
    for found in (compare(Side(one), Side(other)), compare(Side(other), Side(one))):
        assert found.relation is Verdict.CONTRADICTS
        assert f"`{found.rule}`" in names


def test_every_rule_is_named_once() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert {*SEEN, *SEEN_IN_NEWS} <= set(NAMES)
