"""States as newspapers shorten them behind a town: "Salem, Ore.", "Charleston, W.Va."."""

from __future__ import annotations

from spacy.tokens import Doc

from importer.gazetteer import Gazetteer, Match
from importer.resolve.place_words import place_words

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
