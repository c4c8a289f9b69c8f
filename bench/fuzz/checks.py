"""What must hold of every text that is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from importer.model import Annotation, Article
from importer.pipeline import annotate
from importer.read.parse import article_of
from importer.read.rejection import UnreadableError
from importer.segment.marks import marked_stretches
from importer.segment.masking import mask
from importer.segment.paragraphs import blocks


class BrokenError(AssertionError):
    """Something that must hold does not."""


def need(holds: object, what: str) -> None:
    """Raise BrokenError unless something holds."""
    if not holds:
        raise BrokenError(what)


def check_quotes(text: str) -> None:
    """Find what stands between marks, and the paragraphs."""
    position = 0
    stretches = marked_stretches(text)
    for each in stretches:
        inside = position <= each.start < each.inner_start <= each.inner_end <= each.end
        need(inside and each.end <= len(text), f"stretch out of range: {each}")
        position = each.end
    need(stretches == marked_stretches(text), "the second look finds other stretches")
    need(len(mask(text)) == len(text), "masking moves what stands behind")
    position = 0
    for block in blocks(text, 0):
        need(position <= block.start < block.end <= len(text), f"block out of range: {block}")
        position = block.end


def check_reading(text: str) -> bool:
    """Read a text; return False where it was refused as it should be, with a reason."""
    try:
        article = article_of(Article("fuzzed", text))
    except UnreadableError as error:
        need(str(error), "refused without a reason")
        return False
    reading = annotate(article)
    check_annotation(reading)
    need(reading == annotate(article), "the second reading is another one")
    return True


def check_annotation(reading: Annotation) -> None:
    """Check all offsets of a reading, and the texts that stand at them."""
    text = reading.article.text
    ids = [statement.id for statement in reading.statements]
    need(len(ids) == len(set(ids)), "an id twice")
    for statement in reading.statements:
        need(statement.text == text[statement.start : statement.end], f"not its text: {statement}")
        need(statement.parent is None or statement.parent in ids, f"no such parent: {statement}")
        need(0 <= statement.confidence <= 1, f"confidence: {statement}")
    for start, end, spanned in spans((reading.statements, reading.layers)):
        need(0 <= start <= end <= len(text), f"out of range: {spanned}")
        mention = getattr(spanned, "mention", None)
        need(mention is None or mention == text[start:end], f"not its mention: {spanned}")


def spans(value: Any) -> Iterator[tuple[int, int, Any]]:
    """Find all that has offsets, however deep."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value):
        start, end = getattr(value, "start", None), getattr(value, "end", None)
        if isinstance(start, int) and isinstance(end, int):
            yield start, end, value
        for field in fields(value):
            yield from spans(getattr(value, field.name))
