"""Framing: what each statement claims, clause by clause."""

from importer.frame.framed import Framed
from importer.frame.framing import frame_statements

__all__ = ["Framed", "frame_statements"]
