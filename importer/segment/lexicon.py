"""The words and patterns of this stage, read once from importer/data/segment.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def segment_lexicon() -> dict[str, Any]:
    """Return the tables of segment.toml."""
    return tomllib.loads((files("importer") / "data" / "segment.toml").read_text("utf-8"))
