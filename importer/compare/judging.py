"""What a judge is: it says how two texts stand to each other, and on which words that rests."""

from __future__ import annotations

from typing import Protocol

from importer.compare.comparing import compare
from importer.compare.model import Comparison, Side


class Judge(Protocol):
    """Compares two texts."""

    @property
    def name(self) -> str:
        """Name the judge: `rules`, `openai:some-model`."""

    @property
    def version(self) -> str:
        """Change with whatever changes the verdicts."""

    def judge(self, a: Side, b: Side) -> Comparison:
        """Judge two texts, whose order makes no difference.

        Raises UnansweredError, and UnreadableError where they say too much to be judged.
        """


class RuleJudge:
    """The default judge: pure and without a network."""

    name = "rules"
    version = "1"
    """Raise it when the rules judge otherwise."""

    def judge(self, a: Side, b: Side) -> Comparison:
        """Judge two texts by the rules of `compare`."""
        return compare(a, b)


RULES = RuleJudge()
