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


def chain(text: str) -> list[str]:
    """Write each report as `source via outlet stance`, with a `>` for each hop that it is down."""
    found = attributions(text)
    lines = []
    for a in found:
        if a.kind is StatementKind.NARRATION:
            continue
        depth, parent = 0, a.parent
        while parent is not None:
            depth, parent = depth + 1, found[parent].parent
        words = [*[">"] * depth, cut(text, a.source)]
        words += [f"via {cut(text, outlet)}" for outlet in a.via]
        words += [str(a.stance)] if a.stance else []
        lines.append(" ".join(words))
    return lines


def cut(text: str, span: Span | None) -> str:
    """Return the words of a span, `-` for none."""
    return text[span.start : span.end] if span else "-"
