"""The tables of the gazetteer file, and where the file lies.

The columns of `place` are those of a GeoNames dump, so that one can be loaded into the same table
later: then villages, streams and districts appear without a change of code.
"""

from __future__ import annotations

import os
from pathlib import Path

SCHEMA_VERSION = 1
ENVIRONMENT = "COUNTERCLAIM_GAZETTEER"
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
