"""The small types of the schema, which lead to no others."""

import strawberry

from api.graphql.paging import described
from api.graphql.scalars import Date
from importer.model import ClaimType, Modality, Polarity

KEY = "Public key: the same in REST, in exports and after a new import."
PARTY = "Code of a party: a state's ISO 3166 alpha-2, the short name of a group, or `UN`."


@strawberry.type(description="A piece of a text, by character offsets.")
class Span:
    """A piece of a text."""

    start: int = described("Offset of its first character in the article's text.")
    end: int = described("Offset behind its last character.")


@strawberry.type(description="The words that a verdict rests on.")
class Quotation:
    """The words that a verdict rests on."""

    start: int = described("Offset of the first character in the article's text.")
    end: int = described("Offset behind the last character.")
    text: str = described("The words.")


@strawberry.type(description="Days from the first to the last, both included.")
class DateInterval:
    """Days from the first to the last."""

    start: Date | None = described("The first day; null where it is open.")
    end: Date | None = described("The last day; null where it is open.")


@strawberry.type(description="What a statement claims.")
class Claim:
    """What a statement claims."""

    type: ClaimType = described("What it is about.")
    agent: str | None = described(f"Who acts. {PARTY}")
    target: str | None = described(f"Who is acted upon. {PARTY}")
    polarity: Polarity = described("Affirmed or negated.")
    modality: Modality = described("How firmly it is put.")


@strawberry.type(description="A count or measure, as an interval.")
class Quantity:
    """A count or measure, as an interval."""

    mention: str = described("The words.")
    span: Span = described("Where they stand.")
    low: float | None = described("The lower bound, included; null where open.")
    high: float | None = described("The upper bound, included; null where open.")
    unit: str = described("`1` for counts, else a symbol: `km`, `%`.")
    counted: str | None = described("The noun that is counted.")
    approx: bool = described("Whether the figure is rounded.")
    aspect: str | None = described("What happened to those counted: `killed`, `lost`.")


@strawberry.type(description="A name under which a speaker was met, and why it is theirs.")
class Spelling:
    """A name under which a speaker was met, and why it is theirs."""

    name: str = described("The name as it was spelt.")
    reason: str | None = described("Why it is taken for this speaker's name.")
    confidence: float | None = described("How sure that is, 0 to 1.")


@strawberry.type(description="Who publishes articles.")
class Outlet:
    """Who publishes articles."""

    key: str = described(KEY)
    name: str = described("The name.")
