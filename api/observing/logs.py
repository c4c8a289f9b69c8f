"""Log lines as JSON, each with the id of its request, and without what clients have sent."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import orjson

from api.http.asked import REQUEST_ID

MAX_TEXT = 1000
MAX_TRACE = 4000


class JsonFormatter(logging.Formatter):
    """Writes a line of JSON: when, how grave, where from, what, and for which request.

    JSON escapes line ends and control characters: no client can write a line of its own.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        line: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:MAX_TEXT],
        }
        if REQUEST_ID.get():
            line["requestId"] = REQUEST_ID.get()
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)[-MAX_TRACE:]
        return orjson.dumps(line, default=str).decode()


def log_as_json(level: int = logging.WARNING) -> None:
    """Have all that is logged go to standard error as lines of JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
