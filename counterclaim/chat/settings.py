"""How a language model is reached, whatever it is asked: the part that all uses share.

Each use has an own prefix in the environment or `.env`; docs/settings.md describes them.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ModelSettings(BaseSettings):
    """What can be set of any model."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    lighter: ClassVar[str] = "ask about less at a time"
    """What helps, beside patience, where answers take too long."""

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

    @property
    def asked(self) -> str:
        """Name the protocol and the model, as what it found is signed."""
        return f"openai:{self.model}"

    @classmethod
    def variable(cls, name: str) -> str:
        """Return the environment variable of a setting."""
        return f"{cls.model_config['env_prefix']}{name.upper()}"
