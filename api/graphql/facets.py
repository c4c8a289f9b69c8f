"""Facets: how many of what a list has share a value. The query engine counts them."""

from typing import Annotated, Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

import api.graphql.enums  # noqa: F401 - makes the enums known to the schema
from api.graphql.paging import Connection, described
from api.graphql.pieces import PARTY, Outlet
from api.graphql.scalars import Date
from api.graphql.types import (
    Article,
    Contradiction,
    Dispute,
    Location,
    NearMiss,
    Speaker,
    Statement,
)
from db.enums import ReviewStatus
from db.query.facets import DEFAULT_COUNTED, DEFAULT_VALUES, MAX_COUNTED, MAX_VALUES
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

V = TypeVar("V")

_FIRST = strawberry.argument(
    description=f"Take so many values, 1 to {MAX_VALUES}; {DEFAULT_VALUES} unless given."
)
_AT_MOST = strawberry.argument(
    description=f"Where to stop counting, 1 to {MAX_COUNTED:,}; {DEFAULT_COUNTED:,} unless given."
)
_FACETS = "How many there are of each value, under the filter of the list, whatever its page."
_PAGE = "A page of a list."
_TYPE = "A value, and how many there are of it."
_UNDATED = "; null for the undated."
_FIRST_DAY = ", as its first day; null for the undated."


@strawberry.type(description=_TYPE)
class Facet(Generic[V]):  # noqa: UP046 - strawberry reads generics of this form
    """A value, and how many there are of it."""

    value: V | None = described("The value; null counts those that have none.")
    count: int = described("How many have it.")


@strawberry.type(description=_TYPE)
class TextFacet(Facet[str]):
    """A text, and how many there are of it."""


def _by(kind: Any, text: str) -> Any:
    """Declare the values of one facet. The query engine answers them."""
    facet = TextFacet if kind is str else Facet[kind]

    def values(first: Annotated[int | None, _FIRST] = UNSET) -> list[facet]:  # type: ignore[valid-type]  # known at run time
        raise NotImplementedError

    return strawberry.field(resolver=values, description=text)


@strawberry.type(description="How many were counted.")
class Counted:
    """What stands beside the facets of every list."""

    counted: int = described("How many were counted: all, or the first `atMost` of the list.")
    complete: bool = described("False where counting stopped at `atMost`.")


@strawberry.type(description="What statements can be counted by.")
class StatementFacets(Counted):
    """What statements can be counted by."""

    party: list[TextFacet] = _by(str, f"By for whom the speaker speaks. {PARTY}")
    speaker: list[Facet[Speaker]] = _by(Speaker, "By who says so; null for articles' own voice.")
    place: list[Facet[Location]] = _by(
        Location, "By the places that they name; a statement counts at each of its places."
    )
    country: list[TextFacet] = _by(str, "By the countries of these places, ISO 3166 alpha-2.")
    type: list[Facet[ClaimType]] = _by(ClaimType, "By what the main claim is about.")
    kind: list[Facet[StatementKind]] = _by(StatementKind, "By how they stand in the article.")
    polarity: list[Facet[Polarity]] = _by(Polarity, "By whether the claim is affirmed or negated.")
    modality: list[Facet[Modality]] = _by(Modality, "By how firmly the claim is put.")
    stance: list[Facet[Stance]] = _by(Stance, "By what the one who passes it on makes of it.")
    agent: list[TextFacet] = _by(str, f"By who acts. {PARTY}")
    target: list[TextFacet] = _by(str, f"By who is acted upon. {PARTY}")
    outlet: list[Facet[Outlet]] = _by(Outlet, "By who published the article.")
    day: list[Facet[Date]] = _by(Date, f"By the day of the saying{_UNDATED}")
    month: list[Facet[Date]] = _by(Date, f"By the month of the saying{_FIRST_DAY}")


@strawberry.type(description="What contradictions can be counted by.")
class ContradictionFacets(Counted):
    """What contradictions can be counted by."""

    type: list[Facet[ContradictionType]] = _by(ContradictionType, "By why they are such.")
    status: list[Facet[ReviewStatus]] = _by(ReviewStatus, "By what people made of them.")
    rule: list[TextFacet] = _by(str, "By the rule that found them.")
    party: list[TextFacet] = _by(str, f"By party, of either side. {PARTY}")
    speaker: list[Facet[Speaker]] = _by(Speaker, "By speaker, of either side.")
    place: list[Facet[Location]] = _by(Location, "By place that either side names.")
    claim_type: list[Facet[ClaimType]] = _by(ClaimType, "By what either side claims.")


@strawberry.type(description="What near misses can be counted by.")
class NearMissFacets(Counted):
    """What near misses can be counted by."""

    type: list[Facet[ContradictionType]] = _by(
        ContradictionType, "By the contradiction that they look like."
    )
    relation: list[Facet[Relation]] = _by(Relation, "By how the two stand to each other.")
    rule: list[TextFacet] = _by(str, "By the rule that judged them.")
    party: list[TextFacet] = _by(str, f"By party, of either side. {PARTY}")
    speaker: list[Facet[Speaker]] = _by(Speaker, "By speaker, of either side.")
    place: list[Facet[Location]] = _by(Location, "By place that either side names.")
    claim_type: list[Facet[ClaimType]] = _by(ClaimType, "By what either side claims.")


@strawberry.type(description="What disputes can be counted by.")
class DisputeFacets(Counted):
    """What disputes can be counted by."""

    status: list[Facet[ReviewStatus]] = _by(ReviewStatus, "By what people made of them.")
    place: list[Facet[Location]] = _by(Location, "By place; a dispute counts at each of its own.")
    party: list[TextFacet] = _by(str, f"By party that takes part. {PARTY}")


@strawberry.type(description="What articles can be counted by.")
class ArticleFacets(Counted):
    """What articles can be counted by."""

    outlet: list[Facet[Outlet]] = _by(Outlet, "By who published them.")
    language: list[TextFacet] = _by(str, "By language code.")
    day: list[Facet[Date]] = _by(Date, f"By the day of publication{_UNDATED}")
    month: list[Facet[Date]] = _by(Date, f"By the month of publication{_FIRST_DAY}")


@strawberry.type(description="What speakers can be counted by.")
class SpeakerFacets(Counted):
    """What speakers can be counted by."""

    kind: list[Facet[SpeakerKind]] = _by(SpeakerKind, "By what sort of speaker they are.")
    party: list[TextFacet] = _by(str, f"By for whom they speak. {PARTY}")


@strawberry.type(description="What places can be counted by.")
class LocationFacets(Counted):
    """What places can be counted by."""

    kind: list[Facet[PlaceKind]] = _by(PlaceKind, "By what sort of place they are.")
    country: list[TextFacet] = _by(str, "By the country that they lie in, ISO 3166 alpha-2.")
    admin1: list[TextFacet] = _by(str, "By the first-level division of the country.")


def _facets(kind: Any) -> Any:
    """Declare the facets of a connection. The query engine answers them."""

    def counts(at_most: Annotated[int | None, _AT_MOST] = UNSET) -> kind:
        raise NotImplementedError

    return strawberry.field(resolver=counts, description=_FACETS)


@strawberry.type(description=_PAGE)
class StatementConnection(Connection[Statement]):
    """A page of statements."""

    facets: StatementFacets = _facets(StatementFacets)


@strawberry.type(description=_PAGE)
class SpeakerConnection(Connection[Speaker]):
    """A page of speakers."""

    facets: SpeakerFacets = _facets(SpeakerFacets)


@strawberry.type(description=_PAGE)
class LocationConnection(Connection[Location]):
    """A page of places."""

    facets: LocationFacets = _facets(LocationFacets)


@strawberry.type(description=_PAGE)
class ArticleConnection(Connection[Article]):
    """A page of articles."""

    facets: ArticleFacets = _facets(ArticleFacets)


@strawberry.type(description=_PAGE)
class ContradictionConnection(Connection[Contradiction]):
    """A page of contradictions."""

    facets: ContradictionFacets = _facets(ContradictionFacets)


@strawberry.type(description=_PAGE)
class NearMissConnection(Connection[NearMiss]):
    """A page of near misses."""

    facets: NearMissFacets = _facets(NearMissFacets)


@strawberry.type(description=_PAGE)
class DisputeConnection(Connection[Dispute]):
    """A page of disputes."""

    facets: DisputeFacets = _facets(DisputeFacets)
