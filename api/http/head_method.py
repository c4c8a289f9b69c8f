"""HEAD wherever there is GET: the same status and headers, and no body (RFC 9110, 9.3.2)."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LABELS = ("route", "endpoint")
"""What the routes leave in a scope for figures and traces."""


class HeadMethod:
    """Answers HEAD by the routes of GET, up to where the body would begin."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers GET."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        # A copy: the server looks into its own to see that no body will come.
        asked = {**scope, "method": "GET"}
        told = False

        async def sending(message: Message) -> None:
            nonlocal told
            if told:
                return
            await send(message)
            if message["type"] == "http.response.start":
                told = True
                # From here on `receive` says that the client is gone, which ends what is streamed.
                await send({"type": "http.response.body", "body": b""})

        try:
            await self._app(asked, receive, sending)
        finally:
            scope.update({name: asked[name] for name in _LABELS if name in asked})
