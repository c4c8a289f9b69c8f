"""What is made of measurements: ratios the right way round, and whether a target is met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest

from bench.speed.growth import Growth
from bench.speed.pages import Depth
from bench.speed.report import Findings, keep, show
from bench.speed.strain import Memory, Strain
from bench.speed.targets import (
    RATIOS,
    Row,
    factors,
    growth_rows,
    page_rows,
    ratio_rows,
    strain_rows,
)
from bench.speed.turns import Result, rows_in


def result(database: str, side: str, case: str, rate: float, cpu: float = 100.0) -> Result:
    return Result(database, case, side, rate, 1.0, 2.0, cpu, 0.0)


MEASURED = [
    result("postgresql", "product", "Q1", 900.0, 100.0),
    result("postgresql", "limit", "Q1", 1000.0, 90.0),
    result("postgresql", "postgraphile", "Q1", 300.0, 500.0),
    result("postgresql", "product", "Q5", 2000.0),
    result("postgresql", "limit", "Q5", 2000.0),
    result("postgresql", "postgraphile", "Q5", 1000.0),
    result("plain", "postgraphile", "Q5", 100.0),
    result("plain", "limit", "Q5", 250.0),
]


MET = [("≥", 2.0), ("≥", 2.1), ("≤", 2.0), ("≤", 1.9), ("<", 1.9)]
MISSED = [("≥", 1.9), ("≤", 2.1), ("<", 2.0), ("<", 2.1)]


@pytest.mark.parametrize(("sign", "measured"), [*MET, *MISSED])
def test_targets_are_met_on_their_side(sign: Literal["≥", "≤", "<"], measured: float) -> None:
    assert Row("", "", sign, 2.0, measured).met is ((sign, measured) in MET)


def test_ratios_are_of_the_right_servers() -> None:
    rows = {(row.figure, row.detail): row for row in ratio_rows(MEASURED)}
    assert rows["product / limit, PostgreSQL", "Q1"].measured == pytest.approx(0.9)
    assert rows["product on PostgreSQL / PostGraphile", "Q1"].measured == pytest.approx(3.0)
    assert rows["the same, CPU of the API process", "Q1"].measured == pytest.approx(0.2)
    assert not rows["product on PostgreSQL / PostGraphile", "Q1"].met
    assert rows["the same, CPU of the API process", "Q1"].met
    assert rows["product on PostgreSQL / PostGraphile, equal columns", "Q5"].measured == 2.0


def test_what_was_not_measured_has_no_row() -> None:
    assert ratio_rows([]) == []
    assert all("SQLite" not in row.figure for row in ratio_rows(MEASURED))


def test_every_question_of_the_targets_is_named_once() -> None:
    named = [(ratio.one, ratio.other, ratio.by, case) for ratio in RATIOS for case in ratio.targets]
    assert len(named) == len(set(named))


def test_factors_make_the_whole() -> None:
    (split,) = factors(MEASURED)
    assert (split.case, split.index, split.engine, split.limit) == ("Q5", 10.0, 2.0, 8.0)
    assert split.whole == pytest.approx(2000 / 100)


def test_growth_and_depth() -> None:
    rows = growth_rows([Growth("sqlite", "Q1", 2.0, 3.2, 10)])
    assert (rows[0].measured, rows[0].met) == (1.6, False)
    depths = [Depth("sqlite", "a", 1000, 1.0, 1.1), Depth("sqlite", "b", 1000, 2.0, 3.0)]
    (row,) = page_rows(depths)
    assert (row.measured, row.met) == (1.5, False)
    assert "b" in row.note
    assert "1 missed" in row.note


def test_strain_gives_a_row_for_what_was_measured() -> None:
    measured = [
        Strain("sqlite", 10.0, 150.0, 90.0, {"200": 3}),
        Strain("sqlite", memory=[Memory(10, 100), Memory(100, 120)]),
    ]
    rows = strain_rows(measured)
    assert [(row.measured, row.met) for row in rows] == [(15.0, True), (0.15, True), (1.2, False)]


def test_findings_are_kept_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    findings = Findings(50, MEASURED, [Growth("sqlite", "Q1", 1.0, 1.0, 5)])
    show(findings)
    keep(findings, tmp_path / "inner" / "speed.json")
    printed = capsys.readouterr().out
    kept = json.loads((tmp_path / "inner" / "speed.json").read_text(encoding="utf-8"))
    assert "MISSED" in printed
    assert len(kept["rows"]) == len(findings.rows())
    assert {"figure", "target", "measured", "met"} <= kept["rows"][0].keys()
    assert kept["factors"][0]["whole"] == 20.0


def test_answers_are_compared_by_keys_and_counts() -> None:
    ours = {"data": {"statements": {"edges": [{"cursor": "x", "node": {"key": "a"}}]}}}
    theirs = {"data": {"allStatements": {"nodes": [{"key": "a", "text": "other"}]}}}
    assert rows_in(ours) == rows_in(theirs) == ["a"]
    assert rows_in({"totalCount": 3}) == rows_in({"nodes": {"totalCount": "3"}})
    assert rows_in({"count": 3}) != rows_in({"count": 4})
