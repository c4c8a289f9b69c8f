"""Segmenting: an article becomes paragraphs with parses, and quotations."""

from importer.segment.document import Document, Paragraph, ParagraphKind, Quotation
from importer.segment.segmenter import segment

__all__ = ["Document", "Paragraph", "ParagraphKind", "Quotation", "segment"]
