"""Reading: files, folders, JSON Lines, web pages and standard input become articles."""

from importer.read.inputs import read_inputs
from importer.read.parse import parse_article
from importer.read.rejection import ReadCode, Rejection
from importer.read.settings import ReadSettings

__all__ = ["ReadCode", "ReadSettings", "Rejection", "parse_article", "read_inputs"]
