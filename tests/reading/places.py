"""Shorthand for tests of places: a text in, what it names and stands for out."""

from __future__ import annotations

from functools import cache

from importer.model import Article
from importer.resolve.places import PlaceLayer, find_places
from importer.segment import segment


@cache
def places_of(text: str) -> PlaceLayer:
    """Read a text."""
    return find_places(segment(Article("test", text)))


def named(text: str) -> list[tuple[str, str]]:
    """Return the place names of a text, each with the place that it was resolved to."""
    return [(place.mention, place.name) for place in places_of(text).literal]


def meant(text: str) -> list[tuple[str, str]]:
    """Return the words of a text that stand for a place, each with that place."""
    return [(place.mention, place.name) for place in places_of(text).implicit]
