"""A memory of what the models make of single words.

Before a model looks at the context, it turns each word into a vector that depends on nothing but
the word, its norm and whether a space follows it. That is two fifths of the model's work, and most
words of a text have been met before, so their vectors are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched
from threading import Lock
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps

MAX_KEPT = 50_000
"""Words; their vectors take 20 MB a model. A text that has more is read all the same."""
_BLOCK = 256
"""Words that are embedded in one go."""
_ATTRIBUTES: list[int | str] = ["ORTH", "NORM", "SPACY"]

type _Word = tuple[int, int, int]
type _Embedding = Model[Any, Any]
"""From texts to an array a text, with a row a token."""


class WordVectors:
    """Does what an embedding layer does, with a memory."""

    def __init__(self, embedding: _Embedding) -> None:
        """Take the layer, whose products are made row by row from now on."""
        self._embedding = embedding
        ops: Any = NumpyOps(use_blis=False)
        ops.gemm = multiply_rows
        for part in embedding.walk():
            part.ops = ops
        self._rows: dict[_Word, int] = {}
        self._vectors: Any = np.empty((1024, embedding.get_dim("nO")), dtype=np.float32)
        self._lock = Lock()

    def of(self, docs: Sequence[Doc]) -> list[Any]:
        """Return for each text an array with a row for each token."""
        texts = [list(map(tuple, doc.to_array(_ATTRIBUTES).tolist())) for doc in docs]
        with self._lock:
            if len(self._rows) > MAX_KEPT:
                self._rows.clear()
            rows = self._rows
            new = dict.fromkeys(word for text in texts for word in text if word not in rows)
            for block in batched(new, _BLOCK):
                self._learn(block, docs[0])
            return [self._vectors[[rows[word] for word in text]] for text in texts]

    def _learn(self, words: tuple[_Word, ...], sample: Doc) -> None:
        filled = len(self._rows)
        if filled + len(words) > len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])
        vectors = self._embedding.predict([_doc_of(words, sample)])[0]
        self._vectors[filled : filled + len(words)] = vectors
        self._rows.update((word, filled + index) for index, word in enumerate(words))


def multiply_rows(
    x: Any, y: Any, out: Any = None, *, trans1: bool = False, trans2: bool = False
) -> Any:
    """Return x·y, of which either is transposed first where that is wanted, row by row.

    The product of two matrices may round a row differently by where it stands among the others,
    and a word's vector must not depend on which words happened to be new with it.
    """
    rows = x.T if trans1 else x
    product = np.matmul(rows[:, None, :], y.T if trans2 else y)[:, 0]
    if out is None:
        return product
    out[:] = product
    return out


def _doc_of(words: Sequence[_Word], sample: Doc) -> Doc:
    """Make a text of single words, in the vocabulary of the sample."""
    strings = sample.vocab.strings
    doc = Doc(
        sample.vocab,
        words=[strings[orth] for orth, _, _ in words],
        spaces=[bool(space) for _, _, space in words],
    )
    norms: Any = np.array([[norm] for _, norm, _ in words], dtype=np.uint64)
    doc.from_array(["NORM"], norms)
    return doc


def remember_word_vectors(parser: Language) -> None:
    """Give the embedding layer of every model in the pipeline a memory."""
    for _, component in parser.components:
        model = getattr(component, "model", None)
        for part in list(model.walk()) if isinstance(model, Model) else ():
            if part.has_ref("embed"):
                embedding = part.get_ref("embed")
                part.replace_node(embedding, _with_memory(embedding))


def _with_memory(embedding: _Embedding) -> _Embedding:
    vectors = WordVectors(embedding)

    def forward(_: _Embedding, docs: Sequence[Doc], *, is_train: bool) -> tuple[list[Any], Any]:
        if is_train:
            raise NotImplementedError("the memory of word vectors is for reading alone")
        return vectors.of(docs), lambda gradient: gradient

    return Model("word_vectors", forward, dims={"nO": embedding.get_dim("nO")})
