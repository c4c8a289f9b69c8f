"""Who asks, however that was shown: by a key of ours or by a token of an issuer."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from api.problems import ProblemError
from db.enums import KeyScope

CHALLENGE = 'Bearer realm="counterclaim"'
RETRY_AFTER = "5"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and what for that is allowed."""

    name: str
    """What decisions are signed with."""
    counted_as: str
    """What requests are counted under; it is no secret."""
    scopes: frozenset[KeyScope]

    def allows(self, scope: KeyScope) -> bool:
        """Say whether what asks for this scope may be done."""
        return scope in self.scopes or KeyScope.ADMIN in self.scopes


class AccessError(ProblemError):
    """A request that lacks the key or the scope that it needs."""

    def __init__(self, status: HTTPStatus, code: str, detail: str) -> None:
        headers = {}
        if status is HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = CHALLENGE
        elif status is HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = RETRY_AFTER
        super().__init__(status, code, detail, headers=headers)


class TokenError(AccessError):
    """A token that is not good, told as RFC 6750 has it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(HTTPStatus.UNAUTHORIZED, code, detail)
        told = f'{CHALLENGE}, error="invalid_token", error_description="{detail}"'
        self.headers["WWW-Authenticate"] = told
