"""Nouns of kind that stand apart from a name: in a list, or in a phrase behind it."""

from __future__ import annotations

from spacy.tokens import Doc

from importer.resolve.place_filters import is_capitalised
from importer.resolve.place_words import place_words

_APPOSITION_REACH = 5
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_LIST_REACH = 12
LEADING_ARTICLES = frozenset(
    {"al", "an", "ad", "ar", "as", "ash", "at", "az", "el", "en", "ed", "er", "es", "esh", "ez"}
)
"""The Arabic article, as it opens the second part of a name."""
JOINERS = LEADING_ARTICLES | frozenset(
    {"de", "del", "la", "le", "los", "las", "da", "do", "dos", "du", "d'", "y", "au", "aux", "sur"}
    | {"of", "the", "and", "on", "under", "upon", "am", "bin", "ibn", "umm", "'", "’", "-", "‑"}
    | {"–"}
)
"""Words in small letters that may stand inside a name."""


def feature_listed(doc: Doc, first: int, last: int) -> str | None:
    """Read "the villages of A, B and C" for B and C, "the A and B regions" for A."""
    words = place_words()
    for token in doc[last : last + _LIST_REACH]:
        if token.lower_ in words.features and token.lower_.endswith("s"):
            return words.features[token.lower_] if token.i > last else None
        if not (is_capitalised(token.text) or token.text == "," or token.lower_ in JOINERS):
            break
    for index in range(first - 1, max(first - _LIST_REACH, 0), -1):
        token = doc[index]
        if token.lower_ == "of" and doc[index - 1].lower_.endswith("s"):
            if index == first - 1:
                return None
            return words.features.get(doc[index - 1].lower_)
        if not (is_capitalised(token.text) or token.text == "," or token.lower_ in JOINERS):
            break
    return None


def feature_apposed(doc: Doc, last: int) -> str | None:
    """Read "A, a small village north of B", "A (a town on the river)".

    The last of several nouns tells the kind: "the state capital" is a city. What goes on with a
    verb is a source: "A, the agency said".
    """
    if last + 1 >= len(doc) or doc[last].text not in {",", "("}:
        return None
    if doc[last + 1].lower_ not in {"a", "an", "the", "another"}:
        return None
    for token in doc[last + 2 : last + 2 + _APPOSITION_REACH]:
        if token.pos_ in {"NOUN", "PROPN"}:
            following = token.nbor() if token.i + 1 < len(doc) else None
            if following is not None and following.pos_ in {"NOUN", "PROPN"}:
                continue
            feature = place_words().features.get(token.lower_)
            if feature:
                speaks = following is not None and following.tag_ in _FINITE
                return None if speaks else feature
        elif token.pos_ not in {"ADJ", "ADV", "PUNCT", "NUM", "VERB"}:
            return None
    return None
