"""Attributions built by hand from the words of a sentence, for the tests of speakers."""

from __future__ import annotations

from importer.attribute.attribution import Attribution
from importer.model import Article, Span, Speaker, Stance, StatementKind
from importer.resolve.parties import find_parties
from importer.resolve.speakers import resolve_speakers
from importer.segment import Document, segment


def span_of(text: str, words: str, after: int = 0) -> Span:
    """Return where the words stand."""
    start = text.index(words, after)
    return Span(start, start + len(words))


def attributed(
    text: str,
    content: str,
    source: str | None,
    *,
    kind: StatementKind = StatementKind.INDIRECT,
    parent: int | None = None,
    utterance: int | None = None,
    stance: Stance | None = None,
) -> Attribution:
    """Build an attribution from its words; the source is sought nearest to the content."""
    content_span = span_of(text, content)
    source_span = None
    if source is not None:
        starts = [i for i in range(len(text)) if text.startswith(source, i)]
        outside = [i for i in starts if not content_span.start <= i < content_span.end or parent]
        nearest = min(
            outside,
            key=lambda i: min(abs(i - content_span.end), abs(i + len(source) - content_span.start)),
        )
        source_span = Span(nearest, nearest + len(source))
    return Attribution(
        content=content_span,
        kind=kind,
        source=source_span,
        parent=parent,
        utterance=utterance,
        stance=stance,
    )


def read(text: str) -> Document:
    """Segment a text as an article."""
    return segment(Article("case", text))


def speakers_of(text: str, *attributions: Attribution) -> list[Speaker | None]:
    """Resolve the attributions of a text."""
    document = read(text)
    return resolve_speakers(document, attributions, find_parties(document))


def last_speaker(text: str, *said: tuple[str, str]) -> Speaker:
    """Return the speaker of the last of some contents with their sources."""
    attributions = [attributed(text, content, source) for content, source in said]
    speaker = speakers_of(text, *attributions)[-1]
    assert speaker is not None
    return speaker
