"""Records of JSON Lines: what a line must be, whatever it holds."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from importer.read.rejection import ReadCode, UnreadableError

_PIECE = 1 << 20


def skip_line(file: BinaryIO, raw: bytes) -> None:
    """Pass over the rest of a line that is too long to be held."""
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(_PIECE)


def read_record(raw: bytes, form: str) -> dict[str, Any]:
    """Read the object of a line; `form` tells how a line is written, for who wrote it otherwise."""
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise UnreadableError(
            ReadCode.UNKNOWN_ENCODING, "The line is not UTF-8.", "Write JSON Lines in UTF-8."
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise UnreadableError(ReadCode.BAD_JSON_LINE, "The line is no JSON.", form) from problem
    if not isinstance(record, dict):
        raise UnreadableError(ReadCode.BAD_JSON_LINE, "The line is no JSON object.", form)
    return record


def string_field(record: dict[str, Any], field: str, form: str) -> str | None:
    """Return a field's string, None where it is absent or null."""
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value
    raise UnreadableError(ReadCode.BAD_FIELD, f"The field `{field}` is no string.", form)
