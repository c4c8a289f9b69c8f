"""Checks the key or the token of a request.

A write always needs one. Reads need one where the server is set so; what was recognised is then
remembered for a few seconds, so that a key taken back is refused at most so much later.
"""

from __future__ import annotations

import time
from hashlib import sha256
from http import HTTPStatus
from typing import Protocol

from starlette.types import Scope

from api.security.callers import AccessError, Caller, TokenError
from api.writing import Writing
from db.api_keys import recognise_key
from db.enums import KeyScope
from db.query.engine import LruCache
from db.query.errors import UnavailableError

__all__ = ["AccessError", "Guard", "RecognisesTokens", "admit"]

REMEMBERED = 5.0
"""Seconds for which a key is not looked up again to read."""
MAX_REMEMBERED = 1024
MAX_KEY = 200
"""Characters of a header that holds a key."""
MAX_SHOWN = 16_000
"""Characters of a header that is looked at; tokens have a limit of their own below it."""
_DOTS = 2
"""What sets the parts of a token apart; keys have none."""


class RecognisesTokens(Protocol):
    """Recognises the tokens of an outside issuer."""

    async def recognise(self, shown: str) -> tuple[Caller, float]:
        """Return who shows a token and when it ends (Unix time); raise AccessError otherwise."""
        ...

    async def close(self) -> None:
        """Give all resources back."""
        ...


class Guard:
    """Recognises keys against an archive, and tokens where an issuer is trusted."""

    def __init__(self, writing: Writing, tokens: RecognisesTokens | None = None) -> None:
        self._writing = writing
        self._tokens = tokens
        self._longest = MAX_KEY if tokens is None else MAX_SHOWN
        self._known: LruCache[bytes, tuple[float, Caller]] = LruCache(MAX_REMEMBERED)

    async def admit(self, authorization: str | None, scope: KeyScope) -> Caller:
        """Return who asks; raise AccessError unless that allows the scope."""
        if authorization is not None and len(authorization) > self._longest > MAX_KEY:
            raise TokenError("bad-token", "The header Authorization is too long for any token.")
        shown = self._shown(authorization)
        if shown is None:
            detail = "This needs a key: send it as `Authorization: Bearer <key>`."
            raise AccessError(HTTPStatus.UNAUTHORIZED, "no-api-key", detail)
        caller = await self._recognise(shown, again=scope is not KeyScope.READ)
        if caller is None:
            detail = "The key is not known here, has ended or was revoked."
            raise AccessError(HTTPStatus.UNAUTHORIZED, "bad-api-key", detail)
        if not caller.allows(scope):
            detail = f"The key does not have the scope `{scope}`."
            raise AccessError(HTTPStatus.FORBIDDEN, "scope-missing", detail)
        return caller

    def remembered(self, authorization: str) -> str | None:
        """Return what a caller is counted under who was recognised a moment ago."""
        shown = self._shown(authorization)
        known = None if shown is None else self._known.get(sha256(shown.encode()).digest())
        return known[1].counted_as if known is not None and time.monotonic() < known[0] else None

    async def known(self, authorization: str) -> str | None:
        """Return what a caller is counted under, None for one who cannot be recognised."""
        shown = self._shown(authorization)
        if shown is None:
            return None
        try:
            caller = await self._recognise(shown, again=False)
        except (UnavailableError, AccessError):
            return None
        return None if caller is None else caller.counted_as

    async def close(self) -> None:
        """Give all resources back."""
        if self._tokens is not None:
            await self._tokens.close()
        await self._writing.close()

    async def _recognise(self, shown: str, *, again: bool) -> Caller | None:
        mark, now = sha256(shown.encode()).digest(), time.monotonic()
        known = self._known.get(mark)
        if known is not None and not again and now < known[0]:
            return known[1]
        caller, lasting = await self._look_up(shown)
        if caller is not None and lasting > 0:
            self._known.put(mark, (now + lasting, caller))
        return caller

    async def _look_up(self, shown: str) -> tuple[Caller | None, float]:
        """Return who shows this, and for how long that may be remembered."""
        if self._tokens is not None and shown.count(".") == _DOTS:
            caller, end = await self._tokens.recognise(shown)
            return caller, min(REMEMBERED, end - time.time())
        facts = await self._writing.run(recognise_key, shown)
        if facts is None:
            return None, 0.0
        return Caller(facts.name, f"key {facts.prefix}", facts.scopes), REMEMBERED

    def _shown(self, authorization: str | None) -> str | None:
        """Return what stands behind `Bearer`, None where nothing of that sort does."""
        if authorization is None or len(authorization) > self._longest:
            return None
        scheme, _, shown = authorization.strip().partition(" ")
        return shown.strip() or None if scheme.lower() == "bearer" else None


async def admit(scope: Scope, wanted: KeyScope) -> Caller:
    """Check the key of a request that is known by its ASGI scope."""
    guard: Guard = scope["app"].state.guard
    found = next((value for name, value in scope["headers"] if name == b"authorization"), None)
    return await guard.admit(None if found is None else found.decode("latin-1"), wanted)
