"""Where the table of word meanings lies, and how it is laid out."""

from __future__ import annotations

import os
from pathlib import Path

TABLES = """
CREATE TABLE sense (word TEXT, part TEXT, rank INTEGER, synset TEXT, PRIMARY KEY (word, part, rank))
    WITHOUT ROWID;
CREATE TABLE above (synset TEXT, parent TEXT, PRIMARY KEY (synset, parent)) WITHOUT ROWID;
CREATE TABLE tied (kind TEXT, word TEXT, other TEXT, synset TEXT,
    PRIMARY KEY (kind, word, other, synset)) WITHOUT ROWID;
"""


def default_path() -> Path:
    """Return where the table lies: $COUNTERCLAIM_WORDNET, else beside the word lists."""
    override = os.environ.get("COUNTERCLAIM_WORDNET")
    return Path(override) if override else Path(__file__).parent.parent / "data" / "wordnet.sqlite"
