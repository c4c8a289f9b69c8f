"""Answers packed for clients that say so: fast rather than small, and only above a size."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_HEADER = 500
_WEIGHT = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?", re.ASCII)
_ALIASES = {"x-gzip": "gzip"}
_PACKED = (b"application/json", b"application/graphql-response+json", b"application/problem+json")
_PACKED_TOO = (
    b"application/geo+json",
    b"application/vnd.counterclaim.",
    b"text/",
    b"application/javascript",
    b"image/svg",
)

type Headers = list[tuple[bytes, bytes]]


def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=1)
    return packed


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 1, mtime=0)


_PACKERS: Mapping[bytes, Callable[[bytes], bytes]] = {b"br": _brotli, b"gzip": _gzip}
"""The codings, the better one first; each at a level at which it costs less than a query."""


@lru_cache(256)
def coding_for(accepted: bytes) -> bytes:
    """Choose by `Accept-Encoding` how to pack an answer; empty where it is to go as it is.

    Of what a client likes equally well Brotli comes first: it is smaller and takes less time.
    """
    weights: dict[str, float] = {}
    for part in accepted[:MAX_HEADER].decode("latin-1").lower().split(","):
        name, _, parameters = part.partition(";")
        weights[_ALIASES.get(name.strip(), name.strip())] = _weight(parameters)
    others = weights.get("*", 0.0)
    liked = max(_PACKERS, key=lambda coding: weights.get(coding.decode(), others))
    weight = weights.get(liked.decode(), others)
    # Unnamed, an answer as it is may always be sent; named, it may be liked better.
    return liked if weight > 0.0 and weight >= weights.get("identity", 0.0) else b""


def _weight(parameters: str) -> float:
    for part in parameters.split(";"):
        name, _, value = part.partition("=")
        if name.strip() == "q":
            weight = value.strip()
            return float(weight) if _WEIGHT.fullmatch(weight) else 0.0
    return 1.0


def pack(body: bytes, headers: Headers, coding: bytes) -> bytes:
    """Return a body packed in a coding that `coding_for` chose, and set its headers."""
    packed = _PACKERS[coding](body)
    headers[:] = [
        (name, b"%d" % len(packed) if name.lower() == b"content-length" else value)
        for name, value in headers
    ]
    headers.append((b"content-encoding", coding))
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
        coding = coding_for(accepted) if accepted else b""
        if not coding:
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _has_length(message):
                start = message
                return
            if start is not None:
                message = self._packed(start, message, coding)
                await send(start)
                start = None
            await send(message)

        await self._app(scope, receive, sending)

    def _packed(self, start: Message, message: Message, coding: bytes) -> Message:
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
        packed = pack(body, headers, coding)
        start["headers"] = headers
        return {**message, "body": packed}
