"""Answering small requests with less ado: what uvicorn does around them costs as much as answers.

Head and body leave in one piece, and lines of the head that many answers share are written once.
All that is out of the ordinary goes uvicorn's own way.

To answer a request within the event in which it came, without a turn of the event loop of its own,
was tried as well, and was slower under load: it takes turns with the reading of the others, and
neither finds its own code in the processor's cache again.
"""

from __future__ import annotations

from asyncio import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import httptools
from uvicorn.protocols.http.httptools_impl import (
    HEADER_RE,
    HEADER_VALUE_RE,
    STATUS_LINE,
    RequestResponseCycle,
)

from counterclaim.heads import BoundedHeads

if TYPE_CHECKING:
    from uvicorn._types import ASGI3Application

type Header = tuple[bytes, bytes]

ONE_PIECE = 64 * 1024
"""Bytes of a body that are copied behind their head; longer ones are handed on as they are."""
MOST_LINES = 1024
"""Lines of heads that are kept."""
_ITS_OWN = frozenset({b"connection", b"transfer-encoding"})
_CHANGING = frozenset({b"x-request-id", b"etag", b"content-length"})
"""Headers that are another for each answer, so that to keep their lines gains nothing."""


class Lines:
    """Lines of heads as they go over the wire."""

    def __init__(self) -> None:
        self._kept: dict[Header, bytes] = {}
        self._defaults: list[Header] = []
        self._default_lines = b""

    def __len__(self) -> int:
        return len(self._kept)

    def of_all(self, headers: list[Header]) -> bytes:
        """Write the headers of every answer: uvicorn makes a new list of them each second."""
        if headers is not self._defaults:
            self._default_lines = b"".join([self.of(header) for header in headers])
            self._defaults = headers
        return self._default_lines

    def of(self, header: Header) -> bytes:
        """Write one header, but for those that say how the answer is sent: b"".

        Raises RuntimeError for what would be read as another header. ASGI has names in lower case.
        """
        line = self._kept.get(header)
        if line is None:
            name, value = header
            if HEADER_RE.search(name) or HEADER_VALUE_RE.search(value):
                msg = "Invalid HTTP header."
                raise RuntimeError(msg)
            if name in _ITS_OWN:
                return b""
            line = b"%b: %b\r\n" % (name, value)
            if name not in _CHANGING and len(self._kept) < MOST_LINES:
                self._kept[header] = line
        return line


_LINES = Lines()


class QuickCycle(RequestResponseCycle):
    """One request and its answer, which leaves in one piece where its length is known."""

    _begun: Any = None
    """The head, while its body is still to come."""
    _lines: list[bytes]
    _length = 0

    def take_body(self) -> bytes | None:
        """Give the body to the application, if all of it has come and none of it was given yet."""
        if self.more_body or self.waiting_for_100_continue or not self.message_event.is_set():
            return None
        body, self.body = bytes(self.body), bytearray()
        self.message_event.clear()
        return body

    async def send(self, message: Any) -> None:
        """Take a part of the answer from the application."""
        begun, self._begun = self._begun, None
        if begun is not None and message["type"] == "http.response.body":
            body = message.get("body", b"")
            whole = len(body) == self._length and not message.get("more_body")
            if whole and not self.flow.write_paused:
                self._answer(body)
                return
            await super().send(begun)
        elif not self.response_started and self._begin(message):
            return  # a head before it, which nobody has seen, gives way to this one
        await super().send(message)

    async def send_500_response(self) -> None:
        """Answer in place of an application that has failed before there was a body."""
        self._begun = None
        await super().send_500_response()

    def _begin(self, message: Any) -> bool:
        """Keep a head until its body is there; say no where the body may come by and by."""
        if message["type"] != "http.response.start" or self.scope["method"] == "HEAD":
            return False
        lines = [STATUS_LINE[message["status"]], _LINES.of_all(self.default_headers)]
        length = -1
        for header in message["headers"]:
            if header[0] == b"content-length":
                length = int(header[1])
            lines.append(_LINES.of(header))
        if length < 0 or not self.keep_alive or b"" in lines or self.access_log:
            return False
        self._begun, self._lines, self._length = message, lines, length
        return True

    def _answer(self, body: bytes) -> None:
        """Send a whole answer, and make ready for the next request."""
        if self.disconnected:
            return
        lines = self._lines
        lines.append(b"\r\n")
        if len(body) <= ONE_PIECE:
            lines.append(body)
            self.transport.write(b"".join(lines))
        else:
            self.transport.write(b"".join(lines))
            self.transport.write(body)
        self.response_started = self.response_complete = True
        self.waiting_for_100_continue = False
        self.message_event.set()
        self.on_response()


class QuickHttp(BoundedHeads):
    """Speaks HTTP/1.1, and has each request answered by a QuickCycle.

    A connection has one timer that looks whether its client has been still for too long: to set
    one for each answer, and to take it back, costs as much as to parse the request.
    """

    _still_since: float | None = None
    """When the last answer was given, as the event loop counts; None while one is due."""
    _answered: RequestResponseCycle | None = None
    """The request that is being answered; `cycle` is the one that was asked last."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Take the timer back, and let the answer end that is under way.

        uvicorn tells only the request that was asked last. Where several were asked at once, the
        one whose turn it is would go on answering into a connection that is closed.
        """
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None
        self.pipeline.clear()
        answered = self._answered
        if answered is not None and not answered.response_complete:
            answered.disconnected = True
            answered.message_event.set()
        super().connection_lost(exc)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        """Begin to answer, and remember whom."""
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def on_response_complete(self) -> None:
        """Go on to what was asked next, or wait for the client."""
        if self.pipeline or self.transport.is_closing():
            super().on_response_complete()
            return
        self.server_state.total_requests += 1
        self.flow.resume_reading()
        self._still_since = self.loop.time()
        if self.timeout_keep_alive_task is None:
            self._look_after(self.timeout_keep_alive)

    def timeout_keep_alive_handler(self) -> None:
        """End the connection if its client has been still for all the time, else look again."""
        self.timeout_keep_alive_task = None
        if self._still_since is None:
            return  # the answer that is due sets the timer again
        left = self._still_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._look_after(left)
        else:
            super().timeout_keep_alive_handler()

    def _look_after(self, seconds: float) -> None:
        look = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(seconds, look)

    def _unset_keepalive_if_required(self) -> None:
        """Take note that the client has moved; uvicorn takes the timer back here."""
        self._still_since = None

    def on_headers_complete(self) -> None:
        """Take a request; those that wish for another protocol are uvicorn's."""
        parser = self.parser
        if parser.get_http_version() != "1.1" or parser.should_upgrade():
            super().on_headers_complete()
            return
        self.check_head()
        scope = self.scope
        scope["method"] = parser.get_method().decode("ascii")
        address = httptools.parse_url(self.url)
        raw_path = address.path
        path = raw_path.decode("ascii")
        scope["path"] = self.root_path + (unquote(path) if "%" in path else path)
        scope["raw_path"] = self.root_path.encode("ascii") + raw_path
        scope["query_string"] = address.query or b""
        before = self.cycle
        self.cycle = cycle = QuickCycle(
            scope=scope,
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=Event(),
            expect_100_continue=self.expect_100_continue,
            keep_alive=parser.should_keep_alive(),
            on_response=self.on_response_complete,
        )
        if before is None or before.response_complete:
            self._start_asgi_task(cycle, self.app)
        else:  # its turn comes after what was asked before it
            self.flow.pause_reading()
            self.pipeline.appendleft((cycle, self.app))
