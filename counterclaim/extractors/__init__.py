"""Extractors beside the rules: language models that find the statements of a text."""

from counterclaim.extractors.model import ExtractorTally, ModelExtractor
from counterclaim.extractors.settings import ExtractorSettings

__all__ = ["ExtractorSettings", "ExtractorTally", "ModelExtractor"]
