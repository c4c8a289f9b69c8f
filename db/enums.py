"""The closed sets of values that only the database knows; the rest are in `importer.model`."""

from enum import StrEnum


class PartyKind(StrEnum):
    """What sort of side a party is."""

    STATE = "state"
    GROUP = "group"
    INTERNATIONAL = "international"


class RunStatus(StrEnum):
    """How far an import run has come."""

    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of one article of an import run."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a person decided on a statement or a contradiction."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"


class Entity(StrEnum):
    """What a change or a review is about."""

    ARTICLE = "article"
    STATEMENT = "statement"
    CONTRADICTION = "contradiction"
    DISPUTE = "dispute"


class ChangeKind(StrEnum):
    """What happened to an entity."""

    ADDED = "added"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
