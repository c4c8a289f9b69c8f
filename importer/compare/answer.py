"""What a language model is asked for as a verdict, and whether an answer can be believed.

A model is trusted with words only: what its verdict rests on has to stand in the texts, to the
letter but for what typing changes.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from importer.answers import MalformedAnswerError, is_word_for_nothing, json_in, one_line
from importer.compare.model import Comparison, Miss, Side, Verdict
from importer.extract.locating import Locator
from importer.model import ContradictionType, Span

SUREST = 0.9
"""The most confidence that a model is given: it was never measured, and models are too sure."""
MOST_REASON = 300
MOST_VALUE = 120
"""Characters of a reason and of a value that are kept."""
_TYPED = frozenset({Verdict.CONTRADICTS, Verdict.NEAR_MISS})


class _Answer(BaseModel):
    """A verdict as a model writes it. The texts are called as in the question."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    relation: Verdict
    type: ContradictionType | None = None
    near_miss: Miss | None = None
    quote_one: str | None = None
    quote_other: str | None = None
    value_one: str | None = None
    value_other: str | None = None
    reason: str | None = None
    confidence: float = Field(allow_inf_nan=False)

    @field_validator("relation", "type", "near_miss", mode="before")
    @classmethod
    def _plain(cls, value: object) -> object:
        if is_word_for_nothing(value):
            return None
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("value_one", "value_other", mode="before")
    @classmethod
    def _figure(cls, value: object) -> object:
        """Take a figure as its digits."""
        is_figure = isinstance(value, int | float) and not isinstance(value, bool)
        return str(value) if is_figure else value

    @field_validator("reason", mode="after")
    @classmethod
    def _short_reason(cls, value: str | None) -> str | None:
        return one_line(value, MOST_REASON) or None if value else None

    @field_validator("value_one", "value_other", mode="after")
    @classmethod
    def _short_value(cls, value: str | None) -> str | None:
        return one_line(value, MOST_VALUE) or None if value else None


def verdict_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, strict: every field named, none besides."""
    text_or_none = {"type": ["string", "null"]}
    properties: dict[str, Any] = dict.fromkeys(_Answer.model_fields, text_or_none)
    properties |= {
        "relation": {"type": "string", "enum": list(Verdict)},
        "type": {**text_or_none, "enum": [*ContradictionType, None]},
        "near_miss": {**text_or_none, "enum": [*Miss, None]},
        "reason": {"type": "string"},
        "confidence": {"type": "number"},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def parse_verdict(content: str, one: Side, other: Side, rule: str) -> Comparison:
    """Return the verdict of an answer on two texts, signed with `rule`.

    Raises MalformedAnswerError, always in one of a few words, for what is not as it was asked for,
    rests on nothing, or on words that are not there.
    """
    answer = _answer_in(content)
    reason = _reason(answer)
    if answer.relation is Verdict.UNRELATED:
        return Comparison(Verdict.UNRELATED, rule, 0.0, reason)
    evidence = _evidence(answer.quote_one, one.text), _evidence(answer.quote_other, other.text)
    if answer.relation is Verdict.CONTRADICTS:
        _check_clash(answer)
    return Comparison(
        answer.relation,
        rule,
        round(min(max(answer.confidence, 0.0), SUREST), 3),
        reason,
        answer.type if answer.relation in _TYPED else None,
        *evidence,
        answer.value_one,
        answer.value_other,
    )


def _answer_in(content: str) -> _Answer:
    try:
        return _Answer.model_validate(json_in(content))
    except ValidationError as problem:
        place = problem.errors(include_input=False)[0]["loc"]
        what = f"`{place[0]}` not as asked for" if place else "no JSON object"
        raise MalformedAnswerError(what) from problem


def _reason(answer: _Answer) -> str:
    """Return why: for a near miss the fixed word, as the rules have it."""
    reason = answer.near_miss if answer.relation is Verdict.NEAR_MISS else answer.reason
    if not reason:
        raise MalformedAnswerError("no reason given")
    return str(reason)


def _check_clash(answer: _Answer) -> None:
    """Refuse a contradiction that is of no kind, or has nothing standing against anything."""
    if answer.type is None:
        raise MalformedAnswerError("contradiction of no type")
    values = answer.value_one, answer.value_other
    if None in values:
        raise MalformedAnswerError("contradiction without values")
    if len({str(value).casefold() for value in values}) == 1:
        raise MalformedAnswerError("contradiction between equal values")


def _evidence(quote: str | None, text: str) -> Span:
    """Return where quoted words stand in a text."""
    if not quote or not any(character.isalnum() for character in quote):
        raise MalformedAnswerError("no words quoted")
    # Looking for something much longer than the text would only take time.
    places = Locator(text).find(quote) if len(quote) <= 2 * len(text) + 20 else []
    if not places:
        raise MalformedAnswerError("quote not in the text")
    return places[0].span
