"""Reading the tables of linking from `importer/data`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def load(name: str) -> dict[str, Any]:
    """Return a file of `importer/data` as tables. Raises FileNotFoundError where there is none."""
    return tomllib.loads(files("importer").joinpath("data", name).read_text(encoding="utf-8"))


def groups(lines: list[str]) -> dict[str, int]:
    """Read lines of words into word to number of its line.

    >>> groups(["train tram", "port"])
    {'train': 0, 'tram': 0, 'port': 1}
    """
    return {word: number for number, line in enumerate(lines) for word in line.split()}


def words_of(text: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(text.split())
