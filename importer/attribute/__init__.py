"""Attributing: which words are put forward by whom."""

from importer.attribute.attribution import Attribution
from importer.attribute.attributor import attribute

__all__ = ["Attribution", "attribute"]
