"""One place of the gazetteer, in the terms of GeoNames."""

from __future__ import annotations

from dataclasses import dataclass

from importer import distance
from importer.model import PlaceKind

VILLAGE_BELOW = 3_000
"""A settlement with fewer known inhabitants than this is called a village."""

_KIND_BY_CLASS = {
    "H": PlaceKind.RIVER,
    "L": PlaceKind.AREA,
    "T": PlaceKind.AREA,
    "V": PlaceKind.AREA,
    "S": PlaceKind.AREA,
    "R": PlaceKind.AREA,
    "U": PlaceKind.SEA,
}
_COMPLETE_LISTS = frozenset({"katottg", "loaded"})
_SEAS = frozenset({"SEA", "OCN", "GULF", "STRT", "BAY", "CHN", "SD", "LK", "RSV", "LKS"})
_COUNTRIES = frozenset({"PCLI", "PCLD", "PCLS", "PCLF", "PCLIX", "PCL", "TERR"})


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A place as stored: one row of the table `place`."""

    id: int
    """The GeoNames id; negative for places that only our own seed files have."""
    name: str
    asciiname: str
    fclass: str
    fcode: str
    country: str | None
    admin1: str | None
    admin2: str | None
    latitude: float | None
    longitude: float | None
    population: int
    source: str

    @property
    def geonameid(self) -> int | None:
        """Return the GeoNames id, or None for a place of ours."""
        return self.id if self.id > 0 else None

    @property
    def kind(self) -> PlaceKind:
        """Say what sort of place it is, in the words of the data model."""
        if self.fcode in _COUNTRIES:
            return PlaceKind.COUNTRY
        if self.fcode in _SEAS:
            return PlaceKind.SEA
        if self.fclass == "A":
            return PlaceKind.REGION
        if self.fclass == "P":
            if self.fcode in {"PPL", "PPLF", ""} and self.population < VILLAGE_BELOW:
                return PlaceKind.VILLAGE
            return PlaceKind.CITY
        return _KIND_BY_CLASS.get(self.fclass, PlaceKind.AREA)

    @property
    def is_settlement(self) -> bool:
        """Say whether people would call it a city, a town or a village."""
        return self.fclass == "P"

    @property
    def is_hamlet(self) -> bool:
        """Say whether only a list of every hamlet has it: surnames and words share such names."""
        return self.is_settlement and self.population == 0 and self.source in _COMPLETE_LISTS

    @property
    def is_capital(self) -> bool:
        """Say whether a government sits there."""
        return self.fcode == "PPLC"


def kilometres(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """Return how far two places lie apart; infinite where one has no point."""
    if one.latitude is None or one.longitude is None:
        return float("inf")
    if other.latitude is None or other.longitude is None:
        return float("inf")
    return distance.kilometres(one.latitude, one.longitude, other.latitude, other.longitude)
