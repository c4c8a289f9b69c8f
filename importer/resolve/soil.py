"""On whose soil a place lies, for officials whose country goes without saying."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from importer.gazetteer.lookup import Match, open_gazetteer
from importer.model import PlaceKind, Span
from importer.resolve.party_context import ArticleParties, article_parties
from importer.resolve.party_lexicon import NameKind, occupier_among, party_lexicon, rivals_of
from importer.resolve.party_mention import PartyMention
from importer.segment.document import Document, Paragraph

_NAME = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:(?:al|el|de|la|es|ed|ad|du)\s+)?[A-Z][\w’'-]*)*")
_GENITIVE = re.compile(r"[’']s?$")
_OPENING = re.compile(r"(?:The|In|At|On|From|Near|Over|Around|Outside|After|But|And)\s+")
"""What a sentence begins with in front of a name."""
_CAPITALS = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_POSSESSIVE = re.compile(r"[’']s\b")
_MOST_NAMES = 40
_LONGEST_DATELINE = 120
_LEAST_EVIDENCE = 2
_LARGE = 200_000
"""Where so many live, one mention is evidence enough."""


def state_of_place_in(phrase: str, states: Iterable[str]) -> str | None:
    """Return which of some states holds a place that the phrase names: "Goma’s mayor"."""
    wanted = frozenset(states)
    for name in _NAME.findall(phrase):
        matches = [m for m in _places(name) if m.entry.country in wanted]
        if matches:
            return _best(matches).entry.country
    return None


def state_around(paragraph: Paragraph, office: Span, states: Sequence[str]) -> str | None:
    """Read a governor's state off the one place of the sentence, else of the sentence before.

    "Drones hit the Perm refinery. Governor X confirmed a fire."
    """
    start = office.end - paragraph.start
    sentences = list(paragraph.doc.sents)
    number = next((n for n, s in enumerate(sentences) if s.end_char > start), None)
    if number is None:
        return None
    sentence = sentences[number]
    stretches = [
        paragraph.text[start : sentence.end_char],
        paragraph.text[sentence.start_char : office.start - paragraph.start],
        *([sentences[number - 1].text] if number else []),
    ]
    for words in stretches:
        names = _CAPITALS.findall(_POSSESSIVE.sub(",", words))
        found = {state_of_place_in(name, states) for name in names} - {None}
        if len(found) == 1:
            return found.pop()
    return None


def context_of(document: Document, mentions: Iterable[PartyMention]) -> ArticleParties:
    """Return the parties of an article and the state on whose soil it plays."""
    mentions = list(mentions)
    context = article_parties(mentions)
    home = home_of(document, context)
    if home is not None and not any(m.acts and m.party == home for m in mentions):
        # A state that only lends an adjective ("the Rabat-backed group") says little of the soil.
        home = _home_by_places(document, home)
    return replace(context, home=home, seat=_seat_in_dateline(document))


def _home_by_places(document: Document, home: str) -> str:
    """Return the state with most of the article's places, where that is clear; else `home`."""
    counts = _countries(document)
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    clear = ranked and counts[ranked[0]] > _LEAST_EVIDENCE + counts.get(home, 0)
    return ranked[0] if clear and ranked[0] in rivals_of(home) else home


def _seat_in_dateline(document: Document) -> str | None:
    """Return the one state before the first words: "MOSCOW, May 2 -", "SRINAGAR, India (AP)"."""
    first = next(iter(document.body), None)
    if first is None:
        return None
    article = document.article
    before = article.text[article.body_start : first.start][-_LONGEST_DATELINE:]
    line = before.rpartition("\n")[2].title()
    for state, names in party_lexicon().words["agencies"].items():
        if any(_stands_alone(name, line.upper()) for name in names):
            return str(state)
    named = (NameKind.SEAT, NameKind.STATE)
    seats = {m.party for m in party_lexicon().find(line) if m.kind in named}
    return seats.pop() if len(seats) == 1 else None


def _stands_alone(agency: str, dateline: str) -> bool:
    """Say whether an agency signs a dateline: "/TASS/", "(SANA) -"."""
    return re.search(rf"[(/]{re.escape(agency)}[)/]", dateline) is not None


def home_of(document: Document, context: ArticleParties) -> str | None:
    """Return the state on whose soil the article plays, by its places where parties leave it open.

    An article that names only the attacker ("Russian drones hit Odesa") plays on other soil.
    """
    home = context.home
    attacker_alone = home is not None and any(
        occupier_among(frozenset({home, rival})) == home for rival in rivals_of(home)
    )
    if home is not None and not attacker_alone:
        return home
    counts = _countries(document, by_own_name=home is None)
    if home is not None:
        counts = {c: n for c, n in counts.items() if c == home or c in rivals_of(home)}
    ranked = sorted(counts, key=lambda country: (-counts[country], country))
    if home is None and (not ranked or counts[ranked[0]] < _LEAST_EVIDENCE):
        return None
    return ranked[0] if ranked else home


def _countries(document: Document, *, by_own_name: bool = True) -> dict[str, int]:
    """Count the countries of the article's distinct place names, theirs among them if asked."""
    names: dict[str, None] = {}
    for paragraph in document.paragraphs:
        for name in _NAME.findall(paragraph.text):
            names[_GENITIVE.sub("", _OPENING.sub("", name))] = None
    counts: Counter[str] = Counter()
    for name in list(names)[:_MOST_NAMES]:
        matches = [m for m in _places(name) if m.is_direct and not m.entry.is_hamlet]
        if matches and (country := _best(matches).entry.country):
            if not by_own_name and _best(matches).entry.kind is PlaceKind.COUNTRY:
                continue  # "Russia attacked Sumy" plays in Sumy
            large = _best(matches).entry.population >= _LARGE
            counts[country] += _LEAST_EVIDENCE if large else 1
    return dict(counts)


def _places(name: str) -> tuple[Match, ...]:
    return open_gazetteer().lookup(_GENITIVE.sub("", name))


def _best(matches: list[Match]) -> Match:
    return max(matches, key=lambda m: (m.is_direct, m.entry.population))
