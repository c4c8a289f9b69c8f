"""How much a request may be unless set otherwise. Light to import: the settings need it."""

from __future__ import annotations

from dataclasses import dataclass

MAX_BODY = 2 * 1024 * 1024
"""Bytes of the body of a request."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How large a GraphQL query may be; each is a setting, `COUNTERCLAIM_MAX_QUERY_…`."""

    characters: int = 200_000
    tokens: int = 15_000
    depth: int = 20
    """Levels of fields inside each other."""
    fields: int = 2_000
    """This and what follows is counted with fragments written out."""
    roots: int = 20
    aliases: int = 60
    directives: int = 50
    cost: int = 30_000
    """Objects that the pages and lists of a query may fetch, about."""
