"""What an extractor is: it finds who said what through whom; the later stages read the rest.

Speakers, places, figures, times and claims are read by the same rules whoever found the
statements, and every span is one of the article's stored text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from importer.attribute import Attribution
from importer.segment import Document


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor found in one text."""

    attributions: Sequence[Attribution]
    """In the order of the text, an outer statement before those nested in it; narration too."""
    warnings: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    """How many statements were offered and not taken, by reason."""


class Extractor(Protocol):
    """Finds the statements of a segmented text."""

    @property
    def name(self) -> str:
        """Name the extractor as it stands in every annotation: `rules`, `openai:some-model`."""

    @property
    def version(self) -> str:
        """Change with whatever changes what is read, so that stored articles are read anew."""

    def extract(self, document: Document) -> Extraction:
        """Find the statements of a text. Raises UnansweredError."""
