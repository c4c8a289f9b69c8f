"""The parties of a text: who is a side of the conflict, by name, by demonym, by epithet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from importer.model import Span
from importer.resolve.named_parties import NamedParty, head_of, named_parties, noun_kind
from importer.resolve.party_context import (
    Antecedent,
    ArticleParties,
    epithet_class,
    resolve_epithet,
    singular,
)
from importer.resolve.party_lexicon import is_state, party_lexicon
from importer.resolve.party_mention import PartyMention
from importer.resolve.party_names import party_from_words
from importer.resolve.soil import context_of
from importer.segment.document import Document, Paragraph

_INDEFINITE = frozenset({"a", "an", "any", "no", "neither", "another", "some"})
_AREAS = frozenset({"region", "state", "province", "city", "town", "district", "area", "republic"})
_POSSESSIVE = frozenset({"its", "their", "his", "her"})
_BEHIND_HYPHEN = re.compile(r"[-‑–]([a-z]+) (?:[a-z]+ )*")
_FROM_THE_CAPITAL = re.compile(r",\s+(?:the\s+)?(?:[a-z]+\s+)?")
"""What stands between "In Ankara" and "the Foreign Ministry"."""
_OWNER_REACH = 250
_CAPITAL_REACH = 24
_IN = re.compile(r"\b[Ii]n [A-Z][\w’' -]*$")
_IN_CAPITAL = re.compile(r",?\s+(?:the\s+)?(?:[a-z]+\s+)?")


def find_parties(document: Document) -> list[PartyMention]:
    """Return every mention of a party, in the order of the text."""
    named = [party for paragraph in document.paragraphs for party in named_parties(paragraph)]
    mentions = _cut_overlaps(named)
    context = context_of(document, mentions)
    reader = _EpithetReader(context, named, document.text)
    taken = {position for m in mentions for position in range(m.span.start, m.span.end)}
    for paragraph in document.paragraphs:
        found = sorted(reader.read(paragraph), key=lambda mention: mention.span)
        mentions += [m for m in found if not taken.intersection(range(m.span.start, m.span.end))]
    return sorted(mentions, key=lambda mention: (mention.span, mention.party))


def party_of(text: str) -> str | None:
    """Say for which party the bearer of a name, title or description speaks, or None."""
    return party_from_words(text)


def _cut_overlaps(named: Iterable[NamedParty]) -> list[PartyMention]:
    """Merge mentions of one party that overlap; cut the first of two parties to its bare name."""
    kept: list[NamedParty] = []
    for party in named:
        last = kept[-1] if kept else None
        if last is None or not last.span.overlaps(party.span):
            kept.append(party)
        elif last.party == party.party:
            kept[-1] = last.joined_with(party)
        else:
            kept[-1] = last.bare()
            kept.append(party)
    return [PartyMention(party.span, party.party, party.reason, party.acts) for party in kept]


class _EpithetReader:
    """Reads the nouns that stand for a party by themselves, left to right."""

    def __init__(self, context: ArticleParties, named: list[NamedParty], text: str) -> None:
        self._context = context
        self._text = text
        self._named = [
            Antecedent(
                party.span.end,
                party.party,
                party.noun,
                acts=party.acts,
                text=text[party.span.start : party.span.end],
            )
            for party in named
        ]

    def read(self, paragraph: Paragraph) -> Iterator[PartyMention]:
        """Yield the epithets and the nameless state bodies of a paragraph."""
        covered = set()
        for match in party_lexicon().find(paragraph.text):
            if not match.party:
                span = Span(paragraph.start + match.start, paragraph.start + match.end)
                covered |= set(range(span.start, span.end))
                party = self._owner_of_body(span, paragraph.text[match.start : match.end])
                if party:
                    yield PartyMention(span, party, "epithet")
        for token in paragraph.doc:
            start = paragraph.start + token.idx
            if token.lower_ in _POSSESSIVE:
                yield from self._owned(paragraph, token)
            name = None if start in covered else _epithet_at(token)
            if name is not None:
                head = head_of(token)
                last = head if head is not None and noun_kind(head) == "force" else token
                yield from self._resolved(name, Span(start, paragraph.start + last.idx + len(last)))

    def _backs(self, end: int, start: int) -> bool:
        """Say whether a name only tells who backs the noun: "the al-Qaeda-linked group"."""
        behind = _BEHIND_HYPHEN.fullmatch(self._text, end, start)
        return behind is not None and behind[1] in party_lexicon().words["hyphen"]["backs"]

    def _owner_of_body(self, span: Span, body: str) -> str | None:
        """Take the state that was last named with this body; failing that, the one at home."""
        before = [a for a in self._named if a.end <= span.start and is_state(a.party)]
        if before and _FROM_THE_CAPITAL.fullmatch(self._text, before[-1].end, span.start):
            return before[-1].party
        same = [a.party for a in before if a.text.casefold().endswith(body.casefold())]
        return same[-1] if same else self._context.government

    def _in_capital(self, name: str, before: list[Antecedent], span: Span) -> str | None:
        """Read "In Ankara, the defence ministry" as that of the state whose capital it is."""
        if name != "government" or not before or not is_state(before[-1].party):
            return None
        near = self._text[before[-1].end : span.start]
        words = self._text[max(0, before[-1].end - _CAPITAL_REACH) : before[-1].end]
        return before[-1].party if _IN_CAPITAL.fullmatch(near) and _IN.search(words) else None

    def _owned(self, paragraph: Paragraph, pronoun: Token) -> Iterator[PartyMention]:
        """Read "its troops" after "Chad said that": the party last named owns them."""
        head = head_of(pronoun)
        start = paragraph.start + pronoun.idx
        owners = [a for a in self._named if start - _OWNER_REACH < a.end <= start and a.acts]
        inside = [a for a in owners if a.end > paragraph.start]
        if head is None or noun_kind(head) != "force" or not inside:
            return
        span = Span(start, paragraph.start + head.idx + len(head))
        yield PartyMention(span, inside[-1].party, "pronoun")

    def _resolved(self, name: str, span: Span) -> Iterator[PartyMention]:
        before = [antecedent for antecedent in self._named if antecedent.end <= span.start]
        while before and self._backs(before[-1].end, span.start):
            before.pop()
        party = self._in_capital(name, before, span) or resolve_epithet(name, self._context, before)
        if party:
            yield PartyMention(span, party, "epithet")


def _epithet_at(token: Token) -> str | None:
    """Return the class of the epithet that this noun is, where nothing else says whose it is."""
    noun = singular(token.lower_)
    name = "force" if noun == "force" else epithet_class(noun)
    if name is None or token.pos_ not in ("NOUN", "PROPN", "ADJ") or _has_owner(token):
        return None
    if name == "force":
        return _state_force(token)
    return name if _stands_alone(token, noun, name) else None


def _stands_alone(token: Token, noun: str, name: str) -> bool:
    """Say whether the noun is a side here: not "military aid", "an army", "a group of boys"."""
    if noun == "military" and token.dep_ in ("amod", "compound") and head_of(token) is not None:
        return False
    determiners = {child.lower_ for child in token.lefts if child.dep_ == "det"}
    if determiners & _INDEFINITE and name != "enemy":
        return False
    if name == "army" and token.tag_ == "NNS":
        return False  # "the two armies" are those of two sides
    if name == "group" and (not determiners or _has_of(token)):
        return False
    if _is_of_named_group(token):
        return False
    # One soldier is a person, not a side.
    return noun not in ("soldier", "serviceman") or token.lower_ != noun


def _has_owner(token: Token) -> bool:
    return any(child.dep_ == "poss" or child.pos_ == "PROPN" for child in token.lefts)


def _state_force(token: Token) -> str | None:
    before = {child.lower_ for child in token.lefts}
    owners = {
        "government",
        "security",
        "armed",
        "regular",
        "loyalist",
        "army",
        "junta",
        "state",
        "air",
    }
    return "army" if before & owners else None


def _has_of(token: Token) -> bool:
    return any(child.lower_ == "of" for child in token.rights)


def _is_of_named_group(token: Token) -> bool:
    """Say whether a name tells at once whose they are: "gunmen from the CODECO militia"."""
    for preposition in token.rights:
        if preposition.lower_ not in ("of", "from"):
            continue
        for body in preposition.children:
            inner = list(body.lefts) if body.dep_ == "pobj" else []
            named = body.pos_ == "PROPN" or any(child.pos_ == "PROPN" for child in inner)
            if named and any(child.lower_ == "the" for child in inner):
                return singular(body.lower_) not in _AREAS
    return False
