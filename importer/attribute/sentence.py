"""One sentence with its marks, and the reports found in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from importer.model import Span
from importer.segment import Document, Paragraph, Quotation

Range = tuple[int, int]
"""Tokens `[start, end)` of a paragraph."""

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of finite verbs."""

MARKS = frozenset("“”„«»‟\"‘’‚‛'`") | {"``", "''"}
DASHES = frozenset({"–", "—", "--", "-", "―"})


@dataclass(slots=True)
class Report:
    """A cue with the words that belong to it, as token ranges of one paragraph."""

    cue: tuple[Token, ...]
    contents: list[Range]
    clause: Range
    source: Range | None = None
    rule: str = ""
    stance: str | None = None
    speech: bool = True
    via: list[Range] = field(default_factory=list)
    audience: Range | None = None
    nominal: bool = False
    """The content is no clause."""

    def __post_init__(self) -> None:
        """Take what holds but marks and white space, which are trimmed off, for no words at all."""
        self.source = _none_if_empty(self.source)
        self.audience = _none_if_empty(self.audience)
        self.via = [each for each in self.via if _none_if_empty(each)]

    @property
    def anchor(self) -> Token:
        """Return the first word of the cue."""
        return self.cue[0]


def _none_if_empty(tokens: Range | None) -> Range | None:
    return tokens if tokens is not None and tokens[0] < tokens[1] else None


class Sentence:
    """A sentence of a paragraph and what stands between quotation marks in it."""

    def __init__(
        self,
        document: Document,
        paragraph: Paragraph,
        start: int,
        end: int,
        quotations: Sequence[Quotation],
    ) -> None:
        """Place the tokens `[start, end)` in the quotations, given in the order of the text."""
        self.document = document
        self.paragraph = paragraph
        self.doc: Doc = paragraph.doc
        self.start = start
        self.end = end
        self.quotations = tuple(quotations)
        self._inside: dict[int, Quotation] = {}
        self._marks: set[int] = set()
        self._place()

    def _place(self) -> None:
        """Find the quotation of each token in one pass, so that a look-up costs nothing."""
        remaining = iter(self.quotations)
        quotation = next(remaining, None)
        for index in range(self.start, self.end):
            offset = self.offset(index)
            while quotation is not None and offset >= quotation.outer.end:
                quotation = next(remaining, None)
            if quotation is None:
                return
            if quotation.inner.start <= offset < quotation.inner.end:
                self._inside[index] = quotation
            elif quotation.outer.start <= offset:
                self._marks.add(index)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def offset(self, token: int) -> int:
        """Return where a token begins in the article."""
        return self.paragraph.start + self.doc[token].idx

    def quotation_at(self, token: int) -> Quotation | None:
        """Return the quotation that holds the token between its marks."""
        return self._inside.get(token)

    def in_speech(self, token: int) -> bool:
        """Say whether the token stands inside a quotation of speech."""
        quotation = self._inside.get(token)
        return quotation is not None and quotation.speech

    def is_mark(self, token: int) -> bool:
        """Say whether the token is one of the marks of a quotation."""
        return token in self._marks

    def trim(self, start: int, end: int) -> Range:
        """Cut white space, marks and punctuation off both ends of a token range."""
        while start < end and self._is_edge(start):
            start += 1
        while end > start and self._is_edge(end - 1) and not self._closes_inside(start, end - 1):
            end -= 1
        return start, end

    def _is_edge(self, index: int) -> bool:
        token = self.doc[index]
        if token.is_space or token.text in MARKS or self.is_mark(index):
            return True
        return not any(character.isalnum() or character in "$€£%[]" for character in token.text)

    def _closes_inside(self, start: int, index: int) -> bool:
        if self.doc[index].text != ")":
            return False
        return any(self.doc[i].text == "(" for i in range(start, index))

    def span(self, tokens: Range) -> Span:
        """Return the article offsets of a token range."""
        last = self.doc[tokens[1] - 1]
        return Span(self.offset(tokens[0]), self.paragraph.start + last.idx + len(last))

    def words(self, start: int, end: int) -> list[Token]:
        """Return the tokens of a range that are words."""
        return [token for token in self.doc[start:end] if not (token.is_punct or token.is_space)]

    def text_is_name(self, quotation: Quotation) -> bool:
        """Say whether a quotation only holds a name: the “Khartoum Express”."""
        inner = self.document.text[quotation.inner.start : quotation.inner.end]
        return all(word[:1].isupper() or not word[:1].isalpha() for word in inner.split())
