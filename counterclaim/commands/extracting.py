"""Options of the commands that read texts: by rules, or by a language model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.console import fail, people

if TYPE_CHECKING:
    from counterclaim.extractors import ModelExtractor
    from counterclaim.reading import Reader


class ExtractorName(StrEnum):
    """What finds the statements."""

    RULES = "rules"
    OPENAI = "openai"


class Fallback(StrEnum):
    """What reads a text at which the extractor failed."""

    NONE = "none"
    RULES = "rules"


WhichExtractor = Annotated[
    ExtractorName,
    typer.Option("--extractor", help="Rules, or a model behind an OpenAI-compatible endpoint."),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        "--base-url",
        metavar="URL",
        help="The endpoint, like https://host/v1.",
        show_default="COUNTERCLAIM_EXTRACTOR_BASE_URL",
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option(
        "--model", help="The model's name there.", show_default="COUNTERCLAIM_EXTRACTOR_MODEL"
    ),
]
FallbackChoice = Annotated[
    Fallback, typer.Option("--fallback", help="What reads a text at which the model failed.")
]


@contextmanager
def reading_with(
    name: ExtractorName, base_url: str | None, model: str | None, fallback: Fallback
) -> Iterator[Reader]:
    """Give a reader for the chosen extractor; settings that can't be used end the program."""
    from counterclaim.reading import Reader
    from importer.extract import RULES

    if name is ExtractorName.RULES:
        if base_url or model:
            hint = "Add --extractor openai."
            fail("model-settings", "--base-url and --model are for a language model.", hint)
        yield Reader()
        return
    extractor = _model(base_url, model)
    try:
        yield Reader(extractor, RULES if fallback is Fallback.RULES else None)
    finally:
        extractor.close()


def _model(base_url: str | None, model: str | None) -> ModelExtractor:
    from pydantic import ValidationError

    from counterclaim.extractors import ExtractorSettings, ModelExtractor
    from importer.extract import ExtractionError

    given = {"base_url": base_url, "model": model}
    try:
        settings = ExtractorSettings()
        named = {name: value for name, value in given.items() if value is not None}
        extractor = ModelExtractor(settings.model_copy(update=named))
    except ValidationError as problem:
        first = problem.errors(include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        fail("model-settings", f"COUNTERCLAIM_EXTRACTOR_{name}: {first['msg']}.")
    except ExtractionError as problem:
        fail(problem.code, problem.message, problem.hint)
    if extractor.sends_key_in_clear:
        people.print("The key goes unencrypted: the address is no https one.", markup=False)
    return extractor
