"""Disputes: contradictions on one matter that share statements, kept as these change.

Which contradictions hang together is found in `db.dispute_groups`; here they are filed.
"""

from collections import Counter
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from db.changes import record_changes
from db.dispute_groups import Group, find_groups
from db.dispute_sides import source_of, take_sides
from db.enums import ChangeKind, Entity
from db.inserts import chunks, insert_all, insert_if_new
from db.review_status import statuses
from db.tables import (
    Contradiction,
    Dispute,
    DisputeLocation,
    DisputeSide,
    DisputeStatement,
    StatementLocation,
)
from db.tables.base import table_of
from db.tables.contradiction import DETACHED

CONTRADICTION = table_of(Contradiction)
DISPUTE = table_of(Dispute)
PLACES = table_of(DisputeLocation)
SIDE = table_of(DisputeSide)
MEMBER = table_of(DisputeStatement)
MENTION = table_of(StatementLocation)

# Any number will do, as long as nothing else in the database takes it.
_ADVISORY_LOCK = 7_061_989


def regroup(
    connection: Connection, now: datetime, *, touched: AbstractSet[int] = frozenset()
) -> None:
    """File every contradiction that is not under a dispute yet, and close what has emptied.

    `touched` are disputes to be looked at in any case: people have said something about them.
    """
    if connection.dialect.name == "postgresql":
        # Two at once would each see half of a group.
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": _ADVISORY_LOCK})
    shrunk = _detach_superseded(connection) | touched
    taken: set[int] = set()
    for group in find_groups(connection, shrunk):
        taken |= _file(connection, group, taken, now)
    _close(connection, shrunk - taken, now)


def uncounted(connection: Connection) -> set[int]:
    """Return the disputes that an older version filed, which counted no sources and sides."""
    query = select(DISPUTE.c.id).where(
        DISPUTE.c.superseded_at.is_(None), DISPUTE.c.source_count == 0
    )
    return set(connection.execute(query).scalars())


def _detach_superseded(connection: Connection) -> set[int]:
    """Take superseded contradictions out of their disputes; return those that lost one."""
    query = select(CONTRADICTION.c.dispute_id).where(DETACHED).distinct()
    shrunk = set(connection.execute(query).scalars())
    detach(connection, DETACHED)
    return shrunk


def detach(connection: Connection, which: Any) -> None:
    """Take contradictions out of their disputes; they keep in mind where they were."""
    key = select(DISPUTE.c.key).where(DISPUTE.c.id == CONTRADICTION.c.dispute_id)
    connection.execute(
        update(CONTRADICTION)
        .where(which)
        .values(former_dispute=key.scalar_subquery(), dispute_id=None)
    )


def _file(connection: Connection, group: Group, taken: set[int], now: datetime) -> set[int]:
    """Put a group under the oldest of its disputes, or a new one, and merge the others.

    Return all of these.
    """
    known = sorted(group.dispute_ids - taken) or _former(connection, group, taken)
    facts = _facts(group)
    dispute_id = known[0] if known else None
    kind = ChangeKind.CHANGED
    if dispute_id is None:
        status = statuses(connection, Entity.DISPUTE, [group.key]).get(group.key)
        row = (
            {"key": group.key, "recorded_at": now} | facts | ({"status": status} if status else {})
        )
        dispute_id = insert_if_new(connection, DISPUTE, row, "key")
        kind = ChangeKind.ADDED
    if dispute_id is None:
        # It was closed once, and its contradictions have come back.
        same = select(DISPUTE.c.id).where(DISPUTE.c.key == group.key)
        dispute_id = connection.execute(same).scalar_one()
    open_again = {"superseded_at": None, "merged_into_id": None}
    connection.execute(
        update(DISPUTE).where(DISPUTE.c.id == dispute_id).values(**facts, **open_again)
    )
    for ids in chunks([row["id"] for row in group.contradictions]):
        connection.execute(
            update(CONTRADICTION).where(CONTRADICTION.c.id.in_(ids)).values(dispute_id=dispute_id)
        )
    _close(connection, set(known[1:]), now, merged_into=dispute_id)
    _set_places(connection, dispute_id, group)
    _set_sides(connection, dispute_id, group)
    key = connection.execute(select(DISPUTE.c.key).where(DISPUTE.c.id == dispute_id)).scalar_one()
    record_changes(connection, Entity.DISPUTE, kind, [key], at=now)
    return {dispute_id, *known}


def _former(connection: Connection, group: Group, taken: set[int]) -> list[int]:
    """Return the dispute that the predecessors of a group's contradictions were filed under.

    So a dispute keeps its key when all of its contradictions are judged anew at once.
    """
    remembered: dict[str, str] = {}
    for keys in chunks(sorted(row["key"] for row in group.contradictions)):
        query = (
            select(CONTRADICTION.c.key, CONTRADICTION.c.former_dispute)
            .where(CONTRADICTION.c.key.in_(keys), text("former_dispute IS NOT NULL"))
            .order_by(CONTRADICTION.c.id)
        )
        remembered |= {row.key: row.former_dispute for row in connection.execute(query)}
    counts = Counter(remembered.values())
    for key in sorted(counts, key=lambda key: (-counts[key], key)):
        member = select(CONTRADICTION.c.id).where(CONTRADICTION.c.dispute_id == DISPUTE.c.id)
        query = select(DISPUTE.c.id).where(
            DISPUTE.c.key == key, DISPUTE.c.merged_into_id.is_(None), ~member.exists()
        )
        found = connection.execute(query).scalar_one_or_none()
        if found is not None and found not in taken:
            return [found]
    return []


def _facts(group: Group) -> dict[str, Any]:
    said = _span(row["said_on"] for row in group.statements)
    about = _span(row[name] for row in group.statements for name in ("about_start", "about_end"))
    return {
        "matter": group.matter or None,
        "first_seen_on": said[0],
        "last_seen_on": said[1],
        "about_start": about[0],
        "about_end": about[1],
        "statement_count": len(group.statements),
        "contradiction_count": len(group.contradictions),
        "source_count": len({source_of(row) for row in group.statements}),
        "sort_at": group.statements[-1]["sort_at"],
    }


def _span(days: Any) -> tuple[date | None, date | None]:
    known = [day for day in days if day]
    return (min(known), max(known)) if known else (None, None)


def _set_places(connection: Connection, dispute_id: int, group: Group) -> None:
    connection.execute(delete(PLACES).where(PLACES.c.dispute_id == dispute_id))
    counts: Counter[int] = Counter()
    for ids in chunks([row["id"] for row in group.statements]):
        query = (
            select(MENTION.c.location_id, func.count().label("number"))
            .where(MENTION.c.statement_id.in_(ids), MENTION.c.listed)
            .group_by(MENTION.c.location_id)
        )
        counts.update({row.location_id: row.number for row in connection.execute(query)})
    rows = [
        {"dispute_id": dispute_id, "location_id": place, "statement_count": counts[place]}
        for place in sorted(counts)
    ]
    insert_all(connection, PLACES, rows)


def _set_sides(connection: Connection, dispute_id: int, group: Group) -> None:
    for table in (MEMBER, SIDE):
        connection.execute(delete(table).where(table.c.dispute_id == dispute_id))
    for position, side in enumerate(take_sides(group.contradictions, group.statements)):
        row = {
            "dispute_id": dispute_id,
            "position": position,
            "parties": side.parties,
            "claims": side.claims,
            "statement_count": len(side.statement_ids),
            "source_count": len(side.sources),
        }
        side_id = connection.execute(insert(SIDE).values(**row).returning(SIDE.c.id)).scalar_one()
        members = [
            {"dispute_id": dispute_id, "side_id": side_id, "statement_id": number}
            for number in side.statement_ids
        ]
        insert_all(connection, MEMBER, members)


def _close(
    connection: Connection, ids: AbstractSet[int], now: datetime, *, merged_into: int | None = None
) -> None:
    """Supersede disputes that hold no contradiction any more."""
    for part in chunks(sorted(ids)):
        query = select(DISPUTE.c.key).where(DISPUTE.c.id.in_(part))
        keys = list(connection.execute(query).scalars())
        connection.execute(
            update(DISPUTE)
            .where(DISPUTE.c.id.in_(part))
            .values(superseded_at=now, merged_into_id=merged_into)
        )
        for table in (MEMBER, SIDE, PLACES):
            connection.execute(delete(table).where(table.c.dispute_id.in_(part)))
        record_changes(connection, Entity.DISPUTE, ChangeKind.SUPERSEDED, keys, at=now)
