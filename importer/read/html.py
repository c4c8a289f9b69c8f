"""Web pages: the report in them, its title, outlet and day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from importer.read.dates import parse_day
from importer.read.rejection import ReadCode, UnreadableError

# What was once taken is never tried another way (`*+`, `?>`): a row of comments can be divided into
# comments in twice as many ways with each that is added.
_LOOKS_LIKE_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?+(?><!--.{0,2000}?-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|script)\b[^>]*+>",
    re.IGNORECASE | re.DOTALL,
)
MAX_ATTRIBUTES = 1_000
"""The most of one element: a parser compares each with all before it."""
_OVERLOADED = re.compile(
    r"<[a-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/=>]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+)"
    rf"{{{MAX_ATTRIBUTES}}}",
    re.IGNORECASE,
)
MANY_ELEMENTS, MAX_ELEMENTS = 10_000, 50_000
"""Above the one the report is looked for in one way: another one takes all paragraphs for each."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says of its report."""

    text: str
    title: str | None
    outlet: str | None
    published: date | None


def looks_like_html(text: str) -> bool:
    """Say whether a text is a web page, whatever its file is called."""
    return _LOOKS_LIKE_HTML.match(text[:4096]) is not None


def read_page(source: str, url: str | None = None) -> Page:
    """Take the report out of a web page: no menus, no comments; paragraphs set apart."""
    import trafilatura  # noqa: PLC0415 - takes a second to import, and plain texts need none of it

    elements = source.count("<")
    if elements > MAX_ELEMENTS:
        raise _too_large(f"The page has more than {MAX_ELEMENTS:,} elements.")
    if _OVERLOADED.search(source):
        raise _too_large(f"An element of the page has more than {MAX_ATTRIBUTES:,} attributes.")
    found = trafilatura.bare_extraction(
        source,
        url=url,
        fast=elements > MANY_ELEMENTS,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
    )
    text = (getattr(found, "text", None) or "").strip()
    if not text:
        raise UnreadableError(
            ReadCode.EMPTY_TEXT,
            "No report was found in the page.",
            "Save the text of the report in a .txt file and import that.",
        )
    title = getattr(found, "title", None) or None
    lines = [line for line in text.split("\n") if line.strip()]
    if title and lines and lines[0].strip() == title.strip():
        lines = lines[1:] or lines
    outlet = getattr(found, "sitename", None) or getattr(found, "hostname", None) or None
    return Page("\n\n".join(lines), title, outlet, _day(getattr(found, "date", None)))


def _too_large(message: str) -> UnreadableError:
    advice = "Save the text of the report in a .txt file and import that."
    return UnreadableError(ReadCode.TOO_LARGE, message, advice)


def _day(written: str | None) -> date | None:
    """Read the page's date; a page with a broken one is still a report."""
    try:
        return parse_day(written) if written else None
    except UnreadableError:
        return None
