"""The change feed as a list of events, each with what it is about as that is now."""

import base64
from typing import Any

import orjson

from db.filters import catalogue as filters
from db.query.catalogue import ARTICLE, CONTRADICTION, DISPUTE, SPEAKER, STATEMENT
from db.query.description import ObjectType, One, columns
from db.query.dialect import Kind
from db.query.paging import CURSOR_VERSION, ROW, CursorPart, Order
from db.query.parts import TABLES
from db.query.values import Path

FEED = "FEED"
"""The only order of the feed, by the name that cursors carry."""


def _about(target: ObjectType, *, current: bool = False) -> One:
    """Look up what an event is about by its key, unless it is about something else."""
    table = target.table
    row = " AND {other}.superseded_at IS NULL" if current else ""
    link = f"{{row}}.entity = '{table}' AND {{other}}.key = {{row}}.entity_key{row}"
    return One(lambda: target, link, nullable=True)


CHANGE: ObjectType = ObjectType(
    "Change",
    lambda: {
        **columns(
            TABLES["change"],
            kind="kind",
            entity="entity",
            key="entity_key",
            recordedAt="recorded_at",
        ),
        "statement": _about(STATEMENT, current=True),
        "contradiction": _about(CONTRADICTION, current=True),
        "dispute": _about(DISPUTE),
        "article": _about(ARTICLE),
        "speaker": _about(SPEAKER),
    },
    "change",
    filters.CHANGE,
    {FEED: Order("id", Kind.INTEGER)},
    (FEED, False),
)


def feed_cursor(event_id: int) -> str:
    """Write the cursor of an event; that of event 0 stands before all others."""
    text = orjson.dumps([CURSOR_VERSION, f"{FEED}_ASC", event_id, event_id])
    return base64.b64encode(text).decode()


def feed_position(cursor: Any, path: Path) -> int:
    """Read the id of an event out of its cursor; raise PageError where it is none of the feed."""
    position: int = CursorPart(f"{FEED}_ASC", Kind.INTEGER, ROW)(cursor, path)
    return position
