"""Read-only access to the gazetteer file: names to entries, in microseconds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from importer.gazetteer.entry import GazetteerEntry
from importer.gazetteer.keys import exact_key, loose_key
from importer.gazetteer.schema import SCHEMA_VERSION, GazetteerError, default_path
from importer.gazetteer.seeds import seeds_digest

_COLUMNS = (
    "p.geonameid, p.name, p.asciiname, p.fclass, p.fcode, p.cc, p.admin1, p.admin2, "
    "p.lat, p.lon, p.population, p.source"
)
_EXACT = (
    f"SELECT a.rank, a.name, {_COLUMNS} FROM alias a JOIN place p USING (geonameid) "  # noqa: S608 - constant columns
    "WHERE a.key = ? ORDER BY a.rank, p.population DESC, p.geonameid"
)
_LOOSE = (
    f"SELECT 3, p.name, {_COLUMNS} FROM loose l JOIN place p USING (geonameid) "  # noqa: S608 - constant columns
    "WHERE l.key = ? ORDER BY p.population DESC, p.geonameid"
)
_CACHED_NAMES = 50_000
_MAPPED_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name led to."""

    rank: int
    """How directly it did: 0 its own name, 1 a name of ours, 2 an alternate, 3 one spelt alike."""
    name: str
    """The stored name that was met."""
    entry: GazetteerEntry


class Gazetteer:
    """An open gazetteer. Safe to share within a process; each process opens its own."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._exact = lru_cache(maxsize=_CACHED_NAMES)(self._query_exact)
        self._loose = lru_cache(maxsize=_CACHED_NAMES)(self._query_loose)

    def lookup(self, name: str) -> tuple[Match, ...]:
        """Return the places called `name` in any of their names, most direct and populous first."""
        return self._exact(exact_key(name))

    def lookup_alike(self, name: str) -> tuple[Match, ...]:
        """Return places whose names may be `name` in another transliteration."""
        return self._loose(loose_key(name))

    def names(self, entry: GazetteerEntry) -> tuple[str, ...]:
        """Return every name stored for the entry, its own first."""
        rows = self._connection.execute(
            "SELECT name FROM alias WHERE geonameid = ? ORDER BY rank, name", (entry.id,)
        )
        return tuple(row[0] for row in rows)

    def meta(self) -> dict[str, str]:
        """Return what is recorded about the file: schema, source versions, counts."""
        return dict(self._connection.execute("SELECT key, value FROM meta ORDER BY key"))

    def _query_exact(self, key: str) -> tuple[Match, ...]:
        return _matches(self._connection.execute(_EXACT, (key,))) if key else ()

    def _query_loose(self, key: str) -> tuple[Match, ...]:
        return _matches(self._connection.execute(_LOOSE, (key,))) if key else ()


def _matches(rows: Iterable[tuple[Any, ...]]) -> tuple[Match, ...]:
    return tuple(Match(row[0], row[1], GazetteerEntry(*row[2:])) for row in rows)


@cache
def open_gazetteer(path: Path | None = None) -> Gazetteer:
    """Open the gazetteer file, once a process.

    Raises GazetteerError, which says what to run, when the file is missing or was built from
    other sources than those at hand.
    """
    path = path or default_path()
    if not path.is_file():
        raise GazetteerError(f"There is no gazetteer at {path}. Run `make setup` to build it.")
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA mmap_size={_MAPPED_BYTES}")
        recorded = dict(connection.execute("SELECT key, value FROM meta"))
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise GazetteerError(
            f"{path} is not a gazetteer ({problem}). Run `make setup` to rebuild it."
        ) from problem
    if recorded.get("schema") != str(SCHEMA_VERSION) or recorded.get("seeds") != seeds_digest():
        connection.close()
        raise GazetteerError(f"The gazetteer at {path} is stale. Run `make setup` to rebuild it.")
    return Gazetteer(connection)
