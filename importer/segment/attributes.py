"""A quick form of the pipeline's attribute ruler.

The ruler matches 179 patterns against every token, which takes a sixth of the whole parse. All but
a few of them look at nothing but a token's tag, word and dependency, so the same three always end
in the same attributes: what the ruler once said of them is kept. A text with a word of the few
longer patterns goes through the ruler itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

QUICK_ATTRIBUTES = "quick_attributes"
MAX_KEPT = 100_000
"""Combinations of tag, word and dependency that are kept."""

type _Key = tuple[int, int, int]
type _Attributes = tuple[int, str, int]


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
        keys = [(token.tag, token.lower, token.dep) for token in doc]
        if any(lower in self._signs or dep == self._expletive for _, lower, dep in keys):
            return self._ruler(doc)
        known = [self._kept.get(key) for key in keys]
        if None in known:
            return self._learn(doc, keys)
        for token, attributes in zip(doc, known, strict=True):
            if attributes is not None:
                token.pos, morph, token.lemma = attributes
                if morph:
                    token.set_morph(morph)  # type: ignore[attr-defined]  # not in the stubs
        return doc

    def _learn(self, doc: Doc, keys: list[_Key]) -> Doc:
        self._ruler(doc)
        if len(self._kept) > MAX_KEPT:
            self._kept.clear()
        for token, key in zip(doc, keys, strict=True):
            self._kept[key] = token.pos, str(token.morph), token.lemma
        return doc


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
