"""The one timer of a connection: it ends those whose client has been still for all the time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from counterclaim.quick_http import QuickHttp

PATIENCE = 5.0


class Timer:
    """A call that is due at a time, unless it is taken back."""

    def __init__(self, due: float, call: Callable[[], None]) -> None:
        self.due = due
        self.call = call

    def cancel(self) -> None:
        """Take it back."""
        self.call = lambda: None


class Clock:
    """An event loop of which nothing is asked but the time and timers."""

    def __init__(self) -> None:
        self.now = 100.0
        self.timers: list[Timer] = []

    def time(self) -> float:
        """Tell the time."""
        return self.now

    def call_later(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Set a timer."""
        self.timers.append(Timer(self.now + seconds, call))
        return self.timers[-1]

    def wait(self, seconds: float) -> None:
        """Let time go by, and call what is due."""
        end = self.now + seconds
        while due := sorted((t for t in self.timers if t.due <= end), key=lambda t: t.due):
            self.now = due[0].due
            self.timers.remove(due[0])
            due[0].call()
        self.now = end


class Wire(asyncio.Transport):
    """A connection that goes nowhere."""

    def __init__(self) -> None:
        super().__init__()
        self.closed = False

    def is_closing(self) -> bool:
        """Tell whether the server has ended it."""
        return self.closed

    def close(self) -> None:
        """End it."""
        self.closed = True


@pytest.fixture
def clock() -> Clock:
    """Stop time."""
    return Clock()


@pytest.fixture
def wire() -> Wire:
    """Make a connection."""
    return Wire()


@pytest.fixture
def connection(clock: Clock, wire: Wire) -> QuickHttp:
    """Open it."""

    async def unused(scope: Any, receive: Any, send: Any) -> None: ...

    config = uvicorn.Config(
        unused, timeout_keep_alive=int(PATIENCE), log_level="critical", log_config=None
    )
    made = QuickHttp(config, ServerState(), {}, clock)
    made.connection_made(wire)
    made.data_received(b"GET /")
    return made


def ask(connection: QuickHttp) -> None:
    """Send a bit more of a request."""
    connection.data_received(b"a")


def test_a_client_that_is_still_is_let_go(connection: QuickHttp, clock: Clock, wire: Wire) -> None:
    connection.on_response_complete()
    clock.wait(PATIENCE - 0.1)
    assert not wire.closed
    clock.wait(0.2)
    assert wire.closed


def test_time_begins_anew_with_each_answer(connection: QuickHttp, clock: Clock, wire: Wire) -> None:
    for _ in range(7):
        ask(connection)
        connection.on_response_complete()
        assert len(clock.timers) == 1
        clock.wait(PATIENCE - 1)
        assert not wire.closed
    clock.wait(1.1)
    assert wire.closed


def test_an_answer_that_is_due_is_waited_for(
    connection: QuickHttp, clock: Clock, wire: Wire
) -> None:
    connection.on_response_complete()
    ask(connection)
    clock.wait(10 * PATIENCE)
    assert not wire.closed
    connection.on_response_complete()
    clock.wait(PATIENCE + 0.1)
    assert wire.closed


def test_the_timer_goes_with_the_connection(
    connection: QuickHttp, clock: Clock, wire: Wire
) -> None:
    for error in (None, ConnectionResetError()):
        connection.on_response_complete()
        connection.connection_lost(error)
        wire.closed = False
        clock.wait(2 * PATIENCE)
        assert not wire.closed
