"""What a request may weigh, checked before anything reads it."""

from __future__ import annotations

from http import HTTPStatus
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.bodies import BodyBounds, SlowBodyError
from api.problems import ProblemError, problem


class BodyLimit:
    """Refuses bodies that are too large or encoded, whether they say so or not."""

    def __init__(self, app: ASGIApp, bounds: BodyBounds) -> None:
        self._app = app
        self._bounds = bounds

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
        started = False

        async def watching(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, self._counting(receive), watching)
        except _BodyError as error:
            if started:
                raise
            await problem(error.problem)(scope, receive, send)

    def _counting(self, receive: Receive) -> Receive:
        """Return a `receive` that raises _BodyError when there is too much, or too late."""
        counted = 0
        whole = False
        begun = monotonic()

        async def counting() -> Message:
            nonlocal counted, whole
            if whole:
                return await receive()  # which waits for the client to go away
            try:
                with self._bounds.in_time(begun):
                    message = await receive()
            except SlowBodyError:
                raise _BodyError(self._too_slow()) from None
            whole = not message.get("more_body", False)
            counted += len(message.get("body", b""))
            if counted > self._bounds.limit:
                raise _BodyError(self._too_large())
            return message

        return counting

    def _refusal(self, headers: dict[bytes, bytes]) -> ProblemError | None:
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > self._bounds.limit:
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
            f"The body has more than {self._bounds.limit:,} bytes.",
        )

    def _too_slow(self) -> ProblemError:
        return ProblemError(
            HTTPStatus.REQUEST_TIMEOUT,
            "body-too-slow",
            f"The body was not whole after {self._bounds.timeout:g} seconds.",
            headers={"Connection": "close"},
        )


class _BodyError(BaseException):
    """Passes through handlers that would make another answer of it."""

    def __init__(self, told: ProblemError) -> None:
        super().__init__(told)
        self.problem = told
