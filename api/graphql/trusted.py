"""Documents that are known beforehand: a client names one by its id, or by the hash of its text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from db.query.errors import QueryError


class UntrustedError(QueryError):
    """A document that is not among the trusted ones."""

    def __init__(self, message: str) -> None:
        super().__init__("document-not-trusted", message)


@dataclass(frozen=True, slots=True)
class Trusted:
    """Trusted documents, each under its id and under the SHA-256 of its text."""

    texts: dict[str, str] = field(default_factory=dict)
    only: bool = False
    """Whether no other document is run."""

    def text(self, document_id: str) -> str:
        """Return the text of a document; raise UntrustedError where there is none of that id."""
        found = self.texts.get(document_id)
        if found is None:
            raise UntrustedError("No document of that id is known here.")
        return found

    def check(self, text: str) -> None:
        """Raise UntrustedError where a text may not be run."""
        if self.only and hash_of(text) not in self.texts:
            raise UntrustedError("Only documents that are known here are run.")


def hash_of(text: str) -> str:
    """Return the hash by which a document is named."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def load_trusted(path: str, *, only: bool = False) -> Trusted:
    """Read documents: a JSON object of texts by id, or a folder of `id.graphql` files.

    Raises ValueError with a reason where that cannot be done.
    """
    if not path:
        return Trusted(only=only)
    source = Path(path)
    try:
        named = (
            {file.stem: file.read_text(encoding="utf-8") for file in source.glob("*.graphql")}
            if source.is_dir()
            else json.loads(source.read_text(encoding="utf-8"))
        )
    except (OSError, ValueError) as problem:
        raise ValueError(f"{path} cannot be read as trusted documents: {problem}") from problem
    if not isinstance(named, dict) or not all(isinstance(text, str) for text in named.values()):
        raise ValueError(f"{path} must be a JSON object of texts by id")
    return Trusted(named | {hash_of(text): text for text in named.values()}, only)
