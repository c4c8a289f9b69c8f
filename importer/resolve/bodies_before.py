"""The body that "its spokesman" and "the spokesman" point back to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from importer.model import Span
from importer.resolve.party_mention import PartyMention
from importer.resolve.speaker_lexicon import speaker_lexicon
from importer.segment.document import Document


class BodiesBefore:
    """Looks back from a place in the text for the bodies and sides named before it."""

    def __init__(self, document: Document, parties: Sequence[PartyMention]) -> None:
        self._document = document
        self._parties = parties

    def last_before(self, offset: int) -> tuple[Span, str | None] | None:
        """Return the body and its party that a possessive at an offset most likely points to."""
        quoted = [q.outer for q in self._document.quotations if q.speech]
        outside = not any(q.start <= offset < q.end for q in quoted)
        found: list[tuple[Span, str | None]] = [
            (m.span, m.party)
            for m in self._parties
            if m.acts and m.span.end <= offset and m.reason != "pronoun"
        ]
        taken = [span for span, _ in found]
        nouns = [span for span in self._body_nouns if span.end <= offset]
        found += [(n, None) for n in nouns if not any(n.overlaps(span) for span in taken)]
        if outside:
            found = [(s, p) for s, p in found if not any(q.contains(s) for q in quoted)]
        if not found:
            return None
        found.sort(key=lambda pair: (self._rank(pair[0]), pair[1] is not None))
        return found[-1]

    def _rank(self, span: Span) -> tuple[int, bool, int, int, int]:
        """Prefer the paragraph, then subjects, those of the main clause, then the nearest."""
        paragraph = self._document.paragraph_at(span.start)
        if paragraph is None:
            return -1, False, 0, 0, span.start
        tokens = paragraph.doc.char_span(
            span.start - paragraph.start, span.end - paragraph.start, alignment_mode="expand"
        )
        if tokens is None:
            return paragraph.index, False, 0, 0, span.start
        subject = tokens.root.dep_ in ("nsubj", "nsubjpass", "ROOT")
        verbs = sum(token.pos_ in ("VERB", "AUX") for token in tokens.root.ancestors)
        return paragraph.index, subject, tokens[0].sent.start, -verbs, span.start

    @cached_property
    def _body_nouns(self) -> list[Span]:
        spans = []
        for paragraph in self._document.paragraphs:
            for token in paragraph.doc:
                if token.lower_ in speaker_lexicon().body_nouns and token.pos_ in ("NOUN", "PROPN"):
                    first = min((t.i for t in token.lefts), default=token.i)
                    start = paragraph.doc[first].idx
                    end = token.idx + len(token)
                    spans.append(Span(paragraph.start + start, paragraph.start + end))
        return spans
