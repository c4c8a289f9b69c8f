"""What a statement names as a place by itself: a hospital, a town no gazetteer has, its seat."""

from __future__ import annotations

import re
from functools import lru_cache

from importer.link.lexicon import lexicon
from importer.link.words import plain_words
from importer.model import Statement
from importer.resolve.party_names import party_from_words

FACILITY = re.compile(
    r"[A-Z][\w’'-]+ (?:Hospital|School|Camp|Market|Bridge|Dam|Airport|Base|Prison"
    r"|University|Crossing)\b"
)
"""Something with a name and a place of its own."""
_SPOT = re.compile(
    r"\b(?:in|near|at|from|into|around|outside|inside|left|leave|leaving|enter|entered|entering"
    r"|reached|fled|captured?|capturing|seized?|took|taken|hold|holds|held|holding|lost|of)"
    r" ((?:al-|el-|an-|ar-|as-|at-)?[A-Z][\w’'-]+)"
)
"""What is named as a place, known to the gazetteer or not."""
_OWN_PLACE = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir|[Oo]ur) "
    r"(?:town|city|village|district|region|province|governorate)\b"
)
_SEAT = re.compile(r"\b(?:of|in|for) (?:the )?([A-Z][\w’'-]+)")
_LOCAL = re.compile(
    r"(?:mayor|governor|residents?|villagers?|inhabitants|people|doctors?|nurses?|teachers?|traders?"
    r"|shopkeepers|council|administration|administrator|prefect|commandant|police) (?:of|in|from)"
    r" ((?:al-|el-)?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
)
"""Those who speak of where they are, unless they say where."""
_NO_SPOT = re.compile(
    r"(?:[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Ramadan|Eid|Christmas|Easter|I)\b"
)


def named_facilities(text: str) -> frozenset[str]:
    """Return the hospitals, camps and the like that a text calls by a name of their own.

    >>> sorted(named_facilities("Nasser Hospital took them from Central Market"))
    ['nasser hospital']
    """
    found = (match.group().lower() for match in FACILITY.finditer(text))
    return frozenset(name for name in found if name.split()[0] not in lexicon().generic_names)


def unknown_spots(statement: Statement) -> frozenset[str]:
    """Return what a statement without any known place names as one: "had left Oberdorf"."""
    if statement.locations:
        return frozenset()
    people = plain_words(statement.speaker.name) if statement.speaker else ()
    return frozenset(
        name.lower()
        for name in _SPOT.findall(statement.text)
        if not _NO_SPOT.match(name)
        and name.lower() not in people
        and party_from_words(name) is None
    )


def seat(statement: Statement) -> frozenset[str]:
    """Return the place that a speaker's office names: "his town", says the mayor of Harrow."""
    speaker = statement.speaker
    if speaker is None or not _OWN_PLACE.search(statement.text):
        return frozenset()
    office = f"{speaker.role or ''} {speaker.organisation or ''}"
    return frozenset(name.lower() for name in _SEAT.findall(office))


def home(statement: Statement) -> str | None:
    """Return, in lower case, the place that a local source speaks of unless it names another.

    "The mayor of Harrow said that the power was back": in Harrow.
    """
    speaker = statement.speaker
    if speaker is None:
        return None
    return _home(f"{speaker.name} {speaker.role or ''} {speaker.organisation or ''}")


@lru_cache(maxsize=4096)
def _home(office: str) -> str | None:
    match = _LOCAL.search(office)
    if match is None or party_from_words(match[1]) is not None:
        return None
    return match[1].lower()
