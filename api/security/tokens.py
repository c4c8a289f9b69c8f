"""Tokens (JWT) of an outside issuer as a second way to show who asks.

What a token says of its own key (`jku`, `x5u`, `jwk`) is never looked at: keys come from the one
place that is set, and each is good for the one algorithm that it is made for.
"""

from __future__ import annotations

from hashlib import sha256
from http import HTTPStatus
from typing import Any

import jwt

from api.security.callers import AccessError, Caller, TokenError
from api.security.issuer_keys import MAX_KEY_ID, IssuerKeys, IssuerKeysError
from api.security.token_rules import TokenRules
from db.enums import KeyScope

MAX_TOKEN = 8000
"""Characters; what is longer is not read."""
MAX_SUBJECT = 200
MAX_SCOPES = 200
_MOMENTS = frozenset({"exp", "nbf", "iat"})
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
"""What a token of access calls itself; issuers sign other things as well, with the same keys."""


class Tokens:
    """Recognises the tokens of one issuer."""

    def __init__(self, rules: TokenRules, keys: IssuerKeys | None = None) -> None:
        self._rules = rules
        self._keys = keys or IssuerKeys(rules.keys, rules.algorithms)

    async def recognise(self, shown: str) -> tuple[Caller, float]:
        """Return who shows a token, and the moment (Unix time) at which it ends.

        Raise TokenError where it is not good, AccessError 503 where that cannot be found out.
        """
        if len(shown) > MAX_TOKEN:
            raise TokenError("bad-token", f"A token has at most {MAX_TOKEN:,} characters.")
        key = await self._key(shown)
        claims = self._claims(shown, key)
        subject = claims["sub"]
        if not 1 <= len(subject) <= MAX_SUBJECT or not subject.isprintable():
            raise TokenError("bad-token", "The subject of the token cannot be used as a name.")
        mark = sha256(subject.encode()).hexdigest()[:12]
        name = f"{subject} ({self._rules.issuer})"
        return Caller(name, f"token {mark}", self._scopes(claims)), float(int(claims["exp"]))

    async def close(self) -> None:
        """Stop what runs."""
        await self._keys.close()

    async def _key(self, shown: str) -> jwt.PyJWK:
        try:
            header = jwt.get_unverified_header(shown)
        except (jwt.PyJWTError, ValueError):
            raise TokenError("bad-token", "The token cannot be read.") from None
        if header.get("alg") not in self._rules.algorithms:
            named = ", ".join(self._rules.algorithms)
            raise TokenError("bad-token", f"The token must be signed by {named}.")
        if str(header.get("typ", "JWT")).lower() not in TYPES:
            raise TokenError("bad-token", "The token is not one of access.")
        key_id = header.get("kid")
        if not isinstance(key_id, str) or not 0 < len(key_id) <= MAX_KEY_ID:
            raise TokenError("bad-token", "The token does not name the key that signed it (kid).")
        try:
            key = await self._keys.find(key_id)
        except IssuerKeysError:
            detail = "The keys of the issuer of tokens cannot be had at the moment; try again."
            status = HTTPStatus.SERVICE_UNAVAILABLE
            raise AccessError(status, "issuer-unavailable", detail) from None
        if key is None:
            raise TokenError("bad-token", "The issuer has no key of the name that the token has.")
        return key

    def _claims(self, shown: str, key: jwt.PyJWK) -> dict[str, Any]:
        rules = self._rules
        try:
            claims: dict[str, Any] = jwt.decode(
                shown,
                key,
                algorithms=list(rules.algorithms),
                audience=rules.audience,
                issuer=rules.issuer,
                leeway=rules.leeway,
                options={"require": ["exp", "iss", "aud", "sub"]},
            )
        except (jwt.ExpiredSignatureError, jwt.ImmatureSignatureError):
            raise TokenError("token-expired", "The token has ended, or not begun.") from None
        except (jwt.InvalidAudienceError, jwt.InvalidIssuerError):
            detail = "The token is of another issuer, or was made for another service."
            raise TokenError("token-elsewhere", detail) from None
        except jwt.MissingRequiredClaimError as error:
            detail = f"The token lacks the claim {error.claim}."
            raise TokenError("bad-token", detail) from None
        except (jwt.PyJWTError, ValueError, TypeError):
            raise TokenError("bad-token", "The token was not signed with the key.") from None
        for name in _MOMENTS & claims.keys():
            if not isinstance(claims[name], int | float):  # the library reads texts as well
                raise TokenError("bad-token", f"The claim {name} of the token is no number.")
        return claims

    def _scopes(self, claims: dict[str, Any]) -> frozenset[KeyScope]:
        """Read the scopes: words of a text (RFC 8693), or a list of texts."""
        claim = self._rules.scope_claim
        found: Any = claims
        # A name that is an address has dots of its own.
        for step in [claim] if claim in claims else claim.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        names = found.split() if isinstance(found, str) else found
        if not isinstance(names, list):
            return frozenset()
        allowed = (
            self._rules.scopes.get(name) for name in names[:MAX_SCOPES] if isinstance(name, str)
        )
        return frozenset(scope for scopes in allowed if scopes for scope in scopes)
