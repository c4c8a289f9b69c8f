"""Closing connections whose client stands still: uvicorn waits for both for ever.

A client that opens a connection and sends half a request, or nothing, holds a descriptor; one that
does not read its answer holds the answer as well. One look a second at all of them costs less than
a timer for each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from time import monotonic
from typing import Any

LOOK = 1.0
"""Seconds between two looks at all connections."""


@dataclass(slots=True)
class _Seen:
    """What a connection waited with when it was last looked at, and since when it stands still."""

    cycle: object
    unread: int
    since: float


class Connections:
    """Ends connections on which nothing has moved for too long.

    WebSockets see to that themselves, by asking for signs of life and bounding each message; but
    one that is closed stays open as long as its client has not read all.
    """

    def __init__(self, connections: Collection[Any], patience: float) -> None:
        """Take the open connections, as the server keeps them, and the seconds to bear with one."""
        self._open = connections
        self.patience = patience
        self._seen: dict[Any, _Seen] = {}

    async def watch(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(min(LOOK, self.patience / 2))
            self.look(monotonic())

    def look(self, now: float) -> int:
        """End what has stood still until now; return how many."""
        ended = 0
        seen: dict[Any, _Seen] = {}
        for connection in list(self._open):
            if not _waits(connection):
                continue
            unread = connection.transport.get_write_buffer_size()
            cycle = getattr(connection, "cycle", None)
            before = self._seen.get(connection)
            # More to read is no sign of a client, which takes away.
            still = before and before.cycle is cycle and unread >= before.unread
            since = before.since if before and still else now
            if now - since >= self.patience:
                connection.transport.abort()
                ended += 1
            else:
                seen[connection] = _Seen(cycle, unread, since)
        self._seen = seen
        return ended

    def cut_streams(self) -> None:
        """End the WebSockets, whether or not their clients have heard of it."""
        for connection in list(self._open):
            if not is_http(connection):
                connection.transport.abort()


def is_http(connection: Any) -> bool:
    """Tell a connection of HTTP from one that has become a WebSocket."""
    return hasattr(connection, "cycle")


def _waits(connection: Any) -> bool:
    """Tell whether it is the client's turn: to read, or to send the whole head of a request.

    One that trickles a head byte by byte waits all the while. Bodies are under their own clock.
    """
    unread: bool = connection.transport.get_write_buffer_size() > 0
    if not is_http(connection):
        return unread and bool(connection.transport.is_closing())
    return unread or connection.cycle is None or bool(connection.cycle.response_complete)
