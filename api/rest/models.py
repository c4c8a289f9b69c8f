"""What REST answers: each model is both the documentation and the list of fields that is asked for.

Names are those of GraphQL. Times are UTC, days are calendar days, offsets count characters of the
article's text, `[start, end)`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from db.enums import ReviewStatus, Verdict
from importer.model import (
    ClaimType,
    ContradictionType,
    Modality,
    PlaceKind,
    Polarity,
    Relation,
    SpeakerKind,
    Stance,
    StatementKind,
)


def one_of(enum: type[StrEnum], example: StrEnum) -> Any:
    """Describe text that is the name of a member."""
    return Field(
        json_schema_extra={"enum": [member.name for member in enum]}, examples=[example.name]
    )


type KindName = Annotated[str, one_of(StatementKind, StatementKind.INDIRECT)]
type ClaimName = Annotated[str, one_of(ClaimType, ClaimType.CONTROL)]
type PolarityName = Annotated[str, one_of(Polarity, Polarity.POSITIVE)]
type ModalityName = Annotated[str, one_of(Modality, Modality.ASSERTED)]
type StanceName = Annotated[str, one_of(Stance, Stance.DENIES)]
type PlaceKindName = Annotated[str, one_of(PlaceKind, PlaceKind.CITY)]
type SpeakerKindName = Annotated[str, one_of(SpeakerKind, SpeakerKind.PERSON)]
type ClashName = Annotated[str, one_of(ContradictionType, ContradictionType.NUMBER)]
type RelationName = Annotated[str, one_of(Relation, Relation.NEAR_MISS)]
type StatusName = Annotated[str, one_of(ReviewStatus, ReviewStatus.CONFIRMED)]
type VerdictName = Annotated[str, one_of(Verdict, Verdict.CONFIRMED)]
type Key = Annotated[
    str,
    Field(
        description="Stable: the same in GraphQL, and after the article is imported again.",
        examples=["845cfb81491162d1af2bbc3e"],
    ),
]
type Party = Annotated[
    str,
    Field(
        description="ISO 3166 code of a state, short name of an armed group, or UN.",
        examples=["UA"],
    ),
]
type Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2024-11-26"])]
type Moment = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, examples=["2024-11-26T08:00:00.000000Z"])
]
type Confidence = Annotated[float, Field(ge=0, le=1, examples=[0.85])]


class Model(BaseModel):
    """Fields in camelCase, none beyond those described."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Span(Model):
    """Characters of the article's text."""

    start: int = Field(examples=[120])
    end: int = Field(examples=[171])


class Quotation(Span):
    """Characters of the article's text, and the words that stand there."""

    text: str = Field(examples=["eight to ten burnt vehicles"])


class DateInterval(Model):
    """Days, inclusive; one end may be unknown."""

    start: Day | None
    end: Day | None


class Outlet(Model):
    """Who published an article."""

    key: Key
    name: str = Field(examples=["Valley Post"])


class ArticleReference(Model):
    """The article that a statement stands in."""

    key: Key
    name: str = Field(examples=["tarnova.txt"])
    title: str | None = Field(examples=["Fighting for Tarnova"])
    url: str | None = Field(examples=["https://news.example/tarnova"])
    published: Day | None
    outlet: Outlet | None


class ArticleSummary(ArticleReference):
    """An article without its text."""

    language: str = Field(examples=["en"])
    recorded_at: Moment
    extractor: str = Field(examples=["rules"])
    extractor_version: str = Field(examples=["1"])


class Article(ArticleSummary):
    """An article with the text that all offsets count."""

    text: str = Field(examples=["Colonel Davit Arelian said on Monday …"])
    body_start: int = Field(description="Where the report begins, behind a date line.")
    warnings: list[str]


class SpeakerReference(Model):
    """Who speaks."""

    key: Key
    name: str = Field(examples=["Davit Arelian"])
    kind: SpeakerKindName
    party: Party | None


class Spelling(Model):
    """A name under which a speaker was met, and why it is theirs."""

    name: str = Field(examples=["Davit Arelyan"])
    reason: str | None = Field(examples=["same name in another spelling"])
    confidence: Confidence | None


class Review(Model):
    """A decision of a person."""

    verdict: VerdictName
    value: Any = Field(description="For MERGED the key of the other, for SPLIT what was split.")
    note: str | None = Field(examples=["The two speak of different bridges."])
    reviewer: str = Field(description="The name of an API key.", examples=["Newsroom"])
    recorded_at: Moment


class Speaker(SpeakerReference):
    """A person or body that speaks, the same across articles."""

    role: str | None = Field(examples=["Colonel"])
    organisation: str | None = Field(examples=["Northern Command"])
    aliases: list[str] = Field(description="All spellings met.", examples=[["Davit Arelian"]])
    spellings: list[Spelling] = Field(description="The same, and why each is this speaker's.")
    merged_into: SpeakerReference | None = Field(description="For whom people take this speaker.")
    merged_from: list[SpeakerReference] = Field(description="Whom people take for this speaker.")
    reviews: list[Review] = Field(description="What people decided on it.")


class Attribution(Model):
    """The speaker as this article gives it."""

    name: str | None
    role: str | None
    organisation: str | None
    party: Party | None
    confidence: Confidence | None
    reason: str | None = Field(examples=["full name"])


class LocationReference(Model):
    """A place of the gazetteer."""

    key: Annotated[str, Field(examples=["geonames:703448"])]
    name: str = Field(examples=["Tarnova"])
    kind: PlaceKindName | None
    country: str | None = Field(description="ISO 3166 alpha-2.", examples=["UA"])
    admin1: str | None
    latitude: float | None = Field(ge=-90, le=90, examples=[49.71])
    longitude: float | None = Field(ge=-180, le=180, examples=[37.62])


class Location(LocationReference):
    """A place that some statement names."""

    geonameid: int | None
    aliases: list[str] = Field(description="All names met.")


class Place(Model):
    """A place as a statement names it."""

    mention: str = Field(examples=["the city"])
    span: Span
    implicit: bool = Field(description="True for words that stand for a place named before.")
    relation: str | None = Field(examples=["near"])
    confidence: Confidence
    location: LocationReference


class Quantity(Model):
    """A count or measure; bounds are inclusive, null where open."""

    mention: str = Field(examples=["at least three civilians"])
    span: Span
    low: float | None
    high: float | None
    unit: str = Field(description="1 for counts, else UCUM-style.", examples=["1"])
    counted: str | None = Field(examples=["civilians"])
    approx: bool
    aspect: str | None = Field(examples=["killed"])


class Claim(Model):
    """What the statement says, in one frame."""

    type: ClaimName
    agent: Party | None
    target: Party | None
    polarity: PolarityName
    modality: ModalityName


class Evidence(Model):
    """Where in the article it stands, and how it was found."""

    span: Span
    cue: str | None = Field(examples=["said"])
    cue_span: Span | None
    source_span: Span | None
    via: list[str] = Field(description="Outlets through which the article has it.")
    basis: str | None = Field(description="What the source names as its ground.")
    hedges: list[str]
    rule: str
    confidence: Confidence
    extractor: str
    extractor_version: str


class StatementReference(Model):
    """A statement, in short."""

    key: Key
    text: str = Field(examples=["his men had taken Tarnova"])
    kind: KindName
    party: Party | None
    said: Day | None
    speaker: SpeakerReference | None
    article: ArticleReference


class NestedStatement(Model):
    """A statement that another one reports, or is reported in."""

    key: Key
    text: str
    stance: StanceName | None
    speaker: SpeakerReference | None


class PairReference(Model):
    """A contradiction, in short."""

    key: Key
    type: ClashName
    confidence: Confidence
    reason: str


class Opposition(Model):
    """A contradiction as seen from one of its statements."""

    contradiction: PairReference
    other: StatementReference


class Statement(StatementReference):
    """One proposition that one source puts forward in one article."""

    claim: Claim
    stance: StanceName | None
    about: DateInterval | None = Field(description="The days that the claim is about.")
    published: Day | None
    recorded_at: Moment
    confidence: Confidence
    attribution: Attribution | None
    evidence: Evidence
    places: list[Place]
    quantities: list[Quantity]
    parent: NestedStatement | None
    nested: list[NestedStatement]
    contradictions: list[Opposition]


class SideStatement(Model):
    """A statement on one side of a dispute."""

    key: Key
    text: str
    party: Party | None
    said: Day | None
    speaker: SpeakerReference | None


class DisputeReference(Model):
    """A dispute, in short."""

    key: Key
    matter: str | None


class Pair(Model):
    """Two statements that were compared, and the verdict."""

    key: Key
    rule: str
    confidence: Confidence
    reason: str = Field(examples=["The figures for those killed cannot both be right."])
    matter: str | None
    value_a: str | None
    value_b: str | None
    a: StatementReference
    b: StatementReference
    evidence_a: Quotation
    evidence_b: Quotation
    recorded_at: Moment


class Contradiction(Pair):
    """Two statements that cannot both be true."""

    type: ClashName
    status: StatusName
    reviews: list[Review]
    dispute: DisputeReference | None


class NearMiss(Pair):
    """Two statements on one matter that can both be true, and why."""

    relation: RelationName
    type: ClashName | None


class DisputePlace(Model):
    """A place of a dispute."""

    statement_count: int
    location: LocationReference


class DisputeSide(Model):
    """Statements of a dispute of which none contradicts another."""

    parties: list[Party]
    claims: list[str] = Field(examples=[["8–10 soldiers"]])
    statement_count: int
    source_count: int
    statements: list[SideStatement]


class Dispute(DisputeReference):
    """Contradictions on one matter that share statements."""

    status: StatusName
    about: DateInterval | None = Field(description="The days that its statements speak of.")
    source_count: int = Field(
        description="Independent sources: parties, else speakers, else outlets."
    )
    sides: list[DisputeSide]
    reviews: list[Review]
    first_seen: Day | None
    last_seen: Day | None
    statement_count: int
    contradiction_count: int
    recorded_at: Moment
    superseded_at: Moment | None = Field(description="Set when another dispute took it in.")
    merged_into: DisputeReference | None
    places: list[DisputePlace]


class Page[Item: Model](Model):
    """Items in order, and where to go on."""

    items: list[Item]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null on the last one."
    )
    total_count: int | None = Field(
        default=None, description="All that fit the filter; only with `count=true`."
    )
