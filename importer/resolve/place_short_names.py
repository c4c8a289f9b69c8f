"""Short names: states behind towns ("Salem, Ore.", "Salem, W.Va."), and what looks like it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from importer.gazetteer import Gazetteer, Match
from importer.gazetteer.keys import exact_key
from importer.resolve.place_words import place_words, side_words

_LONGEST_ABBREVIATION = 5
_LONGEST_ACRONYM = 5
_BESIDE = 2
_COUNTRIES = frozenset({"CA", "US"})
_LONGEST = 3
_SPELT_OUT = 2
"""Stops from which on an abbreviation needs no town before it: "the S.C. coast"."""


def shortened_state(
    doc: Doc, first: int, gazetteer: Gazetteer
) -> tuple[int, str, tuple[Match, ...]]:
    """Return where a shortened state that begins at `first` ends, its name, and what it may be.

    The end is 0 where there is none.
    """
    if doc[first].text.partition(".")[0] not in place_words().abbreviation_openings:
        return 0, "", ()
    for last in range(min(first + _LONGEST, len(doc)), first, -1):
        written = doc[first:last].text.replace(" ", "")
        name = place_words().abbreviations.get(written)
        behind_town = (
            first > 1 and doc[first - 1].text in {",", "("} and doc[first - 2].text[:1].isupper()
        )
        counted = first > 0 and doc[first - 1].like_num  # "100 B.C."
        if name and (behind_town or (written.count(".") >= _SPELT_OUT and not counted)):
            matches = (m for m in gazetteer.lookup(name) if m.entry.country in _COUNTRIES)
            return last, name, tuple(m for m in matches if m.entry.fcode == "ADM1")
    return 0, "", ()


def is_too_short(token: Token, matches: Sequence[Match]) -> bool:
    """Say whether a word is no place's name but cut short, or the initials of a body."""
    if is_abbreviated(token):
        return True
    return is_acronym(token) and not any(match.entry.fclass == "A" for match in matches)


def is_abbreviated(token: Token) -> bool:
    """Say whether a word is cut short by a stop: "Sen.", "Corp."."""
    return token.text.endswith(".") and len(token) <= _LONGEST_ABBREVIATION


def is_acronym(token: Token) -> bool:
    """Say whether a short word in capitals stands among others that are not: "NATO", "the IRA".

    What opens a paragraph may be where it was written: "LVIV, Ukraine".
    """
    if not token.i or len(token) > _LONGEST_ACRONYM or not (token.is_upper and token.is_alpha):
        return False
    beside = token.doc[max(0, token.i - _BESIDE) : token.i + _BESIDE + 1]
    return not all(word.is_upper for word in beside if word.is_alpha)


def is_demonym(token: Token, gazetteer: Gazetteer) -> bool:
    """Say whether a word is said of people or things of a country, and names no place."""
    known = exact_key(token.text) in side_words().demonyms
    return known and not gazetteer.lookup(token.text)
