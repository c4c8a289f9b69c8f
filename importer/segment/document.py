"""A segmented article: paragraphs with their parses, and the quotations in them.

Each paragraph is parsed by itself (a parser that sees a whole report runs sentences together over
headings and captions). The parsed text may be masked, always at equal length, so that
`paragraph.start + token.idx` is an offset into the article's stored text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from importer.model import Article, Span


class ParagraphKind(StrEnum):
    """What a paragraph is to the report."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report and its parse."""

    index: int
    start: int
    end: int
    kind: ParagraphKind
    doc: Doc

    @cached_property
    def text(self) -> str:
        """Return the parsed text, masked where the article's own was; spaCy builds it anew."""
        text: str = self.doc.text
        return text

    @cached_property
    def _offsets(self) -> list[int]:
        return [token.idx for token in self.doc]

    def span_of(self, tokens: Token | TokenSpan) -> Span:
        """Return the range of the article's text that the tokens cover."""
        if isinstance(tokens, Token):
            return Span(self.start + tokens.idx, self.start + tokens.idx + len(tokens))
        return Span(self.start + tokens.start_char, self.start + tokens.end_char)

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that lie wholly inside the article offsets `[start, end)`."""
        first = bisect_left(self._offsets, start - self.start)
        last = bisect_left(self._offsets, end - self.start)
        found = list(self.doc[first:last])
        # Only the last can begin inside and end outside.
        if found and self.start + found[-1].idx + len(found[-1]) > end:
            found.pop()
        return found


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks; `outer` includes the marks, `inner` does not."""

    outer: Span
    inner: Span
    paragraph: int
    speech: bool
    """False for scare quotes, titles and names: marks that set off words but report no speech."""


@dataclass(frozen=True)
class Document:
    """An article ready to be read."""

    article: Article
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...] = field(default=())

    @property
    def text(self) -> str:
        """Return the article's stored text."""
        return self.article.text

    @property
    def body(self) -> Iterator[Paragraph]:
        """Iterate over the paragraphs that carry the report itself."""
        return (p for p in self.paragraphs if p.kind is ParagraphKind.BODY)

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """Return the paragraph that holds the character at `offset`, or None between two."""
        position = bisect_right(self._starts, offset) - 1
        if position < 0 or offset >= self.paragraphs[position].end:
            return None
        return self.paragraphs[position]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """Return the tokens wholly inside `[start, end)`, which may run over paragraphs."""
        return [
            token
            for paragraph in self.paragraphs
            if paragraph.start < end and start < paragraph.end
            for token in paragraph.tokens_between(start, end)
        ]
