"""Words that stand for a place: "the city", "that area", "there", "here".

Each gets the place that a reader would take: of the right sort, called so before, spoken of just
now, and rather what a sentence is about than what it only locates.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log2
from typing import Any

from spacy.tokens import Token

from importer.gazetteer import GazetteerEntry
from importer.model import Location, PlaceKind
from importer.resolve.place_location import entry_location
from importer.resolve.place_mentions import Mention
from importer.resolve.place_relations import relation_of
from importer.resolve.place_words import place_words
from importer.segment.document import Document, Paragraph

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
_SETTLEMENT_NOUNS = frozenset({"city", "town", "village", "settlement", "hamlet"})
_EXISTENTIAL_VERBS = frozenset({"be", "remain", "exist", "seem", "appear", "come"})
_BEFORE_ADVERB = frozenset({"from", "up", "out", "over", "down", "in", "near", "around", "right"})


@cache
def _lexicon() -> dict[str, Any]:
    return tomllib.loads((files("importer") / "data" / "place_anaphora.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Anaphor:
    """Words that stand for a place, before it is known which."""

    paragraph: Paragraph
    first: int
    last: int
    noun: str | None
    """`city`, `area`, …; None for "there" and "here"."""
    order: int = 0
    """1 for "the first city", -1 for "the latter town", 0 for the usual case."""
    silent: bool = False
    """True for "the town hospital": it keeps the town in mind, and is no mention of it."""

    @property
    def start(self) -> int:
        return self.paragraph.start + self.paragraph.doc[self.first].idx

    @property
    def end(self) -> int:
        token = self.paragraph.doc[self.last - 1]
        return self.paragraph.start + token.idx + len(token)


@dataclass(slots=True)
class _Event:
    """A point of the text at which a place is spoken of."""

    start: int
    sentence: int
    entry: GazetteerEntry
    cost: float


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
        if mention.choice and mention.feature in {"city", "village"}:
            noun = _noun_of(mention)
            memory.called.setdefault(mention.choice.entry.id, set()).add(noun)
        if mention.choice and mention.camp:
            memory.called.setdefault(mention.choice.entry.id, set()).add("camp")
    found: list[Location] = []
    sentences = _sentence_numbers(document)
    literal = sorted((m for m in mentions if m.choice), key=lambda m: m.start)
    waiting = list(reversed(literal))
    for anaphor in _anaphors(document, literal):
        while waiting and waiting[-1].start < anaphor.start:
            mention = waiting.pop()
            _remember(memory, mention, sentences, literal)
        sentence = sentences[anaphor.paragraph.index][anaphor.first]
        entry = _resolve(anaphor, sentence, memory)
        if entry is None:
            continue
        memory.events.append(_Event(anaphor.start, sentence, entry, 0.0))
        if not anaphor.silent:
            found.append(_location(document, anaphor, entry))
    return found


def _noun_of(mention: Mention) -> str:
    """Return the noun by which the text introduces the place: `town` in "the town of Bara"."""
    doc = mention.paragraph.doc
    nearby = doc[max(mention.first - 2, 0) : mention.first].text.casefold().split()
    nearby += [token.lower_ for token in doc[mention.last : mention.last + 6]]
    for word in nearby:
        if word in _SETTLEMENT_NOUNS or word == "capital":
            return word
    return mention.feature or ""


def _location(document: Document, anaphor: _Anaphor, entry: GazetteerEntry) -> Location:
    return entry_location(
        entry,
        (anaphor.start, anaphor.end),
        document.text[anaphor.start : anaphor.end],
        relation=relation_of(anaphor.paragraph.doc, anaphor.first, anaphor.last),
        confidence=0.7,
        implicit=True,
    )


def _remember(
    memory: _Memory,
    mention: Mention,
    sentences: dict[int, list[int]],
    literal: Sequence[Mention],
) -> None:
    if mention.choice is None:
        return
    cost = _HIDDEN_COST if mention.hidden else _cost_of_role(mention.head)
    if _is_subordinate(mention, literal):
        cost += _SUBORDINATE_COST
    sentence = sentences[mention.paragraph.index][mention.first]
    memory.events.append(_Event(mention.start, sentence, mention.choice.entry, cost))


def _cost_of_role(token: Token) -> float:
    """Return how little a sentence is about the place: where one speaks, where officials sit."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.i > token.i:
        return 0.0
    governor = preposition.head
    if governor.i > preposition.i:
        return 0.0
    if governor.lemma_ in place_words().speech:
        return _SPEAKING_PLACE_COST
    if preposition.lower_ == "from" and {governor.lemma_, governor.lower_} & place_words().origins:
        return _SOURCE_PLACE_COST
    if governor.lower_ in place_words().sources:
        told = governor.head.lemma_ in place_words().speech and governor.dep_ == "dobj"
        return _SPEAKING_PLACE_COST if told else _SOURCE_PLACE_COST
    return 0.0


def _is_subordinate(mention: Mention, literal: Sequence[Mention]) -> bool:
    """Say whether the name only tells where another place lies: "A, a village near B"."""
    earlier = [
        other
        for other in literal
        if other.paragraph is mention.paragraph
        and other.last <= mention.first
        and other.choice != mention.choice
    ]
    if not earlier:
        return False
    between = mention.paragraph.doc[earlier[-1].last : mention.first]
    words = [token.lower_ for token in between]
    if not words or len(words) > 12:
        return False
    if words[0] in {",", "("} and {"a", "an", "the"} & set(words[1:2]):
        return any(word in _lexicon()["nouns"] for word in words)
    enclosing = mention.choice is not None and mention.choice.entry.fclass == "A"
    return enclosing and words[0] in {"in", ","} and len(words) <= 3


def _resolve(anaphor: _Anaphor, sentence: int, memory: _Memory) -> GazetteerEntry | None:
    """Return the best antecedent, or None where no place before fits."""
    if anaphor.order:
        return _by_order(anaphor, memory)
    frequency: dict[int, int] = {}
    topic = memory.topic()
    for event in memory.events:
        frequency[event.entry.id] = frequency.get(event.entry.id, 0) + 1
    best: tuple[float, int] | None = None
    chosen: GazetteerEntry | None = None
    later: set[int] = set()
    for event in reversed(memory.events):
        fit = _fit(anaphor.noun, event.entry, memory)
        if fit is not None:
            distance = min((sentence - event.sentence) * _SENTENCE_COST, _FURTHEST)
            value = fit - distance - event.cost - _LATER_PLACE_COST * len(later - {event.entry.id})
            value += _FREQUENCY_GAIN * log2(frequency[event.entry.id])
            value += _TOPIC_GAIN if event.entry.id == topic else 0.0
            if best is None or (value, event.start) > best:
                best, chosen = (value, event.start), event.entry
            later.add(event.entry.id)
    return chosen


def _by_order(anaphor: _Anaphor, memory: _Memory) -> GazetteerEntry | None:
    """Resolve "the first city" and "the latter town" by the order in which places were named."""
    seen: dict[int, GazetteerEntry] = {}
    for event in memory.events:
        if event.entry.is_settlement and event.cost < _SUBORDINATE_COST:
            seen.setdefault(event.entry.id, event.entry)
    entries = list(seen.values())
    if not entries:
        return None
    return entries[0] if anaphor.order > 0 else entries[-1]


def _fit(noun: str | None, entry: GazetteerEntry, memory: _Memory) -> float | None:
    """Return how well a noun fits a place; None where it cannot stand for it."""
    if entry.kind is PlaceKind.COUNTRY:
        return -_COUNTRY_COST if noun is None else None
    if noun is None:
        return -_SORT_COST if entry.kind in {PlaceKind.RIVER, PlaceKind.SEA} else 0.0
    called = memory.called.get(entry.id, set())
    sorts: list[str] = _lexicon()["nouns"][noun]
    if "capital" in sorts:
        return 1.0 if entry.is_capital or "capital" in called else None
    if "camp" in sorts and "camp" not in entry.name.casefold().split() and "camp" not in called:
        return None
    sort = _sort_of(entry)
    if sort not in sorts and "camp" not in sorts:
        return None
    value = 0.0 if noun == "area" else -_SORT_COST * (sorts.index(sort) if sort in sorts else 0)
    if noun in _SETTLEMENT_NOUNS:
        value += _naming(noun, entry, called)
    return value


def _naming(noun: str, entry: GazetteerEntry, called: set[str]) -> float:
    """Weigh a noun against what the place was called before, or else against its size."""
    if noun in called:
        return _CALLED_SO_GAIN
    if called & _SETTLEMENT_NOUNS:
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
    """Number the sentences of the body through; for each paragraph, the number of each token."""
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


def _anaphors(document: Document, literal: Sequence[Mention]) -> Iterator[_Anaphor]:
    for paragraph in document.body:
        names = {
            position
            for mention in literal
            if mention.paragraph is paragraph
            for position in range(mention.first, mention.last)
        }
        for token in paragraph.doc:
            found = _adverb(paragraph, token) or _noun_phrase(paragraph, token, names)
            if found:
                yield found


def _adverb(paragraph: Paragraph, token: Token) -> _Anaphor | None:
    """Recognise "there" and "here" of place, never the "there" of "there is"."""
    lexicon = _lexicon()["adverbs"]
    if token.lower_ not in lexicon["words"]:
        return None
    doc = paragraph.doc
    window = doc[max(token.i - 2, 0) : token.i + 3].text.casefold()
    if any(idiom in window for idiom in lexicon["idioms"]):
        return None
    if token.lower_ == "there" and _is_existential(token):
        return None
    return _Anaphor(paragraph, token.i, token.i + 1, None)


def _is_existential(token: Token) -> bool:
    if token.i == 0 or token.is_sent_start:
        return _is_followed_by_being(token)
    before = token.nbor(-1)
    if before.lower_ in _BEFORE_ADVERB:
        return False
    if before.pos_ in {"NOUN", "PROPN"}:
        # "in the city there are", but "the schools there are": the parser takes both for the first.
        fronted = before.dep_ == "pobj" and before.head.head.pos_ in {"VERB", "AUX"}
        dated = before.ent_type_ in {"DATE", "TIME"}
        return (fronted or dated) and _is_followed_by_being(token)
    if token.tag_ == "EX" or token.dep_ == "expl":
        return True
    return before.pos_ in {"PUNCT", "SCONJ"} and _is_followed_by_being(token)


def _is_followed_by_being(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 4]
    return any(word.lemma_ in _EXISTENTIAL_VERBS | {"have"} for word in following)


def _noun_phrase(paragraph: Paragraph, token: Token, names: set[int]) -> _Anaphor | None:
    """Recognise "the city", "that whole area", "our village", but not "the city of A"."""
    lexicon, doc = _lexicon(), paragraph.doc
    noun = token.lower_
    if noun not in lexicon["nouns"] or token.i in names or token.i == 0:
        return None
    if _belongs_to_a_name(token, names):
        return None
    first = token.i - 1
    while (
        first > 0
        and doc[first].pos_ in {"ADJ", "VERB", "ADV", "PUNCT", "NOUN"}
        and (doc[first].lower_ not in {",", "(", ")", "“", "”", '"'})
    ):
        first -= 1
        if token.i - first > 4:
            return None
    determiner = doc[first].lower_
    own = determiner in lexicon["determiners"]["own"] and noun in _SETTLEMENT_NOUNS
    if determiner not in lexicon["determiners"]["words"] and not own:
        return None
    modifiers = {inner.lower_ for inner in doc[first + 1 : token.i]}
    if modifiers & set(lexicon["modifiers"]["other"]):
        return None
    order = 1 if modifiers & set(lexicon["modifiers"]["first"]) else 0
    order = -1 if modifiers & set(lexicon["modifiers"]["last"]) else order
    return _Anaphor(paragraph, first, token.i + 1, noun, order, _is_compound(token))


def _belongs_to_a_name(token: Token, names: set[int]) -> bool:
    """Say whether the noun introduces or ends a name: "the city of A", "the River B"."""
    doc, following = token.doc, token.i + 1
    if following >= len(doc):
        return False
    if doc[following].lower_ == "of" and following + 1 < len(doc):
        return doc[following + 1].pos_ == "PROPN" or bool(names & {following + 1, following + 2})
    return following in names


def _is_compound(token: Token) -> bool:
    """Say whether the noun is part of a longer one: "the city council", "the town hospital"."""
    following = token.i + 1
    if following >= len(token.doc):
        return False
    after, lexicon = token.doc[following], _lexicon()["compound"]
    if after.lower_ in lexicon["kept"]:
        return False
    if after.lower_ in lexicon["heads"] and token.dep_ in {"compound", "nmod", "amod"}:
        return True
    return token.dep_ == "compound" and token.head.i == following and after.pos_ == "NOUN"
