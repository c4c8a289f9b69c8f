"""Options of the command that compares texts: by rules, or by a language model."""

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
    from counterclaim.judging import Judging
    from importer.compare import RULES

    if means is Means.RULES:
        refuse_model_options(_OPTION, base_url, model, fallback)
        yield Judging()
        return
    from counterclaim.judges import JudgeSettings, ModelJudge

    with asking(JudgeSettings, ModelJudge, base_url, model) as judge:
        yield Judging(judge, RULES if fallback is Fallback.RULES else None)
