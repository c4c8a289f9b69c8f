"""Options of the commands that read texts: by rules, or by a language model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from counterclaim.commands.asking import (
    Choice,
    Fallback,
    Means,
    base_url_option,
    fallback_option,
    means_option,
    model_option,
)

if TYPE_CHECKING:
    from counterclaim.reading import Reader

_OPTION = "--extractor"
_PREFIX = "COUNTERCLAIM_EXTRACTOR_"

WhichExtractor = Annotated[Means, means_option(_OPTION)]
BaseUrl = Annotated[str | None, base_url_option(_PREFIX)]
ModelName = Annotated[str | None, model_option(_PREFIX)]
FallbackChoice = Annotated[
    Fallback, fallback_option("What reads a text at which the model failed.")
]


@contextmanager
def reading_with(
    means: Means, base_url: str | None, model: str | None, fallback: Fallback
) -> Iterator[Reader]:
    """Give a reader for the chosen extractor; settings that can't be used end the program."""
    from counterclaim.extractors import ExtractorSettings, ModelExtractor
    from counterclaim.reading import Reader
    from importer.extract import RULES

    choice = Choice(_OPTION, means, base_url, model, fallback)
    with choice.asking(ExtractorSettings, ModelExtractor) as extractor:
        instead = RULES if fallback is Fallback.RULES else None
        yield Reader(extractor, instead) if extractor else Reader()
