"""The scorer, the table and the comparison with the frozen run say what they should."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.quality.__main__ import chosen
from bench.quality.calibration import reliability, sure_figures
from bench.quality.case_sets import CASE_SETS, as_gold, cases_of
from bench.quality.evalset import EvalSet, Figures, Measured
from bench.quality.links import Pairs, judged_links, score_links
from bench.quality.report import MISSES, as_json, fallen, mistakes, table
from bench.quality.scoring import Score, same_name, same_place, same_quantity, score_statements

TEXT = "Rebels took the bridge, Ilir Demaj said. Nobody was hurt, a medic said."


def statement(text: str, number: int = 1, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(text)
    return {"id": f"s{number}", "text": text, "start": start, "end": start + len(text), **fields}


def scored(gold: list[dict[str, Any]], read: list[dict[str, Any]]) -> Figures:
    score = Score()
    score_statements(score, "case", gold, read)
    return score.figures


def test_statements_are_paired_by_words_and_counted_both_ways() -> None:
    gold = [statement("Rebels took the bridge"), statement("Nobody was hurt", 2)]
    assert scored(gold, gold) == {"statements": 1.0}
    assert scored(gold, gold[:1])["statements"] == pytest.approx(2 / 3)
    assert scored(gold, [statement("took the bridge")])["statements"] == pytest.approx(2 / 3)
    assert scored(gold, [statement("bridge")])["statements"] == 0.0


@pytest.mark.parametrize(
    ("name", "gold", "read", "value"),
    [
        ("kind", "direct", "direct", 1.0),
        ("kind", "direct", "mixed", 0.0),
        ("speaker", "Ilir Demaj", "Gen. Ilir Démaj", 1.0),
        ("speaker", "Ilir Demaj", "Demaj", 0.0),
        ("speaker", None, "Demaj", 0.0),
        ("polarity", "negative", "positive", 0.0),
        ("quantities", [{"low": 8, "high": 10}], [{"low": 8, "high": 10, "unit": "1"}], 1.0),
        ("quantities", [{"low": 8, "high": 10}], [], 0.0),
        ("time", None, {"start": "2025-01-01", "end": "2025-01-01"}, 0.0),
        ("time", {"start": "2025-01-01", "end": "2025-01-01"}, None, 0.0),
    ],
)
def test_only_named_fields_are_judged(name: str, gold: Any, read: Any, value: float) -> None:
    text = "Rebels took the bridge"
    figures = scored([statement(text, **{name: gold})], [statement(text, **{name: read})])
    assert figures == {"statements": 1.0, name: value}


def test_claims_are_judged_by_part_and_null_agents_count_when_named() -> None:
    text = "Rebels took the bridge"
    gold = [statement(text, claim={"type": "control", "agent": None})]
    read = [statement(text, claim={"type": "advance", "agent": "M23", "target": "CD"})]
    assert scored(gold, read) == {"statements": 1.0, "claim.type": 0.0, "claim.agent": 0.0}


def test_nesting_compares_parent_and_stance_together() -> None:
    outer, inner = statement("Rebels took the bridge"), statement("Nobody was hurt", 2)
    gold = [{**outer, "parent": None}, {**inner, "parent": "s1", "stance": "denies"}]
    assert scored(gold, gold)["nesting"] == 1.0
    doubted = [gold[0], {**gold[1], "stance": "doubts"}]
    assert scored(gold, doubted)["nesting"] == 0.0


def test_places_are_one_when_near_or_when_wide_and_of_one_name() -> None:
    town = {"name": "Goma", "country": "CD", "kind": "city", "lat": -1.67, "lon": 29.22}
    assert same_place(town, {**town, "name": "Ngoma", "lat": -1.70})
    assert not same_place(town, {**town, "lat": -2.5})
    region = {**town, "kind": "region"}
    assert same_place(region, {**town, "lat": -4.0})
    assert same_place({"name": "Goma", "country": "CD"}, town)
    assert not same_place({"name": "Goma", "country": "RW"}, town)


def test_open_bounds_and_units_are_part_of_a_quantity() -> None:
    assert same_quantity({"low": 200, "high": None}, {"low": 200.0, "high": None, "unit": "1"})
    assert not same_quantity({"low": 200, "high": None}, {"low": 200, "high": 200, "unit": "1"})
    assert not same_quantity(
        {"low": 4, "high": 4, "unit": "km"}, {"low": 4, "high": 4, "unit": "km2"}
    )


def test_titles_and_genitives_do_not_tell_names_apart() -> None:
    assert same_name({"speaker": "the General Staff"}, {"speaker": "General Staff"})
    assert not same_name({"speaker": "the General Staff"}, {"speaker": "Staff"})
    assert same_name(
        {"speaker": "X", "speaker_also": ["Russia's army"]}, {"speaker": "Russia army"}
    )


def links_file(pairs: list[tuple[str, str, str]], **more: Any) -> Pairs:
    statements = [
        {"id": f"s{n}", "speaker": f"P{n % 2}", "claim": {"type": "control"}} for n in range(5)
    ]
    marked = [{"a": a, "b": b, "type": kind} for a, b, kind in pairs]
    record = {"file": "x", "statements": statements, "contradictions": marked, **more}
    return Pairs([json.dumps(record)])


def test_links_count_hits_repeats_and_look_alikes() -> None:
    gold = links_file(
        [("s1", "s2", "number")],
        not_contradictions=[{"a": "s1", "b": "s3"}],
        optional=[{"a": "s2", "b": "s4"}],
    )
    to_gold = {f"x#s{n}": f"x#s{n}" for n in range(5)}

    def figures(*pairs: tuple[str, str, str]) -> Figures:
        score = Score()
        score_links(score, gold, links_file(list(pairs)), to_gold)
        return score.figures

    assert figures(("s2", "s1", "number")) == {
        "contradictions": 1.0,
        "contradictions.type": 1.0,
        "hard_negatives": 1.0,
    }
    assert figures(("s1", "s2", "time"))["contradictions.type"] == 0.0
    repeated = figures(("s1", "s2", "number"), ("s3", "s4", "number"), ("s2", "s4", "number"))
    assert repeated["contradictions"] == 1.0
    assert figures(("s1", "s3", "number")) == {"contradictions": 0.0, "hard_negatives": 0.0}


def test_links_are_held_against_their_sureness() -> None:
    gold = links_file([("s1", "s2", "number")], not_contradictions=[{"a": "s1", "b": "s3"}])
    sureness = {frozenset({"x#s1", "x#s2"}): 0.9, frozenset({"x#s1", "x#s3"}): 0.7}
    same = {f"x#s{n}": f"x#s{n}" for n in range(5)}
    assert judged_links(gold, sureness, same) == [(0.9, True), (0.7, False)]
    assert judged_links(gold, sureness, {}) == [(0.9, False), (0.7, False)]


def test_grounds_and_hedges_are_judged_where_named() -> None:
    text = "Rebels took the bridge"
    gold = [statement(text, evidence="the videos", hedged=True)]
    read = [statement(text, evidence=None, hedges=("may",))]
    assert scored(gold, read) == {"statements": 1.0, "evidence": 0.0, "hedged": 1.0}


def test_a_fall_is_more_than_a_point_and_false_alarms_fall_upwards() -> None:
    frozen: Figures = {"f1": 0.9, "false_alarms": 0.01, "gone": 0.5, "empty": None}
    same: Figures = {**frozen, "f1": 0.891, "false_alarms": 0.0, "fresh": 0.1}
    assert fallen(same, frozen) == []
    assert fallen({"f1": 0.88, "false_alarms": 0.03}, frozen) == ["f1", "false_alarms", "gone"]
    assert fallen({"sure.coverage": 0.4}, {"sure.coverage": 0.6}) == []


def test_the_table_marks_what_misses_its_target() -> None:
    each = EvalSet("x", (), lambda: Measured({}), {"f1": 0.9, "false_alarms": 0.01})
    results = {"x": Measured({"f1": 0.85, "false_alarms": 0.01, "other": None})}
    head, _, first, second, third = table([each], results, {"x": {"f1": 0.80}}).splitlines()
    assert head.split() == ["set", "figure", "now", "target", "frozen", "change"]
    assert first.split() == ["x", "f1", "0.850", "≥", "0.90", MISSES, "0.800", "+0.050"]
    assert MISSES not in second
    assert third.split() == ["other", "n/a", "new"]
    values = json.loads(as_json([each], results, {"x": {"f1": 0.80}}))
    assert values["x"]["f1"] == {"value": 0.85, "target": 0.9, "frozen": 0.8}


def test_mistakes_are_limited_by_sort() -> None:
    lines = mistakes("x", Measured({}, ("a: 1", "a: 2", "b: 1")), 1).splitlines()
    assert lines == ["== x", "  a: 1", "  b: 1"]


def test_a_set_is_named_whole_or_by_its_group() -> None:
    assert [each.name for each in chosen(["samples"])] == ["samples"]
    assert {each.name for each in chosen(["cases"])} == {each.name for each in CASE_SETS}
    with pytest.raises(SystemExit, match="no such set: nowhere"):
        chosen(["nowhere"])


def test_a_set_that_is_not_here_says_what_it_misses(tmp_path: Path) -> None:
    absent = tmp_path / "gold.jsonl"
    assert EvalSet("x", (tmp_path, absent), lambda: Measured({})).missing == absent
    absent.touch()
    assert EvalSet("x", (tmp_path, absent), lambda: Measured({})).missing is None


def test_confidence_is_held_against_what_was_right() -> None:
    judged = [(0.95, True), (0.9, False), (0.8, False), (0.3, False)]
    assert sure_figures(judged) == {"sure.right": 0.5, "sure.coverage": 0.5}
    assert sure_figures([]) == {"sure.right": None, "sure.coverage": None}
    assert [line.split(":")[0] for line in reliability(judged)] == [
        "0.00 to 0.50",
        "0.70 to 0.80",
        "0.85 to 0.90",
        "0.90 to 0.95",
    ]


@pytest.mark.parametrize("path", [each.needs[0] for each in CASE_SETS], ids=lambda path: path.stem)
def test_cases_are_well_formed(path: Path) -> None:
    cases = cases_of(path)
    assert len({case["id"] for case in cases}) == len(cases)
    for case in cases:
        if "statements" in case:
            as_gold(case)


def test_a_content_that_is_not_in_the_text_once_is_refused() -> None:
    with pytest.raises(ValueError, match="must stand in the text once"):
        as_gold({"id": "x", "text": "No, no.", "statements": [{"content": "gone"}]})
