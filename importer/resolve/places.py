"""The places of a document: those it names, and those its words stand for."""

from __future__ import annotations

from dataclasses import dataclass

from importer.gazetteer import open_gazetteer
from importer.gazetteer.keys import exact_key
from importer.model import Location, PlaceKind
from importer.resolve.place_context import choose_entries
from importer.resolve.place_mentions import Mention, find_mentions
from importer.resolve.place_sense import acts
from importer.segment.document import Document


@dataclass(frozen=True, slots=True)
class PlaceLayer:
    """Every place mention of a document in the order of the text."""

    literal: tuple[Location, ...]
    """Names: "Kupiansk", "the Oskil River"."""
    implicit: tuple[Location, ...]
    """Words that stand for a place named elsewhere: "the city", "there"."""


def find_places(document: Document) -> PlaceLayer:
    """Find the places that the body of a document names or stands for.

    Captions, headings and boilerplate are left out. Raises GazetteerError when the gazetteer has
    not been built.
    """
    gazetteer = open_gazetteer()
    surnames = _surnames(document)
    mentions = [
        mention
        for paragraph in document.body
        for mention in find_mentions(paragraph, gazetteer, surnames)
    ]
    choose_entries(document, mentions, gazetteer)
    literal = [m for m in mentions if not m.hidden and not acts(m) and (m.choice or _unlisted(m))]
    return PlaceLayer(tuple(_location(document, mention) for mention in literal), ())


def _unlisted(mention: Mention) -> bool:
    """Say whether a place that the gazetteer lacks is sure enough to be kept without a point."""
    if mention.matches:
        return False
    return mention.feature is not None or mention.head.ent_type_ in {"GPE", "LOC"}


def _surnames(document: Document) -> frozenset[str]:
    """Return the keys of the last names of all persons whom the document names in full."""
    gazetteer = open_gazetteer()
    return frozenset(
        exact_key(entity[-1].text)
        for paragraph in document.paragraphs
        for entity in paragraph.doc.ents
        if entity.label_ == "PERSON" and len(entity) > 1 and not gazetteer.lookup(entity.text)
    )


def _location(document: Document, mention: Mention) -> Location:
    start, end = mention.start, mention.end
    written = document.text[start:end]
    if mention.choice is None:
        kind = {"region": PlaceKind.REGION, "village": PlaceKind.VILLAGE, "city": PlaceKind.CITY}
        return Location(
            start=start,
            end=end,
            mention=written,
            name=mention.name,
            country=None,
            kind=kind.get(mention.feature or ""),
            latitude=None,
            longitude=None,
            confidence=0.3,
        )
    entry = mention.choice.entry
    return Location(
        start=start,
        end=end,
        mention=written,
        name=entry.name,
        country=entry.country,
        kind=entry.kind,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
    )
