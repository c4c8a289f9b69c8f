"""A quick form of the pipeline's attribute ruler.

The ruler matches 179 patterns against every token, which takes a sixth of the whole parse. All but
a few of them look at nothing but a token's tag, word and dependency, so the same three always end
in the same attributes: what the ruler once said of them is kept. A text with a word of the few
longer patterns goes through the ruler itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

QUICK_ATTRIBUTES = "quick_attributes"
MAX_KEPT = 100_000
"""Combinations of tag, word and dependency that are kept."""

_KEY: list[int | str] = ["TAG", "LOWER", "DEP"]
_SET: list[int | str] = ["POS", "MORPH", "LEMMA"]

type _Key = tuple[int, int, int]
type _Attributes = list[int]


class QuickAttributes:
    """Does what an attribute ruler does, with a memory."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._kept: dict[_Key, _Attributes] = {}
        strings = ruler.vocab.strings
        self._signs = frozenset(strings[word] for word in _signs_of_longer_patterns(ruler))
        self._expletive = strings["expl"]

    def __call__(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and lemma exceptions of every token."""
        keys: list[_Key] = list(map(tuple, doc.to_array(_KEY).tolist()))
        if any(lower in self._signs or dep == self._expletive for _, lower, dep in keys):
            return self._ruler(doc)
        if len(self._kept) > MAX_KEPT:
            self._kept = {}
        kept = self._kept
        new = {key: token for key, token in zip(keys, doc, strict=True) if key not in kept}
        if new:
            kept |= zip(new, self._said_of(list(new.values())), strict=True)
        if keys:
            values: Any = np.array([kept[key] for key in keys], dtype=np.uint64)
            doc.from_array(_SET, values)
        return doc

    def _said_of(self, tokens: Sequence[Token]) -> list[_Attributes]:
        """Return what the ruler makes of the words, each by itself."""
        single = Doc(
            self._ruler.vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
        )
        said: list[_Attributes] = self._ruler(single).to_array(_SET).tolist()
        return said


def _signs_of_longer_patterns(ruler: AttributeRuler) -> Iterator[str]:
    """Yield a word of each pattern of several tokens ("gon na"); the rest begin with `expl`."""
    patterns: list[list[dict[str, Any]]] = [
        tokens for each in ruler.patterns for tokens in _token_patterns(each)
    ]
    for tokens in patterns:
        words = [token["LOWER"] for token in tokens if isinstance(token.get("LOWER"), str)]
        if len(tokens) > 1 and words:
            yield words[0]


def _token_patterns(pattern: Any) -> list[list[dict[str, Any]]]:
    found: list[list[dict[str, Any]]] = pattern["patterns"]
    return found


@Language.factory(QUICK_ATTRIBUTES)
def _make_quick_attributes(nlp: Language, name: str) -> QuickAttributes:
    del name
    ruler = nlp.get_pipe("attribute_ruler")
    if not isinstance(ruler, AttributeRuler):
        raise TypeError(type(ruler))
    return QuickAttributes(ruler)
