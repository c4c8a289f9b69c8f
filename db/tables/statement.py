"""Statements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from db.tables.base import Table, party_code, reference, row_id
from db.types import JSON_VALUE, SORTED_TEXT, UtcDateTime, enum_column
from importer.model import (
    ClaimType,
    Modality,
    Polarity,
    SpeakerKind,
    Stance,
    StatementKind,
)

CURRENT = text("superseded_at IS NULL")
MOVED = text("met_speaker_id IS NOT NULL")


def _current_index(*columns: str) -> Index:
    """Index the rows that readers see, and only those.

    The last column is null in all of them. SQLite compares it all the same, and would fetch each
    row for it, even to count them.
    """
    return Index(None, *columns, "superseded_at", sqlite_where=CURRENT, postgresql_where=CURRENT)


class Statement(Table, table=True):
    """One proposition that one source puts forward in one article.

    A row is never changed but for `superseded_at`, and for its speaker when people merge speakers
    or split them: a better reading of the article supersedes it
    and adds a row with the same `key`. Readers ask for `superseded_at IS NULL`.
    """

    __table_args__ = (
        Index(
            "uq_statement_key_current",
            "key",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
        CheckConstraint("span_start <= span_end", name="span"),
        _current_index("sort_at", "id"),
        _current_index("party", "sort_at", "id"),
        _current_index("party", "recorded_at", "id"),
        _current_index("party", "confidence", "id"),
        _current_index("claim_type", "sort_at", "id"),
        _current_index("claim_type", "recorded_at", "id"),
        _current_index("claim_type", "confidence", "id"),
        _current_index("speaker_id", "sort_at", "id"),
        _current_index("speaker_id", "recorded_at", "id"),
        _current_index("speaker_id", "confidence", "id"),
        _current_index("recorded_at", "id"),
        _current_index("confidence", "id"),
        Index(None, "article_id", "position"),
        Index(None, "met_speaker_id", sqlite_where=MOVED, postgresql_where=MOVED),
    )

    id: int | None = row_id()
    key: str = Field(sa_type=SORTED_TEXT)
    article_id: int = reference("article.id", index=False)
    position: int
    """The place in the article's list of statements, from 0."""
    local_id: str
    """The id inside the article's annotation: `s1`, `s2`, …"""
    kind: StatementKind = Field(sa_type=enum_column(StatementKind, "kind"))
    span_start: int
    span_end: int
    text: str
    utterance: int | None = None
    """Equal for the sentences of one quotation, within the article."""
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    source_start: int | None = None
    source_end: int | None = None

    speaker_id: int | None = reference("speaker.id", index=False, nullable=True)
    met_speaker_id: int | None = reference("speaker.id", index=False, nullable=True)
    """Whom the importer found, where people have merged that speaker into `speaker_id`."""
    speaker_name: str | None = None
    """The name as best given in this article; the speaker's own may be spelt otherwise."""
    speaker_kind: SpeakerKind | None = Field(
        default=None, nullable=True, sa_type=enum_column(SpeakerKind, "speaker_kind")
    )
    role: str | None = None
    organisation: str | None = None
    party: str | None = party_code()
    speaker_confidence: float | None = None
    speaker_reason: str | None = None
    speaker_candidates: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    via: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    parent_id: int | None = reference("statement.id", nullable=True)
    stance: Stance | None = Field(
        default=None, nullable=True, sa_type=enum_column(Stance, "stance")
    )

    polarity: Polarity = Field(sa_type=enum_column(Polarity, "polarity"))
    modality: Modality = Field(sa_type=enum_column(Modality, "modality"))
    claim_type: ClaimType = Field(sa_type=enum_column(ClaimType, "claim_type"))
    claim_agent: str | None = party_code()
    claim_target: str | None = party_code()
    frames: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    """All claim frames, whole; the first is the one in the columns above."""

    said_on: date | None = None
    """The day on which it was said, as far as known: that of publication."""
    about_start: date | None = None
    about_end: date | None = None
    published_on: date | None = None
    sort_at: datetime = Field(sa_type=UtcDateTime)
    """`said_on`, or `db.types.UNDATED`."""
    recorded_at: datetime = Field(sa_type=UtcDateTime)

    search_places: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Its places as words, `place7`, for the full-text index."""

    evidence_basis: str | None = None
    hedges: list[Any] = Field(default_factory=list, sa_type=JSON_VALUE)
    rule: str = ""
    confidence: float = 1.0
    extractor: str
    extractor_version: str
    superseded_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
