"""The places of a document: those it names, and those its words stand for."""

from __future__ import annotations

from dataclasses import dataclass

from importer.gazetteer import open_gazetteer
from importer.model import Location
from importer.resolve.place_mentions import Mention, find_mentions
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
    mentions = [
        mention
        for paragraph in document.body
        for mention in find_mentions(paragraph, gazetteer, frozenset())
    ]
    return PlaceLayer(tuple(_location(document, mention) for mention in mentions), ())


def _location(document: Document, mention: Mention) -> Location:
    entry = mention.matches[0].entry
    return Location(
        start=mention.start,
        end=mention.end,
        mention=document.text[mention.start : mention.end],
        name=entry.name,
        country=entry.country,
        kind=entry.kind,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
    )
