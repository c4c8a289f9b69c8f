"""Find the place that a name means in another spelling: Rabotino for Robotyne, Dayr for Deir.

Only places of the countries that a report is about come into question: over the whole world,
names that look alike are mostly those of other places.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

from importer.gazetteer import Gazetteer, Match
from importer.gazetteer.keys import exact_key, loose_key

_LEAST = 78.0
"""How alike two spellings have to be, of 100."""
_LEAST_LOOSE = 82.0
"""The same of two Cyrillic names once conventions of transliteration are folded away."""
_SLIGHTLY_WORSE = 4.0
_CYRILLIC = frozenset({"BG", "BY", "KG", "KZ", "MD", "MK", "RS", "RU", "TJ", "UA"})
"""Countries whose names come in by way of several transliterations of two languages."""
ROMANISED = _CYRILLIC | frozenset(
    {"AE", "AF", "AM", "AZ", "BH", "CY", "DJ", "DZ", "EG", "EH", "ER", "ET", "GE", "GR", "IL", "IN"}
    | {"IQ", "IR", "JO", "KH", "KW", "LA", "LB", "LK", "LY", "MA", "MM", "MR", "NP", "OM", "PK"}
    | {"PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TH", "TN", "YE"}
)
"""Countries whose names are romanised, by one tradition here and by another there."""


def spelt_alike(
    name: str, gazetteer: Gazetteer, countries: frozenset[str], *, certain: bool
) -> tuple[Match, ...]:
    """Return the places of these countries whose names may be `name` in other letters.

    Of several of one region only those are returned whose names come nearest to it. `certain` says
    that the name is a place's: only then vowels may differ freely.
    """
    found = _alike(name, gazetteer.lookup_alike(name), gazetteer, countries)
    if certain and countries & ROMANISED:
        romanised = countries & ROMANISED
        found += _alike(name, gazetteer.lookup_by_consonants(name), gazetteer, romanised)
    nearest: dict[tuple[str | None, str | None], float] = {}
    for likeness, match in found:
        region = match.entry.country, match.entry.admin1
        nearest[region] = max(likeness, nearest.get(region, 0.0))
    kept = {
        match.entry.id: match
        for likeness, match in found
        if likeness >= nearest[match.entry.country, match.entry.admin1] - _SLIGHTLY_WORSE
    }
    return tuple(kept.values())


def _alike(
    name: str, matches: Iterable[Match], gazetteer: Gazetteer, countries: frozenset[str]
) -> list[tuple[float, Match]]:
    """Return those of the matches that are alike enough, each with its likeness."""
    wanted, loosely = exact_key(name), loose_key(name)
    found: list[tuple[float, Match]] = []
    for match in matches:
        if match.entry.country not in countries:
            continue
        names = gazetteer.names(match.entry)
        likeness = max(ratio(wanted, exact_key(other)) for other in names)
        if match.entry.country in _CYRILLIC:
            folded = max(ratio(loosely, loose_key(other)) for other in names)
            if folded >= _LEAST_LOOSE:
                found.append((folded, match))
        elif likeness >= _LEAST:
            found.append((likeness, match))
    return found
