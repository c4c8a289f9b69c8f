"""Attributions under construction, and what one sentence leaves for the next."""

from __future__ import annotations

from dataclasses import dataclass, field

from importer.attribute.sentence import Report, Sentence
from importer.model import Span, Stance, StatementKind


@dataclass(slots=True)
class Entry:
    """An attribution under construction."""

    content: Span
    kind: StatementKind
    report: Report | None = None
    sentence: Sentence | None = None
    utterance: int | None = None
    parent: Entry | None = None
    stance: Stance | None = None
    carried: bool = False
    rule: str = "narration"


@dataclass(slots=True)
class State:
    """What one sentence leaves for the next."""

    entries: list[Entry] = field(default_factory=list)
    utterance: int = 0
    last: Entry | None = None
    """The last attributed statement of the article."""
    paragraph_of_last: int = -1
    owners: dict[Span, Entry] = field(default_factory=dict)
