"""GET answered with an ETag, and with 304 where nothing was written since."""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db.data_version import DataVersion

_VARY = b"Accept, Accept-Encoding, Authorization"
_REPLACED = frozenset({b"cache-control", b"etag", b"vary"})


class Revalidation:
    """Marks answers by what was asked and the state of the archive.

    The mark is read before the answer is made: an answer may be newer than its mark, never older.
    """

    def __init__(self, app: ASGIApp, *, keyed: bool) -> None:
        """Take whether reads need a key: then nothing is said before the key was checked."""
        self._app = app
        self._keyed = keyed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _is_marked(scope):
            await self._app(scope, receive, send)
            return
        # Without its lifespan an application has no archive, and answers so.
        version: DataVersion | None = getattr(scope["app"].state, "data_version", None)
        mark = None if version is None else await version.read()
        if mark is None:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        tag = _tag(mark, scope, headers)
        unchanged = _matches(headers.get(b"if-none-match", b""), tag)
        if unchanged and not self._keyed:
            await _not_modified(send, self._headers(tag))
            return
        await self._app(scope, receive, self._marking(send, tag, unchanged=unchanged))

    def _marking(self, send: Send, tag: bytes, *, unchanged: bool) -> Send:
        silent = False

        async def sending(message: Message) -> None:
            nonlocal silent
            if silent:
                return
            if message["type"] == "http.response.start" and message["status"] == HTTPStatus.OK:
                if unchanged:
                    silent = True
                    await _not_modified(send, self._headers(tag))
                    return
                kept = [pair for pair in message["headers"] if pair[0].lower() not in _REPLACED]
                message = {**message, "headers": [*kept, *self._headers(tag)]}
            await send(message)

        return sending

    def _headers(self, tag: bytes) -> list[tuple[bytes, bytes]]:
        control = b"private, no-cache" if self._keyed else b"no-cache"
        return [(b"etag", tag), (b"cache-control", control), (b"vary", _VARY)]


def _is_marked(scope: Scope) -> bool:
    """Tell whether the answer depends on the archive alone, and is not waited for."""
    path: str = scope["path"]
    if path == "/graphql":
        return b"query=" in scope["query_string"] or b"documentId=" in scope["query_string"]
    return path.startswith("/v1/") and b"wait=" not in scope["query_string"]


def _tag(mark: str, scope: Scope, headers: dict[bytes, bytes]) -> bytes:
    asked = (
        mark.encode(),
        scope["path"].encode("utf-8", "surrogateescape"),
        scope["query_string"],
        *(headers.get(name, b"") for name in (b"accept", b"authorization", b"x-query-cost")),
    )
    digest = blake2b(digest_size=16)
    for part in asked:
        digest.update(b"%d:" % len(part) + part)
    return b'W/"%s"' % digest.hexdigest().encode()


def _matches(given: bytes, tag: bytes) -> bool:
    wanted = tag.removeprefix(b"W/")
    return any(
        part.strip().removeprefix(b"W/") == wanted or part.strip() == b"*"
        for part in given[:2000].split(b",")
    )


async def _not_modified(send: Send, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
