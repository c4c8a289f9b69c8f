"""Finds the code blocks of the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    number: int
    language: str
    text: str

    @property
    def name(self) -> str:
        """Name the block in a test report."""
        return f"{self.page}-{self.number}"


def blocks(*languages: str) -> Iterator[Block]:
    """Iterate over the blocks of README and docs/ in these languages."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for page in pages:
        for number, match in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), start=1):
            if match[1] in languages:
                yield Block(page.relative_to(ROOT).as_posix(), number, match[1], match[2])
