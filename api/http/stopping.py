"""What clients are told while the server stops."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus

from starlette.types import Scope, Send

from api.http.gate import refuse
from api.problems import ProblemError

PATIENCE = 1.0
"""Seconds that a client may take to read that its request was cut off."""
RETRY_AFTER = "2"
"""Seconds after which another process has most likely taken over."""


def stopping(detail: str) -> ProblemError:
    """Return the problem of a server that is about to end."""
    return ProblemError(
        HTTPStatus.SERVICE_UNAVAILABLE, "stopping", detail, headers={"Retry-After": RETRY_AFTER}
    )


async def cut_off(scope: Scope, send: Send) -> None:
    """Tell the client of a request that could not be waited for any longer.

    Where a part of the answer is sent already, its connection is closed in the middle: a client
    must not take the part for the whole.
    """
    if scope["type"] != "http":
        return
    problem = stopping("The server stops; this request took too long to wait for. Send it again.")
    # A RuntimeError says that the answer has begun; who does not read is not waited for.
    with suppress(RuntimeError, TimeoutError, asyncio.CancelledError):
        async with asyncio.timeout(PATIENCE):
            await refuse(problem, scope, _no_body, send)


async def _no_body() -> dict[str, object]:
    return {"type": "http.disconnect"}
