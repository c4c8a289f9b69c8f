"""The messages of graphql-transport-ws, checked one by one.

https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from api.graphql.transport import Asked

PROTOCOL = "graphql-transport-ws"
MAX_ID = 200
MAX_REASON = 120
"""Bytes of the reason for a close; the frame holds 123."""

GOING_AWAY = 1001
TOO_BIG = 1009
TRY_LATER = 1013
TOO_SLOW = 4008
BAD_MESSAGE = 4400
NOT_WELCOMED = 4401
FORBIDDEN = 4403
NO_PROTOCOL = 4406
TOO_LATE = 4408
ID_TAKEN = 4409
WELCOMED_TWICE = 4429


class CloseError(Exception):
    """The connection is to be closed, with a code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason[:MAX_REASON]


@dataclass(frozen=True, slots=True)
class ClientMessage:
    """A message of a client."""

    kind: str
    id: str = ""
    payload: Any = None

    def asked(self) -> Asked:
        """Read the operation of a `subscribe`."""
        payload = self.payload
        if not isinstance(payload, dict) or not isinstance(payload.get("query"), str):
            raise CloseError(BAD_MESSAGE, "The payload of subscribe must have a query, a string.")
        name, variables = payload.get("operationName"), payload.get("variables")
        if not isinstance(name, str | None) or not isinstance(variables, dict | None):
            reason = "operationName must be a string and variables an object."
            raise CloseError(BAD_MESSAGE, reason)
        return Asked(payload["query"], name or None, variables or {})


_KINDS = frozenset({"connection_init", "ping", "pong", "subscribe", "complete"})
_WITH_ID = frozenset({"subscribe", "complete"})


def read_message(received: Any, longest: int) -> ClientMessage:
    """Read what came over the socket; raise CloseError for what is no message."""
    text = received.get("text")
    if text is None:
        raise CloseError(BAD_MESSAGE, "Messages are text, in JSON.")
    if len(text) > longest:
        raise CloseError(TOO_BIG, f"A message has at most {longest:,} characters.")
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise CloseError(BAD_MESSAGE, "The message is not JSON.") from None
    kind = message.get("type") if isinstance(message, dict) else None
    if not isinstance(kind, str) or kind not in _KINDS:
        raise CloseError(BAD_MESSAGE, f"A message has a type, one of {', '.join(sorted(_KINDS))}.")
    number = message.get("id", "")
    if kind in _WITH_ID and not (isinstance(number, str) and 0 < len(number) <= MAX_ID):
        raise CloseError(BAD_MESSAGE, f"The id must be a text of 1 to {MAX_ID} characters.")
    return ClientMessage(kind, number if kind in _WITH_ID else "", message.get("payload"))


def written(kind: str, number: str = "", payload: bytes = b"") -> str:
    """Write a message of the server; the payload is JSON already."""
    parts = [b'{"type":"%b"' % kind.encode()]
    if number:
        parts.append(b',"id":%b' % orjson.dumps(number))
    if payload:
        parts.append(b',"payload":%b' % payload)
    return b"".join([*parts, b"}"]).decode()
