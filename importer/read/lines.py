"""JSON Lines: an article a line; a bad line never stops the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from importer.model import Article
from importer.read.dates import parse_day
from importer.read.decode import check_characters, normalise_newlines
from importer.read.parse import article_of
from importer.read.rejection import ReadCode, Rejection, UnreadableError, printable
from importer.read.settings import DEFAULTS, ReadSettings

_ESCAPES = 6
"""A character of text can take six bytes of JSON."""
_FIELDS = (
    '`{"id": "…", "text": "…", "published": "YYYY-MM-DD", "url": "…", "outlet": "…", "title": "…"}`'
)


def read_lines(
    name: str, file: BinaryIO, settings: ReadSettings = DEFAULTS
) -> Iterator[Article | Rejection]:
    """Yield the article of each line, or why it has none; an error is named `file:line`."""
    most = settings.max_bytes * _ESCAPES
    number = 0
    while raw := file.readline(most + 1):
        number += 1
        place = f"{name}:{number}"
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        if len(raw) > most:
            _skip_line(file, raw)
            yield _too_large(most).rejection(place)
        elif raw.strip():
            try:
                yield read_line(place, raw, settings)
            except UnreadableError as problem:
                yield problem.rejection(place)


def _too_large(most: int) -> UnreadableError:
    return UnreadableError(
        ReadCode.TOO_LARGE, f"The text has more than {most:,} bytes.", "Import one report a line."
    )


def holds_articles(file: BinaryIO) -> bool:
    """Say whether the first line is an article: annotations and other records are none."""
    try:
        return "text" in _record(
            file.readline(DEFAULTS.max_bytes * _ESCAPES).removeprefix(b"\xef\xbb\xbf")
        )
    except UnreadableError:
        return True  # let the reader say what is wrong with it


def _skip_line(file: BinaryIO, raw: bytes) -> None:
    """Pass over the rest of a line that is too long to be held."""
    while raw and not raw.endswith(b"\n"):
        raw = file.readline(1 << 20)


def read_line(place: str, raw: bytes, settings: ReadSettings = DEFAULTS) -> Article:
    """Read the article of one line."""
    record = _record(raw)
    text = _string(record, "text")
    if text is None:
        raise UnreadableError(
            ReadCode.MISSING_FIELD,
            "The line has no field `text`.",
            f"Write each line as {_FIELDS}.",
        )
    if len(text.encode("utf-8", "surrogatepass")) > settings.max_bytes:
        raise _too_large(settings.max_bytes)
    published = _string(record, "published")
    article = Article(
        name=printable(_identifier(record) or place),
        text=normalise_newlines(text),
        published=parse_day(published) if published else None,
        url=_string(record, "url"),
        outlet=_string(record, "outlet"),
        title=_string(record, "title"),
    )
    for value in (article.url, article.outlet, article.title):
        check_characters(value or "")
    return article_of(article, settings)


def _record(raw: bytes) -> dict[str, Any]:
    try:
        record = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as problem:
        raise UnreadableError(
            ReadCode.UNKNOWN_ENCODING, "The line is not UTF-8.", "Write JSON Lines in UTF-8."
        ) from problem
    except (ValueError, RecursionError) as problem:
        raise UnreadableError(
            ReadCode.BAD_JSON_LINE, "The line is no JSON.", f"Write each line as {_FIELDS}."
        ) from problem
    if not isinstance(record, dict):
        raise UnreadableError(
            ReadCode.BAD_JSON_LINE, "The line is no JSON object.", f"Write each line as {_FIELDS}."
        )
    return record


def _string(record: dict[str, Any], field: str) -> str | None:
    """Return a field's string, None where it is absent or null."""
    value = record.get(field)
    if value is None or isinstance(value, str):
        return value
    raise UnreadableError(
        ReadCode.BAD_FIELD, f"The field `{field}` is no string.", f"Write each line as {_FIELDS}."
    )


def _identifier(record: dict[str, Any]) -> str | None:
    """Return the line's id; a number will do."""
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _string(record, "id")
