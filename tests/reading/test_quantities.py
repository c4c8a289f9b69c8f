"""Quantities: what counts, between which bounds, of what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article, Quantity
from importer.normalise.quantities import find_quantities
from importer.segment import Document, Paragraph, ParagraphKind
from importer.segment.parser import load_parser
from tests.reading import quantity_cases as cases


def document_of(text: str) -> Document:
    """Parse a text as one paragraph of a report's body."""
    article = Article("report", text)
    parsed = load_parser()(text)
    return Document(article, (Paragraph(0, 0, len(text), ParagraphKind.BODY, parsed),))


def seen(quantity: Quantity) -> cases.Expected:
    return (
        quantity.mention,
        quantity.low,
        quantity.high,
        quantity.unit,
        quantity.counted,
        quantity.approx,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *cases.RANGES_AND_BOUNDS,
        *cases.NUMERALS,
        *cases.MEASURES,
        *cases.WHAT_IS_COUNTED,
        *cases.ONE_AND_NONE,
        *cases.MODELS_AND_COMPOUNDS,
    ],
)
def test_quantities_of_a_sentence(text: str, expected: list[cases.Expected]) -> None:
    assert [seen(quantity) for quantity in find_quantities(document_of(text))] == expected


@pytest.mark.parametrize("text", cases.NOTHING)
def test_other_numbers_count_nothing(text: str) -> None:
    assert find_quantities(document_of(text)) == []


def test_offsets_lead_into_the_article() -> None:
    lead = "The mayor spoke.\n\n"
    text = f"{lead}Rain fell. About 70 farmers left."
    parsed = load_parser()(text[len(lead) :])
    paragraph = Paragraph(1, len(lead), len(text), ParagraphKind.BODY, parsed)
    (found,) = find_quantities(Document(Article("report", text), (paragraph,)))
    assert text[found.start : found.end] == found.mention == "About 70 farmers"


def test_captions_and_headings_are_left_out() -> None:
    text = "Map: 40 villages"
    parsed = load_parser()(text)
    caption = Paragraph(0, 0, len(text), ParagraphKind.CAPTION, parsed)
    assert find_quantities(Document(Article("report", text), (caption,))) == []


def test_a_number_far_away_is_no_antecedent() -> None:
    filler = "The river was high that spring and nobody could cross it. " * 12
    found = find_quantities(document_of(f"Ten pilots met. {filler}He spoke of 31."))
    assert [quantity.counted for quantity in found] == ["pilots", None]


@given(st.integers(min_value=2, max_value=1899))
def test_any_number_is_read_as_written(number: int) -> None:
    (found,) = find_quantities(document_of(f"They counted {number:,} soldiers."))
    assert (found.low, found.high, found.counted) == (number, number, "soldiers")


@given(st.integers(min_value=1, max_value=900), st.integers(min_value=1, max_value=900))
def test_a_range_has_its_ends_in_order(first: int, second: int) -> None:
    for found in find_quantities(document_of(f"Between {first} and {second} men crossed.")):
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.high


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for found in find_quantities(document_of(text)):
        assert text[found.start : found.end] == found.mention
        assert found.low is not None or found.high is not None


def test_the_same_text_gives_the_same_quantities() -> None:
    text = "Dozens fled; 12 men and 30 women stayed in two of the 14 tents for three days."
    assert find_quantities(document_of(text)) == find_quantities(document_of(text))
