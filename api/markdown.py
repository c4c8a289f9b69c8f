"""The little Markdown that the pages of docs/errors are written in, as HTML."""

from __future__ import annotations

import re
from html import escape

_FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = (
    (re.compile(r"\*\*(.+?)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
    (re.compile(r"\[(.+?)\]\([^)]*\)"), r"\1"),
)


def to_html(text: str) -> str:
    """Render paragraphs, fenced blocks, bold and code; all else stands as it is, escaped.

    >>> to_html("A `<b>`.")
    '<p>A <code>&lt;b&gt;</code>.</p>'
    """
    pieces = _FENCE.split(text)
    written = []
    for number, piece in enumerate(pieces):
        if number % 2:
            written.append(f"<pre>{escape(piece)}</pre>")
        else:
            written += [_paragraph(part) for part in piece.split("\n\n") if part.strip()]
    return "\n".join(written)


def _paragraph(text: str) -> str:
    html = escape(text.strip(), quote=False)
    for pattern, written in _INLINE:
        html = pattern.sub(written, html)
    return f"<p>{html}</p>"
