"""The default extractor: rules over a parse, pure and without a network."""

from __future__ import annotations

from importer.attribute import attribute
from importer.extract.protocol import Extraction
from importer.segment import Document


class RuleExtractor:
    """Finds statements by grammar and word lists."""

    name = "rules"
    version = "2"
    """Raise it when the rules change what they read: stored articles are then read anew."""

    def extract(self, document: Document) -> Extraction:
        """Find the statements of a text."""
        return Extraction(attribute(document))


RULES = RuleExtractor()
