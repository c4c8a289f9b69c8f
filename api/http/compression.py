"""Answers packed for clients that say so: fast rather than small, and only above a size."""

from __future__ import annotations

import gzip
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 1
MAX_HEADER = 500
_PACKED = (b"application/json", b"application/graphql-response+json", b"application/problem+json")
_PACKED_TOO = (b"application/geo+json", b"text/", b"application/javascript", b"image/svg")

type Headers = list[tuple[bytes, bytes]]


@lru_cache(256)
def takes_gzip(accepted: bytes) -> bool:
    """Tell by `Accept-Encoding` whether a client reads gzip."""
    weights: dict[str, float] = {}
    for part in accepted[:MAX_HEADER].decode("latin-1").lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0.0


def _weight(parameters: str) -> float:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def pack(body: bytes, headers: Headers) -> bytes:
    """Return a body packed, and set its headers."""
    packed = gzip.compress(body, LEVEL, mtime=0)
    headers[:] = [
        (name, b"%d" % len(packed) if name.lower() == b"content-length" else value)
        for name, value in headers
    ]
    headers.append((b"content-encoding", b"gzip"))
    if not any(name.lower() == b"vary" and b"ncoding" in value for name, value in headers):
        headers.append((b"vary", b"Accept-Encoding"))
    return packed


def _has_length(message: Message) -> bool:
    """Tell whether an answer is whole: one of unknown length may come piece by piece."""
    return any(name.lower() == b"content-length" for name, _ in message.get("headers", ()))


class Compression:
    """Packs whole answers; what is sent piece by piece goes through as it comes."""

    def __init__(self, app: ASGIApp, minimum: int) -> None:
        """Take the size in bytes from which on an answer is packed."""
        self._app = app
        self._minimum = minimum

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        accepted = b""
        if scope["type"] == "http":
            accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
        if not accepted or not takes_gzip(accepted):
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _has_length(message):
                start = message
                return
            if start is not None:
                message = self._packed(start, message)
                await send(start)
                start = None
            await send(message)

        await self._app(scope, receive, sending)

    def _packed(self, start: Message, message: Message) -> Message:
        body: bytes = message.get("body", b"")
        headers = list(start.get("headers", ()))
        named = {name.lower(): value for name, value in headers}
        kind = named.get(b"content-type", b"")
        if (
            message.get("more_body")
            or len(body) < self._minimum
            or b"content-encoding" in named
            or not kind.startswith(_PACKED + _PACKED_TOO)
        ):
            return message
        packed = pack(body, headers)
        start["headers"] = headers
        return {**message, "body": packed}
