"""How the model that reads texts is reached: `COUNTERCLAIM_EXTRACTOR_…` (docs/settings.md)."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from counterclaim.chat import ModelSettings


class ExtractorSettings(ModelSettings):
    """What can be set of the model that reads texts."""

    model_config = SettingsConfigDict(env_prefix="COUNTERCLAIM_EXTRACTOR_")

    lighter: ClassVar[str] = "COUNTERCLAIM_EXTRACTOR_WINDOW lower"

    window: int = Field(
        12_000,
        ge=1000,
        le=1_000_000,
        description="Characters of a text that go into one question.",
    )
