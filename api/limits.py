"""What a request may weigh, checked before anything reads it."""

from __future__ import annotations

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import ProblemError, problem

MAX_BODY = 2 * 1024 * 1024


class BodyLimit:
    """Refuses bodies that are too large or encoded, whether they say so or not."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count while the body comes in."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        refusal = self._refusal(headers)
        if refusal is not None:
            await problem(refusal)(scope, receive, send)
            return
        counted = 0
        started = False

        async def counting() -> Message:
            nonlocal counted
            message = await receive()
            counted += len(message.get("body", b""))
            if counted > self._limit:
                raise _TooLargeError
            return message

        async def watching(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counting, watching)
        except _TooLargeError:
            if started:
                raise
            await problem(self._too_large())(scope, receive, send)

    def _refusal(self, headers: dict[bytes, bytes]) -> ProblemError | None:
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > self._limit:
            return self._too_large()
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            return ProblemError(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "Send the body as it is: compressed bodies are not read.",
            )
        return None

    def _too_large(self) -> ProblemError:
        return ProblemError(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "body-too-large",
            f"The body has more than {self._limit:,} bytes.",
        )


class _TooLargeError(BaseException):
    """Passes through handlers that would make another answer of it."""
