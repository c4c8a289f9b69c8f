"""Options of the commands that read texts: by rules, or by a language model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from counterclaim.commands.asking import (
    Fallback,
    Means,
    asking,
    base_url_option,
    fallback_option,
    means_option,
    model_option,
    refuse_model_options,
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

    if means is Means.RULES:
        refuse_model_options(_OPTION, base_url, model, fallback)
        yield Reader()
        return
    with asking(ExtractorSettings, ModelExtractor, base_url, model) as extractor:
        yield Reader(extractor, RULES if fallback is Fallback.RULES else None)
