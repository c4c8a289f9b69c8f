"""What a verification finds, and what to do about each kind of it."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 20
"""Faults of a kind that are named one by one; the rest is counted, so that memory is bounded."""


class Kind(StrEnum):
    """What can be wrong."""

    STORAGE = "storage"
    REFERENCE = "reference"
    VALUE = "value"
    ARTICLE = "article"
    SPAN = "span"
    STATEMENT = "statement"
    COPY = "copy"
    SEARCH = "search"
    COUNT = "count"
    PARTITION = "partition"
    LINK = "link"
    CHAIN = "chain"
    DISPUTE = "dispute"
    REVIEW = "review"
    RUN = "run"
    FEED = "feed"


_READ_AGAIN = (
    "Have the article read again: UPDATE article SET extractor_version = '' WHERE key = '…'; "
    "then import it again."
)

CURES = {
    Kind.STORAGE: "The files of the database are damaged: go back to the last backup.",
    Kind.REFERENCE: "Rows are missing: go back to the last backup.",
    Kind.VALUE: "Somebody wrote past the program: put the value right, or go back to a backup.",
    Kind.ARTICLE: "The text is not the one that was imported: go back to a backup.",
    Kind.SPAN: _READ_AGAIN,
    Kind.STATEMENT: _READ_AGAIN,
    Kind.COPY: _READ_AGAIN,
    Kind.SEARCH: "Build the search anew: see docs/backup.md, “What verify says”.",
    Kind.COUNT: "Run: counterclaim db recount",
    Kind.PARTITION: "Run: counterclaim link",
    Kind.LINK: "Run: counterclaim link",
    Kind.CHAIN: _READ_AGAIN,
    Kind.DISPUTE: (
        "Have the dispute counted again: UPDATE dispute SET source_count = 0 WHERE key = '…'; "
        "then run: counterclaim link"
    ),
    Kind.REVIEW: "Decide again on what is named: the log of decisions and the archive differ.",
    Kind.RUN: "The books of an import are wrong, no article is: nothing has to be done.",
    Kind.FEED: "Followers of the feed should read the archive anew.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is not as it should be; `where` names the row by its table and key or id."""

    kind: Kind
    where: str
    detail: str


@dataclass
class Report:
    """What was looked at, and what was found."""

    read: Counter[str] = field(default_factory=Counter)
    """How many rows of each table were read."""
    found: Counter[Kind] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    """The first of each kind."""
    waiting: list[str] = field(default_factory=list)
    """What is not done yet, and is no fault: the next import or linking will do it."""

    @property
    def whole(self) -> bool:
        """Say whether there is no fault."""
        return not self.found

    def add(self, kind: Kind, where: str, detail: str) -> None:
        """Count a fault, and keep it where it is one of the first of its kind."""
        self.found[kind] += 1
        if self.found[kind] <= SHOWN:
            self.faults.append(Fault(kind, where, detail))

    def as_json(self) -> dict[str, object]:
        """Say it for a program."""
        return {
            "whole": self.whole,
            "read": dict(sorted(self.read.items())),
            "found": {kind.value: number for kind, number in sorted(self.found.items())},
            "faults": [
                {
                    "kind": fault.kind.value,
                    "where": fault.where,
                    "detail": fault.detail,
                    "cure": CURES[fault.kind],
                }
                for fault in self.faults
            ],
            "waiting": self.waiting,
        }
