"""The filters of the schema. What each does is in `db.filters`; a test holds the two together."""

from typing import Any, Generic, TypeVar

import strawberry
from strawberry import UNSET

import api.graphql.enums  # noqa: F401 - makes the enums known to the schema
from api.graphql.scalars import Date, DateTime
from db.enums import ReviewStatus
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

E = TypeVar("E")


def given(text: str, name: str | None = None) -> Any:
    """Describe a key of a filter; it may be left out."""
    return strawberry.field(description=text, name=name, default=UNSET)


_EQ = "Equal to this."
_NE = "Anything else than this, nothing included."
_IN = "One of these."
_NOT_IN = "None of these, nothing included."
_NULL = "True: not known. False: known."
_STATUS = "By what people made of it; rejected ones are left out unless this is asked for."
_AND = "All of these fit."
_OR = "At least one of these fits."
_NOT = "This does not fit."


@strawberry.input(description="A test of a text.")
class TextWhere:
    """A test of a text."""

    eq: str | None = given(_EQ)
    ne: str | None = given(_NE)
    in_: list[str] | None = given(_IN, "in")
    not_in: list[str] | None = given(_NOT_IN)
    contains: str | None = given("Contains this; the case of A to Z does not matter.")
    starts_with: str | None = given("Begins with this; the case of A to Z does not matter.")
    is_null: bool | None = given(_NULL)


@strawberry.input(description="A test of some text in a list: one that passes is enough.")
class AnyTextWhere:
    """A test of some text in a list."""

    eq: str | None = given(_EQ)
    in_: list[str] | None = given(_IN, "in")
    contains: str | None = given("Contains this; the case of A to Z does not matter.")
    starts_with: str | None = given("Begins with this; the case of A to Z does not matter.")


@strawberry.input(
    description="A test of a name in any known spelling; case, accents and signs do not matter."
)
class NameWhere:
    """A test of a name in any known spelling."""

    eq: str | None = given(_EQ)
    in_: list[str] | None = given(_IN, "in")
    contains: str | None = given("Contains this.")
    starts_with: str | None = given("Begins with this.")


@strawberry.input(description="A test of a public key.")
class KeyWhere:
    """A test of a public key."""

    eq: str | None = given(_EQ)
    in_: list[str] | None = given(_IN, "in")


@strawberry.input(description="A test of a value of an enum.")
class MemberWhere(Generic[E]):  # noqa: UP046 - strawberry reads generics of this form
    """A test of a value of an enum."""

    eq: E | None = given(_EQ)
    ne: E | None = given(_NE)
    in_: list[E] | None = given(_IN, "in")
    not_in: list[E] | None = given(_NOT_IN)
    is_null: bool | None = given(_NULL)


@strawberry.input(description="A test of a number.")
class NumberWhere:
    """A test of a number."""

    eq: float | None = given(_EQ)
    gt: float | None = given("More than this.")
    gte: float | None = given("This or more.")
    lt: float | None = given("Less than this.")
    lte: float | None = given("This or less.")
    is_null: bool | None = given(_NULL)


@strawberry.input(description="A test of a day.")
class DateWhere:
    """A test of a day."""

    eq: Date | None = given("This very day.")
    gt: Date | None = given("After this day.")
    gte: Date | None = given("This day or later.")
    lt: Date | None = given("Before this day.")
    lte: Date | None = given("This day or earlier.")
    is_null: bool | None = given(_NULL)


@strawberry.input(description="A test of a moment.")
class DateTimeWhere:
    """A test of a moment."""

    eq: DateTime | None = given("This very moment.")
    gt: DateTime | None = given("After this moment.")
    gte: DateTime | None = given("This moment or later.")
    lt: DateTime | None = given("Before this moment.")
    lte: DateTime | None = given("This moment or earlier.")
    is_null: bool | None = given(_NULL)


@strawberry.input(description="Days that an interval must touch; either end may be left open.")
class IntervalWhere:
    """Days that an interval must touch."""

    start: Date | None = given("It ends on this day or later.")
    end: Date | None = given("It begins on this day or earlier.")


@strawberry.input(description="A range that a figure must touch; either end may be left open.")
class RangeWhere:
    """A range that a figure must touch."""

    low: float | None = given("It may be this or more.")
    high: float | None = given("It may be this or less.")


@strawberry.input(description="A box; west may be greater than east, across the 180th meridian.")
class BoxWhere:
    """A box."""

    south: float = strawberry.field(description="Its southern edge, degrees of latitude.")
    west: float = strawberry.field(description="Its western edge, degrees of longitude.")
    north: float = strawberry.field(description="Its northern edge, degrees of latitude.")
    east: float = strawberry.field(description="Its eastern edge, degrees of longitude.")


@strawberry.input(description="A circle on the globe.")
class NearWhere:
    """A circle on the globe."""

    latitude: float = strawberry.field(description="Latitude of its centre, degrees.")
    longitude: float = strawberry.field(description="Longitude of its centre, degrees.")
    radius_km: float = strawberry.field(description="Its radius in kilometres, up to 2000.")


@strawberry.input(description="Which places to keep.")
class LocationWhere:
    """Which places to keep."""

    and_: list["LocationWhere"] | None = given(_AND, "and")
    or_: list["LocationWhere"] | None = given(_OR, "or")
    not_: "LocationWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    name: NameWhere | None = given("By a name.")
    kind: MemberWhere[PlaceKind] | None = given("By sort of place.")
    country: TextWhere | None = given("By ISO 3166 alpha-2 code of the country.")
    admin1: TextWhere | None = given("By first-level division of the country.")
    bbox: BoxWhere | None = given("Inside a box.")
    near: NearWhere | None = given("Within a distance of a point.")
    inside: str | None = given("The place with this key, or inside it if a country or region.")


@strawberry.input(description="Which quantities to keep.")
class QuantityWhere:
    """Which quantities to keep."""

    and_: list["QuantityWhere"] | None = given(_AND, "and")
    or_: list["QuantityWhere"] | None = given(_OR, "or")
    not_: "QuantityWhere | None" = given(_NOT, "not")
    unit: TextWhere | None = given("By unit: `1` for counts, else a symbol like `km`.")
    counted: TextWhere | None = given("By the noun that is counted, as written.")
    aspect: TextWhere | None = given("By what happened to those counted: `killed`, `lost`.")
    approx: bool | None = given("Whether the figure is rounded.")
    low: NumberWhere | None = given("By lower bound.")
    high: NumberWhere | None = given("By upper bound.")
    overlaps: RangeWhere | None = given("Whose bounds touch this range.")


@strawberry.input(description="Which outlets to keep.")
class OutletWhere:
    """Which outlets to keep."""

    and_: list["OutletWhere"] | None = given(_AND, "and")
    or_: list["OutletWhere"] | None = given(_OR, "or")
    not_: "OutletWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    name: TextWhere | None = given("By name.")


@strawberry.input(description="Which speakers to keep.")
class SpeakerWhere:
    """Which speakers to keep."""

    and_: list["SpeakerWhere"] | None = given(_AND, "and")
    or_: list["SpeakerWhere"] | None = given(_OR, "or")
    not_: "SpeakerWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    name: NameWhere | None = given("By a name.")
    kind: MemberWhere[SpeakerKind] | None = given("By sort of speaker.")
    party: TextWhere | None = given("By code of the party: a state's ISO code, a group's name.")
    role: TextWhere | None = given("By role as last given.")
    organisation: TextWhere | None = given("By organisation as last given.")
    statement: "StatementWhere | None" = given("Who made some statement that fits.")


@strawberry.input(
    description="A hop of a chain of reports: who passes a statement on, and what is made of it."
)
class RelayWhere:
    """A hop of a chain of reports."""

    and_: list["RelayWhere"] | None = given(_AND, "and")
    or_: list["RelayWhere"] | None = given(_OR, "or")
    not_: "RelayWhere | None" = given(_NOT, "not")
    speaker: SpeakerWhere | None = given("By who passes it on.")
    party: TextWhere | None = given("By code of the party of the one who passes it on.")
    stance: MemberWhere[Stance] | None = given("By what that one makes of it.")


@strawberry.input(description="Which articles to keep.")
class ArticleWhere:
    """Which articles to keep."""

    and_: list["ArticleWhere"] | None = given(_AND, "and")
    or_: list["ArticleWhere"] | None = given(_OR, "or")
    not_: "ArticleWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    name: TextWhere | None = given("By name of the file, or id, that it came under.")
    title: TextWhere | None = given("By headline.")
    url: TextWhere | None = given("By address.")
    language: TextWhere | None = given("By language code.")
    outlet: OutletWhere | None = given("By outlet.")
    published: DateWhere | None = given("By day of publication.")
    recorded: DateTimeWhere | None = given("By moment of import.")
    statement: "StatementWhere | None" = given("With some statement that fits.")


@strawberry.input(
    description="Which statements to keep. Superseded ones are left out unless asked for."
)
class StatementWhere:
    """Which statements to keep."""

    and_: list["StatementWhere"] | None = given(_AND, "and")
    or_: list["StatementWhere"] | None = given(_OR, "or")
    not_: "StatementWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    kind: MemberWhere[StatementKind] | None = given("By form.")
    text: TextWhere | None = given("By wording.")
    search: str | None = given("With all of these words, in any form; phrases in double quotes.")
    polarity: MemberWhere[Polarity] | None = given("Affirmed or negated.")
    modality: MemberWhere[Modality] | None = given("By firmness.")
    stance: MemberWhere[Stance] | None = given("By what the one who passes it on makes of it.")
    claim_type: MemberWhere[ClaimType] | None = given("By what the claim is about.")
    agent: TextWhere | None = given("By code of the party that acts in the claim.")
    target: TextWhere | None = given("By code of the party acted upon in the claim.")
    party: TextWhere | None = given("By code of the party for which the speaker speaks.")
    via: AnyTextWhere | None = given("By outlet through which the article has it, as written.")
    cue: TextWhere | None = given("By reporting word.")
    confidence: NumberWhere | None = given("By how sure the extractor is, 0 to 1.")
    said: DateWhere | None = given("By day on which it was said.")
    about: IntervalWhere | None = given("By days that it speaks of.")
    published: DateWhere | None = given("By day on which the article was published.")
    recorded: DateTimeWhere | None = given("By moment of import.")
    speaker: SpeakerWhere | None = given("By speaker.")
    original_speaker: SpeakerWhere | None = given(
        "By who said it first: the speaker at the end of the chain that it passes on, its own "
        "speaker where it passes nothing on."
    )
    relayed_by: RelayWhere | None = given("By someone through whom it came, at any distance.")
    place: LocationWhere | None = given("By some place that it names.")
    quantity: QuantityWhere | None = given("By some quantity in it.")
    article: ArticleWhere | None = given("By article.")
    nested: bool | None = given("Whether it is reported inside another statement.")
    passes_on: bool | None = given("Whether it reports another statement.")
    contradicted: bool | None = given("Whether some statement contradicts it.")
    superseded: bool | None = given("True: only superseded ones. False: only current ones.")


@strawberry.input(description="Two filters, one for each statement of a pair, either way round.")
class BetweenWhere:
    """Two filters, one for each statement of a pair."""

    one: StatementWhere = strawberry.field(description="What one of the two must fit.")
    other: StatementWhere = strawberry.field(description="What the other must fit.")


@strawberry.input(description="Which disputes to keep.")
class DisputeWhere:
    """Which disputes to keep."""

    and_: list["DisputeWhere"] | None = given(_AND, "and")
    or_: list["DisputeWhere"] | None = given(_OR, "or")
    not_: "DisputeWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    matter: TextWhere | None = given("By what it is about.")
    statement_count: NumberWhere | None = given("By number of statements.")
    contradiction_count: NumberWhere | None = given("By number of contradictions.")
    source_count: NumberWhere | None = given("By number of independent sources.")
    status: MemberWhere[ReviewStatus] | None = given(_STATUS)
    about: IntervalWhere | None = given("By days that its statements speak of.")
    first_seen: DateWhere | None = given("By first day.")
    last_seen: DateWhere | None = given("By last day.")
    recorded: DateTimeWhere | None = given("By moment at which it was found.")
    place: LocationWhere | None = given("By some place in it.")
    statement: StatementWhere | None = given("By some statement in it.")
    contradiction: "ContradictionWhere | None" = given("By some contradiction in it.")
    superseded: bool | None = given("True: only merged ones. False: only current ones.")


@strawberry.input(description="Which contradictions to keep.")
class ContradictionWhere:
    """Which contradictions to keep."""

    and_: list["ContradictionWhere"] | None = given(_AND, "and")
    or_: list["ContradictionWhere"] | None = given(_OR, "or")
    not_: "ContradictionWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    type: MemberWhere[ContradictionType] | None = given("By why they cannot both be true.")
    rule: TextWhere | None = given("By rule that found it.")
    matter: TextWhere | None = given("By what both speak of.")
    confidence: NumberWhere | None = given("By how sure the linker is, 0 to 1.")
    recorded: DateTimeWhere | None = given("By moment at which it was found.")
    statement: StatementWhere | None = given("By one of its two statements.")
    between: BetweenWhere | None = given("By both of its statements.")
    dispute: DisputeWhere | None = given("By dispute.")
    status: MemberWhere[ReviewStatus] | None = given(_STATUS)
    superseded: bool | None = given("True: only superseded ones. False: only current ones.")


@strawberry.input(description="Which near misses to keep.")
class NearMissWhere:
    """Which near misses to keep."""

    and_: list["NearMissWhere"] | None = given(_AND, "and")
    or_: list["NearMissWhere"] | None = given(_OR, "or")
    not_: "NearMissWhere | None" = given(_NOT, "not")
    key: KeyWhere | None = given("By public key.")
    relation: MemberWhere[Relation] | None = given("By how the two stand to each other.")
    type: MemberWhere[ContradictionType] | None = given("By the contradiction that it looks like.")
    rule: TextWhere | None = given("By rule that judged it.")
    matter: TextWhere | None = given("By what both speak of.")
    confidence: NumberWhere | None = given("By how sure the linker is, 0 to 1.")
    recorded: DateTimeWhere | None = given("By moment at which it was judged.")
    statement: StatementWhere | None = given("By one of its two statements.")
    between: BetweenWhere | None = given("By both of its statements.")
    superseded: bool | None = given("True: only superseded ones. False: only current ones.")
