"""The places of a document: those it names, and those its words stand for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from importer.gazetteer import Gazetteer, open_gazetteer
from importer.gazetteer.keys import exact_key
from importer.model import Location
from importer.resolve.place_anaphora import find_implicit
from importer.resolve.place_context import choose_entries
from importer.resolve.place_filters import is_capitalised
from importer.resolve.place_location import literal_location
from importer.resolve.place_mentions import Mention, find_mentions
from importer.resolve.place_sense import acts
from importer.resolve.place_words import place_words
from importer.segment.document import Document

_BEFORE_PLACES_ONLY = frozenset(
    {"near", "around", "outside", "inside", "into", "towards", "toward"}
)


@dataclass(frozen=True, slots=True)
class PlaceLayer:
    """Every place mention of a document in the order of the text."""

    literal: tuple[Location, ...]
    """Names: "Kupiansk", "the Oskil River"."""
    implicit: tuple[Location, ...]
    """Words that stand for a place named elsewhere: "the city", "there"."""
    others: tuple[Location, ...] = ()
    """Names of places that stand for a government, or inside the name of a body."""


def find_places(document: Document) -> PlaceLayer:
    """Find the places that the body of a document names or stands for.

    Captions, headings and boilerplate are left out. Raises GazetteerError when the gazetteer has
    not been built.
    """
    gazetteer = open_gazetteer()
    surnames = _surnames(document, gazetteer)
    mentions = [
        mention
        for paragraph in document.body
        for mention in find_mentions(paragraph, gazetteer, surnames)
    ]
    choose_entries(document, mentions, gazetteer)
    read = [m for m in mentions if m.choice or _is_unlisted_place(m)]
    places = [m for m in read if not acts(m)]
    literal = [literal_location(document, m) for m in places if not m.hidden]
    others = [m for m in mentions if m.road or (m.choice and (m.hidden or acts(m)))]
    aside = [literal_location(document, m) for m in others]
    return PlaceLayer(tuple(literal), tuple(find_implicit(document, places)), tuple(aside))


def _is_unlisted_place(mention: Mention) -> bool:
    """Say whether a place that the gazetteer lacks is sure enough to be kept without a point."""
    if mention.hidden:
        return False
    in_region = mention.within is not None and mention.within.choice is not None
    if in_region and (mention.certain or not mention.matches):
        return True
    if mention.feature is not None and not mention.matches:
        return True
    entity = mention.head.ent_type_
    if mention.matches:
        return mention.certain and _is_before(mention, _BEFORE_PLACES_ONLY) and entity == "GPE"
    located = _is_before(mention, place_words().sure_prepositions | {"of"})
    return located and (
        entity in {"GPE", "LOC", "FAC", ""} or _is_before(mention, _BEFORE_PLACES_ONLY)
    )


def _is_before(mention: Mention, words: frozenset[str]) -> bool:
    """Say whether one of the words stands right before the name."""
    return bool(mention.first) and mention.paragraph.doc[mention.first - 1].lower_ in words


def _surnames(document: Document, gazetteer: Gazetteer) -> frozenset[str]:
    """Return the keys of the last names of all persons whom the document names in full.

    So does a title: "President Obi" is no town in whatever is told of Obi further on.
    """
    surnames: set[str] = set()
    for paragraph in document.paragraphs:
        if paragraph.text.isupper():
            continue  # of a headline in capitals the parser takes any word for a name
        surnames |= _titled(paragraph.doc)
        for entity in paragraph.doc.ents:
            if entity.label_ != "PERSON":
                continue
            names = [token.text for token in entity if is_capitalised(token.text)]
            if len(names) > 1 and not _is_place_name(entity, gazetteer):
                surnames.add(exact_key(names[-1]))
    return frozenset(surnames)


def _titled(doc: Doc) -> set[str]:
    """Return the keys of the names that stand alone behind a title: "Mr. Obi", "Gov. Lind"."""
    return {
        exact_key(name.text)
        for title, name in pairwise(doc)
        if title.lower_.rstrip(".") in place_words().forms_of_address
        and title.text[:1].isupper()
        and name.pos_ == "PROPN"
        and is_capitalised(name.text)
        and not (name.i + 1 < len(doc) and is_capitalised(doc[name.i + 1].text))
    }


def _is_place_name(entity: TokenSpan, gazetteer: Gazetteer) -> bool:
    """Say whether what the parser takes for a person is a place ("Khan Younis")."""
    doc, first = entity.doc, entity.start
    while first < entity.end and not is_capitalised(doc[first].text):
        first += 1
    last = entity.end
    if doc[last - 1].tag_ == "POS":
        last -= 1
    return bool(gazetteer.lookup(doc[first:last].text))
