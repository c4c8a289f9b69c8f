"""Odd texts are read without a crash, in time that grows as they do, with offsets that hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from bench.fuzz.checks import BrokenError, check_annotation, check_quotes, check_reading
from bench.fuzz.reading import fuzz_quotes, fuzz_reading, growing
from bench.fuzz.texts import LONGEST, MUTATIONS, odd_text, quote_text, sample_texts
from importer.model import Annotation, Article, Span, StatementKind
from importer.pipeline import annotate

LENGTH = 20_000


def test_odd_texts_are_read() -> None:
    assert "12 texts read" in fuzz_reading(60, 3, 12)


def test_odd_texts_and_marks_alone_are_searched_for_quotations() -> None:
    assert "1,000 texts" in fuzz_quotes(1_000, 3)


@pytest.mark.parametrize(("name", "shape"), list(growing()))
def test_long_texts_are_searched_for_quotations(name: str, shape: Callable[[int], str]) -> None:
    text = shape(LENGTH)
    assert len(text) == LENGTH, name
    check_quotes(text)


@pytest.mark.parametrize("text", ["\0", "\ud800", "", " \n ", "a" * 300_000])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    assert check_reading(text) is False


def test_the_same_chance_gives_the_same_text() -> None:
    samples = sample_texts()
    assert odd_text(Random(1), samples) == odd_text(Random(1), samples)  # noqa: S311 - no secrets
    assert quote_text(Random(1)) == quote_text(Random(1))  # noqa: S311 - as above
    for mutation in MUTATIONS:
        assert mutation(Random(4), samples[0]), mutation  # noqa: S311 - as above
    assert len(odd_text(Random(2), samples)) <= LONGEST  # noqa: S311 - as above


def test_the_checks_see_what_is_wrong() -> None:
    article = Article("a", "The mayor said that the army held Tarnova.", date(2025, 3, 4))
    reading = annotate(article)
    check_annotation(reading)
    (statement, *_) = reading.statements
    assert statement.kind is not StatementKind.NARRATION
    for wrong in (
        replace(statement, text="another text"),
        replace(statement, source_span=Span(5, 4)),
        replace(statement, cue_span=Span(5, 400)),
        replace(statement, parent="s9"),
    ):
        with pytest.raises(BrokenError):
            check_annotation(Annotation(article, (wrong,)))


@pytest.mark.parametrize(
    "text",
    [
        "“There is no water in the city,» said Nadine Furaha, a nurse.\n\nFighters left.\n",
        "“It was a mill,” she said. “It was.”Norvia accused Sarel of a raid.\n",
        "“It was a mill,” she said. “It was.”Iran accused Israel of a raid.\n",
    ],
)
def test_a_mark_that_the_parser_takes_for_the_subject(text: str) -> None:
    check_reading(text)
