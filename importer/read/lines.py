"""JSON Lines: an article a line; a bad line never stops the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from importer.model import Article
from importer.read.dates import parse_day
from importer.read.decode import check_characters, normalise_newlines
from importer.read.parse import article_of
from importer.read.records import read_record, skip_line, string_field
from importer.read.rejection import ReadCode, Rejection, UnreadableError, printable
from importer.read.settings import DEFAULTS, ReadSettings

_ESCAPES = 6
"""A character of text can take six bytes of JSON."""
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]\S*\Z", re.IGNORECASE)
_FORM = (
    'Write each line as `{"id": "…", "text": "…", "published": "YYYY-MM-DD", "url": "…", '
    '"outlet": "…", "title": "…"}`.'
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
            skip_line(file, raw)
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
        return "text" in read_record(
            file.readline(DEFAULTS.max_bytes * _ESCAPES).removeprefix(b"\xef\xbb\xbf"), _FORM
        )
    except UnreadableError:
        return True  # let the reader say what is wrong with it


def read_line(place: str, raw: bytes, settings: ReadSettings = DEFAULTS) -> Article:
    """Read the article of one line."""
    record = read_record(raw, _FORM)
    text = string_field(record, "text", _FORM)
    if text is None:
        raise UnreadableError(
            ReadCode.MISSING_FIELD,
            "The line has no field `text`.",
            _FORM,
        )
    if len(text.encode("utf-8", "surrogatepass")) > settings.max_bytes:
        raise _too_large(settings.max_bytes)
    published = string_field(record, "published", _FORM)
    article = Article(
        name=printable(_identifier(record) or place),
        text=normalise_newlines(text),
        published=parse_day(published) if published else None,
        url=string_field(record, "url", _FORM),
        outlet=string_field(record, "outlet", _FORM),
        title=string_field(record, "title", _FORM),
    )
    for value in (article.url, article.outlet, article.title):
        check_characters(value or "")
    if article.url is not None and _WEB_ADDRESS.match(article.url) is None:
        # Whoever shows the article makes a link of it: `javascript:` must not get that far.
        raise UnreadableError(
            ReadCode.BAD_URL,
            "The field `url` is no web address.",
            "Give an address like https://example.org/report, or leave `url` out.",
        )
    return article_of(article, settings)


def _identifier(record: dict[str, Any]) -> str | None:
    """Return the line's id; a number will do."""
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return string_field(record, "id", _FORM)
