"""Figures beyond counts: sums spelled out, signs, units, money, ages, and their layer."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.gold import layers_record
from importer.model import Article, Quantity
from importer.normalise.lexicon import units
from importer.normalise.numerals import find_numerals
from importer.normalise.quantities import find_figures
from importer.pipeline import annotate
from importer.segment import segment
from tests.reading.test_quantities import document_of

SPELLED = [
    ("nine point four", 9.4),
    ("nought point nought seven", 0.07),
    ("three hundred point fifty-one", 300.51),
    ("minus forty", -40),
    ("negative six", -6),
    ("-17.5", -17.5),
    ("−8", -8),
    ("seven eighths", 7 / 8),
    ("thirty and two fifths", 30.4),
    ("forty-one fifths", 8.2),
    ("two hundred and thirty fifths", 46),
    ("two hundred thirty-fifths", 200 / 35),
    ("half a million", 500_000),
    ("three quarters of a million", 750_000),
    ("quarter million", 250_000),
    ("a million and a half", 1_500_000),
    ("six and a half million", 6_500_000),
    ("two billion and a quarter million", 2_000_250_000),
    ("four lakh", 400_000),
    ("seven crore and three hundred", 70_000_300),
    ("three hundred and four thousand", 304_000),
    ("5 hundred and 12", 512),
    ("2.5x10^4", 25_000),
    ("3e5", 300_000),
    ("3⅛", 3.125),
    ("40M", 40_000_000),
    ("4 dozen", 48),
]


@pytest.mark.parametrize(("text", "value"), SPELLED)
def test_one_numeral(text: str, value: float) -> None:
    (numeral,) = find_numerals(text)
    assert (numeral.start, numeral.end) == (0, len(text))
    assert math.isclose(numeral.low, value)
    assert numeral.high == numeral.low


APART = [
    ("three hundred and two hundred", [300, 200]),
    ("3 million and two tanks", [3_000_000, 2]),
    ("7 -9", [7, 9]),
    ("two million and three", [2_000_003]),
    ("twenty thirty", [20, 30]),
]


@pytest.mark.parametrize(("text", "values"), APART)
def test_numerals_that_stay_apart(text: str, values: list[float]) -> None:
    assert [numeral.low for numeral in find_numerals(text)] == values


@pytest.mark.parametrize(
    "text", ["It was a first class seat.", "The second brigade left.", "They halved it."]
)
def test_ordinals_are_no_numerals(text: str) -> None:
    assert list(find_numerals(text)) == []


def figures_of(text: str) -> list[Quantity]:
    found = find_figures(document_of(text))
    return sorted((*found.quantities, *found.others), key=lambda item: item.start)


MEASURES = [
    ("The tank holds 40 litres.", 40, 40, "L"),
    ("It weighs 12 ounces.", 12, 12, "[oz_av]"),
    ("They fenced off 300 square feet.", 300, 300, "[sft_i]"),
    ("The disk holds 3 terabytes.", 3, 3, "TBy"),
    ("It flew at 200 knots.", 200, 200, "[kn_i]"),
    ("The plant gives 60 megawatts.", 60, 60, "MW"),
    ("The grid needs 4 GWh.", 4, 4, "GW.h"),
    ("It was minus 20 degrees Celsius.", -20, -20, "Cel"),
    ("It was -20°C at dawn.", -20, -20, "Cel"),
    ("It was 98.6 degrees Fahrenheit.", 98.6, 98.6, "[degF]"),
    ("They asked for 200 million yen.", 2e8, 2e8, "JPY"),
    ("They asked for Rp 5.5 million.", 5.5e6, 5.5e6, "IDR"),
    ("They asked for HK$ 40.", 40, 40, "HKD"),
    ("They paid £5m.", 5e6, 5e6, "GBP"),
    ("They paid 300 Swiss francs.", 300, 300, "CHF"),
    ("They paid 25 cents.", 25, 25, "USD/100"),
    ("They paid 700 South Sudanese pounds.", 700, 700, "SSP"),
    ("Prices rose by 12 pct.", 12, 12, "%"),
    ("It sent $75 million of aid.", 75e6, 75e6, "USD"),
    ("It sent hundreds of millions of dollars.", 2e8, None, "USD"),
    ("It sent hundreds of tonnes.", 200, None, "t"),
    ("It was a $20-million-a-month plan.", 2e7, 2e7, "USD"),
    ("It asked for between $5 and $10 million.", 5e6, 10e6, "USD"),
    ("It cost five dollars and thirty cents.", 5.3, 5.3, "USD"),
    ("It cost USD700.", 700, 700, "USD"),
    ("It cost EUR 5m.", 5e6, 5e6, "EUR"),
    ("It cost Canadian $ 40.", 40, 40, "CAD"),
    ("They walked half a mile.", 0.5, 0.5, "[mi_i]"),
    ("They burned a 300 square-mile forest.", 300, 300, "[smi_us]"),
    ("It was a 25- to 30-mile march.", 25, 30, "[mi_i]"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), MEASURES)
def test_measures_and_money(text: str, low: float, high: float | None, unit: str) -> None:
    (found,) = figures_of(text)
    assert (found.low, found.high, found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text", ["They met 20 F-16 pilots.", "They saw 5 in Gaza.", "They won 12 awards."]
)
def test_words_and_initials_are_no_units(text: str) -> None:
    assert {found.unit for found in figures_of(text)} <= {"1"}


BOUNDS = [
    ("They lost at least 20 and at most 90 men.", 20, 90),
    ("They lost more than 20 but fewer than 90 men.", 20, 90),
    ("They lost no more than 90 and no fewer than 20 men.", 20, 90),
    ("The figure exceeds 700.", 700, None),
    ("The figure is less than or equal to 700.", None, 700),
    ("The figure is >= 700.", 700, None),
    ("The figure is < 700.", None, 700),
    ("The figure is 700 or greater.", 700, None),
    ("The figure is 20~90.", 20, 90),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_bounds_of_one_figure(text: str, low: float | None, high: float | None) -> None:
    (found,) = figures_of(text)
    assert (found.low, found.high) == (low, high)


def test_bounds_that_leave_nothing_between_stay_apart() -> None:
    found = figures_of("They lost at least 90 and at most 20 men.")
    assert [(item.low, item.high) for item in found] == [(90, None), (None, 20)]


def test_ages_and_names_are_figures_but_no_quantities() -> None:
    found = find_figures(document_of("The man, 34 years old, fled with Brigade 57."))
    assert found.quantities == ()
    ages = [(item.low, item.unit) for item in found.others if item.aspect == "age"]
    assert ages == [(34, "a")]


def test_layers_show_headings_and_say_what_counts() -> None:
    text = "Ten dead in Tarnova\n\nA boy, 12 years old, and 30 nurses fled the town on Monday."
    shown = layers_record(annotate(Article("report", text)))["quantities"]
    assert [(item["low"], item["counts"]) for item in shown] == [
        (10, False),
        (12, False),
        (30, True),
    ]


def test_every_unit_has_a_name_that_is_read_back() -> None:
    table = units()
    for symbol, name in table.names.items():
        assert table.behind.match(f" {name}")
        assert table.symbol(name) == symbol or name in {"pound", "dollar"}


@given(st.text(alphabet="0123456789 -–.,/xe^+one hundredpitvml%$€½", max_size=60))
def test_any_run_of_signs_is_read_in_order(text: str) -> None:
    last = 0
    for numeral in find_numerals(text):
        assert last <= numeral.start < numeral.end <= len(text)
        last = numeral.end
        assert math.isfinite(numeral.low)


@given(st.integers(min_value=-10_000, max_value=10_000).filter(lambda number: number != 0))
def test_signed_figures_are_read_back(number: int) -> None:
    (numeral,) = find_numerals(f"It was {number} then")
    assert numeral.low == number


def test_figures_never_overlap() -> None:
    text = "One over three of 20 to 30 or 5 in ten men, at least 2 and at most 9 of them, 1/2 or ¾."
    found = find_figures(segment(Article("report", text)))
    ends = sorted((item.start, item.end) for item in (*found.quantities, *found.others))
    assert all(first[1] <= second[0] for first, second in pairwise(ends))
