"""How a language model is reached: from the environment (`COUNTERCLAIM_EXTRACTOR_…`) or `.env`.

Each is described in docs/settings.md.
"""

from __future__ import annotations

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ExtractorSettings(BaseSettings):
    """What can be set of the model that reads texts."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERCLAIM_EXTRACTOR_", env_file=".env", extra="ignore", frozen=True
    )

    base_url: str = Field("", description="Where the model answers: https://host/v1.")
    model: str = Field("", description="The model's name there.")
    key: SecretStr = Field(SecretStr(""), description="The key, sent as a bearer token.")
    timeout: float = Field(
        120.0, gt=0, le=3600, description="Seconds that one answer of the model may take."
    )
    attempts: int = Field(4, ge=1, le=20, description="How often one question is put at most.")
    longest_wait: float = Field(
        60.0, ge=0, le=3600, description="The most seconds to wait before asking again."
    )
    window: int = Field(
        12_000,
        ge=1000,
        le=1_000_000,
        description="Characters of a text that go into one question.",
    )
