"""Extracting: whatever says which words are put forward by whom, behind one protocol."""

from importer.extract.answer import ModelStatement, answer_schema, parse_answer
from importer.extract.assembling import Window, assemble
from importer.extract.protocol import Extraction, Extractor
from importer.extract.rules import RULES, RuleExtractor

__all__ = [
    "RULES",
    "Extraction",
    "Extractor",
    "ModelStatement",
    "RuleExtractor",
    "Window",
    "answer_schema",
    "assemble",
    "parse_answer",
]
