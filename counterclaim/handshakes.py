"""Answering handshakes of WebSockets that fail: uvicorn leaves some without an answer for ever.

One with a body, or with more headers than the library takes, got none, and its connection stayed
open as long as its client liked. The others got the library's words, which repeat what was sent.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.exceptions import InvalidHeader
from websockets.http11 import Response
from websockets.protocol import State
from websockets.server import ServerProtocol

from api.problems import ProblemError, problem


class ToldHandshakes(ServerProtocol):
    """The server's side of a WebSocket, which refuses with problem documents."""

    def reject(self, status: HTTPStatus | int, text: str) -> Response:
        """Say what is wrong with a handshake; what the library says is not for clients."""
        answer = super().reject(status, text)
        told = problem(self._wrong(HTTPStatus(status)))
        answer.status_code = told.status_code
        answer.reason_phrase = HTTPStatus(told.status_code).phrase
        answer.body = bytes(told.body)
        for name, value in told.headers.items():
            answer.headers.pop(name, None)  # each stands there once
            answer.headers[name] = value
        return answer

    def _wrong(self, status: HTTPStatus) -> ProblemError:
        if status == HTTPStatus.FORBIDDEN:  # the application has no such address
            detail = "No WebSocket is taken at this address; /graphql takes them."
            return ProblemError(HTTPStatus.NOT_FOUND, "unknown-address", detail)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            detail = "The server made a mistake. It was logged; the request may be sent again."
            return ProblemError(status, "internal-error", detail)
        if status == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
            detail = "The headers are too many or too long for a WebSocket."
            return ProblemError(status, "head-too-large", detail)
        detail = "The request asks for a WebSocket, and is no handshake of one."
        if isinstance(self.handshake_exc, InvalidHeader):
            detail = f"{detail} Look at its {self.handshake_exc.name}."
        return ProblemError(status, "bad-handshake", detail)


class AnsweredHandshakes(WebSocketsSansIOProtocol):
    """Speaks WebSocket, and ends a connection whose handshake cannot be read."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """Take what uvicorn gives."""
        super().__init__(*given, **named)
        made = self.conn
        self.conn = ToldHandshakes(
            extensions=made.available_extensions,
            max_size=self.config.ws_max_size,
            logger=made.logger,
        )

    def data_received(self, data: bytes) -> None:
        """Look whether the first bytes were a request; what follows is a matter of uvicorn."""
        super().data_received(data)
        if self.handshake_initiated or self.conn.handshake_exc is None or self.close_sent:
            return
        self.close_sent = self.handshake_complete = True
        answer = b"".join(self.conn.data_to_send())
        if not answer:  # the library answers to long heads, and to nothing else that it cannot read
            refusal = self.conn.reject(HTTPStatus.BAD_REQUEST, "")
            answer = refusal.serialize()
        self.transport.write(answer)
        self.transport.close()

    def handle_ping(self) -> None:
        """Leave out answers that a client does not read: uvicorn would keep all of them.

        One answer to the last of several pings is enough (RFC 6455, 5.5.3).
        """
        if self.writable.is_set() or self.conn.state is not State.OPEN:
            super().handle_ping()
        else:
            self.conn.data_to_send()
