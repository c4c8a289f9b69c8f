"""Disputes: groups of contradictions on one matter that share statements, kept as these change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, update

from db.changes import record_changes
from db.enums import ChangeKind, Entity
from db.inserts import chunks, insert_all, insert_if_new
from db.keys import hash_key
from db.tables import Contradiction, Dispute, DisputeLocation, Statement, StatementLocation
from db.tables.base import table_of

CONTRADICTION = table_of(Contradiction)
DISPUTE = table_of(Dispute)
PLACES = table_of(DisputeLocation)
STATEMENT = table_of(Statement)
MENTION = table_of(StatementLocation)


type _Node = tuple[str, int]
"""A matter and a statement."""


@dataclass(frozen=True)
class Group:
    """Contradictions that hang together, and their statements."""

    contradictions: tuple[RowMapping, ...]
    statements: tuple[RowMapping, ...]
    """The earliest first."""

    @property
    def key(self) -> str:
        """Name a new dispute after its matter and its earliest statement."""
        return hash_key("dispute", self.matter, self.statements[0]["key"])

    @property
    def matter(self) -> str:
        """Return what the dispute is about, equal in all of its contradictions."""
        return self.contradictions[0]["matter"] or ""

    @property
    def dispute_ids(self) -> set[int]:
        """Return the disputes that the contradictions are filed under so far."""
        return {row["dispute_id"] for row in self.contradictions} - {None}


def regroup(connection: Connection, now: datetime) -> None:
    """File every contradiction that is not under a dispute yet, and close what has emptied."""
    shrunk = _detach_superseded(connection)
    groups = _groups(connection, shrunk)
    taken: set[int] = set()
    for group in groups:
        taken.add(_file(connection, group, taken, now))
    _close(connection, shrunk - taken, now)


def _detach_superseded(connection: Connection) -> set[int]:
    """Take superseded contradictions out of their disputes; return those that lost one."""
    gone = CONTRADICTION.c.superseded_at.is_not(None) & CONTRADICTION.c.dispute_id.is_not(None)
    statement = select(CONTRADICTION.c.dispute_id).where(gone).distinct()
    shrunk = set(connection.execute(statement).scalars())
    connection.execute(update(CONTRADICTION).where(gone).values(dispute_id=None))
    return shrunk


def _groups(connection: Connection, shrunk: set[int]) -> list[Group]:
    """Collect the connected groups that hold an unfiled contradiction or lost one."""
    current = CONTRADICTION.c.superseded_at.is_(None)
    unfiled = CONTRADICTION.c.dispute_id.is_(None) | CONTRADICTION.c.dispute_id.in_(shrunk)
    found = {
        row["id"]: row
        for row in connection.execute(select(CONTRADICTION).where(current, unfiled)).mappings()
    }
    frontier = _ends(found.values())
    reached: set[int] = set()
    while frontier:
        reached |= frontier
        new = [row for row in _touching(connection, frontier) if row["id"] not in found]
        found |= {row["id"]: row for row in new}
        frontier = _ends(new) - reached
    statements = _statements(connection, _ends(found.values()))
    return [_group(rows, statements) for rows in _connected(sorted(found.values(), key=_row_id))]


def _row_id(row: RowMapping) -> int:
    number: int = row["id"]
    return number


def _ends(rows: Iterable[RowMapping]) -> set[int]:
    return {row[side] for row in rows for side in ("statement_a_id", "statement_b_id")}


def _touching(connection: Connection, statement_ids: set[int]) -> list[RowMapping]:
    found: list[RowMapping] = []
    for ids in chunks(sorted(statement_ids)):
        for side in (CONTRADICTION.c.statement_a_id, CONTRADICTION.c.statement_b_id):
            query = select(CONTRADICTION).where(
                side.in_(ids), CONTRADICTION.c.superseded_at.is_(None)
            )
            found += connection.execute(query).mappings()
    return found


def _statements(connection: Connection, ids: set[int]) -> dict[int, RowMapping]:
    columns = (STATEMENT.c.id, STATEMENT.c.key, STATEMENT.c.sort_at, STATEMENT.c.said_on)
    return {
        row["id"]: row
        for part in chunks(sorted(ids))
        for row in connection.execute(select(*columns).where(STATEMENT.c.id.in_(part))).mappings()
    }


def _connected(rows: Iterable[RowMapping]) -> list[list[RowMapping]]:
    """Sort contradictions into groups that share a matter and statements (union-find)."""
    parent: dict[_Node, _Node] = {}

    def root(item: _Node) -> _Node:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    rows = list(rows)
    for row in rows:
        matter = row["matter"] or ""
        parent[root((matter, row["statement_a_id"]))] = root((matter, row["statement_b_id"]))
    groups: defaultdict[_Node, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[root((row["matter"] or "", row["statement_a_id"]))].append(row)
    return list(groups.values())


def _group(rows: list[RowMapping], statements: Mapping[int, RowMapping]) -> Group:
    members = [statements[number] for number in _ends(rows)]
    members.sort(key=lambda row: (row["sort_at"], row["key"]))
    return Group(tuple(rows), tuple(members))


def _file(connection: Connection, group: Group, taken: set[int], now: datetime) -> int:
    """Put a group under the oldest of its disputes, or a new one, and merge the others."""
    known = sorted(group.dispute_ids - taken)
    facts = _facts(group)
    dispute_id = known[0] if known else None
    kind = ChangeKind.CHANGED
    if dispute_id is None:
        row = {"key": group.key, "recorded_at": now} | facts
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
    key = connection.execute(select(DISPUTE.c.key).where(DISPUTE.c.id == dispute_id)).scalar_one()
    record_changes(connection, Entity.DISPUTE, kind, [key], at=now)
    return dispute_id


def _facts(group: Group) -> dict[str, Any]:
    days = sorted(row["said_on"] for row in group.statements if row["said_on"])
    return {
        "matter": group.matter or None,
        "first_seen_on": days[0] if days else None,
        "last_seen_on": days[-1] if days else None,
        "statement_count": len(group.statements),
        "contradiction_count": len(group.contradictions),
        "sort_at": group.statements[-1]["sort_at"],
    }


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


def _close(
    connection: Connection, ids: set[int], now: datetime, *, merged_into: int | None = None
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
        record_changes(connection, Entity.DISPUTE, ChangeKind.SUPERSEDED, keys, at=now)
