"""What people made of things, read off the log of their decisions by public key."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from db.enums import Entity, ReviewStatus, Verdict
from db.inserts import chunks
from db.tables import Review
from db.tables.base import table_of

REVIEW = table_of(Review)

STATUS_OF = {
    Verdict.CONFIRMED: ReviewStatus.CONFIRMED,
    Verdict.REJECTED: ReviewStatus.REJECTED,
    Verdict.WITHDRAWN: ReviewStatus.UNREVIEWED,
}
"""The verdicts that settle a status; the others leave it as it is."""


def statuses(
    connection: Connection, entity: Entity, keys: Iterable[str]
) -> dict[str, ReviewStatus]:
    """Return the status of those entities on which somebody has decided."""
    found: dict[str, ReviewStatus] = {}
    for part in chunks(sorted(set(keys))):
        query = (
            select(REVIEW.c.entity_key, REVIEW.c.verdict)
            .where(
                REVIEW.c.entity == entity,
                REVIEW.c.entity_key.in_(part),
                REVIEW.c.verdict.in_(list(STATUS_OF)),
            )
            .order_by(REVIEW.c.id)
        )
        found |= {row.entity_key: STATUS_OF[row.verdict] for row in connection.execute(query)}
    return found
