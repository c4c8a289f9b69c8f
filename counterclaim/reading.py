"""Reading one text with whichever extractor was chosen; what can't be read is said, not raised."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from counterclaim.extractors import ExtractorTally, ModelExtractor
from importer.extract import RULES, Extractor
from importer.gazetteer.schema import GazetteerError
from importer.model import Annotation, Article
from importer.pipeline import annotate
from importer.unanswered import UnansweredError


@dataclass(frozen=True)
class Rejected:
    """An input that was not read, and why."""

    name: str
    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Reader:
    """How texts are read in one run."""

    extractor: Extractor = field(default=RULES)
    fallback: Extractor | None = None
    """Reads a text that the extractor failed at; None rejects it."""

    def read(self, article: Article) -> Annotation | Rejected:
        """Read a text. Raises GazetteerError, without which no text can be read."""
        try:
            return annotate(article, self.extractor)
        except GazetteerError:
            raise
        except UnansweredError as problem:
            if self.fallback is None:
                return Rejected(article.name, problem.code, problem.message, problem.hint)
            return self._read_instead(article, self.fallback, problem)
        except Exception as problem:  # noqa: BLE001 - a text that breaks a rule must not cost the batch
            message = f"The text could not be read: {type(problem).__name__}: {problem}"
            hint = "Report the text as a bug; the other articles are not touched by it."
            return Rejected(article.name, "unreadable-text", message, hint)

    def _read_instead(
        self, article: Article, fallback: Extractor, problem: UnansweredError
    ) -> Annotation | Rejected:
        read = Reader(fallback).read(article)
        if isinstance(read, Rejected):
            return read
        warning = f"read by {fallback.name} instead: {problem.code}: {problem.message}"
        return replace(read, warnings=(*read.warnings, warning))

    @property
    def tally(self) -> ExtractorTally | None:
        """Return what was asked of a model and what came of it; None for the rules."""
        return self.extractor.tally if isinstance(self.extractor, ModelExtractor) else None
