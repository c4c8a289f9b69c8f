"""Where the naive evaluator finds the plain fields of each type."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

from db.query.selection import Argument, Slot


def plain(argument: Argument) -> Any:
    """Take the slots out of an argument again."""
    if isinstance(argument, Slot):
        return argument.value
    if isinstance(argument, dict):
        return {key: plain(item) for key, item in argument.items()}
    return [plain(item) for item in argument]


def written(value: Any) -> Any:
    """Write a value of a row as JSON has it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else value


def named(**names: str) -> dict[str, str]:
    """Write names of fields with those of columns."""
    return names


_SPAN = {"start": "span_start", "end": "span_end"}
_PAIR = named(
    key="key",
    type="type",
    rule="rule",
    confidence="confidence",
    reason="reason",
    valueA="value_a",
    valueB="value_b",
    matter="matter",
    recordedAt="recorded_at",
    supersededAt="superseded_at",
)
_EVIDENCE = named(
    text="text",
    cue="cue",
    via="via",
    basis="evidence_basis",
    hedges="hedges",
    rule="rule",
    confidence="confidence",
    extractor="extractor",
    extractorVersion="extractor_version",
)
COLUMNS: dict[str, dict[str, str]] = {
    "Statement": named(
        key="key",
        position="position",
        localId="local_id",
        kind="kind",
        text="text",
        utterance="utterance",
        party="party",
        stance="stance",
        polarity="polarity",
        modality="modality",
        claimType="claim_type",
        frames="frames",
        via="via",
        confidence="confidence",
        said="said_on",
        published="published_on",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    ),
    "Claim": named(
        type="claim_type",
        agent="claim_agent",
        target="claim_target",
        polarity="polarity",
        modality="modality",
    ),
    "Attribution": named(
        name="speaker_name",
        kind="speaker_kind",
        role="role",
        organisation="organisation",
        party="party",
        confidence="speaker_confidence",
        reason="speaker_reason",
        candidates="speaker_candidates",
    ),
    "Evidence": _EVIDENCE,
    "DateInterval": named(start="about_start", end="about_end"),
    "StatementPlace": named(
        mention="mention", implicit="implicit", relation="relation", confidence="confidence"
    ),
    "Quantity": {
        name: name for name in ("mention", "low", "high", "unit", "counted", "approx", "aspect")
    },
    "Speaker": {name: name for name in ("key", "name", "kind", "role", "organisation", "party")},
    "Spelling": named(name="name", reason="reason", confidence="confidence"),
    "Location": {
        name: name
        for name in (
            "key",
            "name",
            "kind",
            "country",
            "admin1",
            "latitude",
            "longitude",
            "geonameid",
        )
    },
    "Article": named(
        key="key",
        name="name",
        title="title",
        text="text",
        bodyStart="body_start",
        language="language",
        url="url",
        published="published_on",
        recordedAt="recorded_at",
        extractor="extractor",
        extractorVersion="extractor_version",
        warnings="warnings",
    ),
    "Outlet": named(key="key", name="name"),
    "Contradiction": {**_PAIR, "status": "status"},
    "NearMiss": {**_PAIR, "relation": "relation"},
    "Dispute": named(
        key="key",
        matter="matter",
        firstSeen="first_seen_on",
        lastSeen="last_seen_on",
        statementCount="statement_count",
        contradictionCount="contradiction_count",
        sourceCount="source_count",
        status="status",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    ),
    "DisputeSide": named(
        parties="parties",
        claims="claims",
        statementCount="statement_count",
        sourceCount="source_count",
    ),
    "Review": named(
        verdict="verdict", value="value", note="note", reviewer="reviewer", recordedAt="recorded_at"
    ),
    "DisputePlace": named(statementCount="statement_count"),
    "Span": {},
    "Quotation": {},
}
TABLES = {
    "Statement": "statement",
    "Speaker": "speaker",
    "Location": "location",
    "Article": "article",
    "Contradiction": "contradiction",
    "NearMiss": "near_miss",
    "Dispute": "dispute",
}
ROOTS = {
    "statements": "Statement",
    "speakers": "Speaker",
    "locations": "Location",
    "articles": "Article",
    "contradictions": "Contradiction",
    "nearMisses": "NearMiss",
    "disputes": "Dispute",
}
SORT_COLUMNS = {
    "DATE": "sort_at",
    "RECORDED": "recorded_at",
    "CONFIDENCE": "confidence",
    "NAME": "name",
    "SIZE": "contradiction_count",
}
DEFAULT_ORDERS = {"Speaker": ("NAME", False), "Location": ("NAME", False)}
