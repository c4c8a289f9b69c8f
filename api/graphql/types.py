"""The types of the schema. They only declare: the query engine answers every field."""

from typing import TYPE_CHECKING, Annotated

import strawberry

import api.graphql.enums  # noqa: F401 - makes the enums known to the schema
from api.graphql.inputs import ContradictionWhere, StatementWhere
from api.graphql.paging import PairOrder, StatementOrder, described, paged
from api.graphql.pieces import (
    KEY,
    PARTY,
    Claim,
    DateInterval,
    Outlet,
    Quantity,
    Quotation,
    Span,
    Spelling,
)
from api.graphql.scalars import Date, DateTime, Json
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

if TYPE_CHECKING:  # they lead to the types here, and are read when the schema is built
    from api.graphql.facets import ContradictionConnection, StatementConnection

_ID = "Global id, for `node`."
_RECORDED = "When this archive took it in."
_SUPERSEDED = "When a newer reading replaced it; null for what is current."
_STATEMENTS = Annotated["StatementConnection", strawberry.lazy("api.graphql.facets")]
_CONTRADICTIONS = Annotated["ContradictionConnection", strawberry.lazy("api.graphql.facets")]


@strawberry.interface(description="Anything with a global id.")
class Node:
    """Anything with a global id."""

    id: strawberry.ID = described(_ID)


@strawberry.type(description="To whom an article attributes a statement, and how that was found.")
class Attribution:
    """To whom an article attributes a statement."""

    name: str = described("The name as best given in the article.")
    kind: SpeakerKind | None = described("What sort of speaker.")
    role: str | None = described("The role as given in the article.")
    organisation: str | None = described("The organisation as given in the article.")
    party: str | None = described(PARTY)
    confidence: float | None = described("How sure the reading is, 0 to 1.")
    reason: str | None = described("The rule that led from the mention to the speaker.")
    candidates: Json = described("Other readings, best first.")


@strawberry.type(description="Where a statement stands and how it was found.")
class Evidence:
    """Where a statement stands and how it was found."""

    text: str = described("Its words.")
    span: Span = described("Where they stand in the article.")
    cue: str | None = described("The reporting words: `said`, `according to`.")
    cue_span: Span | None = described("Where these stand.")
    source_span: Span | None = described("Where the mention of the speaker stands.")
    via: list[str] = described("Outlets through which the article has it, as written.")
    basis: str | None = described("What the source names as its ground.")
    hedges: list[str] = described("Words that weaken it.")
    rule: str = described("The rule that found it.")
    confidence: float = described("How sure the extractor is, 0 to 1.")
    extractor: str = described("The extractor.")
    extractor_version: str = described("Its version.")
    article: "Article" = described("The article that it stands in.")


@strawberry.type(description="One proposition that one source puts forward in one article.")
class Statement(Node):
    """One proposition that one source puts forward in one article."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    position: int = described("Its place among the article's statements, from 0.")
    local_id: str = described("Its id in the article's annotation: `s1`.")
    kind: StatementKind = described("How it stands in the article.")
    text: str = described("Its words.")
    utterance: int | None = described("Equal for the sentences of one quotation.")
    party: str | None = described(f"For whom the speaker speaks. {PARTY}")
    stance: Stance | None = described("What the one who passes it on makes of it.")
    polarity: Polarity = described("Whether the main claim is affirmed or negated.")
    modality: Modality = described("How firmly it is put.")
    claim_type: ClaimType = described("What the main claim is about.")
    claim: Claim = described("The main claim.")
    frames: Json = described("The claims of all its clauses, in full.")
    via: list[str] = described("Outlets through which the article has it, as written.")
    confidence: float = described("How sure the extractor is, 0 to 1.")
    said: Date | None = described("The day on which it was said, as far as known.")
    about: DateInterval | None = described("The days that it speaks of.")
    published: Date | None = described("The day on which its article was published.")
    recorded_at: DateTime = described(_RECORDED)
    superseded_at: DateTime | None = described(_SUPERSEDED)
    evidence: Evidence = described("Where it stands and how it was found.")
    attribution: Attribution | None = described("To whom the article attributes it.")
    article: "Article" = described("The article that it stands in.")
    speaker: "Speaker | None" = described("Who says so; null for the article's own voice.")
    parent: "Statement | None" = described("The statement that reports this one.")
    nested: list["Statement"] = described("The statements that it reports.")
    places: list["StatementPlace"] = described("The places that it names, in order.")
    quantities: list["Quantity"] = described("The counts and measures in it, in order.")
    contradictions: list["Opposition"] = described("What contradicts it, surest first.")
    near_misses: list["NearOpposition"] = described("What looks opposed and is not, surest first.")


@strawberry.type(description="A mention of a place in a statement.")
class StatementPlace:
    """A mention of a place in a statement."""

    mention: str = described("The words.")
    span: Span = described("Where they stand.")
    implicit: bool = described("True for words that stand for a place named before: `the city`.")
    relation: str | None = described("How the claim lies to the place: `near`, `north of`.")
    confidence: float = described("How sure the reading is, 0 to 1.")
    location: "Location" = described("The place.")


@strawberry.type(description="A contradiction as one of its two statements sees it.")
class Opposition:
    """A contradiction as one of its two statements sees it."""

    contradiction: "Contradiction" = described("The contradiction.")
    other: Statement = described("The statement on the other side.")
    evidence: Span = described("The decisive words on this side.")
    other_evidence: Span = described("The decisive words on the other side.")
    value: str | None = described("What this side says, in short.")
    other_value: str | None = described("What the other side says, in short.")


@strawberry.type(description="A near miss as one of its two statements sees it.")
class NearOpposition:
    """A near miss as one of its two statements sees it."""

    near_miss: "NearMiss" = described("The near miss.")
    other: Statement = described("The statement on the other side.")
    evidence: Span = described("The decisive words on this side.")
    other_evidence: Span = described("The decisive words on the other side.")
    value: str | None = described("What this side says, in short.")
    other_value: str | None = described("What the other side says, in short.")


@strawberry.type(description="Who speaks: a person, a body, or somebody unnamed.")
class Speaker(Node):
    """Who speaks."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    name: str = described("The name.")
    kind: SpeakerKind = described("What sort of speaker.")
    role: str | None = described("The role as last given.")
    organisation: str | None = described("The organisation as last given.")
    party: str | None = described(PARTY)
    aliases: list[str] = described("All spellings met, sorted.")
    spellings: list[Spelling] = described("All spellings met, and why each is this speaker's.")
    merged_into: "Speaker | None" = described(
        "For whom people take this speaker, who has its statements; null for all that lists give."
    )
    merged_from: list["Speaker"] = described("Whom people take for this speaker.")
    reviews: list["Review"] = described("What people decided on it, in order.")
    statements: _STATEMENTS | None = paged(
        _STATEMENTS, StatementWhere, StatementOrder, "What the speaker said."
    )


@strawberry.type(description="A place that statements name.")
class Location(Node):
    """A place that statements name."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    name: str = described("The name.")
    kind: PlaceKind | None = described("What sort of place.")
    country: str | None = described("ISO 3166 alpha-2 code of its country.")
    admin1: str | None = described("The first-level division of the country.")
    latitude: float | None = described("Degrees north.")
    longitude: float | None = described("Degrees east.")
    geonameid: int | None = described("Its number in GeoNames.")
    aliases: list[str] = described("All names met, sorted.")
    statements: _STATEMENTS | None = paged(
        _STATEMENTS, StatementWhere, StatementOrder, "What was said about the place."
    )


@strawberry.type(description="A text as it was read.")
class Article(Node):
    """A text as it was read."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    name: str = described("The file's name, or the id that it came under.")
    title: str | None = described("The headline.")
    text: str = described("The stored text; all offsets are into it.")
    body_start: int = described("Where the report begins in the text.")
    language: str = described("Its language code.")
    url: str | None = described("Its address.")
    outlet: Outlet | None = described("Who published it.")
    published: Date | None = described("The day of publication.")
    recorded_at: DateTime = described(_RECORDED)
    extractor: str = described("The extractor that read it.")
    extractor_version: str = described("The extractor's version.")
    warnings: list[str] = described("What the extractor stumbled over.")
    statements: _STATEMENTS | None = paged(
        _STATEMENTS, StatementWhere, StatementOrder, "The statements in it."
    )


@strawberry.type(description="Two statements that cannot both be true.")
class Contradiction(Node):
    """Two statements that cannot both be true."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    relation: Relation = described("How the two stand to each other: here always CONTRADICTS.")
    type: ContradictionType = described("Why they cannot both be true.")
    reason: str = described("The reason, in a sentence.")
    rule: str = described("The rule that found it.")
    confidence: float = described("How sure the linker is, 0 to 1.")
    a: Statement = described("The one statement; which is `a` is settled by key.")
    b: Statement = described("The other statement.")
    evidence_a: Quotation = described("The decisive words of `a`.")
    evidence_b: Quotation = described("The decisive words of `b`.")
    value_a: str | None = described("What `a` says, in short.")
    value_b: str | None = described("What `b` says, in short.")
    matter: str | None = described("What both speak of.")
    dispute: "Dispute | None" = described("The dispute that it belongs to.")
    status: ReviewStatus = described("What people made of it.")
    reviews: list["Review"] = described("What people decided on it, in order.")
    recorded_at: DateTime = described("When it was found.")
    superseded_at: DateTime | None = described(_SUPERSEDED)


@strawberry.type(description="Two statements that look opposed and can both be true, and why.")
class NearMiss(Node):
    """Two statements that look opposed and can both be true."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    relation: Relation = described("How the two stand to each other.")
    type: ContradictionType | None = described("The contradiction that it looks like.")
    reason: str = described("Why it is none, in a few words.")
    rule: str = described("The rule that judged it.")
    confidence: float = described("How sure the linker is, 0 to 1.")
    a: Statement = described("The one statement; which is `a` is settled by key.")
    b: Statement = described("The other statement.")
    evidence_a: Quotation = described("The decisive words of `a`.")
    evidence_b: Quotation = described("The decisive words of `b`.")
    value_a: str | None = described("What `a` says, in short.")
    value_b: str | None = described("What `b` says, in short.")
    matter: str | None = described("What both speak of.")
    recorded_at: DateTime = described("When it was judged.")
    superseded_at: DateTime | None = described(_SUPERSEDED)


@strawberry.type(description="A decision of a person.")
class Review:
    """A decision of a person."""

    verdict: Verdict = described("What was decided.")
    value: Json | None = described(
        "For MERGED the key of the other dispute; for SPLIT the keys of the contradictions that "
        "were split off, or of the dispute that this one was split from."
    )
    note: str | None = described("Why.")
    reviewer: str = described("Who decided: the name of an API key.")
    recorded_at: DateTime = described("When.")


@strawberry.type(description="Statements of a dispute of which none contradicts another.")
class DisputeSide:
    """Statements of a dispute of which none contradicts another."""

    parties: list[str] = described(f"For whom its statements speak. {PARTY}")
    claims: list[str] = described("What they say, in short.")
    statement_count: int = described("How many they are.")
    source_count: int = described("How many independent sources they have.")
    statements: list[Statement] = described("Its statements, the earliest first.")


@strawberry.type(description="A place of a dispute.")
class DisputePlace:
    """A place of a dispute."""

    location: Location = described("The place.")
    statement_count: int = described("How many statements of the dispute name it.")


@strawberry.type(description="What one side claims of a place on one day.")
class ControlSide:
    """What one side claims of a place on one day."""

    party: str | None = described(f"Who claims it; null for those of no side. {PARTY}")
    contested: bool = described("Whether a statement on the same place contradicts one of these.")
    statements: list[Statement] = described("The claims, the earliest first.")


@strawberry.type(description="A day on which somebody claims something of a place.")
class ControlDay:
    """A day on which somebody claims something of a place."""

    date: Date = described("The day that the claims speak of; else that on which they were made.")
    contested: bool = described("Whether a claim of some side is contested.")
    sides: list[ControlSide] = described("Each side's claims, by code of the party.")


@strawberry.type(description="Who held a place, according to whom.")
class Control:
    """Who held a place, according to whom."""

    place: Location = described("The place.")
    days: list[ControlDay] = described("The days on which there is a claim, in order.")
    complete: bool = described("False where there is more than fits: ask for a shorter period.")


@strawberry.type(description="Contradictions that are connected by their statements.")
class Dispute(Node):
    """Contradictions that are connected by their statements."""

    id: strawberry.ID = described(_ID)
    key: str = described(KEY)
    matter: str | None = described("What it is about.")
    first_seen: Date | None = described("The first day that its statements are of.")
    last_seen: Date | None = described("The last day that its statements are of.")
    statement_count: int = described("How many statements it has.")
    contradiction_count: int = described("How many contradictions it has.")
    source_count: int = described(
        "How many independent sources its statements have: parties, else speakers, else outlets."
    )
    about: DateInterval | None = described("The days that its statements speak of.")
    status: ReviewStatus = described("What people made of it.")
    reviews: list[Review] = described("What people decided on it, in order.")
    sides: list[DisputeSide] = described("Who stands against whom, in the order first heard.")
    recorded_at: DateTime = described("When it was found.")
    superseded_at: DateTime | None = described("When it became part of another one.")
    merged_into: "Dispute | None" = described("The dispute that it became part of.")
    places: list[DisputePlace] = described("Its places, those named most first.")
    contradictions: _CONTRADICTIONS | None = paged(
        _CONTRADICTIONS, ContradictionWhere, PairOrder, "Its contradictions."
    )
