"""Options of the command that compares texts: by rules, or by a language model."""

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
    from counterclaim.judging import Judging

_OPTION = "--judge"
_PREFIX = "COUNTERCLAIM_JUDGE_"

WhichJudge = Annotated[Means, means_option(_OPTION)]
JudgeBaseUrl = Annotated[str | None, base_url_option(_PREFIX)]
JudgeModel = Annotated[str | None, model_option(_PREFIX)]
JudgeFallback = Annotated[
    Fallback, fallback_option("What judges a pair at which the model failed.")
]


@contextmanager
def judging_with(
    means: Means, base_url: str | None, model: str | None, fallback: Fallback
) -> Iterator[Judging]:
    """Give the chosen judge; settings that can't be used end the program."""
    from counterclaim.judges import JudgeSettings, ModelJudge
    from counterclaim.judging import Judging
    from importer.compare import RULES

    choice = Choice(_OPTION, means, base_url, model, fallback)
    with choice.asking(JudgeSettings, ModelJudge) as judge:
        instead = RULES if fallback is Fallback.RULES else None
        yield Judging(judge, instead) if judge else Judging()
