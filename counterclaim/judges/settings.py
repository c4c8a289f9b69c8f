"""How the model that compares texts is reached: `COUNTERCLAIM_JUDGE_…` (docs/settings.md)."""

from __future__ import annotations

from typing import ClassVar

from pydantic_settings import SettingsConfigDict

from counterclaim.chat import ModelSettings


class JudgeSettings(ModelSettings):
    """What can be set of the model that compares texts."""

    model_config = SettingsConfigDict(env_prefix="COUNTERCLAIM_JUDGE_")

    lighter: ClassVar[str] = "compare shorter texts"
