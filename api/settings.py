"""Settings of the program, from the environment (`COUNTERCLAIM_…`) or a `.env` file.

Each is described in docs/settings.md.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.bounds import MAX_BODY, QueryLimits
from api.http.clients import parse_networks
from api.security.token_rules import (
    ALGORITHMS,
    TokenRules,
    check_keys_place,
    parse_algorithms,
    parse_scopes,
)

_QUERY = QueryLimits()


class Settings(BaseSettings):
    """What can be set from outside."""

    model_config = SettingsConfigDict(
        env_prefix="COUNTERCLAIM_", env_file=".env", extra="ignore", frozen=True
    )

    database_url: str = Field(
        "sqlite:///data/counterclaim.sqlite",
        description="Where the archive is: sqlite:///path/to/file.sqlite or postgresql://user@host/name.",
    )
    listen_url: str = Field(
        "",
        description="Where the server hears of changes when the archive is reached through a "
        "pooler: PostgreSQL itself.",
    )
    host: str = Field("127.0.0.1", description="The address that the server listens on.")
    port: int = Field(8000, ge=1, le=65535, description="The port that the server listens on.")
    readers: int = Field(
        8, ge=1, le=64, description="How many connections read at once in one server process."
    )
    statement_timeout: float = Field(
        10.0,
        gt=0,
        le=600,
        description="Seconds after which a read is cancelled in the database, and a write gives up "
        "waiting for another.",
    )
    playground: bool = Field(default=True, description="Whether the GraphQL playground is served.")
    reads: Literal["open", "keyed"] = Field(
        "open", description="Whether anyone may read, or only who has a key with the scope `read`."
    )
    token_issuer: str = Field(
        "", description="The issuer (`iss`) whose tokens (JWT) are taken besides keys."
    )
    token_audience: str = Field(
        "", description="For whom (`aud`) a token must be made to be taken here."
    )
    token_keys: str = Field(
        "", description="The issuer's public keys (JWKS): an https address, or a file."
    )
    token_algorithms: str = Field(
        ",".join(ALGORITHMS), description="Signatures that are taken, of these three."
    )
    token_scope_claim: str = Field(
        "scope",
        min_length=1,
        description="The claim with the scopes, a text or a list; dots lead into objects.",
    )
    token_scopes: str = Field(
        "", description="What they are called there: `theirs=ours`, by commas; else as here."
    )
    token_leeway: float = Field(
        30.0, ge=0, le=300, description="Seconds by which the issuer's clock may differ."
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
    webhooks: bool = Field(
        default=True,
        description="Whether the server delivers webhooks; else `counterclaim webhooks deliver` "
        "has to.",
    )
    webhook_attempts: int = Field(
        8, ge=1, le=20, description="Attempts at one delivery before its webhook is disabled."
    )
    webhook_private: bool = Field(
        default=False,
        description="Whether webhooks may lead to this machine and to private networks.",
    )
    mcp: bool = Field(
        default=False, description="Whether /mcp offers tools by the Model Context Protocol."
    )
    introspection: bool = Field(
        default=True, description="Whether the GraphQL schema can be asked for."
    )
    max_query_characters: int = Field(
        _QUERY.characters, ge=100, le=MAX_BODY, description="Characters of a GraphQL query."
    )
    max_query_tokens: int = Field(
        _QUERY.tokens, ge=10, le=100_000, description="Words and signs of a GraphQL query."
    )
    max_query_depth: int = Field(
        _QUERY.depth, ge=1, le=100, description="Levels of fields inside each other."
    )
    max_query_fields: int = Field(
        _QUERY.fields, ge=1, le=100_000, description="Fields of a query, fragments written out."
    )
    max_query_roots: int = Field(
        _QUERY.roots, ge=1, le=1000, description="Fields on the root of a query."
    )
    max_query_aliases: int = Field(
        _QUERY.aliases, ge=0, le=10_000, description="Aliases of a query, fragments written out."
    )
    max_query_directives: int = Field(
        _QUERY.directives, ge=0, le=10_000, description="Directives, fragments written out."
    )
    max_query_cost: int = Field(
        _QUERY.cost, ge=1, le=1_000_000, description="Objects that a query may fetch."
    )
    tell_cost: bool = Field(
        default=False,
        description="Whether each answer tells its cost; else the header `X-Query-Cost` asks.",
    )
    max_body: int = Field(
        MAX_BODY, ge=1000, le=100 * 1024 * 1024, description="Bytes of the body of a request."
    )
    body_timeout: float = Field(
        20.0, gt=0, le=600, description="Seconds that a client may take to send a body."
    )
    idle_timeout: float = Field(
        60.0,
        gt=0,
        le=3600,
        description="Seconds that a connection may stand still: no request, or an answer that is "
        "not read.",
    )
    rate_limit: int = Field(
        1200, ge=0, le=10_000_000, description="Requests a minute of one address; 0 is no limit."
    )
    rate_limit_key: int = Field(
        6000, ge=0, le=10_000_000, description="Requests a minute with one key; 0 is no limit."
    )
    exports_at_once: int = Field(
        4, ge=0, le=1000, description="Exports of one server process at a time; 0 is no limit."
    )
    at_once: int = Field(
        50, ge=0, le=100_000, description="Requests of one client at a time; 0 is no limit."
    )
    unlimited: str = Field(
        "127.0.0.0/8,::1",
        description="Addresses and networks, by commas, that these three do not bind.",
    )
    trusted_proxies: str = Field(
        "127.0.0.0/8,::1",
        description="Proxies whose `X-Forwarded-For` tells the address of the client.",
    )

    trusted_documents: str = Field(
        "",
        description="Known documents: a JSON file of texts by id, or a folder of `id.graphql`.",
    )
    only_trusted: bool = Field(
        default=False, description="Whether GraphQL runs trusted documents alone."
    )
    batch: int = Field(0, ge=0, le=100, description="Requests in one POST; 0: no batches.")
    compress_from: int = Field(
        2000,
        ge=0,
        description="Bytes from which on an answer is packed, by Brotli or gzip; 0: never.",
    )
    keep_answers: int = Field(
        4_000_000,
        ge=0,
        le=4_000_000_000,
        description="Bytes of answers that each of GraphQL and REST keeps, while nothing is "
        "written, for what is asked again; 0: none.",
    )
    cors_origins: str = Field(
        "", description="Sites whose pages may ask, by commas (`https://example.org`); `*`: all."
    )

    stop_lead: float = Field(
        2.0,
        ge=0,
        le=300,
        description="Seconds for which the server, told to stop by SIGTERM, still takes requests "
        "while `/readyz` answers 503.",
    )
    stop_grace: int = Field(
        20, ge=1, le=3600, description="Seconds that running requests may take to end at a stop."
    )

    metrics: Literal["off", "local", "keyed"] = Field(
        "off",
        description="Who gets figures for Prometheus at `/metrics`: nobody, programs of this "
        "machine, or who has a key with the scope `read`.",
    )
    tracing: bool = Field(
        default=False, description="Whether requests are traced by OpenTelemetry, an extra."
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="The form of log lines, on standard error."
    )

    @field_validator("unlimited", "trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        parse_networks(value)
        return value

    @field_validator("listen_url")
    @classmethod
    def _listens(cls, value: str) -> str:
        if value and (not value.startswith("postgres") or "prepared=off" in value):
            raise ValueError("write postgresql://user@host/name, past any pooler")
        return value

    @field_validator("token_keys")
    @classmethod
    def _keys(cls, value: str) -> str:
        return check_keys_place(value) if value else value

    @model_validator(mode="after")
    def _tokens_whole(self) -> Self:
        parse_algorithms(self.token_algorithms)
        parse_scopes(self.token_scopes)
        given = [bool(each) for each in (self.token_issuer, self.token_audience, self.token_keys)]
        if any(given) and not all(given):
            raise ValueError("set token_issuer, token_audience and token_keys, or none of them")
        return self

    @property
    def token_rules(self) -> TokenRules | None:
        """Which tokens of an outside issuer are good; none where no issuer is set."""
        if not self.token_issuer:
            return None
        return TokenRules(
            issuer=self.token_issuer,
            audience=self.token_audience,
            keys=self.token_keys,
            algorithms=parse_algorithms(self.token_algorithms),
            scope_claim=self.token_scope_claim,
            scopes=parse_scopes(self.token_scopes),
            leeway=self.token_leeway,
        )

    @property
    def query_limits(self) -> QueryLimits:
        """The limits of a GraphQL query."""
        return QueryLimits(
            **{each.name: getattr(self, f"max_query_{each.name}") for each in fields(QueryLimits)}
        )


@cache
def get_settings() -> Settings:
    """Read the settings once."""
    return Settings()
