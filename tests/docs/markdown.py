"""Finds the code blocks of the documentation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```(\w+)(?: ([\w=-]+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: str
    number: int
    language: str
    text: str
    mark: str = ""
    """What stands behind the language: `empty`, or `error=code` for what goes wrong on purpose."""

    @property
    def name(self) -> str:
        """Name the block in a test report."""
        return f"{self.page}-{self.number}"

    @property
    def error(self) -> str | None:
        """The code of the error that the block shows; on the page of an error it is that one."""
        kind, _, code = self.mark.partition("=")
        if kind == "error":
            return code
        return Path(self.page).stem if self.page.startswith("docs/errors/") else None


def blocks(*languages: str) -> list[Block]:
    """Return the blocks of README and docs/ in these languages."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [
        Block(page.relative_to(ROOT).as_posix(), number, match[1], match[3], match[2] or "")
        for page in pages
        for number, match in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8")), start=1)
        if match[1] in languages
    ]
