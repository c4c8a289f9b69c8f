"""Read-only access to the gazetteer file: names to entries, in microseconds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from importer.gazetteer.entry import GazetteerEntry, kilometres
from importer.gazetteer.keys import exact_key, loose_key, skeleton_key
from importer.gazetteer.schema import (
    SCHEMA_VERSION,
    GazetteerError,
    default_path,
    keys_digest,
    loaded_path,
    stale_places,
)
from importer.gazetteer.seeds import seeds_digest

_COLUMNS = (
    "p.geonameid, p.name, p.asciiname, p.fclass, p.fcode, p.cc, p.admin1, p.admin2, "
    "p.lat, p.lon, p.population, p.source"
)
_EXACT = (
    f"SELECT a.rank, a.name, {_COLUMNS} FROM {{0}}.alias a "  # noqa: S608 - constant columns
    "JOIN {1}.place p USING (geonameid) WHERE a.key = ?"
)
_LOOSE = (
    f"SELECT 3, p.name, {_COLUMNS} FROM {{0}}.loose l "  # noqa: S608 - constant columns
    "JOIN {1}.place p USING (geonameid) WHERE l.key = ?"
)
_NAMES = "SELECT rank, name FROM {0}.alias WHERE geonameid = ?"
_ALTERNATE = 2
_CACHED_NAMES = 50_000
_MAPPED_BYTES = 256 * 1024 * 1024
_SAME_SETTLEMENT_KM = 25


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name led to."""

    rank: int
    """How directly it did: 0 its own name, 1 a name of ours, 2 an alternate, 3 one spelt alike."""
    name: str
    """The stored name that was met."""
    entry: GazetteerEntry

    @property
    def is_direct(self) -> bool:
        """Say whether it is no alternate name, of which obscure places have many."""
        return self.rank < _ALTERNATE


class Gazetteer:
    """An open gazetteer. Safe to share within a process; each process opens its own."""

    def __init__(self, connection: sqlite3.Connection, *, loaded: bool = False) -> None:
        """Take an open file; `loaded` says that a user's own places are attached to it."""
        self._connection = connection
        self._has_loaded = loaded
        self._exact = lru_cache(maxsize=_CACHED_NAMES)(self._query_exact)
        self._loose = lru_cache(maxsize=_CACHED_NAMES)(self._query_loose)
        self._names = lru_cache(maxsize=_CACHED_NAMES)(self._query_names)

    def close(self) -> None:
        """Close the file, where one gazetteer gives way to another."""
        self._connection.close()

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Return the places called `name` in any of their names, most direct and populous first."""
        return self._exact(exact_key(name))

    def lookup_alike(self, name: str) -> tuple[Match, ...]:
        """Return places whose names may be `name` in another transliteration."""
        return self._loose(loose_key(name))

    def lookup_by_consonants(self, name: str) -> tuple[Match, ...]:
        """Return settlements whose names have the same consonants: many that are others, too."""
        return self._loose(skeleton_key(name))

    def names(self, entry: GazetteerEntry) -> tuple[str, ...]:
        """Return every name stored for the entry, its own first."""
        return self._names(entry.id)

    def _query_names(self, identifier: int) -> tuple[str, ...]:
        schemas = ("main", "loaded") if self._has_loaded else ("main",)
        query = " UNION ".join(map(_NAMES.format, schemas))
        rows = self._connection.execute(
            f"{query} ORDER BY rank, name", (identifier,) * len(schemas)
        )
        return tuple(dict.fromkeys(row[1] for row in rows))

    def meta(self) -> dict[str, str]:
        """Return what is recorded about the built file: schema, source versions, counts."""
        return dict(self._connection.execute("SELECT key, value FROM main.meta ORDER BY key"))

    def loaded(self) -> dict[str, str]:
        """Return what is recorded about a user's own places: files and counts; empty for none."""
        if not self._has_loaded:
            return {}
        return dict(self._connection.execute("SELECT key, value FROM loaded.meta ORDER BY key"))

    def _query_exact(self, key: str) -> tuple[Match, ...]:
        return self._matches(_EXACT, key)

    def _query_loose(self, key: str) -> tuple[Match, ...]:
        return self._matches(_LOOSE, key)

    def _matches(self, query: str, key: str) -> tuple[Match, ...]:
        if not key:
            return ()
        found = self._found(query, key, "main", "main")
        if self._has_loaded:
            # A loaded place, and a loaded name of a place that the built file has, too.
            for place in ("main", "loaded"):
                for match in self._found(query, key, "loaded", place):
                    _add(found, match)
        return tuple(sorted(found, key=lambda m: (m.rank, -m.entry.population, m.entry.id)))

    def _found(self, query: str, key: str, names: str, places: str) -> list[Match]:
        rows = self._connection.execute(query.format(names, places), (key,))
        return [Match(row[0], row[1], GazetteerEntry(*row[2:])) for row in rows]


def _add(found: list[Match], match: Match) -> None:
    """Add a loaded place to those found; one that is known already only gains what it lacked."""
    for index, known in enumerate(found):
        if known.entry.id == match.entry.id:
            return
        if _is_seeded_twin(known.entry, match.entry):
            entry = replace(match.entry, name=known.entry.name, source=f"{match.entry.source}+seed")
            found[index] = replace(known, entry=entry)
            return
    found.append(match)


def _is_seeded_twin(seed: GazetteerEntry, loaded: GazetteerEntry) -> bool:
    """Say whether a place that only our seeds had is the loaded one, surveyed better."""
    if seed.source != "seed" or {seed.fclass, loaded.fclass} != {"P"}:
        return False
    return seed.country == loaded.country and kilometres(seed, loaded) <= _SAME_SETTLEMENT_KM


@cache
def open_gazetteer(path: Path | None = None, loaded: Path | None = None) -> Gazetteer:
    """Open the gazetteer file and, where there is one, the file of a user's own places; once.

    Raises GazetteerError, which says what to run, when the file is missing or was built from
    other sources than those at hand, or when the user's places were loaded by another version.
    """
    path, loaded = path or default_path(), loaded or loaded_path()
    if not path.is_file():
        raise GazetteerError(f"There is no gazetteer at {path}. Run `make setup` to build it.")
    connection = sqlite3.connect(_read_only(path), uri=True, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        _check_is_fresh(connection, path)
        with_loaded = _attach(connection, loaded)
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise GazetteerError(
            f"{path} is not a gazetteer ({problem}). Run `make setup` to rebuild it."
        ) from problem
    except GazetteerError:
        connection.close()
        raise
    return Gazetteer(connection, loaded=with_loaded)


def _check_is_fresh(connection: sqlite3.Connection, path: Path) -> None:
    recorded = dict(connection.execute("SELECT key, value FROM meta"))
    if recorded.get("schema") != str(SCHEMA_VERSION) or recorded.get("seeds") != seeds_digest():
        raise GazetteerError(f"The gazetteer at {path} is stale. Run `make setup` to rebuild it.")


def _attach(connection: sqlite3.Connection, loaded: Path) -> bool:
    """Attach a user's own places, if there are any."""
    if not loaded.is_file():
        return False
    try:
        connection.execute("ATTACH DATABASE ? AS loaded", (_read_only(loaded),))
        recorded = dict(connection.execute("SELECT key, value FROM loaded.meta"))
    except sqlite3.DatabaseError as problem:
        raise GazetteerError(
            f"{loaded} holds no places ({problem}). Delete it, or name the right file in "
            "COUNTERCLAIM_PLACES."
        ) from problem
    if recorded.get("keys") != keys_digest():
        raise stale_places(loaded)
    return True


def _read_only(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro&immutable=1"
