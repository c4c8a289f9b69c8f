"""How a REST route states the scope that it needs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.security.guard import admit
from db.api_keys import KeyFacts
from db.enums import KeyScope

BEARER = HTTPBearer(
    scheme_name="apiKey",
    description="A key made by `counterclaim keys create`.",
    auto_error=False,
)


class Requires:
    """A dependency that admits only keys with a scope, and gives the route whose key it is."""

    def __init__(self, scope: KeyScope) -> None:
        self.scope = scope

    async def __call__(
        self,
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
    ) -> KeyFacts:
        """Check the key; without one, or with a bad one, the route is not entered."""
        del credentials  # declared for the description; the guard reads the header itself
        return await admit(request.scope, self.scope)


def requires(scope: KeyScope) -> Any:
    """State the scope of a route, for it to be checked and for the description to tell."""
    return Security(Requires(scope), scopes=[scope.value])
