"""Checks the key of a request.

A write always needs a key. Reads need one where the server is set so; what was recognised is then
remembered for a few seconds, so that a key taken back is refused at most so much later.
"""

from __future__ import annotations

import time
from hashlib import sha256
from http import HTTPStatus

from starlette.types import Scope

from api.problems import ProblemError
from api.writing import Writing
from db.api_keys import KeyFacts, recognise_key
from db.enums import KeyScope
from db.query.engine import LruCache
from db.query.errors import UnavailableError

REMEMBERED = 5.0
"""Seconds for which a key is not looked up again to read."""
MAX_REMEMBERED = 1024
MAX_HEADER = 200
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="counterclaim"'}


class AccessError(ProblemError):
    """A request that lacks the key or the scope that it needs."""

    def __init__(self, status: HTTPStatus, code: str, detail: str) -> None:
        headers = _CHALLENGE if status is HTTPStatus.UNAUTHORIZED else {}
        super().__init__(status, code, detail, headers=headers)


class Guard:
    """Recognises keys against an archive."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._known: LruCache[bytes, tuple[float, KeyFacts]] = LruCache(MAX_REMEMBERED)

    async def admit(self, authorization: str | None, scope: KeyScope) -> KeyFacts:
        """Return whose key a request has; raise AccessError unless it allows the scope."""
        shown = _bearer(authorization)
        if shown is None:
            detail = "This needs a key: send it as `Authorization: Bearer <key>`."
            raise AccessError(HTTPStatus.UNAUTHORIZED, "no-api-key", detail)
        facts = await self._recognise(shown, again=scope is not KeyScope.READ)
        if facts is None:
            detail = "The key is not known here, has ended or was revoked."
            raise AccessError(HTTPStatus.UNAUTHORIZED, "bad-api-key", detail)
        if not facts.allows(scope):
            detail = f"The key does not have the scope `{scope}`."
            raise AccessError(HTTPStatus.FORBIDDEN, "scope-missing", detail)
        return facts

    def remembered(self, authorization: str) -> str | None:
        """Return the prefix of a key that was recognised a moment ago, without looking it up."""
        shown = _bearer(authorization)
        known = None if shown is None else self._known.get(sha256(shown.encode()).digest())
        return known[1].prefix if known is not None and time.monotonic() < known[0] else None

    async def known(self, authorization: str) -> str | None:
        """Return the prefix of a key, None where it is not known or cannot be looked up."""
        shown = _bearer(authorization)
        if shown is None:
            return None
        try:
            facts = await self._recognise(shown, again=False)
        except UnavailableError:
            return None
        return None if facts is None else facts.prefix

    async def _recognise(self, shown: str, *, again: bool) -> KeyFacts | None:
        mark, now = sha256(shown.encode()).digest(), time.monotonic()
        known = self._known.get(mark)
        if known is not None and not again and now < known[0]:
            return known[1]
        facts = await self._writing.run(recognise_key, shown)
        if facts is not None:
            self._known.put(mark, (now + REMEMBERED, facts))
        return facts


async def admit(scope: Scope, wanted: KeyScope) -> KeyFacts:
    """Check the key of a request that is known by its ASGI scope."""
    guard: Guard = scope["app"].state.guard
    found = next((value for name, value in scope["headers"] if name == b"authorization"), None)
    return await guard.admit(None if found is None else found.decode("latin-1"), wanted)


def _bearer(authorization: str | None) -> str | None:
    """Return what stands behind `Bearer`, None where nothing of that sort does."""
    if authorization is None or len(authorization) > MAX_HEADER:
        return None
    scheme, _, shown = authorization.strip().partition(" ")
    return shown.strip() or None if scheme.lower() == "bearer" else None
