"""How the tests of the attribution stage write down what was read."""

from __future__ import annotations

from importer.attribute import Attribution, attribute
from importer.model import Article, Span, StatementKind
from importer.segment import segment


def attributions(text: str) -> list[Attribution]:
    """Segment and attribute a text."""
    return attribute(segment(Article("test", text)))


def reported(text: str) -> list[str]:
    """Write each reported statement as `kind source/cue: content`, nested ones behind `>`."""
    found = attributions(text)
    return [
        f"{'> ' if a.parent is not None else ''}{a.kind} "
        f"{cut(text, a.source)}/{a.cue_text}: {cut(text, a.content)}"
        for a in found
        if a.kind is not StatementKind.NARRATION
    ]


def cut(text: str, span: Span | None) -> str:
    """Return the words of a span, `-` for none."""
    return text[span.start : span.end] if span else "-"
