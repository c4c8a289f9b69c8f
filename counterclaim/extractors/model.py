"""A language model as an extractor: it quotes, our code finds the quotes and reads on."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from counterclaim.extractors.chat import ChatClient, TruncatedError, malformed, question
from counterclaim.extractors.settings import ExtractorSettings
from importer.extract import (
    RULES,
    Extraction,
    ExtractionError,
    MalformedAnswerError,
    ModelStatement,
    Window,
    answer_schema,
    assemble,
    parse_answer,
)
from importer.model import Span
from importer.segment import Document

_MALFORMED = "malformed"
_TRIES = 2
"""How often a question is put anew when its answer can't be used."""
_PATIENCE = 3
"""After so many texts in a row for which nothing answered, no more are sent."""
_LOST = frozenset({"model-unreachable", "model-timeout", "model-busy", "model-failed"})


@dataclass
class Tally:
    """What was asked and what came of it, over all texts of a run."""

    extractor: str
    questions: int = 0
    tokens: int = 0
    quoted: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def summary(self) -> str:
        """Say it in one line."""
        lost = ", ".join(f"{number} {reason}" for reason, number in sorted(self.dropped.items()))
        asked = f"{self.extractor}: {self.questions} questions, {self.tokens} tokens"
        dropped = f"{self.dropped.total()} dropped" + (f" ({lost})" if lost else "")
        return f"{asked}; {self.quoted} statements quoted, {dropped}"

    def as_json(self) -> dict[str, object]:
        """Say it for a program."""
        return {
            "extractor": self.extractor,
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
        """Prepare to ask. Raises ExtractionError where the settings can't be used."""
        if not settings.model:
            raise ExtractionError(
                "model-settings",
                "No model is named.",
                "Add --model NAME, or set COUNTERCLAIM_EXTRACTOR_MODEL.",
            )
        self._settings = settings
        self._client = ChatClient(settings, answer_schema(), pause)
        self._failures = 0
        self._gone: ExtractionError | None = None
        self.tally = Tally(self.name)

    @property
    def name(self) -> str:
        """Name the protocol and the model."""
        return f"openai:{self._settings.model}"

    @property
    def version(self) -> str:
        """Name the question, and the rules that read what the model found."""
        asked = hashlib.sha256(_prompt().encode()).hexdigest()[:8]
        return f"{asked}+rules-{RULES.version}"

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""
        return self._client.sends_key_in_clear

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def extract(self, document: Document) -> Extraction:
        """Ask about a text, window by window. Raises ExtractionError.

        A key that is refused is refused for every text, and a server that failed for several texts
        in a row is gone: the rest of a batch is then not made to wait for it.
        """
        if self._gone is not None:
            raise self._gone
        try:
            windows = [
                window for span in self._windows(document) for window in self._ask(document, span)
            ]
        except ExtractionError as problem:
            self._failures = self._failures + 1 if problem.code in _LOST else 0
            if problem.code == "model-refused" or self._failures >= _PATIENCE:
                last = f"{problem.message} No more texts are sent to it in this run."
                self._gone = ExtractionError(problem.code, last, problem.hint)
            raise
        self._failures = 0
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
        messages = question(_prompt(), document.text[span.start : span.end], document.article.title)
        reason = ""
        for _ in range(_TRIES):
            self.tally.questions += 1
            answer = self._client.ask(messages)
            self.tally.tokens += answer.tokens
            try:
                statements, unusable = parse_answer(answer.content)
            except MalformedAnswerError as problem:
                reason = str(problem)
                continue
            self.tally.quoted += len(statements) + unusable
            self.tally.dropped.update({_MALFORMED: unusable} if unusable else {})
            return statements
        raise malformed(reason)


def _halves(document: Document, span: Span) -> list[Span]:
    """Cut a stretch at the paragraph nearest to its middle; a single paragraph stays whole."""
    inside = [p for p in document.body if span.start <= p.start and p.end <= span.end]
    if len(inside) < len(("first", "second")):
        return []
    middle = (span.start + span.end) / 2
    cut = min(inside[1:], key=lambda paragraph: abs(paragraph.start - middle))
    before = [p for p in inside if p.end <= cut.start]
    return [Span(span.start, before[-1].end), Span(cut.start, span.end)]
