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
    INTERRUPTED = "interrupted"
    """Its process ended without a word."""


class Outcome(StrEnum):
    """What became of one article of an import run."""

    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    REPLACED = "replaced"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a person decided."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    """What was confirmed or rejected before is open again."""
    MERGED = "merged"
    SPLIT = "split"


class ReviewStatus(StrEnum):
    """What people made of a contradiction or a dispute: the last that they decided."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class KeyScope(StrEnum):
    """What an API key allows."""

    READ = "read"
    """To read, where the server asks for a key to do so."""
    IMPORT = "import"
    """To add articles."""
    REVIEW = "review"
    """To confirm, reject, merge and split."""
    ADMIN = "admin"
    """All of these."""


class Entity(StrEnum):
    """What a change or a review is about."""

    ARTICLE = "article"
    STATEMENT = "statement"
    CONTRADICTION = "contradiction"
    DISPUTE = "dispute"
    SPEAKER = "speaker"


class WebhookEntity(StrEnum):
    """What webhooks may be told of."""

    ARTICLE = "article"
    STATEMENT = "statement"
    CONTRADICTION = "contradiction"
    DISPUTE = "dispute"


class ChangeKind(StrEnum):
    """What happened to an entity."""

    ADDED = "added"
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    REVIEWED = "reviewed"
    """A person decided on it."""


class CountLevel(StrEnum):
    """Which columns of a kept count are told apart; see `db.counts`."""

    SPEAKER = "speaker"
    SPEAKER_PARTY = "speaker_party"
    SPEAKER_MONTH = "speaker_month"
    SPEAKER_PARTY_MONTH = "speaker_party_month"
    PARTY_TYPE_MONTH = "party_type_month"
