"""Questions to one model, and when to stop putting them: what every use of a model needs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from counterclaim.chat.client import ChatClient, Form, Message, malformed
from counterclaim.chat.settings import ModelSettings
from importer.answers import MalformedAnswerError
from importer.unanswered import UnansweredError

_TRIES = 2
"""How often a question is put anew when its answer can't be used."""
_PATIENCE = 3
"""After so many failures in a row where nothing answered, no more is asked."""
_LOST = frozenset({"model-unreachable", "model-timeout", "model-busy", "model-failed"})


@dataclass
class Tally:
    """What was asked over a whole run, and how much of the answers was not used."""

    name: str
    questions: int = 0
    tokens: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def asked(self) -> str:
        """Say what it cost."""
        return f"{self.name}: {self.questions} questions, {self.tokens} tokens"

    @property
    def lost(self) -> str:
        """Say what was not used, and why."""
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(self.dropped.items()))
        return f"{self.dropped.total()} dropped" + (f" ({reasons})" if reasons else "")


class Asker:
    """Puts questions to the model of some settings; meant for one thread."""

    def __init__(
        self, settings: ModelSettings, form: Form, tally: Tally, pause: Callable[[float], None]
    ) -> None:
        """Prepare to ask. Raises UnansweredError where the settings can't be used."""
        if not settings.model:
            raise UnansweredError(
                "model-settings",
                "No model is named.",
                f"Add --model NAME, or set {settings.variable('model')}.",
            )
        self._client = ChatClient(settings, form, pause)
        self._tally = tally
        self._failures = 0
        self._gone: UnansweredError | None = None

    @property
    def sends_key_in_clear(self) -> bool:
        """Say whether others on the way can read the key."""
        return self._client.sends_key_in_clear

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    @contextmanager
    def patience(self) -> Iterator[None]:
        """Hold what is asked about one thing of a batch. Raises UnansweredError.

        A key that is refused is refused for everything, and a server that failed several times in a
        row is gone: the rest of a batch is then not made to wait for it.
        """
        if self._gone is not None:
            raise self._gone
        try:
            yield
        except UnansweredError as problem:
            self._failures = self._failures + 1 if problem.code in _LOST else 0
            if problem.code == "model-refused" or self._failures >= _PATIENCE:
                last = f"{problem.message} Nothing more is sent to it in this run."
                self._gone = UnansweredError(problem.code, last, problem.hint)
            raise
        self._failures = 0

    def ask[T](self, messages: list[Message], parse: Callable[[str], T]) -> T:
        """Return what is made of the answer, which is asked for again where nothing can be.

        Raises UnansweredError, and TruncatedError where the answer was cut off.
        """
        reason = ""
        for _ in range(_TRIES):
            self._tally.questions += 1
            answer = self._client.ask(messages)
            self._tally.tokens += answer.tokens
            try:
                return parse(answer.content)
            except MalformedAnswerError as problem:
                reason = str(problem)
        raise malformed(reason)


def fingerprint(prompt: str) -> str:
    """Return what changes whenever a question is worded anew."""
    return hashlib.sha256(prompt.encode()).hexdigest()[:8]
