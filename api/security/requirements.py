"""How a REST route states the scope that it needs."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from typing import Annotated, Any

from fastapi import Request, Response, Security
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.security.callers import Caller
from api.security.guard import admit
from db.enums import KeyScope

BEARER = HTTPBearer(
    scheme_name="apiKey",
    description="A key made by `counterclaim keys create`, or a token (JWT) of the issuer that the "
    "server is set to trust.",
    auto_error=False,
)


class Requires:
    """A dependency that admits only keys with a scope, and gives the route who asks."""

    def __init__(self, scope: KeyScope) -> None:
        self.scope = scope

    async def __call__(
        self,
        request: Request,
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)],
    ) -> Caller:
        """Check the key; without one, or with a bad one, the route is not entered."""
        del credentials  # declared for the description; the guard reads the header itself
        admitted: dict[KeyScope, Caller] = request.scope.get("admitted", {})
        return admitted.get(self.scope) or await admit(request.scope, self.scope)


class KeyFirstRoute(APIRoute):
    """A route that checks the key before it reads the body, as dependencies alone do not."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request."""
        handler = super().get_route_handler()
        needed = list(scopes_of(self.dependant))

        async def handle(request: Request) -> Response:
            request.scope["admitted"] = {
                scope: await admit(request.scope, scope) for scope in needed
            }
            return await handler(request)

        return handle


def scopes_of(dependant: Dependant) -> Iterator[KeyScope]:
    """Give the scopes that a route needs."""
    for each in dependant.dependencies:
        if isinstance(each.call, Requires):
            yield each.call.scope
        yield from scopes_of(each)


def requires(scope: KeyScope) -> Any:
    """State the scope of a route, for it to be checked and for the description to tell."""
    return Security(Requires(scope), scopes=[scope.value])
