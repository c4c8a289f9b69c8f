"""The server as a process: how it stops, and how long it bears with clients that stand still."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
from contextlib import suppress
from types import FrameType

import uvicorn
from fastapi import FastAPI

from counterclaim.connections import Connections

LOOK = 0.05
"""Seconds between two looks at whether somebody is in a hurry."""
FAREWELL = 2.0
"""Seconds that those who follow may take to hear that the server stops."""


def tell_of_no_departures() -> None:
    """Leave out of the log that a client went away before its answer.

    For one that has sent several requests at once, uvicorn writes a trace for each.
    """

    def worth_telling(record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, RuntimeError) and "handler is closed" in str(error))

    logging.getLogger("uvicorn.error").addFilter(worth_telling)


class StoppingServer(uvicorn.Server):
    """Stops in an order that loses no request.

    First `/readyz` answers 503 while all else goes on, so that a load balancer looks elsewhere.
    Then no connection is taken any more, who follows is told to come back, and what is being
    answered may end. A stop that was asked for is a success: the exit code is 0.
    """

    def __init__(self, config: uvicorn.Config, app: FastAPI, *, lead: float, idle: float) -> None:
        """Take the seconds of the first step, and those that a client may stand still."""
        super().__init__(config)
        tell_of_no_departures()
        self._app = app
        self._lead = lead
        self._hurry = False
        self._connections = Connections(self.server_state.connections, idle)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; a second signal, or Ctrl-C, leaves out the first step."""
        del frame
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        # A person at the keyboard waits, and no load balancer sends requests there.
        self._hurry = self.should_exit or sig == signal.SIGINT
        self.should_exit = True
        self._app.state.leaving = True

    async def main_loop(self) -> None:
        """Serve until told to stop."""
        watching = asyncio.create_task(self._connections.watch())
        # What is there by now stays: to look through it again and again finds nothing.
        gc.collect()
        gc.freeze()
        try:
            await super().main_loop()
            await self._warn()
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _warn(self) -> None:
        """Go on for a while, as one that is not to be chosen."""
        loop = asyncio.get_running_loop()
        end = loop.time() + self._lead
        while not self._hurry and loop.time() < end:  # noqa: ASYNC110 - set by a signal handler
            await asyncio.sleep(LOOK)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, end the streams, and wait for what is being answered."""
        self._app.state.leaving = True
        for server in self.servers:
            server.close()  # first of all: whom a stream has ended for would come back here
        if not await self._app.state.streams.stop(FAREWELL):
            self._connections.cut_streams()
        self._connections.patience = min(self._connections.patience, FAREWELL)
        watching = asyncio.create_task(self._connections.watch())
        try:
            await super().shutdown(sockets)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
