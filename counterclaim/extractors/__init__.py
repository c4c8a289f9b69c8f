"""Extractors beside the rules: language models behind an endpoint; the only part with a network."""

from counterclaim.extractors.model import ModelExtractor, Tally
from counterclaim.extractors.settings import ExtractorSettings

__all__ = ["ExtractorSettings", "ModelExtractor", "Tally"]
