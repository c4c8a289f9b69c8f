"""A language model as an extractor: it quotes, our code finds the quotes and reads on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.chat import Asker, Form, Tally, TruncatedError, fingerprint, malformed, question
from counterclaim.extractors.settings import ExtractorSettings
from importer.extract import (
    RULES,
    Extraction,
    ModelStatement,
    Window,
    answer_schema,
    assemble,
    parse_answer,
)
from importer.model import Span
from importer.segment import Document

_MALFORMED = "malformed"


@dataclass
class ExtractorTally(Tally):
    """What was asked and what came of it, over all texts of a run."""

    quoted: int = 0

    def summary(self) -> str:
        """Say it in one line."""
        return f"{self.asked}; {self.quoted} statements quoted, {self.lost}"

    def as_json(self) -> dict[str, object]:
        """Say it for a program."""
        return {
            "extractor": self.name,
            "questions": self.questions,
            "tokens": self.tokens,
            "quoted": self.quoted,
            "dropped": dict(sorted(self.dropped.items())),
        }


@cache
def _prompt() -> str:
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


class ModelExtractor:
    """Asks a model of an endpoint that speaks the OpenAI protocol."""

    def __init__(
        self, settings: ExtractorSettings, pause: Callable[[float], None] = time.sleep
    ) -> None:
        """Prepare to ask. Raises UnansweredError where the settings can't be used."""
        self._settings = settings
        self.tally = ExtractorTally(self.name)
        self._asker = Asker(settings, Form("statements", answer_schema()), self.tally, pause)

    @property
    def name(self) -> str:
        """Name the protocol and the model."""
        return self._settings.asked

    @property
    def version(self) -> str:
        """Name the question, and the rules that read what the model found."""
        return f"{fingerprint(_prompt())}+rules-{RULES.version}"

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""
        return self._asker.sends_key_in_clear

    def close(self) -> None:
        """Let go of the connection."""
        self._asker.close()

    def extract(self, document: Document) -> Extraction:
        """Ask about a text, window by window. Raises UnansweredError."""
        with self._asker.patience():
            windows = [
                window for span in self._windows(document) for window in self._ask(document, span)
            ]
        found = assemble(document, windows)
        self.tally.dropped.update(found.dropped)
        lost = sum(found.dropped.values())
        quoted = sum(len(window.statements) for window in windows)
        warning = f"{lost} of {quoted} statements that the model quoted were dropped"
        return Extraction(found.attributions, (warning,) if lost else (), found.dropped)

    def _windows(self, document: Document) -> Iterator[Span]:
        """Cut the report into stretches of whole paragraphs."""
        start = end = None
        for paragraph in document.body:
            if (
                start is not None
                and end is not None
                and paragraph.end - start > self._settings.window
            ):
                yield Span(start, end)
                start = None
            start = paragraph.start if start is None else start
            end = paragraph.end
        if start is not None and end is not None:
            yield Span(start, end)

    def _ask(self, document: Document, span: Span) -> Iterator[Window]:
        """Ask about a stretch; in halves where the answer would be too long."""
        try:
            statements = self._statements(document, span)
        except TruncatedError:
            halves = _halves(document, span)
            if not halves:
                raise malformed("it was cut off at the model's limit of length") from None
            for half in halves:
                yield from self._ask(document, half)
            return
        yield Window(span, statements)

    def _statements(self, document: Document, span: Span) -> list[ModelStatement]:
        report = {
            "title": document.article.title,
            "text": document.text[span.start : span.end],
        }
        statements, unusable = self._asker.ask(question(_prompt(), report), parse_answer)
        self.tally.quoted += len(statements) + unusable
        self.tally.dropped.update({_MALFORMED: unusable} if unusable else {})
        return statements


def _halves(document: Document, span: Span) -> list[Span]:
    """Cut a stretch at the paragraph nearest to its middle; a single paragraph stays whole."""
    inside = [p for p in document.body if span.start <= p.start and p.end <= span.end]
    if len(inside) < len(("first", "second")):
        return []
    middle = (span.start + span.end) / 2
    cut = min(inside[1:], key=lambda paragraph: abs(paragraph.start - middle))
    before = [p for p in inside if p.end <= cut.start]
    return [Span(span.start, before[-1].end), Span(cut.start, span.end)]
