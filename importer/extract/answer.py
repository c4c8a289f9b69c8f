"""What a language model is asked to answer, and how much of an answer can be used.

A model is trusted with words only, never with offsets: every field is a piece of the text as it
stands there, which our code then looks for.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from importer.answers import MalformedAnswerError, is_word_for_nothing, json_in
from importer.model import Stance

_MOST_STATEMENTS = 1000


class ModelStatement(BaseModel):
    """A statement as a model quotes it; only `id` is not copied from the text."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: int
    content: str
    cue: str | None = None
    source: str | None = None
    """The mention of the speaker beside the cue: "he", "the army's spokesman"."""
    speaker: str | None = None
    """The fullest name that the text gives the same speaker anywhere."""
    through: tuple[str, ...] = ()
    """The outlets that the speaker spoke through."""
    parent: int | None = None
    """The `id` of the statement that this one is reported in."""
    stance: Stance | None = None

    @field_validator("cue", "source", "speaker", mode="before")
    @classmethod
    def _nothing(cls, value: object) -> object:
        """Take an empty text, or a word for nothing, as none."""
        return None if is_word_for_nothing(value) else value

    @field_validator("through", mode="before")
    @classmethod
    def _several(cls, value: object) -> object:
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else value

    @field_validator("stance", mode="before")
    @classmethod
    def _known_stance(cls, value: object) -> object:
        return value if value in list(Stance) else None

    @field_validator("content")
    @classmethod
    def _has_words(cls, value: str) -> str:
        if not any(character.isalnum() for character in value):
            raise ValueError("no words")
        return value


def answer_schema() -> dict[str, Any]:
    """Return the JSON Schema of an answer, strict: every field named, none besides."""
    statement = ModelStatement.model_json_schema()
    properties = {
        name: {key: part for key, part in field.items() if key not in {"default", "title"}}
        for name, field in statement["properties"].items()
    }
    stances = [*Stance, None]
    properties["stance"] = {"type": ["string", "null"], "enum": stances}
    return {
        "type": "object",
        "properties": {
            "statements": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": properties,
                    "required": list(properties),
                    "additionalProperties": False,
                },
            }
        },
        "required": ["statements"],
        "additionalProperties": False,
    }


def parse_answer(content: str) -> tuple[list[ModelStatement], int]:
    """Return the statements of an answer, and how many of its entries could not be used.

    Fences, thoughts and a bare list are put up with. Raises MalformedAnswerError for what is no
    JSON, has no list of statements, or has not one usable entry among several.
    """
    value = json_in(content)
    entries = value.get("statements") if isinstance(value, dict) else value
    if not isinstance(entries, list):
        raise MalformedAnswerError("the answer has no list of statements")
    statements: list[ModelStatement] = []
    for entry in entries[:_MOST_STATEMENTS]:
        try:
            statements.append(ModelStatement.model_validate(entry))
        except ValidationError:
            continue
    if entries and not statements:
        raise MalformedAnswerError("no entry of the answer has the form that was asked for")
    return statements, len(entries) - len(statements)
