"""What flows through the importer: frozen dataclasses and enums, free of ORM, parser and web.

Offsets are Python string offsets into `Article.text`, half-open: `text[start:end]` is the span, to
the letter. Days are calendar days, intervals are inclusive at both ends. What a statement, a
quantity and a contradiction *are* is written in docs/annotation-guide.md.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class StatementKind(StrEnum):
    """How a statement stands in its article."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NARRATION = "narration"


class Polarity(StrEnum):
    """Whether the main claim is affirmed or negated, by its grammar."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How firmly the source itself puts the claim."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    INTENDED = "intended"
    HYPOTHETICAL = "hypothetical"


class Stance(StrEnum):
    """What the one who passes a claim on makes of it."""

    DENIES = "denies"
    DOUBTS = "doubts"
    AFFIRMS = "affirms"
    REPORTS = "reports"


class ClaimType(StrEnum):
    """What a claim is about; the order is that of the annotation guide."""

    CONTROL = "control"
    ADVANCE = "advance"
    REPEL = "repel"
    WITHDRAW = "withdraw"
    ENCIRCLE = "encircle"
    ATTACK = "attack"
    STRIKE = "strike"
    CASUALTIES = "casualties"
    LOSSES = "losses"
    DETAIN = "detain"
    FORCES = "forces"
    SUPPLY = "supply"
    DISPLACEMENT = "displacement"
    HUMANITARIAN = "humanitarian"
    CEASEFIRE = "ceasefire"
    SITUATION = "situation"
    RESPONSIBILITY = "responsibility"
    OTHER = "other"


class ContradictionType(StrEnum):
    """Why two statements cannot both be true; the first that fits, in this order, is the type."""

    DENIAL = "denial"
    NEGATION = "negation"
    ANTONYM = "antonym"
    CONTROL = "control"
    NUMBER = "number"
    TIME = "time"
    PLACE = "place"
    RESPONSIBILITY = "responsibility"


class Relation(StrEnum):
    """How two statements about one matter stand to each other."""

    CONTRADICTS = "contradicts"
    REVISES = "revises"
    CORROBORATES = "corroborates"
    NEAR_MISS = "near_miss"


class PlaceKind(StrEnum):
    """What sort of place a gazetteer entry is."""

    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    VILLAGE = "village"
    RIVER = "river"
    SEA = "sea"
    AREA = "area"


class SpeakerKind(StrEnum):
    """Who speaks: a named person, a body or side, or somebody the article does not name."""

    PERSON = "person"
    BODY = "body"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of the article's text."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Say whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A text as it is stored: decoded, newlines as line feeds, nothing else changed."""

    name: str
    text: str
    published: date | None = None
    body_start: int = 0
    """Where the report begins, behind a ` date YYYY-MM-DD ` header."""
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str = "en"
    warnings: tuple[str, ...] = ()
    """What was doubtful in reading it: an encoding that was guessed."""

    @property
    def key(self) -> str:
        """Name the content: equal for texts that differ in nothing but white space."""
        plain = " ".join(self.text.split())
        day = self.published.isoformat() if self.published else ""
        return hashlib.sha256(f"{day}\n{plain}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class SpeakerCandidate:
    """One reading of who a mention stands for."""

    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a statement is attributed to, as best given anywhere in the article."""

    name: str
    kind: SpeakerKind
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    """ISO 3166 alpha-2 of a state, the short name of an armed group, `UN`, or None."""
    confidence: float = 1.0
    reason: str = ""
    """Which rule led from the mention to this speaker: `full name`, `surname`, `pronoun`, …"""
    candidates: tuple[SpeakerCandidate, ...] = ()
    """Other readings, best first, where the mention left room."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place mention, resolved to one gazetteer entry as far as that could be done."""

    start: int
    end: int
    mention: str
    name: str
    country: str | None
    kind: PlaceKind | None
    latitude: float | None
    longitude: float | None
    admin1: str | None = None
    geonameid: int | None = None
    implicit: bool = False
    """True for "the city", "there": words that stand for a place named before."""
    relation: str | None = None
    """How the claim lies to the place: `near`, `north of`, `approaches`, `right bank`, …"""
    confidence: float = 1.0

    @property
    def key(self) -> str:
        """Identify the place itself, the same in every article."""
        if self.geonameid is not None:
            return f"geonames:{self.geonameid}"
        return f"name:{self.country or ''}:{self.kind or ''}:{self.name.casefold()}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count or measure; `low` and `high` are inclusive bounds in the unit, None where open."""

    start: int
    end: int
    mention: str
    low: float | None
    high: float | None
    unit: str
    """`1` for counts, else a UCUM-style symbol: `km`, `km2`, `%`, `ratio`, `h`, `d`, `t`, …"""
    counted: str | None
    approx: bool
    aspect: str | None = None
    """What the figure tells of those counted: `killed`, `wounded`, `lost`, `evacuated`, …"""


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """The days during which a claim holds, inclusive; one end may be unknown."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class TimeMention:
    """An expression that names a day or a span of days."""

    start: int
    end: int
    mention: str
    interval: TimeInterval
    last: TimeInterval | None = None
    """Of a range with two named ends ("March to May") the second one."""


@dataclass(frozen=True, slots=True)
class ClaimFrame:
    """What one clause claims. A statement has one frame a clause; the first is its main claim."""

    start: int
    end: int
    type: ClaimType
    agent: str | None = None
    target: str | None = None
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.ASSERTED
    predicate: str | None = None
    """The verb class, an id of importer/data: `capture`, `hold`, `withdraw`, `kill`, …"""
    lemma: str | None = None
    """The word that carried the class, as its lemma."""
    holder: str | None = None
    """For claims that settle who holds a place: the party that holds it if the claim is true."""
    degree: float | None = None
    """How much of the place or group is meant, 0 to 1, where the clause says so."""
    places: tuple[str, ...] = ()
    """Keys of the places of the clause (`Location.key`)."""
    objects: tuple[str, ...] = ()
    """Lemmas of the things acted upon, for telling one matter from another."""
    updates: bool = False
    """True where the clause itself says that it replaces an earlier figure or claim."""
    superseded: bool = False
    """True where it is told as what the source said before: "had initially put the toll at"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence-sized proposition that one source puts forward in one article."""

    id: str
    kind: StatementKind
    start: int
    end: int
    text: str
    frames: tuple[ClaimFrame, ...]
    utterance: int | None = None
    cue: str | None = None
    cue_span: Span | None = None
    source_span: Span | None = None
    speaker: Speaker | None = None
    via: tuple[str, ...] = ()
    parent: str | None = None
    """The id of the statement that this one is reported in."""
    stance: Stance | None = None
    locations: tuple[Location, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    time: TimeInterval | None = None
    evidence_basis: str | None = None
    """What the source itself names as its ground: "communication intercepts"."""
    hedges: tuple[str, ...] = ()
    rule: str = ""
    confidence: float = 1.0

    @property
    def claim(self) -> ClaimFrame:
        """Return the main claim."""
        return self.frames[0]


@dataclass(frozen=True, slots=True)
class ArticleStatement:
    """A statement with what linking must know of its article."""

    article: str
    """The article's name in an annotation run, its key in the database."""
    published: date | None
    statement: Statement

    @property
    def reference(self) -> str:
        """Name the statement across articles: `article#id`."""
        return f"{self.article}#{self.statement.id}"


@dataclass(frozen=True, slots=True)
class Link:
    """A judged pair of statements; `a` sorts before `b`."""

    a: str
    b: str
    relation: Relation
    type: ContradictionType | None
    rule: str
    confidence: float
    reason: str
    """One plain sentence for a reader, or for a near miss a short fixed word: `different time`."""
    evidence_a: Span
    evidence_b: Span
    value_a: str | None = None
    value_b: str | None = None
    matter: str | None = None
    """What both speak of, normalised: equal for links of one dispute."""


@dataclass(frozen=True, slots=True)
class AttributionLayer:
    """Reported speech as seen in any text."""

    content: Span
    cue: Span | None
    source: Span | None
    kind: StatementKind
    nested: bool = False
    """Whether it stands in what another is reported to have said."""


@dataclass(frozen=True, slots=True)
class Layers:
    """All that the importer sees in a text, statement or not."""

    attributions: tuple[AttributionLayer, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    places: tuple[Location, ...] = ()
    times: tuple[TimeMention, ...] = ()
    figures: tuple[Quantity, ...] = ()
    """Figures that the guide does not count: ages, bare numbers, those of headings and captions."""
    other_places: tuple[Location, ...] = ()
    """Names of places that the guide does not count: for governments, and inside bodies' names."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """The reading of one article."""

    article: Article
    statements: tuple[Statement, ...]
    layers: Layers = field(default_factory=Layers)
    extractor: str = "rules"
    version: str = ""
    warnings: tuple[str, ...] = ()
