"""What the frame stage knows about an article and about the statement it is reading."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spacy.tokens import Token

from importer.frame.lexicon import Lexicon, fold, load_lexicon
from importer.frame.words import FrameWords, load_words
from importer.model import Location, Span, Speaker, SpeakerKind, StatementKind
from importer.resolve.party_mention import PartyMention
from importer.segment import Document, Paragraph

_STATE_BODIES = frozenset({"UN"})


@dataclass(frozen=True)
class Scene:
    """An article with its parties and places, in the order of the text."""

    document: Document
    parties: tuple[PartyMention, ...]
    literal: tuple[Location, ...]
    implicit: tuple[Location, ...]
    persons: Mapping[str, str] = field(default_factory=dict)
    """The parties of those who speak in the article, by the last word of their names."""
    lexicon: Lexicon = field(default_factory=load_lexicon)
    words: FrameWords = field(default_factory=load_words)

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.parties]

    @cached_property
    def _place_letters(self) -> frozenset[int]:
        return frozenset(i for place in self.literal for i in range(place.start, place.end))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(m.party for m in self.parties if m.acts)

    def mentions_in(self, start: int, end: int) -> list[PartyMention]:
        """Return the mentions of parties that overlap `[start, end)`."""
        low = bisect_left(self._starts, start - 120)
        found = []
        for mention in self.parties[low:]:
            if mention.span.start >= end:
                break
            if mention.span.end > start:
                found.append(mention)
        return found

    def last_acting(self, before: int, *, other_than: str | None = None) -> str | None:
        """Return the party mentioned last before an offset that acts."""
        position = bisect_left(self._starts, before)
        for mention in reversed(self.parties[:position]):
            if mention.acts and mention.party != other_than and mention.party not in _STATE_BODIES:
                return mention.party
        return None

    def is_place(self, offset: int) -> bool:
        """Say whether the letter at the offset is in a literal place name."""
        return offset in self._place_letters

    def opponent(self, party: str | None) -> str | None:
        """Return whom a party fights in this article, as far as the article names it."""
        if party is None:
            return None
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        hostile = [p for p, _ in ranked if frozenset({p, party}) in self.words.hostile]
        if hostile:
            return hostile[0]
        others = [p for p, _ in ranked if p != party and p not in _STATE_BODIES]
        return others[0] if others else None

    def enemy(self, party: str | None) -> str | None:
        """Return whom a party calls its enemy: if the article names nobody, the only one known."""
        named = self.opponent(party)
        if named is not None:
            return named
        enemies = {p for pair in self.words.hostile if party in pair for p in pair if p != party}
        return enemies.pop() if len(enemies) == 1 else None


@dataclass(frozen=True)
class Context:
    """The statement being read: its scene, paragraph, content and speaker."""

    scene: Scene
    paragraph: Paragraph
    content: Span
    kind: StatementKind
    speaker: Speaker | None = None
    quoted: tuple[Span, ...] = ()
    """The parts of the content that stand in quotation marks."""
    they: str | None = None
    """The party that "they" stands for here, from what was said before."""
    it: str | None = None
    it_was_named: bool = False
    """Whether "it" takes up whom a person has just spoken of, and so not that person's side."""
    we: str | None = None
    """For whom the one speaks whose words these are: of a nested claim, the outer speaker."""
    before: str | None = None
    """The party that acts in the statement before."""
    nested: bool = False
    counted: Token | None = None
    """What a number without a noun counts ("two were continuing"), from the sentence before."""

    @property
    def earlier(self) -> frozenset[str]:
        """Return the sorts of what the sentence before counts."""
        if self.counted is None:
            return frozenset()
        return self.scene.lexicon.sorts_of.get(lemma(self.counted), frozenset())

    @property
    def party(self) -> str | None:
        """Return for whom the speaker speaks."""
        return self.speaker.party if self.speaker else None

    def offset(self, token: Token) -> int:
        """Return where the token begins in the article's text."""
        return self.paragraph.start + token.idx

    def is_quoted(self, token: Token) -> bool:
        """Say whether the speaker's own words are given at the token."""
        if self.kind is StatementKind.DIRECT:
            return True
        place = self.offset(token)
        return any(span.start <= place < span.end for span in self.quoted)

    def holds(self, token: Token) -> bool:
        """Say whether the token is inside the content."""
        start = self.offset(token)
        return self.content.start <= start and start + len(token) <= self.content.end


def lemma(token: Token) -> str:
    """Return the folded lemma of a token."""
    return fold(token.lemma_)


def make_scene(
    document: Document,
    parties: Sequence[PartyMention],
    places: object,
    speakers: Sequence[Speaker | None] = (),
) -> Scene:
    """Put the layers of an article in order; `places` has `.literal` and `.implicit`."""
    literal: tuple[Location, ...] = tuple(getattr(places, "literal", ()))
    implicit: tuple[Location, ...] = tuple(getattr(places, "implicit", ()))
    by_start = sorted(parties, key=lambda m: (m.span.start, m.span.end, m.party))
    return Scene(document, tuple(by_start), literal, implicit, _parties_of_persons(speakers))


def _parties_of_persons(speakers: Sequence[Speaker | None]) -> dict[str, str]:
    """Return for whom the named persons speak; two of one surname on two sides tell nothing."""
    found: dict[str, set[str]] = {}
    for speaker in speakers:
        if speaker is not None and speaker.kind is SpeakerKind.PERSON and speaker.party:
            found.setdefault(speaker.name.split()[-1].lower(), set()).add(speaker.party)
    return {name: parties.pop() for name, parties in found.items() if len(parties) == 1}
