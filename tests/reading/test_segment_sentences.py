"""Where sentences begin, and what a quotation is to the report."""

from __future__ import annotations

import pytest

from importer.model import Article
from importer.segment import segment

SENTENCES = [
    ("Gen. Keita left. Two men stayed.", ["Gen. Keita left.", "Two men stayed."]),
    ("Lt. Col. Ada Obi of the U.S. Army spoke.", ["Lt. Col. Ada Obi of the U.S. Army spoke."]),
    ("It began at 5 a.m. on Monday. They ran.", ["It began at 5 a.m. on Monday.", "They ran."]),
    ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
    ("He said no. 4 Brigade left.", ["He said no. 4 Brigade left."]),
    ("He said: “No. We stay.”", ["He said: “No.", "We stay.”"]),
    ("“We stay. We fight,” he said.", ["“We stay.", "We fight,” he said."]),
    ("“Where are they?” he asked. Nobody knew.", ["“Where are they?” he asked.", "Nobody knew."]),
    ("“Stop!” Ada Obi shouted.", ["“Stop!” Ada Obi shouted."]),
    ("“We stay,” he said. “We fight.”", ["“We stay,” he said.", "“We fight.”"]),
    ("J. Lind wrote to A. Obi.", ["J. Lind wrote to A. Obi."]),
    ("“We stay,” he wrote on X. “We fight.”", ["“We stay,” he wrote on X.", "“We fight.”"]),
    ("Some 3.5 tonnes burned... Then it rained.", ["Some 3.5 tonnes burned...", "Then it rained."]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: list[str]) -> None:
    (paragraph,) = segment(Article("test", text)).paragraphs
    assert [sentence.text for sentence in paragraph.doc.sents] == expected


SPEECH = [
    ("“We will hold the port,” he said.", "speech"),
    ("It “has not lost a post”, he said.", "speech"),
    ("The “Office of Ports” lies there.", "other"),
    ("The “friendly” visit ended.", "other"),
    ("They held it for “eleven months of occupation by the rebels”.", "speech"),
    ("They call it the “Silk Line”.", "other"),
]


@pytest.mark.parametrize(("text", "kind"), SPEECH)
def test_speech_is_told_from_scare_quotes_and_names(text: str, kind: str) -> None:
    (quotation,) = segment(Article("test", text)).quotations
    assert quotation.speech is (kind == "speech")


def test_offsets_hold_behind_masked_brackets_and_line_ends() -> None:
    text = "They [the rebels] fled\nto [army chief] Diallo, [t]he mayor said."
    document = segment(Article("test", text))
    for paragraph in document.paragraphs:
        for token in paragraph.doc:
            if token.text.isalpha() and token.text != "the":
                span = paragraph.span_of(token)
                assert text[span.start : span.end] == token.text


@pytest.mark.parametrize("text", ["", " \n \n", "\ufeff", "“", "[", "—"])
def test_texts_without_a_word(text: str) -> None:
    assert segment(Article("test", text)).quotations == ()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 5000,
        "a" * 50_000,
        '"a" ' * 2000,
        "x, " * 3000,
        "http://e.x/" + "y/" * 9000,
        "'" * 9000,
    ],
    ids=["brackets", "one word", "quotations", "commas", "address", "apostrophes"],
)
def test_texts_that_are_no_prose(text: str) -> None:
    document = segment(Article("test", text))
    assert all(p.end <= len(text) for p in document.paragraphs)
