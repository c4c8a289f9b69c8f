"""Which tokens of an outside issuer are good: read from the settings, checked at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from db.enums import KeyScope

ALGORITHMS = ("RS256", "ES256", "EdDSA")
"""Signatures by a key pair alone: where one secret signs and checks, whoever checks can sign."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

type ScopeNames = Mapping[str, frozenset[KeyScope]]


def same_names() -> ScopeNames:
    """Return the names that scopes have when nothing else is set: their own."""
    return {scope.value: frozenset({scope}) for scope in KeyScope}


@dataclass(frozen=True, slots=True)
class TokenRules:
    """Whose tokens are taken, for whom they must be made, and what they allow."""

    issuer: str
    audience: str
    keys: str
    """The address or the file of the issuer's public keys."""
    algorithms: tuple[str, ...] = ALGORITHMS
    scope_claim: str = "scope"
    """Where the scopes stand; dots lead into objects."""
    scopes: ScopeNames = field(default_factory=same_names)
    leeway: float = 30.0
    """Seconds by which clocks may differ."""


def parse_algorithms(text: str) -> tuple[str, ...]:
    """Read names of algorithms, set apart by commas; raise ValueError for any other."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names or not set(names) <= set(ALGORITHMS):
        raise ValueError(f"choose from {', '.join(ALGORITHMS)}, set apart by commas")
    return names


def parse_scopes(text: str) -> ScopeNames:
    """Read `theirs=ours,…`; one name of theirs may stand for several of ours."""
    if not text.strip():
        return same_names()
    found: dict[str, frozenset[KeyScope]] = {}
    for part in text.split(","):
        theirs, sign, ours = (piece.strip() for piece in part.partition("="))
        if not (theirs and sign and ours in {scope.value for scope in KeyScope}):
            known = ", ".join(scope.value for scope in KeyScope)
            raise ValueError(f"write theirs=ours, set apart by commas; ours is one of {known}")
        found[theirs] = found.get(theirs, frozenset()) | {KeyScope(ours)}
    return found


def check_keys_place(place: str) -> str:
    """Check where the keys are; raise ValueError for what would let others put theirs there."""
    if "://" not in place:
        if not Path(place).is_file():
            raise ValueError("name a file that is there, or an address that begins with https://")
        return place
    try:
        url = httpx.URL(place)
    except httpx.InvalidURL:
        raise ValueError("this is no web address") from None
    if url.userinfo or not (
        (url.scheme == "https" and url.host) or (url.scheme == "http" and url.host in LOOPBACK)
    ):
        raise ValueError("the address must begin with https:// and hold no password")
    return place
