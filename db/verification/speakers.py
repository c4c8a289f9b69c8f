"""Merged speakers, compared with the log of decisions."""
# ruff: noqa: S608 - only names of tables and columns stand in these statements

from collections.abc import Iterator

from db.verification.queries import Check
from db.verification.report import Kind

_VALUES = {"sqlite": "json_extract(r.value, '$')", "postgresql": "r.value #>> '{}'"}


def merger_checks(dialect: str) -> Iterator[Check]:
    """Iterate over what finds speakers and statements that are not where people put them."""
    yield Check(
        Kind.REVIEW,
        f"""
        SELECT 'speaker ' || s.key, 'is not merged as the log says'
        FROM speaker s LEFT JOIN review r ON r.id = (
            SELECT max(d.id) FROM review d
            WHERE d.entity = 'speaker' AND d.entity_key = s.key)
        LEFT JOIN speaker t ON r.verdict = 'merged' AND t.key = {_VALUES[dialect]}
        WHERE coalesce(s.merged_into_id, 0) <> coalesce(t.merged_into_id, t.id, 0)
          AND (s.merged_into_id IS NOT NULL OR r.id IS NOT NULL)
        """,
    )
    yield Check(
        Kind.REVIEW,
        """
        SELECT 'speaker ' || s.key, 'is merged into one who is merged into another'
        FROM speaker s JOIN speaker t ON t.id = s.merged_into_id
        WHERE t.merged_into_id IS NOT NULL
        """,
    )
    yield Check(
        Kind.REVIEW,
        """
        SELECT 'statement ' || s.key, 'is given to a speaker who is merged into another'
        FROM statement s JOIN speaker t ON t.id = s.speaker_id
        WHERE t.merged_into_id IS NOT NULL
        """,
    )
    yield Check(
        Kind.REVIEW,
        """
        SELECT 'statement ' || s.key, 'is given to another than the speaker it was found by'
        FROM statement s JOIN speaker t ON t.id = s.met_speaker_id
        WHERE coalesce(t.merged_into_id, 0) <> coalesce(s.speaker_id, 0)
        """,
    )
    yield Check(
        Kind.REVIEW,
        """
        SELECT 'review ' || r.id, 'is of a speaker that never was'
        FROM review r WHERE r.entity = 'speaker'
          AND NOT EXISTS (SELECT 1 FROM speaker s WHERE s.key = r.entity_key)
        """,
    )
