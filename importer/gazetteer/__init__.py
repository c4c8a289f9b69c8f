"""The gazetteer: names to places, in one read-only SQLite file built from packages and seeds."""

from importer.gazetteer.entry import GazetteerEntry
from importer.gazetteer.lookup import Gazetteer, Match, open_gazetteer
from importer.gazetteer.schema import GazetteerError, default_path

__all__ = [
    "Gazetteer",
    "GazetteerEntry",
    "GazetteerError",
    "Match",
    "default_path",
    "open_gazetteer",
]
