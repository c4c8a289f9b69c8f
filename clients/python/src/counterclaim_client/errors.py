"""What goes wrong between a client and a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx


class CounterclaimError(Exception):
    """Anything that this package raises of its own."""


@dataclass(frozen=True)
class Fault:
    """A parameter that is wrong, and what is wrong with it."""

    where: str
    message: str


class ApiError(CounterclaimError):
    """The server refused; `code` is stable, and `type` the address of the page on it."""

    def __init__(self, status: int, body: Any) -> None:
        given = body if isinstance(body, dict) else {}
        self.status = status
        self.code = str(given.get("code", "unknown"))
        self.detail = str(given.get("detail", ""))
        self.type = str(given.get("type", ""))
        faults = given.get("faults")
        self.faults = [
            Fault(str(each.get("where", "")), str(each.get("message", "")))
            for each in (faults if isinstance(faults, list) else [])
            if isinstance(each, dict)
        ]
        super().__init__(f"{status} {self.code}: {self.detail}")

    @classmethod
    def of(cls, response: httpx.Response) -> ApiError:
        """Read an answer that is no success."""
        try:
            return cls(response.status_code, response.json())
        except ValueError:
            return cls(response.status_code, None)


class UnreachableError(CounterclaimError):
    """No answer came, though it was asked for several times."""


class GraphQLError(CounterclaimError):
    """A query was not answered; `errors` are as GraphQL has them."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        self.errors = errors
        first = errors[0] if errors else {}
        self.code = str(first.get("extensions", {}).get("code", "unknown"))
        super().__init__(f"{self.code}: {first.get('message', '')}")
