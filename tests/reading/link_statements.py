"""Statements put together by hand for the tests of linking: wars, places and names are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from importer.model import (
    ArticleStatement,
    ClaimFrame,
    ClaimType,
    Location,
    Modality,
    PlaceKind,
    Polarity,
    Quantity,
    Speaker,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
    TimeInterval,
)

PLACES = {
    "Harrow": (10.0, 20.0, PlaceKind.CITY, "Northmark"),
    "Harrowby": (10.6, 20.4, PlaceKind.CITY, "Northmark"),
    "Selby": (11.5, 21.5, PlaceKind.VILLAGE, "Southmark"),
    "Tamar": (10.1, 20.1, PlaceKind.RIVER, None),
    "Northmark": (10.3, 20.3, PlaceKind.REGION, "Northmark"),
}
"""Latitude, longitude, kind, region; all in the invented country XA."""


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as a test writes it."""

    mention: str
    low: float | None
    high: float | None
    counted: str | None = None
    aspect: str | None = None
    unit: str = "1"
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One statement as a test writes it; what is left out is unknown."""

    text: str
    type: str
    agent: str | None = None
    target: str | None = None
    negative: bool = False
    modality: str = "asserted"
    predicate: str | None = None
    holder: str | None = None
    degree: float | None = None
    updates: bool = False
    place: str | Sequence[str] | None = "Harrow"
    day: str | tuple[str, str] | None = "2031-05-04"
    counts: Sequence[Count] = ()
    speaker: str | None = None
    party: str | None = None
    cue: str | None = "said"
    published: str | None = None
    article: str | None = None
    id: str = "s1"
    start: int = 0
    parent: str | None = None
    stance: str | None = None
    objects: Sequence[str] = ()
    body: bool = False
    """True where the speaker is no person."""

    def build(self, article: str, speaker: str) -> ArticleStatement:
        """Make the statement, with the article and the speaker given where it names none."""
        name = self.speaker or speaker
        published = date.fromisoformat(self.published) if self.published else None
        return ArticleStatement(self.article or article, published, self._statement(name))

    def _statement(self, speaker: str) -> Statement:
        return Statement(
            id=self.id,
            kind=StatementKind.INDIRECT,
            start=self.start,
            end=self.start + len(self.text),
            text=self.text,
            frames=(self._frame(),),
            cue=self.cue,
            speaker=Speaker(
                speaker, SpeakerKind.BODY if self.body else SpeakerKind.PERSON, party=self.party
            ),
            parent=self.parent,
            stance=Stance(self.stance) if self.stance else None,
            locations=tuple(self._location(name) for name in self._places()),
            quantities=tuple(self._quantity(count) for count in self.counts),
            time=self._time(),
        )

    def _frame(self) -> ClaimFrame:
        return ClaimFrame(
            start=self.start,
            end=self.start + len(self.text),
            type=ClaimType(self.type),
            agent=self.agent,
            target=self.target,
            polarity=Polarity.NEGATIVE if self.negative else Polarity.POSITIVE,
            modality=Modality(self.modality),
            predicate=self.predicate,
            holder=self.holder,
            degree=self.degree,
            updates=self.updates,
            objects=tuple(self.objects),
        )

    def _places(self) -> Sequence[str]:
        if self.place is None:
            return ()
        return (self.place,) if isinstance(self.place, str) else self.place

    def _location(self, name: str) -> Location:
        latitude, longitude, kind, region = PLACES[name]
        return Location(
            self.start, self.start + 1, name, name, "XA", kind, latitude, longitude, region
        )

    def _quantity(self, count: Count) -> Quantity:
        return Quantity(
            self.start,
            self.start + 1,
            count.mention,
            count.low,
            count.high,
            count.unit,
            count.counted,
            count.approx,
            count.aspect,
        )

    def _time(self) -> TimeInterval | None:
        if self.day is None:
            return None
        first, last = (self.day, self.day) if isinstance(self.day, str) else self.day
        return TimeInterval(date.fromisoformat(first), date.fromisoformat(last))


def pair(one: Said, other: Said) -> tuple[ArticleStatement, ArticleStatement]:
    """Make two statements of two sources in two articles, unless they say otherwise."""
    return one.build("a.txt", "Anna Ambler"), other.build("b.txt", "Boris Bell")
