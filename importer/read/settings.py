"""The limits of reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How much is read, and from where."""

    max_bytes: int = 2 * 1024 * 1024
    """The most that one article may weigh."""
    max_paragraph: int = 100_000
    """The most characters between two blank lines: a parser takes a paragraph at a time."""
    timeout: float = 10.0
    """Seconds that a server may be silent."""
    deadline: float = 30.0
    """Seconds that one address may take, redirects included."""
    max_redirects: int = 5
    allow_private: bool = False
    """True lets addresses of this machine and of private networks be read."""


DEFAULTS = ReadSettings()
