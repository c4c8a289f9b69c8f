"""Bounding the heads of requests: uvicorn takes as many headers as come, and keeps all of them.

A million short ones are parsed while nobody else is answered, and a long one is kept until it ends.
What cannot be read as HTTP is answered as all mistakes are, with a problem document.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

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
        self._in_head = False
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Look at how much of a head has come before more of it is parsed."""
        if self._in_head:
            self._head += len(data)
            if self._head > MAX_HEAD:
                detail = f"The headers have more than {MAX_HEAD:,} bytes."
                self._end(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "head-too-large", detail)
                return
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Say that it is no HTTP; what the parser says of it is not for clients."""
        del msg
        detail = "The request cannot be read as HTTP/1.1."
        self._end(HTTPStatus.BAD_REQUEST, "bad-http", detail)

    def _end(self, status: HTTPStatus, code: str, detail: str) -> None:
        problem: dict[str, Any] = {
            "type": f"/errors/{code}",
            "title": status.phrase,
            "status": status.value,
            "code": code,
            "detail": detail,
            "faults": [],
        }
        body = json.dumps(problem).encode()
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\n"
            "content-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\n"
            "x-content-type-options: nosniff\r\n"
            "cache-control: no-store\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode("ascii") + body)
        self.transport.close()
