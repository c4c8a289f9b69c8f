"""The change feed: one row an event, written as the last thing that a transaction does.

A reader goes on from the last id that it has seen, so an id must never become visible after a
higher one. A sequence alone does not give that: ids are handed out long before commits, in another
order. What happened is therefore kept until the transaction commits; then a lock is taken that the
database releases after the commit, and the ids are handed out under it. On SQLite there is one
writer anyway. See docs/adr/0005-a-feed-without-gaps.md.
"""

from collections.abc import Iterable
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Transaction, bindparam, event, func, select

from db.enums import ChangeKind, Entity
from db.inserts import Row, chunks, insert_all
from db.tables import Change
from db.tables.base import table_of

CHANGE = table_of(Change)

CHANNEL = "counterclaim_changes"
"""What PostgreSQL notifies on when the feed has grown."""

# Any number will do, as long as nothing else in the database takes it.
_ADVISORY_LOCK = 7_061_990

# Built once: this runs with every article.
_TOLD = select(CHANGE.c.entity_key).where(
    CHANGE.c.entity == bindparam("entity"),
    CHANGE.c.entity_key.in_(bindparam("keys", expanding=True)),
)

_pending: WeakKeyDictionary[Transaction, list[Row]] = WeakKeyDictionary()
"""What a transaction will tell; it is forgotten with the transaction."""


def record_changes(
    connection: Connection,
    entity: Entity,
    kind: ChangeKind,
    keys: Iterable[str],
    *,
    at: datetime,
    run_id: int | None = None,
) -> None:
    """Tell followers of the feed what happened to these entities, when the transaction commits.

    A key is told as added once: one that comes back after it was superseded has changed.
    """
    transaction = connection.get_transaction()
    if transaction is None:
        raise RuntimeError("changes are recorded inside a transaction")
    rows = [
        {
            "entity": entity,
            "entity_key": key,
            "kind": kind,
            "run_id": run_id,
            "recorded_at": at,
        }
        for key in keys
    ]
    if rows:
        _pending.setdefault(transaction, []).extend(rows)


@event.listens_for(Engine, "commit")
def _write(connection: Connection) -> None:
    """Write what the transaction has to tell, just before it commits."""
    transaction = connection.get_transaction()
    rows = _pending.pop(transaction, None) if transaction is not None else None
    if rows is None:
        return
    rows = _once_added(connection, rows)
    on_postgresql = connection.dialect.name == "postgresql"
    if on_postgresql:
        # Nothing is locked after this, so two writers can never wait for each other here.
        connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    insert_all(connection, CHANGE, rows)
    if on_postgresql:
        connection.execute(select(func.pg_notify(CHANNEL, "")))


def _once_added(connection: Connection, rows: list[Row]) -> list[Row]:
    """Make a change of what is added for the second time."""
    told = {
        (entity, key)
        for entity in Entity
        for part in chunks(_added(rows, entity))
        for key in connection.execute(_TOLD, {"entity": entity, "keys": part}).scalars()
    }
    return [
        {**row, "kind": ChangeKind.CHANGED}
        if row["kind"] is ChangeKind.ADDED and (row["entity"], row["entity_key"]) in told
        else row
        for row in rows
    ]


def _added(rows: Iterable[Row], entity: Entity) -> list[str]:
    return [
        row["entity_key"]
        for row in rows
        if row["kind"] is ChangeKind.ADDED and row["entity"] is entity
    ]
