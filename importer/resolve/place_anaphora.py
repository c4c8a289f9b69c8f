"""Words that stand for a place: "the city", "that area", "there", "here".

Each gets the place that a reader would take: of the right sort, called so before, spoken of just
now, and rather what a sentence is about than what it only locates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import log2

from spacy.tokens import Doc, Token

from importer.gazetteer import GazetteerEntry
from importer.model import Location, PlaceKind
from importer.resolve.place_location import common_name, entry_location, unlisted_entry
from importer.resolve.place_mentions import Mention
from importer.resolve.place_phrases import (
    SETTLEMENT_NOUNS,
    Anaphor,
    anaphora_lexicon,
    find_anaphors,
)
from importer.resolve.place_relations import relation_of
from importer.resolve.place_words import place_words
from importer.segment.document import Document

_SENTENCE_COST = 1.0
_FURTHEST = 8.0
_SUBORDINATE_COST = 2.0
_HIDDEN_COST = 1.2
_LATER_PLACE_COST = 0.3
_SORT_COST = 0.6
_FREQUENCY_GAIN = 0.2
_CALLED_SO_GAIN = 0.5
_CALLED_OTHERWISE_COST = 1.2
_SIZE_COST = 1.5
_COUNTRY_COST = 2.0
_BIG, _HUGE, _SMALL = 60_000, 500_000, 2_000
_SPEAKING_PLACE_COST = 2.0
_SOURCE_PLACE_COST = 1.3
_TOPIC_GAIN = 0.5
_CONFIDENCE = 0.7
_SAME_PHRASE = 50
_LANDMARK_COST = 0.6
_APPOSITION_REACH = 12
_ENCLOSING_REACH = 3


@dataclass(slots=True)
class _Event:
    """A point of the text at which a place is spoken of."""

    start: int
    sentence: int
    entry: GazetteerEntry
    name: str
    cost: float
    hidden: bool = False
    """True inside a body's name: "the region" may mean it, "there" does not."""


@dataclass(slots=True)
class _Memory:
    """The places spoken of so far, with what the report calls them."""

    events: list[_Event] = field(default_factory=list)
    called: dict[int, set[str]] = field(default_factory=dict)

    def topic(self) -> int | None:
        """Return the settlement with which the report opens."""
        opening = (e for e in self.events if e.entry.is_settlement and e.cost < _SUBORDINATE_COST)
        first = next(opening, None)
        return first.entry.id if first else None


def find_implicit(document: Document, mentions: Sequence[Mention]) -> list[Location]:
    """Return what the body's place words stand for, as far as a place named before fits."""
    memory = _Memory()
    for mention in mentions:
        if mention.feature in {"city", "village"}:
            memory.called.setdefault(_entry_of(mention).id, set()).add(_noun_of(mention))
        if mention.camp:
            memory.called.setdefault(_entry_of(mention).id, set()).add("camp")
    found: list[Location] = []
    sentences = _sentence_numbers(document)
    literal = sorted(mentions, key=lambda m: m.start)
    waiting = list(reversed(literal))
    for anaphor in find_anaphors(document, literal):
        while waiting and waiting[-1].start < anaphor.start:
            mention = waiting.pop()
            _remember(memory, mention, sentences, literal)
        sentence = sentences[anaphor.paragraph.index][anaphor.first]
        antecedent = _resolve(anaphor, sentence, memory)
        if antecedent is None:
            continue
        aside = _is_landmark(anaphor.paragraph.doc, anaphor.first, anaphor.last)
        cost = _LANDMARK_COST if aside else 0.0
        memory.events.append(
            _Event(anaphor.start, sentence, antecedent.entry, antecedent.name, cost)
        )
        if not anaphor.silent:
            found.append(_location(document, anaphor, antecedent))
    return found


def _entry_of(mention: Mention) -> GazetteerEntry:
    return mention.choice.entry if mention.choice else unlisted_entry(mention)


def _noun_of(mention: Mention) -> str:
    """Return the noun by which the text introduces the place: `town` in "the town of Bara"."""
    doc = mention.paragraph.doc
    nearby = doc[max(mention.first - 2, 0) : mention.first].text.casefold().split()
    nearby += [token.lower_ for token in doc[mention.last : mention.last + 6]]
    for word in nearby:
        if word in SETTLEMENT_NOUNS or word == "capital":
            return word
    return mention.feature or ""


def _location(document: Document, anaphor: Anaphor, antecedent: _Event) -> Location:
    location = entry_location(
        antecedent.entry,
        (anaphor.start, anaphor.end),
        document.text[anaphor.start : anaphor.end],
        relation=relation_of(anaphor.paragraph.doc, anaphor.first, anaphor.last),
        confidence=_CONFIDENCE,
        implicit=True,
    )
    return replace(location, name=antecedent.name)


def _remember(
    memory: _Memory,
    mention: Mention,
    sentences: dict[int, list[int]],
    literal: Sequence[Mention],
) -> None:
    cost = _HIDDEN_COST if mention.hidden else _cost_of_role(mention.head)
    if _is_subordinate(mention, literal):
        cost += _SUBORDINATE_COST
    elif _is_landmark(mention.paragraph.doc, mention.first, mention.last):
        cost += _LANDMARK_COST
    sentence = sentences[mention.paragraph.index][mention.first]
    name = common_name(mention)
    entry = _entry_of(mention)
    memory.events.append(_Event(mention.start, sentence, entry, name, cost, mention.hidden))


def _cost_of_role(token: Token) -> float:
    """Return how little a sentence is about the place: where one speaks, where officials sit."""
    if _describes_a_person(token):
        return _SOURCE_PLACE_COST
    preposition = token.head
    governor = preposition.head
    if token.dep_ != "pobj" or not governor.i < preposition.i < token.i:
        return 0.0
    words = place_words()
    if governor.lemma_ in words.speech:
        return _SPEAKING_PLACE_COST
    if preposition.lower_ == "from" and {governor.lemma_, governor.lower_} & words.origins:
        return _SOURCE_PLACE_COST
    if governor.lower_ not in words.sources:
        return 0.0
    told = governor.head.lemma_ in words.speech and governor.dep_ == "dobj"
    return _SPEAKING_PLACE_COST if told else _SOURCE_PLACE_COST


def _describes_a_person(token: Token) -> bool:
    """Say whether the place stands in a clause about a person ("said A, who fled to B")."""
    return any(
        ancestor.dep_ == "relcl" and ancestor.head.ent_type_ == "PERSON"
        for ancestor in token.ancestors
    )


def _is_landmark(doc: Doc, first: int, last: int) -> bool:
    """Say whether the place only serves to tell where something lies: "north of A", "near A"."""
    relation = relation_of(doc, first, last) or ""
    return relation.endswith(" of") or relation in {"near", "outside"}


def _is_subordinate(mention: Mention, literal: Sequence[Mention]) -> bool:
    """Say whether the name only tells where another place lies: "A, a village near B"."""
    earlier = [
        other
        for other in literal
        if other.paragraph is mention.paragraph
        and other.last <= mention.first
        and _entry_of(other).id != _entry_of(mention).id
    ]
    if not earlier:
        return False
    between = mention.paragraph.doc[earlier[-1].last : mention.first]
    words = [token.lower_ for token in between]
    if not words or len(words) > _APPOSITION_REACH:
        return False
    if words[0] in {",", "("} and {"a", "an", "the"} & set(words[1:2]):
        return any(word in anaphora_lexicon()["nouns"] for word in words)
    enclosing = _entry_of(mention).fclass == "A"
    return enclosing and words[0] in {"in", ","} and len(words) <= _ENCLOSING_REACH


def _resolve(anaphor: Anaphor, sentence: int, memory: _Memory) -> _Event | None:
    """Return the best antecedent, or None where no place before fits."""
    if anaphor.order:
        return _by_order(anaphor, memory)
    frequency: dict[int, int] = {}
    topic = memory.topic()
    for event in memory.events:
        frequency[event.entry.id] = frequency.get(event.entry.id, 0) + 1
    best: tuple[float, int] | None = None
    chosen: _Event | None = None
    later: set[int] = set()
    apart = _is_landmark(anaphor.paragraph.doc, anaphor.first, anaphor.last)
    for event in reversed(memory.events):
        fit = _fit(anaphor.noun, event.entry, memory)
        if event.hidden and anaphor.noun in {None, "area"}:
            fit = None
        if apart and anaphor.start - event.start < _SAME_PHRASE:
            fit = None  # "A, 60 kilometres west of the city": the city is not A
        if fit is not None:
            distance = min((sentence - event.sentence) * _SENTENCE_COST, _FURTHEST)
            value = fit - distance - event.cost - _LATER_PLACE_COST * len(later - {event.entry.id})
            value += _FREQUENCY_GAIN * log2(frequency[event.entry.id])
            value += _TOPIC_GAIN if event.entry.id == topic else 0.0
            if best is None or (value, event.start) > best:
                best, chosen = (value, event.start), event
            later.add(event.entry.id)
    return chosen


def _by_order(anaphor: Anaphor, memory: _Memory) -> _Event | None:
    """Resolve "the first city" and "the latter town" by the order in which places were named."""
    seen: dict[int, _Event] = {}
    for event in memory.events:
        if event.entry.is_settlement and event.cost < _SUBORDINATE_COST:
            seen.setdefault(event.entry.id, event)
    events = list(seen.values())
    if not events:
        return None
    return events[0] if anaphor.order > 0 else events[-1]


def _fit(noun: str | None, entry: GazetteerEntry, memory: _Memory) -> float | None:
    """Return how well a noun fits a place; None where it cannot stand for it."""
    if entry.kind is PlaceKind.COUNTRY:
        return -_COUNTRY_COST if noun is None else None
    if noun is None:
        return -_SORT_COST if entry.kind in {PlaceKind.RIVER, PlaceKind.SEA} else 0.0
    called = memory.called.get(entry.id, set())
    sorts: list[str] = anaphora_lexicon()["nouns"][noun]
    if "capital" in sorts:
        return 1.0 if entry.is_capital or "capital" in called else None
    if "camp" in sorts and "camp" not in entry.name.casefold().split() and "camp" not in called:
        return None
    sort = _sort_of(entry)
    if sort not in sorts and "camp" not in sorts:
        return None
    value = 0.0 if noun == "area" else -_SORT_COST * (sorts.index(sort) if sort in sorts else 0)
    if noun in SETTLEMENT_NOUNS:
        value += _naming(noun, entry, called)
    return value


def _naming(noun: str, entry: GazetteerEntry, called: set[str]) -> float:
    """Weigh a noun against what the place was called before, or else against its size."""
    if noun in called:
        return _CALLED_SO_GAIN
    if called & (SETTLEMENT_NOUNS | {"camp"}):
        return -_CALLED_OTHERWISE_COST
    people = entry.population
    too_big = (noun in {"village", "settlement", "hamlet"} and people > _BIG) or (
        noun == "town" and people > _HUGE
    )
    too_small = noun == "city" and 0 < people < _SMALL
    return -_SIZE_COST if too_big or too_small else 0.0


def _sort_of(entry: GazetteerEntry) -> str:
    return "city" if entry.kind is PlaceKind.CITY else entry.kind.value


def _sentence_numbers(document: Document) -> dict[int, list[int]]:
    """Return for each paragraph the running number of the sentence of each token."""
    numbers: dict[int, list[int]] = {}
    count = -1
    for paragraph in document.body:
        of_tokens: list[int] = []
        for token in paragraph.doc:
            if token.is_sent_start or not of_tokens:
                count += 1
            of_tokens.append(count)
        numbers[paragraph.index] = of_tokens
    return numbers
