"""Judging pairs with whichever judge was chosen; what has no verdict is said, not raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from counterclaim.judges import JudgeTally, ModelJudge
from counterclaim.reading import Rejected
from importer.compare import RULES, Judge, Pair, judge_pair
from importer.read.rejection import UnreadableError, printable
from importer.unanswered import UnansweredError


@dataclass(frozen=True)
class Judging:
    """How pairs are judged in one run."""

    judge: Judge = field(default=RULES)
    fallback: Judge | None = None
    """Judges a pair that the judge failed at; None rejects it."""

    def record(self, pair: Pair) -> dict[str, Any] | Rejected:
        """Return what is written of a pair; where it may be of a model, by whom it is judged."""
        try:
            return judge_pair(pair) if self.judge is RULES else self._record_of_model(pair)
        except UnreadableError as problem:
            rejection = problem.rejection(pair.id)
            return Rejected(rejection.name, rejection.code, rejection.message, rejection.hint)

    def _record_of_model(self, pair: Pair) -> dict[str, Any] | Rejected:
        try:
            return _signed(pair, self.judge)
        except UnansweredError as problem:
            if self.fallback is None:
                name = printable(pair.id)
                return Rejected(name, problem.code, problem.message, problem.hint)
            warning = f"judged by {self.fallback.name} instead: {problem.code}: {problem.message}"
            return _signed(pair, self.fallback, warning)

    @property
    def tally(self) -> JudgeTally | None:
        """Return what was asked of a model and what came of it; None for the rules."""
        return self.judge.tally if isinstance(self.judge, ModelJudge) else None


def _signed(pair: Pair, judge: Judge, warning: str | None = None) -> dict[str, Any]:
    by = {"judge": judge.name, "version": judge.version, "warning": warning}
    return {**judge_pair(pair, judge), **by}
