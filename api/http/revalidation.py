"""GET answered with an ETag, and with 304 where nothing was written since.

What is asked again under the same mark is answered as before.
"""

from __future__ import annotations

from hashlib import blake2b
from http import HTTPStatus
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.kept_answers import KeptAnswers
from db.data_version import DataVersion

GRAPHQL = "/graphql"
_VARY = b"Accept, Accept-Encoding, Authorization"
_REPLACED = frozenset({b"cache-control", b"etag", b"vary"})
_ASKED_BY = (b"host", b"accept", b"authorization", b"x-query-cost")
_ID = b"x-request-id"
_LABELS = ("route", "endpoint")
"""What a scope tells figures and traces of the route taken."""


class _Kept(NamedTuple):
    """An answer as it was sent, and where it came from."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    labels: dict[str, Any]


class Revalidation:
    """Marks answers by what was asked and the state of the archive.

    The mark is read before the answer is made: an answer may be newer than its mark, never older.
    """

    def __init__(self, app: ASGIApp, *, keyed: bool, keep: int = 0) -> None:
        """Take whether reads need a key: then nothing is said before the key was checked.

        `keep` is how many bytes of answers are kept; those that need a key never are.
        """
        self._app = app
        self._keyed = keyed
        self._kept: KeptAnswers[_Kept] = KeptAnswers(0 if keyed else keep)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _is_marked(scope):
            await self._app(scope, receive, send)
            return
        # Without its lifespan an application has no archive, and answers so.
        version: DataVersion | None = getattr(scope["app"].state, "data_version", None)
        mark = None if version is None else await version.read()
        if version is None or mark is None:
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        tag = _tag(mark, scope, headers)
        unchanged = _matches(headers.get(b"if-none-match", b""), tag)
        if unchanged and not self._keyed:
            await _not_modified(send, self._headers(tag))
            return
        # GraphQL looks at more than what is asked before it answers, and keeps answers by itself.
        if scope["path"] == GRAPHQL or not self._kept.asked_before(tag):
            await self._app(scope, receive, self._marking(send, tag, unchanged=unchanged))
            return
        kept = self._kept.get(tag, mark)
        if kept is None:
            keeping = self._keeping(scope, send, tag, mark)
            await self._app(scope, receive, self._marking(keeping, tag, unchanged=unchanged))
            return
        scope.update(kept.labels)
        await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
        await send({"type": "http.response.body", "body": kept.body})

    def _keeping(self, scope: Scope, send: Send, tag: bytes, mark: str) -> Send:
        """Keep an answer that goes well and is sent in one piece."""
        headers: list[tuple[bytes, bytes]] | None = None

        async def sending(message: Message) -> None:
            nonlocal headers
            if message["type"] == "http.response.start":
                fine = message["status"] == HTTPStatus.OK
                headers = [each for each in message["headers"] if each[0] != _ID] if fine else None
            elif headers is not None:
                if not message.get("more_body"):
                    labels = {name: scope[name] for name in _LABELS if name in scope}
                    kept = _Kept(headers, message["body"], labels)
                    self._kept.put(tag, mark, kept, len(message["body"]))
                headers = None
            await send(message)

        return sending

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
                kept = [pair for pair in message["headers"] if pair[0] not in _REPLACED]
                message["headers"] = [*kept, *self._headers(tag)]
            await send(message)

        return sending

    def _headers(self, tag: bytes) -> list[tuple[bytes, bytes]]:
        control = b"private, no-cache" if self._keyed else b"no-cache"
        return [(b"etag", tag), (b"cache-control", control), (b"vary", _VARY)]


def _is_marked(scope: Scope) -> bool:
    """Tell whether the answer depends on the archive alone, and is not waited for."""
    path: str = scope["path"]
    if path == GRAPHQL:
        return b"query=" in scope["query_string"] or b"documentId=" in scope["query_string"]
    return path.startswith("/v1/") and b"wait=" not in scope["query_string"]


def _tag(mark: str, scope: Scope, headers: dict[bytes, bytes]) -> bytes:
    asked = (
        mark,
        scope["path"],
        scope["query_string"],
        scope["scheme"],  # some answers hold addresses of the host
        *[headers.get(name) for name in _ASKED_BY],
    )
    # Written as Python writes it, no part can be taken for another.
    digest = blake2b(repr(asked).encode(), digest_size=16)
    return b'W/"%s"' % digest.hexdigest().encode()


def _matches(given: bytes, tag: bytes) -> bool:
    if not given:
        return False
    wanted = tag.removeprefix(b"W/")
    return any(
        part.strip().removeprefix(b"W/") == wanted or part.strip() == b"*"
        for part in given[:2000].split(b",")
    )


async def _not_modified(send: Send, headers: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
