"""How a claim lies to the place that it names: near it, north of it, on its outskirts."""

from __future__ import annotations

from spacy.tokens import Doc

from importer.resolve.place_words import PLACE_PARTS, place_words

_PLAIN = frozenset({"in", "at", "inside", "within", "to", "from", "of", "on", "for", "by", "with"})
_BANKS = frozenset({"left", "right", "east", "west", "north", "south", "other", "far", "near"})
_FRONTS = {
    "fronts": "front",
    "frontline": "front",
    "line": "front",
    "lines": "front",
    "directions": "direction",
    "sectors": "sector",
    "theatres": "theatre",
    "theater": "theatre",
    "theaters": "theatre",
}


def relation_of(doc: Doc, first: int, last: int) -> str | None:
    """Return how the clause lies to the place of tokens `[first, last)`; None for "in" it."""
    words = place_words()
    if last < len(doc) and doc[last].lower_ in words.fronts:
        noun = doc[last].lower_
        return _FRONTS.get(noun, noun)
    index = first - 1
    direction = None
    while index >= 0 and doc[index].lower_ in words.directions | {"the", "city", "town", "village"}:
        if doc[index].lower_ in words.directions and index == first - 1:
            direction = doc[index].lower_
        index -= 1
    if index < 0:
        return direction
    if doc[index].lower_ == "of" and index > 0 and doc[index - 1].lower_ not in words.features:
        return _relation_of_noun(doc, index - 1) or direction
    if doc[index].lower_ == "to" and index > 0 and doc[index - 1].lower_ in {"approaches", "close"}:
        return {"approaches": "approaches", "close": "near"}[doc[index - 1].lower_]
    if doc[index].lower_ in words.prepositions and doc[index].lower_ not in _PLAIN:
        return doc[index].lower_
    return direction


def _relation_of_noun(doc: Doc, index: int) -> str | None:
    """Read "north of", "in the north of", "the right bank of", "the eastern outskirts of"."""
    noun = doc[index].lower_
    if noun in place_words().directions:
        inside = index > 0 and doc[index - 1].lower_ == "the"
        return f"in the {noun}" if inside else f"{noun} of"
    if noun in place_words().fronts:
        return _FRONTS.get(noun, noun)
    if noun not in PLACE_PARTS:
        return None
    before = doc[index - 1].lower_ if index else ""
    if noun == "bank" and before in _BANKS:
        return f"{before} bank"
    return noun
