"""The tables of the gazetteer file, and where the file lies.

The columns of `place` are those of a GeoNames dump: `counterclaim places load` puts one into the
same tables in a file of its own, and villages, streams and districts appear in look-ups.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

SCHEMA_VERSION = 1
ENVIRONMENT = "COUNTERCLAIM_GAZETTEER"
ENVIRONMENT_LOADED = "COUNTERCLAIM_PLACES"
DATA = Path(__file__).resolve().parent.parent / "data"
SEEDS = DATA / "places"

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
    geonameid INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    asciiname TEXT NOT NULL,
    fclass TEXT NOT NULL,
    fcode TEXT NOT NULL,
    cc TEXT,
    admin1 TEXT,
    admin2 TEXT,
    lat REAL,
    lon REAL,
    population INTEGER NOT NULL,
    source TEXT NOT NULL
);
CREATE TABLE alias (
    key TEXT NOT NULL,
    geonameid INTEGER NOT NULL REFERENCES place (geonameid),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL, -- 0 the place's own name, 1 a seed's alias, 2 an alternate name
    PRIMARY KEY (key, geonameid)
) WITHOUT ROWID;
CREATE TABLE loose (
    key TEXT NOT NULL,
    geonameid INTEGER NOT NULL REFERENCES place (geonameid),
    PRIMARY KEY (key, geonameid)
) WITHOUT ROWID;
"""


class GazetteerError(RuntimeError):
    """The gazetteer file is missing, stale or cannot be built; the message says what to do."""


def default_path() -> Path:
    """Return where the gazetteer file lies: `$COUNTERCLAIM_GAZETTEER`, or beside the lexicons."""
    override = os.environ.get(ENVIRONMENT)
    return Path(override) if override else DATA / "gazetteer.sqlite"


def loaded_path() -> Path:
    """Return where a user's own places lie: `$COUNTERCLAIM_PLACES`, or beside the archive."""
    override = os.environ.get(ENVIRONMENT_LOADED)
    return Path(override) if override else Path("data") / "places.sqlite"


@cache
def keys_digest() -> str:
    """Name the rules by which names become keys: a file with keys by other rules finds nothing."""
    rules = Path(__file__).with_name("keys.py").read_bytes()
    return hashlib.sha256(rules + TABLES.encode()).hexdigest()[:16]


def stale_places(path: Path) -> GazetteerError:
    """Return the problem of places that were loaded under other rules of spelling."""
    return GazetteerError(
        f"The places at {path} were loaded by another version of this program, which read "
        f"spellings otherwise. Delete the file and run `counterclaim places load` again."
    )
