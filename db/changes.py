"""The change feed: one row an event."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from db.enums import ChangeKind, Entity
from db.inserts import insert_all
from db.tables import Change
from db.tables.base import table_of

CHANGE = table_of(Change)


def record_changes(
    connection: Connection,
    entity: Entity,
    kind: ChangeKind,
    keys: Iterable[str],
    *,
    at: datetime,
    run_id: int | None = None,
) -> None:
    """Tell followers of the feed what happened to these entities."""
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
    insert_all(connection, CHANGE, rows)
