"""Which request is being answered."""

from __future__ import annotations

from contextvars import ContextVar

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request: in its answer and in every line that is logged for it."""
