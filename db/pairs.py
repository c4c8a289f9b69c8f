"""Rows of judged pairs: contradictions and near misses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, select, update

from db.changes import record_changes
from db.enums import ChangeKind, Entity, ReviewStatus
from db.inserts import Row, chunks, insert_all
from db.keys import pair_key
from db.review_status import statuses
from db.tables import Contradiction, NearMiss, Statement
from db.tables.base import table_of
from importer.model import Link, Relation

CONTRADICTION = table_of(Contradiction)
NEAR_MISS = table_of(NearMiss)
STATEMENT = table_of(Statement)

# What makes a verdict another one; the rest of a row says when it was recorded.
_VERDICT = (
    "statement_a_id",
    "statement_b_id",
    "rule",
    "confidence",
    "reason",
    "evidence_a_start",
    "evidence_a_end",
    "evidence_b_start",
    "evidence_b_end",
    "value_a",
    "value_b",
    "matter",
    "type",
)


@dataclass(frozen=True)
class Side:
    """What a pair must know of one of its statements."""

    id: int
    key: str
    sort_at: datetime


@dataclass(frozen=True)
class PairRows:
    """The verdicts of one round of linking on their way into the database."""

    connection: Connection
    now: datetime

    def store(self, links: Iterable[Link], sides: Mapping[str, Side]) -> set[str]:
        """Add new verdicts, supersede changed ones; return the keys of all that were given."""
        wanted: dict[Table, dict[str, Row]] = {CONTRADICTION: {}, NEAR_MISS: {}}
        for link in links:
            key, row = self._row(link, sides[link.a], sides[link.b])
            wanted[_table(link)][key] = row
        keys = {key for rows in wanted.values() for key in rows}
        for table, rows in wanted.items():
            self._store(table, rows, keys)
        return keys

    def supersede_others(self, keys: set[str], known: Mapping[Table, int]) -> None:
        """Supersede the pairs that a complete round of linking did not give again.

        `known` are the last ids from before the round: later pairs come from other linkers.
        """
        for table in (CONTRADICTION, NEAR_MISS):
            current = select(table.c.id, table.c.key).where(
                table.c.superseded_at.is_(None), table.c.id <= known[table]
            )
            rows = self.connection.execute(current).mappings().all()
            self._supersede(table, [row for row in rows if row["key"] not in keys], told=True)

    def _store(self, table: Table, rows: Mapping[str, Row], keys: set[str]) -> None:
        """Bring the current rows under `keys` to what `rows` says."""
        kept: set[str] = set()
        changed: list[RowMapping] = []
        for row in self._current(table, keys):
            same = row["key"] in rows and all(
                row[column] == rows[row["key"]][column] for column in _VERDICT
            )
            if same:
                kept.add(row["key"])
            else:
                changed.append(row)
        replaced = {row["key"] for row in changed}
        self._supersede(table, changed, told=False)
        self._tell(table, ChangeKind.SUPERSEDED, replaced - set(rows))
        self._tell(table, ChangeKind.CHANGED, replaced & set(rows))
        self._tell(table, ChangeKind.ADDED, set(rows) - kept - replaced)
        new = [rows[key] for key in sorted(set(rows) - kept)]
        insert_all(self.connection, table, self._reviewed(new) if table is CONTRADICTION else new)

    def _reviewed(self, rows: Sequence[Row]) -> list[Row]:
        """Give contradictions the status that people settled on before."""
        decided = statuses(self.connection, Entity.CONTRADICTION, (str(row["key"]) for row in rows))
        unreviewed = ReviewStatus.UNREVIEWED
        return [{**row, "status": decided.get(row["key"], unreviewed)} for row in rows]

    def _current(self, table: Table, keys: set[str]) -> list[RowMapping]:
        return [
            row
            for part in chunks(sorted(keys))
            for row in self.connection.execute(
                select(table).where(table.c.key.in_(part), table.c.superseded_at.is_(None))
            ).mappings()
        ]

    def _supersede(self, table: Table, rows: Sequence[RowMapping], *, told: bool) -> None:
        for ids in chunks([row["id"] for row in rows]):
            self.connection.execute(
                update(table).where(table.c.id.in_(ids)).values(superseded_at=self.now)
            )
        if told:
            self._tell(table, ChangeKind.SUPERSEDED, {row["key"] for row in rows})

    def _tell(self, table: Table, kind: ChangeKind, keys: set[str]) -> None:
        if table is CONTRADICTION:
            record_changes(self.connection, Entity.CONTRADICTION, kind, sorted(keys), at=self.now)

    def _row(self, link: Link, a: Side, b: Side) -> tuple[str, Row]:
        key = pair_key(a.key, b.key)
        row: dict[str, Any] = {
            "key": key,
            "statement_a_id": a.id,
            "statement_b_id": b.id,
            "rule": link.rule,
            "confidence": link.confidence,
            "reason": link.reason,
            "evidence_a_start": link.evidence_a.start,
            "evidence_a_end": link.evidence_a.end,
            "evidence_b_start": link.evidence_b.start,
            "evidence_b_end": link.evidence_b.end,
            "value_a": link.value_a,
            "value_b": link.value_b,
            "matter": link.matter,
            "type": link.type,
            "sort_at": max(a.sort_at, b.sort_at),
            "recorded_at": self.now,
        }
        if link.relation is not Relation.CONTRADICTS:
            row["relation"] = link.relation
        return key, row


def last_ids(connection: Connection) -> dict[Table, int]:
    """Return the last id of each table of pairs, 0 where it is empty."""
    return {
        table: connection.execute(select(func.max(table.c.id))).scalar_one() or 0
        for table in (CONTRADICTION, NEAR_MISS)
    }


def _table(link: Link) -> Table:
    return CONTRADICTION if link.relation is Relation.CONTRADICTS else NEAR_MISS
