"""A language model as a judge: it quotes what its verdict rests on, our code finds the quotes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.chat import Asker, Form, Tally, TruncatedError, fingerprint, malformed, question
from counterclaim.judges.settings import JudgeSettings
from importer.answers import MalformedAnswerError
from importer.compare import Comparison, Side, parse_verdict, verdict_schema


@dataclass
class JudgeTally(Tally):
    """What was asked and what came of it, over all pairs of a run."""

    verdicts: int = 0

    def summary(self) -> str:
        """Say it in one line."""
        return f"{self.asked}; {self.verdicts} verdicts, {self.lost}"


@cache
def _prompt() -> str:
    return Path(__file__).with_name("prompt.md").read_text(encoding="utf-8")


class ModelJudge:
    """Asks a model of an endpoint that speaks the OpenAI protocol."""

    def __init__(
        self, settings: JudgeSettings, pause: Callable[[float], None] = time.sleep
    ) -> None:
        """Prepare to ask. Raises UnansweredError where the settings can't be used."""
        self._settings = settings
        self.tally = JudgeTally(self.name)
        self._asker = Asker(settings, Form("verdict", verdict_schema()), self.tally, pause)

    @property
    def name(self) -> str:
        """Name the protocol and the model."""
        return self._settings.asked

    @property
    def version(self) -> str:
        """Name the question."""
        return fingerprint(_prompt())

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""
        return self._asker.sends_key_in_clear

    def close(self) -> None:
        """Let go of the connection."""
        self._asker.close()

    def judge(self, a: Side, b: Side) -> Comparison:
        """Ask how two texts stand to each other. Raises UnansweredError.

        Whichever is called a, the question is the same: a model judges otherwise by what it reads
        first.
        """
        swapped = _order(b) < _order(a)
        one, other = (b, a) if swapped else (a, b)

        def parse(content: str) -> Comparison:
            try:
                return parse_verdict(content, one, other, self.name)
            except MalformedAnswerError as problem:
                self.tally.dropped[str(problem)] += 1
                raise

        messages = question(_prompt(), {"one": _material(one), "other": _material(other)})
        with self._asker.patience():
            try:
                verdict = self._asker.ask(messages, parse)
            except TruncatedError:
                raise malformed("it was cut off at the model's limit of length") from None
        self.tally.verdicts += 1
        return verdict.swapped() if swapped else verdict


def _material(side: Side) -> dict[str, str | None]:
    """Return what a model is told of a text."""
    published = side.published.isoformat() if side.published else None
    return {"text": side.text, "published": published, "speaker": side.speaker}


def _order(side: Side) -> tuple[str, str, str]:
    """Return by what the texts of a pair are put in order: the earlier goes first."""
    published = side.published.isoformat() if side.published else ""
    return published, side.text, side.speaker or ""
