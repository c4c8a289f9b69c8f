"""From stored text to paragraphs with parses, and quotations."""

from __future__ import annotations

from spacy.tokens import Doc

from importer.model import Article
from importer.segment.boundaries import set_sentence_starts
from importer.segment.document import Document, Paragraph, Quotation
from importer.segment.marks import MarkedStretch, marked_stretches
from importer.segment.masking import mask
from importer.segment.paragraphs import Block, blocks
from importer.segment.parser import load_parser
from importer.segment.quotations import find_quotations
from importer.segment.repairs import repair_charges, repair_clauses, repair_tags

_BATCH = 64


def segment(article: Article) -> Document:
    """Split an article into paragraphs, parse each, and find its quotations."""
    found = blocks(article.text, article.body_start)
    stretches = [marked_stretches(article.text[block.start : block.end]) for block in found]
    unparsed = (
        _unparsed(article.text, block, marks) for block, marks in zip(found, stretches, strict=True)
    )
    docs = list(load_parser().pipe(unparsed, batch_size=_BATCH))
    for doc in docs:
        repair_tags(doc)
        repair_clauses(doc)
        repair_charges(doc)
    paragraphs = tuple(
        Paragraph(index, block.start, block.end, block.kind, doc)
        for index, (block, doc) in enumerate(zip(found, docs, strict=True))
    )
    return Document(article, paragraphs, quotations_of(paragraphs, stretches))


def quotations_of(
    paragraphs: tuple[Paragraph, ...], stretches: list[list[MarkedStretch]]
) -> tuple[Quotation, ...]:
    """Return the quotations of all paragraphs in the order of the text."""
    return tuple(
        quotation
        for paragraph, marks in zip(paragraphs, stretches, strict=True)
        for quotation in find_quotations(paragraph, marks)
    )


def _unparsed(text: str, block: Block, marks: list[MarkedStretch]) -> Doc:
    doc = load_parser().make_doc(mask(text[block.start : block.end]))
    set_sentence_starts(doc, marks)
    return doc
