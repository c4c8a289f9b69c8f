"""Why an input is not read: a stable code, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReadCode(StrEnum):
    """The reader's error codes; each has a page in docs/errors."""

    BAD_CHARACTERS = "bad-characters"
    BAD_FIELD = "bad-field"
    BAD_JSON_LINE = "bad-json-line"
    BAD_URL = "bad-url"
    BINARY_FILE = "binary-file"
    BLOCKED_ADDRESS = "blocked-address"
    EMPTY_TEXT = "empty-text"
    INVALID_DATE = "invalid-date"
    MISSING_FIELD = "missing-field"
    NO_ARTICLES = "no-articles"
    NOT_A_FILE = "not-a-file"
    NOT_FOUND = "not-found"
    PARAGRAPH_TOO_LONG = "paragraph-too-long"
    TOO_LARGE = "too-large"
    TOO_MANY_CLAUSES = "too-many-clauses"
    UNKNOWN_ENCODING = "unknown-encoding"
    UNREACHABLE_URL = "unreachable-url"
    UNREADABLE_FILE = "unreadable-file"


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that can't be read; the batch goes on without it."""

    name: str
    """The file, address or line (`batch.jsonl:17`) at fault."""
    code: str
    """One of `ReadCode`; its page is docs/errors/<code>.md."""
    message: str
    hint: str


class UnreadableError(Exception):
    """Carries a rejection from where the fault is seen to where the batch goes on."""

    def __init__(self, code: ReadCode, message: str, hint: str) -> None:
        """Say what is wrong and what to do."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint

    def rejection(self, name: str) -> Rejection:
        """Return the rejection of the named input."""
        return Rejection(printable(name), self.code.value, self.message, self.hint)


def printable(name: str) -> str:
    """Return a name that any terminal and any database can hold."""
    plain = name.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in plain
    )
