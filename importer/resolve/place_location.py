"""From a chosen gazetteer entry to the location that a statement carries."""

from __future__ import annotations

import re
from dataclasses import replace

from anyascii import anyascii

from importer.gazetteer import GazetteerEntry, Match
from importer.gazetteer.keys import exact_key
from importer.model import Location, PlaceKind
from importer.resolve.place_mentions import Mention
from importer.resolve.place_relations import relation_of
from importer.segment.document import Document

_SURE_SCORE = 9.0
_UNSURE = 0.4
_UNLISTED = 0.3
_KIND_OF_FEATURE = {
    "region": PlaceKind.REGION,
    "district": PlaceKind.REGION,
    "village": PlaceKind.VILLAGE,
    "city": PlaceKind.CITY,
    "river": PlaceKind.RIVER,
    "sea": PlaceKind.SEA,
    "area": PlaceKind.AREA,
}
_WEST_TO_EAST = re.compile(r"\s+")


def literal_location(document: Document, mention: Mention) -> Location:
    """Return the location of a place name; without a point where the gazetteer lacks the place."""
    start, end = mention.start, mention.end
    written = document.text[start:end]
    relation = relation_of(mention.paragraph.doc, mention.first, mention.last)
    if mention.choice is None:
        within = mention.within.choice if mention.within else None
        return Location(
            start=start,
            end=end,
            mention=written,
            name=_WEST_TO_EAST.sub(" ", mention.name),
            country=within.entry.country if within else mention.country_hint,
            kind=_KIND_OF_FEATURE.get(mention.feature or ""),
            latitude=None,
            longitude=None,
            admin1=within.entry.admin1 if within else None,
            relation=relation,
            confidence=_UNLISTED,
        )
    confidence = min(1.0, max(_UNSURE, mention.score / _SURE_SCORE))
    location = entry_location(
        mention.choice.entry, (start, end), written, relation=relation, confidence=confidence
    )
    return replace(location, name=common_name(mention, mention.choice))


def common_name(mention: Mention, choice: Match) -> str:
    """Return our own name for the place, or the known form nearest to what is written."""
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
