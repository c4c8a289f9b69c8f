"""What the API answers. Generated from the description by `make clients`."""
# ruff: noqa: PYI051 - names of enums stay open

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from counterclaim_client.base import Model


class CompareEvidence(Model):
    """The words that a verdict rests on, by offsets into the text as sent."""

    start: int
    end: int
    text: str


class Compared(Model):
    """How two texts stand to each other, by what rule and why."""

    id: str | None = None
    relation: str
    """`contradicts`, `revises`, `corroborates`, `near_miss` or `unrelated`."""
    type: str | None
    confidence: float
    rule: str | None
    reason: str
    """One plain sentence; of a near miss, what keeps it from being more."""
    evidence_a: CompareEvidence | None
    evidence_b: CompareEvidence | None
    value_a: str | None
    value_b: str | None


class CompareFault(Model):
    """What is wrong with a pair."""

    code: str
    message: str


class Uncompared(Model):
    """A pair of a list that was not compared; it never stops the rest."""

    id: str | None = None
    error: CompareFault


class Annotated(Model):
    """What was found, in the form of docs/annotation-format.md. Offsets count `text`."""

    file: str
    published: str | None
    text: str
    statements: list[dict[str, Any]]
    contradictions: list[dict[str, Any]]
    warnings: list[str]
    layers: dict[str, Any] | None = None


class LocationReference(Model):
    """A place of the gazetteer."""

    key: str
    name: str
    kind: Literal["COUNTRY", "REGION", "CITY", "VILLAGE", "RIVER", "SEA", "AREA"] | str | None
    country: str | None
    """ISO 3166 alpha-2."""
    admin1: str | None
    latitude: float | None
    longitude: float | None


class SpeakerReference(Model):
    """Who speaks."""

    key: str
    name: str
    kind: Literal["PERSON", "BODY", "UNNAMED"] | str
    party: str | None


class Outlet(Model):
    """Who published an article."""

    key: str
    name: str


class ArticleReference(Model):
    """The article that a statement stands in."""

    key: str
    name: str
    title: str | None
    url: str | None
    published: dt.date | None
    outlet: Outlet | None


class Claim(Model):
    """What the statement says, in one frame."""

    type: (
        Literal[
            "CONTROL",
            "ADVANCE",
            "REPEL",
            "WITHDRAW",
            "ENCIRCLE",
            "ATTACK",
            "STRIKE",
            "CASUALTIES",
            "LOSSES",
            "DETAIN",
            "FORCES",
            "SUPPLY",
            "DISPLACEMENT",
            "HUMANITARIAN",
            "CEASEFIRE",
            "SITUATION",
            "RESPONSIBILITY",
            "OTHER",
        ]
        | str
    )
    agent: str | None
    target: str | None
    polarity: Literal["POSITIVE", "NEGATIVE"] | str
    modality: Literal["ASSERTED", "POSSIBLE", "INTENDED", "HYPOTHETICAL"] | str


class DateInterval(Model):
    """Days, inclusive; one end may be unknown."""

    start: dt.date | None
    end: dt.date | None


class ControlStatement(Model):
    """A claim on a place."""

    key: str
    text: str
    kind: Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"] | str
    party: str | None
    said: dt.date | None
    speaker: SpeakerReference | None
    article: ArticleReference
    claim: Claim
    stance: Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"] | str | None
    about: DateInterval | None


class ControlSide(Model):
    """What one side claims of a place on one day."""

    party: str | None
    contested: bool
    """Whether a statement on this place contradicts one."""
    statements: list[ControlStatement]


class ControlDay(Model):
    """A day on which somebody claims something of the place."""

    date: dt.date
    contested: bool
    sides: list[ControlSide]


class Control(Model):
    """Who held a place, according to whom; days without a claim are left out."""

    place: LocationReference
    complete: bool
    """False where there is more: ask for a shorter period."""
    days: list[ControlDay]


class Change(Model):
    """Something that happened to one entity."""

    kind: Literal["ADDED", "CHANGED", "SUPERSEDED", "REVIEWED"] | str
    entity: Literal["ARTICLE", "STATEMENT", "CONTRADICTION", "DISPUTE", "SPEAKER"] | str
    key: str
    recorded_at: dt.datetime = Field(alias="recordedAt")
    href: str
    """Where the entity is, while it holds."""


class ChangePage(Model):
    """Events in order, and where to go on."""

    items: list[Change]
    next_cursor: str = Field(alias="nextCursor")
    """Ask with it again, at once or later: nothing is missed, nothing comes twice."""
    has_more: bool = Field(alias="hasMore")
    """Whether more has happened already."""


class Reviewed(Model):
    """What was decided, and where to look."""

    entity: Literal["contradiction", "dispute", "speaker"] | str
    key: str
    verdict: str
    reviewer: str
    """The name of the API key."""


class Attribution(Model):
    """The speaker as this article gives it."""

    name: str | None
    role: str | None
    organisation: str | None
    party: str | None
    confidence: float | None
    reason: str | None


class Span(Model):
    """Characters of the article's text."""

    start: int
    end: int


class ModelsEvidence(Model):
    """Where in the article it stands, and how it was found."""

    span: Span
    cue: str | None
    cue_span: Span | None = Field(alias="cueSpan")
    source_span: Span | None = Field(alias="sourceSpan")
    via: list[str]
    """Outlets through which the article has it."""
    basis: str | None
    """What the source names as its ground."""
    hedges: list[str]
    rule: str
    confidence: float
    extractor: str
    extractor_version: str = Field(alias="extractorVersion")


class Place(Model):
    """A place as a statement names it."""

    mention: str
    span: Span
    implicit: bool
    """True for words that stand for a place named before."""
    relation: str | None
    confidence: float
    location: LocationReference


class Quantity(Model):
    """A count or measure; bounds are inclusive, null where open."""

    mention: str
    span: Span
    low: float | None
    high: float | None
    unit: str
    """1 for counts, else UCUM-style."""
    counted: str | None
    approx: bool
    aspect: str | None


class NestedStatement(Model):
    """A statement that another one reports, or is reported in."""

    key: str
    text: str
    stance: Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"] | str | None
    speaker: SpeakerReference | None


class PairReference(Model):
    """A contradiction, in short."""

    key: str
    type: (
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
        | str
    )
    confidence: float
    reason: str


class StatementReference(Model):
    """A statement, in short."""

    key: str
    text: str
    kind: Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"] | str
    party: str | None
    said: dt.date | None
    speaker: SpeakerReference | None
    article: ArticleReference


class Opposition(Model):
    """A contradiction as seen from one of its statements."""

    contradiction: PairReference
    other: StatementReference


class Statement(Model):
    """One proposition that one source puts forward in one article."""

    key: str
    text: str
    kind: Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"] | str
    party: str | None
    said: dt.date | None
    speaker: SpeakerReference | None
    article: ArticleReference
    claim: Claim
    stance: Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"] | str | None
    about: DateInterval | None
    """The days that the claim is about."""
    published: dt.date | None
    recorded_at: dt.datetime = Field(alias="recordedAt")
    confidence: float
    attribution: Attribution | None
    evidence: ModelsEvidence
    places: list[Place]
    quantities: list[Quantity]
    parent: NestedStatement | None
    nested: list[NestedStatement]
    contradictions: list[Opposition]


class TextFacet(Model):
    """A value, and how many have it."""

    value: str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class SpeakerFacet(Model):
    """A value, and how many have it."""

    value: SpeakerReference | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class LocationFacet(Model):
    """A value, and how many have it."""

    value: LocationReference | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class ClaimTypeFacet(Model):
    """A value, and how many have it."""

    value: (
        Literal[
            "CONTROL",
            "ADVANCE",
            "REPEL",
            "WITHDRAW",
            "ENCIRCLE",
            "ATTACK",
            "STRIKE",
            "CASUALTIES",
            "LOSSES",
            "DETAIN",
            "FORCES",
            "SUPPLY",
            "DISPLACEMENT",
            "HUMANITARIAN",
            "CEASEFIRE",
            "SITUATION",
            "RESPONSIBILITY",
            "OTHER",
        ]
        | str
        | None
    )
    """Null counts those that have none."""
    count: int
    """How many have it."""


class StatementKindFacet(Model):
    """A value, and how many have it."""

    value: Literal["DIRECT", "INDIRECT", "MIXED", "NARRATION"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class PolarityFacet(Model):
    """A value, and how many have it."""

    value: Literal["POSITIVE", "NEGATIVE"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class ModalityFacet(Model):
    """A value, and how many have it."""

    value: Literal["ASSERTED", "POSSIBLE", "INTENDED", "HYPOTHETICAL"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class StanceFacet(Model):
    """A value, and how many have it."""

    value: Literal["DENIES", "DOUBTS", "AFFIRMS", "REPORTS"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class OutletFacet(Model):
    """A value, and how many have it."""

    value: Outlet | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class DateFacet(Model):
    """A value, and how many have it."""

    value: dt.date | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class StatementFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    party: list[TextFacet] | None = None
    """With `facet=party`."""
    speaker: list[SpeakerFacet] | None = None
    """With `facet=speaker`."""
    place: list[LocationFacet] | None = None
    """With `facet=place`."""
    country: list[TextFacet] | None = None
    """With `facet=country`."""
    type: list[ClaimTypeFacet] | None = None
    """With `facet=type`."""
    kind: list[StatementKindFacet] | None = None
    """With `facet=kind`."""
    polarity: list[PolarityFacet] | None = None
    """With `facet=polarity`."""
    modality: list[ModalityFacet] | None = None
    """With `facet=modality`."""
    stance: list[StanceFacet] | None = None
    """With `facet=stance`."""
    agent: list[TextFacet] | None = None
    """With `facet=agent`."""
    target: list[TextFacet] | None = None
    """With `facet=target`."""
    outlet: list[OutletFacet] | None = None
    """With `facet=outlet`."""
    day: list[DateFacet] | None = None
    """With `facet=day`."""
    month: list[DateFacet] | None = None
    """With `facet=month`."""


class Spelling(Model):
    """A name under which a speaker was met, and why it is theirs."""

    name: str
    reason: str | None
    confidence: float | None


class Review(Model):
    """A decision of a person."""

    verdict: Literal["CONFIRMED", "REJECTED", "CORRECTED", "WITHDRAWN", "MERGED", "SPLIT"] | str
    value: Any
    """For MERGED the key of the other, for SPLIT what was split."""
    note: str | None
    reviewer: str
    """The name of an API key."""
    recorded_at: dt.datetime = Field(alias="recordedAt")


class Speaker(Model):
    """A person or body that speaks, the same across articles."""

    key: str
    name: str
    kind: Literal["PERSON", "BODY", "UNNAMED"] | str
    party: str | None
    role: str | None
    organisation: str | None
    aliases: list[str]
    """All spellings met."""
    spellings: list[Spelling]
    """The same, and why each is this speaker's."""
    merged_into: SpeakerReference | None = Field(alias="mergedInto")
    """For whom people take this speaker."""
    merged_from: list[SpeakerReference] = Field(alias="mergedFrom")
    """Whom people take for this speaker."""
    reviews: list[Review]
    """What people decided on it."""


class SpeakerKindFacet(Model):
    """A value, and how many have it."""

    value: Literal["PERSON", "BODY", "UNNAMED"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class SpeakerFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    kind: list[SpeakerKindFacet] | None = None
    """With `facet=kind`."""
    party: list[TextFacet] | None = None
    """With `facet=party`."""


class Location(Model):
    """A place that some statement names."""

    key: str
    name: str
    kind: Literal["COUNTRY", "REGION", "CITY", "VILLAGE", "RIVER", "SEA", "AREA"] | str | None
    country: str | None
    """ISO 3166 alpha-2."""
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonameid: int | None
    aliases: list[str]
    """All names met."""


class PlaceKindFacet(Model):
    """A value, and how many have it."""

    value: Literal["COUNTRY", "REGION", "CITY", "VILLAGE", "RIVER", "SEA", "AREA"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class LocationFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    kind: list[PlaceKindFacet] | None = None
    """With `facet=kind`."""
    country: list[TextFacet] | None = None
    """With `facet=country`."""
    admin1: list[TextFacet] | None = None
    """With `facet=admin1`."""


class ArticleSummary(Model):
    """An article without its text."""

    key: str
    name: str
    title: str | None
    url: str | None
    published: dt.date | None
    outlet: Outlet | None
    language: str
    recorded_at: dt.datetime = Field(alias="recordedAt")
    extractor: str
    extractor_version: str = Field(alias="extractorVersion")


class ArticleSummaryFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    outlet: list[OutletFacet] | None = None
    """With `facet=outlet`."""
    language: list[TextFacet] | None = None
    """With `facet=language`."""
    day: list[DateFacet] | None = None
    """With `facet=day`."""
    month: list[DateFacet] | None = None
    """With `facet=month`."""


class Quotation(Model):
    """Characters of the article's text, and the words that stand there."""

    start: int
    end: int
    text: str


class DisputeReference(Model):
    """A dispute, in short."""

    key: str
    matter: str | None


class Contradiction(Model):
    """Two statements that cannot both be true."""

    key: str
    rule: str
    confidence: float
    reason: str
    matter: str | None
    value_a: str | None = Field(alias="valueA")
    value_b: str | None = Field(alias="valueB")
    a: StatementReference
    b: StatementReference
    evidence_a: Quotation = Field(alias="evidenceA")
    evidence_b: Quotation = Field(alias="evidenceB")
    recorded_at: dt.datetime = Field(alias="recordedAt")
    type: (
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
        | str
    )
    status: Literal["UNREVIEWED", "CONFIRMED", "REJECTED"] | str
    reviews: list[Review]
    dispute: DisputeReference | None


class ContradictionTypeFacet(Model):
    """A value, and how many have it."""

    value: (
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
        | str
        | None
    )
    """Null counts those that have none."""
    count: int
    """How many have it."""


class ReviewStatusFacet(Model):
    """A value, and how many have it."""

    value: Literal["UNREVIEWED", "CONFIRMED", "REJECTED"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class ContradictionFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    type: list[ContradictionTypeFacet] | None = None
    """With `facet=type`."""
    status: list[ReviewStatusFacet] | None = None
    """With `facet=status`."""
    rule: list[TextFacet] | None = None
    """With `facet=rule`."""
    party: list[TextFacet] | None = None
    """With `facet=party`."""
    speaker: list[SpeakerFacet] | None = None
    """With `facet=speaker`."""
    place: list[LocationFacet] | None = None
    """With `facet=place`."""
    claim_type: list[ClaimTypeFacet] | None = Field(None, alias="claimType")
    """With `facet=claimType`."""


class NearMiss(Model):
    """Two statements on one matter that can both be true, and why."""

    key: str
    rule: str
    confidence: float
    reason: str
    matter: str | None
    value_a: str | None = Field(alias="valueA")
    value_b: str | None = Field(alias="valueB")
    a: StatementReference
    b: StatementReference
    evidence_a: Quotation = Field(alias="evidenceA")
    evidence_b: Quotation = Field(alias="evidenceB")
    recorded_at: dt.datetime = Field(alias="recordedAt")
    relation: Literal["CONTRADICTS", "REVISES", "CORROBORATES", "NEAR_MISS"] | str
    type: (
        Literal[
            "DENIAL", "NEGATION", "ANTONYM", "CONTROL", "NUMBER", "TIME", "PLACE", "RESPONSIBILITY"
        ]
        | str
        | None
    )


class RelationFacet(Model):
    """A value, and how many have it."""

    value: Literal["CONTRADICTS", "REVISES", "CORROBORATES", "NEAR_MISS"] | str | None
    """Null counts those that have none."""
    count: int
    """How many have it."""


class NearMissFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    type: list[ContradictionTypeFacet] | None = None
    """With `facet=type`."""
    relation: list[RelationFacet] | None = None
    """With `facet=relation`."""
    rule: list[TextFacet] | None = None
    """With `facet=rule`."""
    party: list[TextFacet] | None = None
    """With `facet=party`."""
    speaker: list[SpeakerFacet] | None = None
    """With `facet=speaker`."""
    place: list[LocationFacet] | None = None
    """With `facet=place`."""
    claim_type: list[ClaimTypeFacet] | None = Field(None, alias="claimType")
    """With `facet=claimType`."""


class SideStatement(Model):
    """A statement on one side of a dispute."""

    key: str
    text: str
    party: str | None
    said: dt.date | None
    speaker: SpeakerReference | None


class DisputeSide(Model):
    """Statements of a dispute of which none contradicts another."""

    parties: list[str]
    claims: list[str]
    statement_count: int = Field(alias="statementCount")
    source_count: int = Field(alias="sourceCount")
    statements: list[SideStatement]


class DisputePlace(Model):
    """A place of a dispute."""

    statement_count: int = Field(alias="statementCount")
    location: LocationReference


class Dispute(Model):
    """Contradictions on one matter that share statements."""

    key: str
    matter: str | None
    status: Literal["UNREVIEWED", "CONFIRMED", "REJECTED"] | str
    about: DateInterval | None
    """The days that its statements speak of."""
    source_count: int = Field(alias="sourceCount")
    """Independent sources: parties, else speakers, else outlets."""
    sides: list[DisputeSide]
    reviews: list[Review]
    first_seen: dt.date | None = Field(alias="firstSeen")
    last_seen: dt.date | None = Field(alias="lastSeen")
    statement_count: int = Field(alias="statementCount")
    contradiction_count: int = Field(alias="contradictionCount")
    recorded_at: dt.datetime = Field(alias="recordedAt")
    superseded_at: dt.datetime | None = Field(alias="supersededAt")
    """Set when another dispute took it in."""
    merged_into: DisputeReference | None = Field(alias="mergedInto")
    places: list[DisputePlace]


class DisputeFacets(Model):
    """How many items have each value, the most frequent first, whatever the page."""

    counted: int
    """How many items were counted."""
    complete: bool
    """False where counting stopped at facetAtMost."""
    status: list[ReviewStatusFacet] | None = None
    """With `facet=status`."""
    place: list[LocationFacet] | None = None
    """With `facet=place`."""
    party: list[TextFacet] | None = None
    """With `facet=party`."""


class Article(Model):
    """An article with the text that all offsets count."""

    key: str
    name: str
    title: str | None
    url: str | None
    published: dt.date | None
    outlet: Outlet | None
    language: str
    recorded_at: dt.datetime = Field(alias="recordedAt")
    extractor: str
    extractor_version: str = Field(alias="extractorVersion")
    text: str
    body_start: int = Field(alias="bodyStart")
    """Where the report begins, behind a date line."""
    warnings: list[str]


class ProblemsFault(Model):
    """One thing that is wrong with a request."""

    where: str
    message: str


class Problem(Model):
    """What went wrong, for programs (`code`) and for people (`detail`)."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    faults: list[ProblemsFault] | None = None
