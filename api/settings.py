"""Settings of the program, from the environment (`COUNTERCLAIM_…`) or a `.env` file.

Each is described in docs/settings.md.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERCLAIM_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        "sqlite:///data/counterclaim.sqlite",
        description="Where the archive is: sqlite:///path/to/file.sqlite or postgresql://user@host/name.",
    )
    host: str = Field("127.0.0.1", description="The address that the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port that the server listens on.")
    readers: int = Field(
        8, ge=1, le=64, description="How many connections read at once in one server process."
    )
    statement_timeout: float = Field(
        10.0, gt=0, le=600, description="Seconds after which a read is cancelled in the database."
    )
    playground: bool = Field(default=True, description="Whether the GraphQL playground is served.")
    reads: Literal["open", "keyed"] = Field(
        "open", description="Whether anyone may read, or only who has a key with the scope `read`."
    )
    stream_connections: int = Field(
        1000,
        ge=0,
        le=100_000,
        description="How many may follow one server process, over WebSocket and SSE together.",
    )
    stream_subscriptions: int = Field(
        100, ge=1, le=10_000, description="How many subscriptions one WebSocket may have."
    )
    introspection: bool = Field(
        default=True, description="Whether the GraphQL schema can be asked for."
    )


@cache
def get_settings() -> Settings:
    """Read the settings once."""
    return Settings()
