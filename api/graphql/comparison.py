"""The verdict on two texts that are not stored, as the schema has it."""

from enum import StrEnum
from typing import Annotated, Any

import strawberry

from api.graphql.paging import described
from api.graphql.scalars import Date
from importer.model import ContradictionType


class ComparisonRelation(StrEnum):
    """How two texts stand to each other."""

    CONTRADICTS = "contradicts"
    REVISES = "revises"
    CORROBORATES = "corroborates"
    NEAR_MISS = "near_miss"
    UNRELATED = "unrelated"


_MEANINGS = {
    "CONTRADICTS": "They cannot both be true.",
    "REVISES": "One says itself that it replaces what the other says.",
    "CORROBORATES": "Both put forward the same claim.",
    "NEAR_MISS": "They clash, but something keeps them apart: another day, another place, a plan.",
    "UNRELATED": "Nothing in one bears on the other.",
}
strawberry.enum(ComparisonRelation, description="How two texts stand to each other.")
_definition: Any = vars(ComparisonRelation)["__strawberry_definition__"]
for _value in _definition.values:
    _value.description = _MEANINGS[_value.name]


@strawberry.type(description="The words of a text that a verdict rests on.")
class ComparedSpan:
    """The words of a text that a verdict rests on."""

    start: int = described("Offset of the first character in the text as given.")
    end: int = described("Offset behind the last character.")
    text: str = described("The words.")


@strawberry.type(description="The verdict on two texts, with what it rests on.")
class Comparison:
    """The verdict on two texts, with what it rests on."""

    relation: ComparisonRelation = described("How they stand to each other.")
    type: ContradictionType | None = described("Of a contradiction, its type.")
    confidence: float = described("How sure the verdict is, from 0 to 1.")
    rule: str | None = described("The rule that decided.")
    reason: str = described("One plain sentence; of a near miss, what keeps it from being more.")
    evidence_a: ComparedSpan | None = described("What the verdict rests on in the first text.")
    evidence_b: ComparedSpan | None = described("What it rests on in the second text.")
    value_a: str | None = described("What the first text holds, in a normal form.")
    value_b: str | None = described("What the second text holds, in a normal form.")


_TEXT = "A text of a few sentences."
_PUBLISHED = "The day it was published: relative dates are resolved against it."
_SPEAKER = "Who says it, where the text does not tell."


def compare_field(
    a: Annotated[str, strawberry.argument(description=_TEXT)],
    b: Annotated[str, strawberry.argument(description=_TEXT)],
    a_published: Annotated[Date | None, strawberry.argument(description=_PUBLISHED)] = None,
    b_published: Annotated[Date | None, strawberry.argument(description=_PUBLISHED)] = None,
    a_speaker: Annotated[str | None, strawberry.argument(description=_SPEAKER)] = None,
    b_speaker: Annotated[str | None, strawberry.argument(description=_SPEAKER)] = None,
) -> Comparison | None:
    """Declare the field; the reader's process answers it."""
    raise NotImplementedError
