"""A model that judges two texts as a test wants, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pydantic import SecretStr

from counterclaim.judges import JudgeSettings, ModelJudge
from counterclaim.judging import Judging
from counterclaim.reading import Rejected
from importer.compare import RULES, Pair, Side
from tests.chat_server import ChatServer, Record
from tests.cli.asking import KEY

HIT = Side("The harbour was hit on Monday, the mayor said.", date(2026, 3, 4))
NOT_HIT = Side("Nothing struck the harbour on Monday.", date(2026, 3, 5), "Orla Falk")
VERDICT: Record = {
    "relation": "contradicts",
    "type": "negation",
    "near_miss": None,
    "quote_one": "The harbour was hit on Monday",
    "quote_other": "Nothing struck the harbour",
    "value_one": "hit",
    "value_other": "not hit",
    "reason": "One says that the harbour was hit, the other that it was not.",
    "confidence": 0.8,
}
MADE_UP: Record = {**VERDICT, "quote_one": "The harbour was burnt down"}


def settings_for(url: str, **given: object) -> JudgeSettings:
    chosen = {"base_url": url, "model": "small", "key": SecretStr(KEY), "timeout": 20.0, **given}
    return JudgeSettings().model_copy(update=chosen)


class AskedJudge:
    """A model behind a server, and how long was waited between questions."""

    def __init__(self, server: ChatServer, **given: object) -> None:
        self.server = server
        self.pauses: list[float] = []
        self.judge = ModelJudge(settings_for(server.url, **given), self.pauses.append)

    def record(
        self, a: Side = HIT, b: Side = NOT_HIT, *, by_rules: bool = False
    ) -> dict[str, Any] | Rejected:
        """Have a pair judged."""
        return Judging(self.judge, RULES if by_rules else None).record(Pair("7", a, b))


type AskingJudge = Callable[..., AskedJudge]
