"""From a chosen gazetteer entry to the location that a statement carries."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace

from anyascii import anyascii

from importer.gazetteer import GazetteerEntry
from importer.gazetteer.keys import exact_key
from importer.model import Location
from importer.resolve.place_mentions import Mention
from importer.resolve.place_relations import relation_of
from importer.segment.document import Document

_SURE_SCORE = 9.0
_UNSURE = 0.4
_UNLISTED = 0.3
_CLASS_OF_FEATURE = {"region": "A", "district": "A", "river": "H", "sea": "H", "area": "L"}
_WHITE_SPACE = re.compile(r"\s+")


def literal_location(document: Document, mention: Mention) -> Location:
    """Return the location of a place name; without a point where the gazetteer lacks the place."""
    start, end = mention.start, mention.end
    written = document.text[start:end]
    relation = relation_of(mention.paragraph.doc, mention.first, mention.last)
    if mention.choice is None:
        entry, span = unlisted_entry(mention), (start, end)
        return entry_location(entry, span, written, relation=relation, confidence=_UNLISTED)
    confidence = min(1.0, max(_UNSURE, mention.score / _SURE_SCORE))
    location = entry_location(
        mention.choice.entry, (start, end), written, relation=relation, confidence=confidence
    )
    return replace(location, name=common_name(mention))


def unlisted_entry(mention: Mention) -> GazetteerEntry:
    """Return what is known of a place that the gazetteer lacks: its name, and where it must be."""
    within = mention.within.choice.entry if mention.within and mention.within.choice else None
    name = _WHITE_SPACE.sub(" ", mention.name)
    return GazetteerEntry(
        id=-zlib.crc32(exact_key(name).encode()) - 1,
        name=name,
        asciiname=anyascii(name),
        fclass="R" if mention.road else _CLASS_OF_FEATURE.get(mention.feature or "", "P"),
        fcode="",
        country=within.country if within else mention.country_hint,
        admin1=within.admin1 if within else None,
        admin2=None,
        latitude=None,
        longitude=None,
        population=0,
        source="text",
    )


def common_name(mention: Mention) -> str:
    """Return our own name for the place, or the known form nearest to what is written."""
    choice = mention.choice
    if choice is None:
        return unlisted_entry(mention).name
    entry = choice.entry
    if "seed" in entry.source:
        return entry.name
    own = exact_key(entry.name) == exact_key(mention.name)
    name = entry.name if own else choice.name
    return anyascii(name) if mention.name.isascii() else name


def entry_location(
    entry: GazetteerEntry,
    span: tuple[int, int],
    written: str,
    *,
    relation: str | None,
    confidence: float,
    implicit: bool = False,
) -> Location:
    """Return a location at a gazetteer entry."""
    return Location(
        start=span[0],
        end=span[1],
        mention=written,
        name=entry.name,
        country=entry.country,
        kind=entry.kind,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
        implicit=implicit,
        relation=relation,
        confidence=round(confidence, 2),
    )
