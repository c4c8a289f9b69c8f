"""Two texts of any matter: what contradicts what, and what only looks as if it did."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from importer.compare import Side, Verdict, compare, judge_pair, read_pairs
from importer.compare.amounts import find_figure
from importer.compare.comparing import RULES
from importer.compare.reading import read
from importer.read.rejection import Rejection
from tests.reading.compared_pairs import APART, FIGURES, OPPOSED, PLAIN
from tests.reading.compared_rules import NOT_SEEN, SEEN


@pytest.mark.parametrize(("a", "b", "kind"), OPPOSED)
def test_what_excludes_each_other_contradicts(a: str, b: str, kind: str) -> None:
    found = compare(Side(a), Side(b))
    assert found.relation is Verdict.CONTRADICTS, found
    assert found.type is not None
    assert found.type.value == kind
    assert found.reason.endswith(".")
    assert 0.5 <= found.confidence <= 1
    for span, text in ((found.evidence_a, a), (found.evidence_b, b)):
        assert span is not None
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize(("a", "b"), APART)
def test_what_can_both_be_so_does_not(a: str, b: str) -> None:
    found = compare(Side(a), Side(b))
    assert found.relation is not Verdict.CONTRADICTS, found


@pytest.mark.parametrize(
    ("rule", "a", "b"), [(rule, *pair) for rule, pairs in SEEN.items() for pair in pairs]
)
def test_each_rule_sees_what_it_is_for(rule: str, a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        seen = [found for find in RULES if (found := find(read(one), read(other)))]
        assert rule in {found.rule for found in seen}, seen
        assert compare(Side(one), Side(other)).relation is Verdict.CONTRADICTS


@pytest.mark.parametrize(("a", "b"), NOT_SEEN)
def test_no_rule_sees_more(a: str, b: str) -> None:
    for found in (compare(Side(a), Side(b)), compare(Side(b), Side(a))):
        assert found.relation is not Verdict.CONTRADICTS, found


@pytest.mark.parametrize(("a", "b", "_kind"), OPPOSED[::4])
def test_the_order_does_not_matter(a: str, b: str, _kind: str) -> None:
    one, other = compare(Side(a), Side(b)), compare(Side(b), Side(a))
    assert (one.relation, one.type, one.confidence) == (
        other.relation,
        other.type,
        other.confidence,
    )
    assert (one.evidence_a, one.evidence_b) == (other.evidence_b, other.evidence_a)


@pytest.mark.parametrize(("a", "b", "apart"), FIGURES)
def test_figures_with_bounds(a: str, b: str, apart: bool) -> None:  # noqa: FBT001 - a case
    assert (find_figure(a, b) is not None) is apart
    assert (find_figure(b, a) is not None) is apart


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_exact_figures_clash_when_they_differ(one: int, other: int) -> None:
    found = find_figure(f"The depot held {one} shells", f"The depot held {other} shells")
    assert (found is not None) == (one != other)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_bound_lets_in_what_lies_behind_it(floor: int, more: int) -> None:
    bound = f"The depot held more than {floor} shells"
    assert find_figure(bound, f"The depot held {floor + more} shells") is None
    assert find_figure(bound, f"The depot held {floor} shells") is not None


@settings(max_examples=25, deadline=None)
@example("", "\U00018cd6?")
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_a_verdict(a: str, b: str) -> None:
    found = compare(Side(a), Side(b))
    assert found.relation in Verdict
    assert found == compare(Side(a), Side(b))


@pytest.mark.parametrize("text", PLAIN)
def test_nothing_contradicts_itself(text: str) -> None:
    assert compare(Side(text), Side(text)).relation is not Verdict.CONTRADICTS


HELD = "The army holds Lviv."
NOT_HELD = "The army does not hold Lviv."


def test_the_days_of_publication_count() -> None:
    one = Side("The army took Lviv on Monday.", date(2024, 5, 14))
    later = Side("The army does not hold Lviv.", date(2024, 9, 3))
    same = Side("The army did not take Lviv on Monday.", date(2024, 5, 14))
    assert compare(one, same).relation is Verdict.CONTRADICTS
    assert compare(one, later).relation is not Verdict.CONTRADICTS


def test_speakers_of_one_party_are_marked() -> None:
    told = "Russian troops captured Lviv on Monday."
    day = date(2024, 5, 14)
    own = compare(Side(told, day, "the Russian defence ministry"), Side(told, day, "the Kremlin"))
    assert own.relation is Verdict.CORROBORATES
    assert "of one party" in own.reason
    other = compare(
        Side(told, day, "the Russian defence ministry"), Side(told, day, "the Ukrainian army")
    )
    assert other.relation is Verdict.CORROBORATES
    assert "independent" in other.reason


def test_lines_one_by_one() -> None:
    lines = [
        json.dumps({"id": "x", "a": HELD, "b": NOT_HELD, "a_published": "2024-05-14"}),
        "no json",
        "",
        json.dumps({"a": HELD}),
        json.dumps({"a": HELD, "b": 7}),
        json.dumps({"a": HELD, "b": " "}),
        json.dumps({"a": HELD, "b": NOT_HELD, "b_published": "2024-02-30"}),
        json.dumps([HELD, NOT_HELD]),
        json.dumps({"id": ["x"], "a": HELD, "b": NOT_HELD}),
        json.dumps({"a": "x" * 20_001, "b": NOT_HELD}),
        json.dumps({"a": "\0", "b": NOT_HELD}),
        json.dumps({"a": "x" * 300_000, "b": NOT_HELD}),
        json.dumps({"id": 12, "a": HELD, "b": HELD}),
    ]
    file = io.BytesIO("\n".join(lines).encode() + b'\n{"a": "\xff", "b": "c"}')
    items = list(read_pairs("pairs.jsonl", file))
    codes = [item.code if isinstance(item, Rejection) else item.id for item in items]
    assert codes == [
        "x",
        "bad-json-line",
        "missing-field",
        "bad-field",
        "empty-text",
        "invalid-date",
        "bad-json-line",
        "bad-field",
        "too-large",
        "bad-characters",
        "too-large",
        "12",
        "unknown-encoding",
    ]
    assert isinstance(items[1], Rejection)
    assert items[1].name == "pairs.jsonl:2"


def test_the_record_of_a_pair() -> None:
    (pair,) = read_pairs("-", io.BytesIO(json.dumps({"a": HELD, "b": NOT_HELD}).encode()))
    assert not isinstance(pair, Rejection)
    record = judge_pair(pair)
    assert record["id"] == "1"
    assert (record["relation"], record["type"]) == ("contradicts", "negation")
    assert record["evidence_b"]["text"] in NOT_HELD
    assert json.loads(json.dumps(record)) == record
