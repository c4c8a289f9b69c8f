"""From stored text to paragraphs with parses."""

from __future__ import annotations

import re

from importer.model import Article
from importer.segment.document import Document, Paragraph, ParagraphKind
from importer.segment.parser import load_parser

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")


def segment(article: Article) -> Document:
    """Split an article into paragraphs and parse each."""
    matches = list(_PARAGRAPH.finditer(article.text, article.body_start))
    docs = load_parser().pipe(match.group() for match in matches)
    paragraphs = tuple(
        Paragraph(index, match.start(), match.end(), ParagraphKind.BODY, doc)
        for index, (match, doc) in enumerate(zip(matches, docs, strict=True))
    )
    return Document(article, paragraphs)
