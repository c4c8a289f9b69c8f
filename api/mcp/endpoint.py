"""`/mcp`: the tools over streamable HTTP. The SDK is loaded with the first request."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus

from starlette.types import ASGIApp, Receive, Scope, Send

from api.mcp.tools import Archive
from api.problems import ProblemError, problem
from api.security.guard import AccessError, admit
from db.enums import KeyScope


class McpEndpoint:
    """Hands requests to the SDK; every one is a session of its own and is answered by JSON.

    `host` is where the server listens: on a loopback address requests must name such a one, so that
    no page of another site reaches it by a name that it made up.
    """

    def __init__(self, archive: Archive, *, host: str, reads_keyed: bool) -> None:
        self._archive = archive
        self._host = host
        self._reads_keyed = reads_keyed
        self._app: ASGIApp | None = None
        self._starting = asyncio.Lock()
        self._over = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            if self._reads_keyed:
                await admit(scope, KeyScope.READ)
            app = await self._started()
        except AccessError as error:
            await problem(error)(scope, receive, send)
            return
        except ImportError:
            detail = "This server was set up without the SDK that /mcp needs."
            missing = ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "mcp-missing", detail)
            await problem(missing)(scope, receive, send)
            return
        await app(scope, receive, send)

    async def close(self) -> None:
        """End what runs."""
        self._over.set()
        if self._running is not None:
            with suppress(asyncio.CancelledError):
                await self._running

    async def _started(self) -> ASGIApp:
        async with self._starting:
            if self._app is None:
                ready: asyncio.Future[ASGIApp] = asyncio.get_running_loop().create_future()
                self._running = asyncio.create_task(self._run(ready))
                self._app = await ready
        return self._app

    async def _run(self, ready: asyncio.Future[ASGIApp]) -> None:
        """Keep the SDK's tasks in one task of ours, as they must end where they began."""
        try:
            from api.mcp.server import make_server  # noqa: PLC0415 - 30 MB that few servers need

            server = make_server(self._archive)
            app = server.streamable_http_app(
                streamable_http_path="/mcp",
                json_response=True,
                stateless_http=True,
                host=self._host,
            )
            manager = server.session_manager
        except Exception as error:  # noqa: BLE001 - it is raised where the request waits
            ready.set_exception(error)
            return
        async with manager.run():
            ready.set_result(app)
            await self._over.wait()
