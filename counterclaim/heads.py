"""Bounding the heads of requests: uvicorn takes as many headers as come, and keeps all of them.

A million short ones are parsed while nobody else is answered, and a long one is kept until it ends.
What cannot be read as HTTP is answered as all mistakes are, with a problem document.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.problems import ProblemError, problem

MAX_HEAD = 128 * 1024
"""Bytes of a head that may come after its first piece; the parser ends addresses at 64 KiB."""


class BoundedHeads(HttpToolsProtocol):
    """Speaks HTTP/1.1, and ends a connection on which a head goes on for too long."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what uvicorn gives."""
        super().__init__(*given, **named)
        self._in_head = False
        self._head = 0

    def on_message_begin(self) -> None:
        """Begin to count."""
        self._in_head = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Count no more: bodies have a limit of their own."""
        self.check_head()
        super().on_headers_complete()

    def check_head(self) -> None:
        """See that one host is asked, not two or none; raises ValueError, which ends it all.

        A proxy may look at the one and the server at the other (RFC 9112, 3.2).
        """
        self._in_head = False
        hosts = [name for name, _ in self.headers].count(b"host")
        if hosts > 1 or (not hosts and self.parser.get_http_version() == "1.1"):
            raise ValueError("one Host")  # the parser ends the connection

    def data_received(self, data: bytes) -> None:
        """Look at how much of a head has come before more of it is parsed."""
        if self._in_head:
            self._head += len(data)
            if self._head > MAX_HEAD:
                detail = f"The headers have more than {MAX_HEAD:,} bytes."
                status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                self._end(ProblemError(status, "head-too-large", detail))
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Say that it is no HTTP; what the parser says of it is not for clients."""
        del msg
        detail = "The request cannot be read as HTTP/1.1."
        self._end(ProblemError(HTTPStatus.BAD_REQUEST, "bad-http", detail))

    def _end(self, error: ProblemError) -> None:
        """Answer beside the application, and close."""
        answer = problem(error)
        head = [b"HTTP/1.1 %d %b" % (error.status.value, error.status.phrase.encode())]
        head += [name + b": " + value for name, value in answer.raw_headers]
        head.append(b"connection: close")
        self.transport.write(b"\r\n".join(head) + b"\r\n\r\n" + bytes(answer.body))
        self.transport.close()
