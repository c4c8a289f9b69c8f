"""Persons whose name stands right behind the words by which a source is called."""

from __future__ import annotations

import re

from importer.model import Span
from importer.resolve.registry import Person, Registry

_ONE_NAME_REACH = 80
_PLACED = re.compile(r"\b(?:in|at|near|outside|around|beside|from|of)\s+\Z", re.IGNORECASE)
"""Behind these the name is that of a place: "a villager near X"."""


def named_behind(text: str, registry: Registry, source: Span) -> Person | None:
    """Read "according to the mayor of Beni, Colonel X" where the name was left out."""
    for mention in registry.mentions:
        role = mention.person.role
        if role is not None and role.span.overlaps(source):
            between = text[source.end : max(source.end, mention.span.start)]
            if between.strip() == ",":
                return mention.person
    return None


def one_name(text: str, registry: Registry, source: Span) -> Person | None:
    """Find the source whose single name stands right behind the phrase."""
    for person in registry.persons:
        near = source.start <= person.first <= source.end + _ONE_NAME_REACH
        if len(person.words) == 1 and near:
            between = text[source.end : person.first]
            if _PLACED.search(text[source.start : person.first]):
                continue
            if not re.search(r"[.“”\"]|\bsaid\b", between):
                return person
    return None
