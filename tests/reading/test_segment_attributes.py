"""The quick attribute ruler says what the real one says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from importer.segment.attributes import QuickAttributes
from importer.segment.parser import load_parser

TEXTS = (
    "There are three villages that nobody has left, the mayor said.",
    "There remain three villages.",
    "We are gonna hold it, and they ain't gotten far.",
    "Let's say that it's theirs, said she.",
    "All of y'all saw him; he'd seen it himself.",
    "The soldiers' positions, which 12 of them held, weren't lost.",
    "  Two  spaces and a\ttab.",
)


def attributes_of(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.pos_, str(token.morph), token.lemma_) for token in doc]


def parsed(nlp: Language, text: str) -> Doc:
    """Parse as far as the ruler needs it."""
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def check(text: str) -> None:
    nlp = load_parser()
    ruler, quick = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("quick_attributes")
    assert isinstance(ruler, AttributeRuler)
    assert isinstance(quick, QuickAttributes)
    expected = attributes_of(ruler(parsed(nlp, text)))
    # The first time it learns, the second time it remembers.
    for _ in range(2):
        assert attributes_of(quick(parsed(nlp, text))) == expected


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_attributes_in_running_text(text: str) -> None:
    check(text)


WORDS = ("there", "is", "gon", "na", "that", "He", "lost", "villages", "n't", "all", "12", ",")


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8))
def test_the_same_attributes_in_any_order_of_words(words: list[str]) -> None:
    check(" ".join(words))
