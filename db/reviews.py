"""Decisions of people on contradictions and disputes: an overlay over what linking finds.

The log (`review`) is the truth; it names public keys, so that it holds after a new import or
linking. What follows from it is copied to where readers look: the status of a contradiction or
dispute, and the groups that contradictions were put in. A rejected contradiction binds no dispute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from db.changes import record_changes
from db.disputes import detach, regroup
from db.enums import ChangeKind, Entity, Verdict
from db.inserts import chunks
from db.keys import hash_key
from db.query.errors import QueryError
from db.query.values import Path, as_list, as_text
from db.review_status import STATUS_OF
from db.tables import Contradiction, Dispute, Review, ReviewedGroup
from db.tables.base import table_of

CONTRADICTION = table_of(Contradiction)
DISPUTE = table_of(Dispute)
REVIEW = table_of(Review)
GROUP = table_of(ReviewedGroup)

# Any number will do, as long as nothing else takes it that is not to wait for decisions.
DECISIONS_LOCK = 7_061_991
MAX_NOTE = 2000
MAX_SPLIT = 500
"""Contradictions that one decision may split off."""


class ReviewError(QueryError):
    """A decision that cannot be taken."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__("bad-review", message, path)


class ReviewConflictError(QueryError):
    """A decision that goes against what the archive holds by now."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__("review-conflict", message, path)


class UnknownKeyError(QueryError):
    """Nothing that can be reviewed has the key."""

    def __init__(self, what: str, *path: str) -> None:
        super().__init__("unknown-key", f"is the key of no current {what}", path)


@dataclass(frozen=True)
class Decision:
    """Who decided, and why."""

    reviewer: str
    note: str | None = None

    def __post_init__(self) -> None:
        note = self.note or ""
        if len(note) > MAX_NOTE:
            raise ReviewError(f"must have at most {MAX_NOTE} characters", ("note",))
        if "\0" in note or any("\ud800" <= sign <= "\udfff" for sign in note):
            raise ReviewError("must not contain NUL or half of a surrogate pair", ("note",))


def lock_decisions(connection: Connection) -> None:
    """Be the only one who decides; a decision takes this before anything else.

    Who takes rows first waits in a circle with another who decides on the same dispute. On SQLite
    there is one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        number = {"number": DECISIONS_LOCK}
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), number)


def review_contradiction(engine: Engine, key: str, verdict: Verdict, by: Decision) -> str:
    """Confirm or reject a contradiction, or withdraw what was decided; return its key."""
    status = _status(verdict)
    with engine.begin() as connection:
        lock_decisions(connection)
        row = _current(connection, CONTRADICTION, key, "contradiction")
        now = datetime.now(UTC)
        log_decision(connection, Entity.CONTRADICTION, key, verdict, by, now)
        same = CONTRADICTION.c.id == row["id"]
        if verdict is Verdict.REJECTED:
            detach(connection, same & CONTRADICTION.c.dispute_id.is_not(None))
        connection.execute(update(CONTRADICTION).where(same).values(status=status))
        touched = {row["dispute_id"]} - {None} if verdict is Verdict.REJECTED else set()
        regroup(connection, now, touched=touched)
    return key


def review_dispute(engine: Engine, key: str, verdict: Verdict, by: Decision) -> str:
    """Confirm or reject a dispute, or withdraw what was decided; return its key."""
    status = _status(verdict)
    with engine.begin() as connection:
        lock_decisions(connection)
        row = _current(connection, DISPUTE, key, "dispute")
        now = datetime.now(UTC)
        log_decision(connection, Entity.DISPUTE, key, verdict, by, now)
        same = DISPUTE.c.id == row["id"]
        connection.execute(update(DISPUTE).where(same).values(status=status))
    return key


def merge_disputes(engine: Engine, key: str, other: str, by: Decision) -> str:
    """Make one dispute of two; return the key of the one that is left, the older.

    Raise ReviewConflictError where both are one, UnknownKeyError for a key of none.
    """
    with engine.begin() as connection:
        lock_decisions(connection)
        both = [
            _current(connection, DISPUTE, key, "dispute"),
            _current(connection, DISPUTE, other, "dispute", "other"),
        ]
        if key == other:
            raise ReviewConflictError("must be another dispute", ("other",))
        now = datetime.now(UTC)
        left, gone = sorted(both, key=lambda row: row["id"])
        ids = {left["id"], gone["id"]}
        for own, told in ((left, gone), (gone, left)):
            review_id = log_decision(
                connection, Entity.DISPUTE, own["key"], Verdict.MERGED, by, now, told["key"]
            )
        _put_together(connection, _members(connection, ids), left["key"], review_id, apart=False)
        regroup(connection, now, touched=ids)
    return str(left["key"])


def split_dispute(engine: Engine, key: str, contradictions: Sequence[str], by: Decision) -> str:
    """Take contradictions of a dispute into one of their own; return the key of that one."""
    chosen = set(as_list(as_text)(list(contradictions), ("contradictions",)))
    if not 1 <= len(chosen) <= MAX_SPLIT:
        raise ReviewError(f"must be 1 to {MAX_SPLIT} keys", ("contradictions",))
    with engine.begin() as connection:
        lock_decisions(connection)
        row = _current(connection, DISPUTE, key, "dispute")
        members = set(_members(connection, {row["id"]}))
        if not chosen <= members:
            raise ReviewConflictError("must all be of the dispute", ("contradictions",))
        if chosen == members:
            raise ReviewConflictError("must leave one in the dispute", ("contradictions",))
        now = datetime.now(UTC)
        review_id = log_decision(
            connection, Entity.DISPUTE, key, Verdict.SPLIT, by, now, sorted(chosen)
        )
        group = hash_key("split", key, *sorted(chosen))
        _put_together(connection, chosen, group, review_id, apart=True)
        regroup(connection, now, touched={row["id"]})
        filed = select(DISPUTE.c.key).join(
            CONTRADICTION, CONTRADICTION.c.dispute_id == DISPUTE.c.id
        )
        current = CONTRADICTION.c.superseded_at.is_(None)
        query = filed.where(CONTRADICTION.c.key == min(chosen), current)
        found: str = connection.execute(query).scalar_one()
        log_decision(connection, Entity.DISPUTE, found, Verdict.SPLIT, by, now, key)
    return found


def _status(verdict: Verdict) -> Any:
    if verdict not in STATUS_OF:
        known = ", ".join(each.name for each in STATUS_OF)
        raise ReviewError(f"must be one of {known}", ("verdict",))
    return STATUS_OF[verdict]


def _current(
    connection: Connection, table: Table, key: str, what: str, argument: str = "key"
) -> Any:
    key = as_text(key, (argument,))
    query = select(table).where(table.c.key == key, table.c.superseded_at.is_(None))
    # Of two reviewers at once the second waits here.
    row = connection.execute(query.with_for_update()).mappings().one_or_none()
    if row is None:
        raise UnknownKeyError(what, argument)
    return row


def log_decision(
    connection: Connection,
    entity: Entity,
    key: str,
    verdict: Verdict,
    by: Decision,
    now: datetime,
    value: Any = None,
) -> int:
    """Write a decision into the log and the feed; return its number."""
    row = {
        "entity": entity,
        "entity_key": key,
        "verdict": verdict,
        "value": value,
        "note": by.note,
        "reviewer": by.reviewer,
        "recorded_at": now,
    }
    number: int = connection.execute(
        insert(REVIEW).values(**row).returning(REVIEW.c.id)
    ).scalar_one()
    record_changes(connection, entity, ChangeKind.REVIEWED, [key], at=now)
    return number


def _members(connection: Connection, dispute_ids: set[int]) -> list[str]:
    query = select(CONTRADICTION.c.key).where(
        CONTRADICTION.c.dispute_id.in_(dispute_ids), CONTRADICTION.c.superseded_at.is_(None)
    )
    return sorted(connection.execute(query).scalars())


def _put_together(
    connection: Connection, keys: Iterable[str], group: str, review_id: int, *, apart: bool
) -> None:
    """Put contradictions in a group, out of the ones that they were in."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    decided = {"group_key": group, "apart": apart, "review_id": review_id}
    for part in chunks(sorted(keys)):
        statement = dialect.insert(GROUP).on_conflict_do_update(
            index_elements=["contradiction_key"], set_=decided
        )
        connection.execute(statement, [{"contradiction_key": key, **decided} for key in part])
