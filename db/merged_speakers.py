"""Speakers whom people take for one: an overlay over what importing finds.

The log (`review`) is the truth: the last decision on a speaker's key says into whom it is merged,
or that it was split off again. What follows from it is copied to where readers look, so that they
need no look at it: `speaker.merged_into_id` leads to the one who is left of a whole chain of
mergers, and statements belong to that one; `met_speaker_id` keeps whom each was found to be by.
Importing goes by the same copies. See docs/adr/0008-merged-speakers.md.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, case, func, null, or_, select, text, update

from db.changes import record_changes
from db.counts import COUNTED_COLUMNS, Counted, add_counts
from db.disputes import regroup
from db.engine import reading
from db.enums import ChangeKind, Entity, Verdict
from db.inserts import chunks
from db.keys import fold
from db.query.values import as_text
from db.reviews import (
    DECISIONS_LOCK,
    Decision,
    ReviewConflictError,
    UnknownKeyError,
    lock_decisions,
    log_decision,
)
from db.tables import Contradiction, Review, Speaker, SpeakerAlias, Statement
from db.tables.base import table_of

SPEAKER = table_of(Speaker)
STATEMENT = table_of(Statement)
CONTRADICTION = table_of(Contradiction)
REVIEW = table_of(Review)
ALIAS = table_of(SpeakerAlias)

MOST_FOUND = 100


def merge_speakers(engine: Engine, key: str, other: str, by: Decision) -> str:
    """Take the speaker under `key` for the one under `other`; return the key of who is left.

    That is `other`, or whom people take that one for. Raise ReviewConflictError where both are one
    already, UnknownKeyError for a key of nobody.
    """
    with engine.begin() as connection:
        lock_decisions(connection)
        gone = _speaker(connection, key, "key")
        if gone["merged_into_id"] is not None:
            message = "is merged into another; merge that one, or split it first"
            raise ReviewConflictError(message, ("key",))
        left = _survivor(connection, _speaker(connection, other, "other"))
        if left["id"] == gone["id"]:
            raise ReviewConflictError("must be another speaker", ("other",))
        with_it = [gone["id"], *_merged_into(connection, gone["id"])]
        now = datetime.now(UTC)
        log_decision(connection, Entity.SPEAKER, gone["key"], Verdict.MERGED, by, now, left["key"])
        _set_survivor(connection, with_it, left["id"])
        _give(connection, STATEMENT.c.speaker_id == gone["id"], left["id"], now)
        _tell(connection, left, now)
    return str(left["key"])


def split_speaker(engine: Engine, key: str, by: Decision) -> str:
    """Take a merged speaker for one of its own again; return its key.

    Whoever was merged into it before goes with it. Raise ReviewConflictError where it is
    not merged.
    """
    with engine.begin() as connection:
        lock_decisions(connection)
        own = _speaker(connection, key, "key")
        if own["merged_into_id"] is None:
            raise ReviewConflictError("is not merged into another speaker", ("key",))
        left = _survivor(connection, own)
        with_it = _following(connection, own, left["id"])
        now = datetime.now(UTC)
        log_decision(connection, Entity.SPEAKER, own["key"], Verdict.SPLIT, by, now, left["key"])
        _set_survivor(connection, [own["id"]], None)
        _set_survivor(connection, with_it, own["id"])
        for part in chunks([own["id"], *with_it]):
            _give(connection, STATEMENT.c.met_speaker_id.in_(part), own["id"], now)
        _tell(connection, left, now)
    return str(own["key"])


def list_mergers(engine: Engine) -> list[dict[str, Any]]:
    """Return who is merged into whom, by whose decision, why and when; the latest first."""
    left = SPEAKER.alias("survivor")
    query = (
        select(
            *(SPEAKER.c[name] for name in ("key", "name", "party")),
            left.c.key.label("into"),
            left.c.name.label("into_name"),
            *(REVIEW.c[name] for name in ("reviewer", "note", "recorded_at")),
        )
        .join(left, left.c.id == SPEAKER.c.merged_into_id)
        .join(REVIEW, REVIEW.c.id == _last_decision())
        .order_by(REVIEW.c.id.desc())
    )
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def find_speakers(engine: Engine, name: str) -> list[dict[str, Any]]:
    """Return speakers with a text in one of their names, and into whom each is merged."""
    left = SPEAKER.alias("survivor")
    named = select(ALIAS.c.speaker_id).where(ALIAS.c.folded.contains(fold(name), autoescape=True))
    query = (
        select(
            *(SPEAKER.c[column] for column in ("key", "name", "kind", "party", "role")),
            left.c.key.label("into"),
        )
        .outerjoin(left, left.c.id == SPEAKER.c.merged_into_id)
        .where(SPEAKER.c.id.in_(named))
        .order_by(SPEAKER.c.name, SPEAKER.c.id)
        .limit(MOST_FOUND)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).mappings().all()
    return [{**row, "kind": row["kind"].value} for row in rows]


def hold_mergers(connection: Connection) -> None:
    """Let nobody merge or split speakers until the transaction ends; others may hold, too.

    An importer takes this before it takes anything: then no statement is given to a speaker who is
    merged at that very moment, and none of the two can wait for the other in a circle.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock_shared(:number)"), {"number": DECISIONS_LOCK}
        )


def survivors(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """Return whom people take those of these speakers for whom they merged."""
    found: dict[int, int] = {}
    for part in chunks(sorted(set(ids))):
        merged = select(SPEAKER.c.id, SPEAKER.c.merged_into_id).where(
            SPEAKER.c.id.in_(part), SPEAKER.c.merged_into_id.is_not(None)
        )
        found |= {row.id: row.merged_into_id for row in connection.execute(merged)}
    return found


def _speaker(connection: Connection, key: str, argument: str) -> RowMapping:
    query = select(SPEAKER).where(SPEAKER.c.key == as_text(key, (argument,)))
    row = connection.execute(query).mappings().one_or_none()
    if row is None:
        raise UnknownKeyError(Entity.SPEAKER.value, argument)
    return row


def _survivor(connection: Connection, row: RowMapping) -> RowMapping:
    if row["merged_into_id"] is None:
        return row
    query = select(SPEAKER).where(SPEAKER.c.id == row["merged_into_id"])
    return connection.execute(query).mappings().one()


def _merged_into(connection: Connection, survivor_id: int) -> list[int]:
    query = select(SPEAKER.c.id).where(SPEAKER.c.merged_into_id == survivor_id)
    return sorted(connection.execute(query).scalars())


def _last_decision() -> Any:
    """Select the last decision on a speaker."""
    return (
        select(func.max(REVIEW.c.id))
        .where(REVIEW.c.entity == Entity.SPEAKER, REVIEW.c.entity_key == SPEAKER.c.key)
        .correlate(SPEAKER)
        .scalar_subquery()
    )


def _following(connection: Connection, own: RowMapping, survivor_id: int) -> list[int]:
    """Return those who were merged into a speaker, directly or through others, by the log."""
    query = (
        select(SPEAKER.c.id, SPEAKER.c.key, REVIEW.c.value)
        .join(REVIEW, REVIEW.c.id == _last_decision())
        .where(SPEAKER.c.merged_into_id == survivor_id)
    )
    rows = connection.execute(query).all()
    found: dict[int, str] = {}
    reached = {own["key"]}
    while reached:
        members = {row.id: row.key for row in rows if row.value in reached and row.id not in found}
        found |= members
        reached = set(members.values())
    return sorted(found)


def _set_survivor(connection: Connection, ids: Collection[int], survivor_id: int | None) -> None:
    for part in chunks(sorted(ids)):
        connection.execute(
            update(SPEAKER).where(SPEAKER.c.id.in_(part)).values(merged_into_id=survivor_id)
        )


def _give(connection: Connection, which: Any, speaker_id: int, now: datetime) -> None:
    """Give statements to a speaker, and bring up to date what is counted by speakers."""
    current = STATEMENT.c.superseded_at.is_(None)
    columns = [STATEMENT.c[name] for name in COUNTED_COLUMNS]
    grouped = select(*columns, func.count().label("number")).where(which, current)
    before: Counter[Counted] = Counter()
    for row in connection.execute(grouped.group_by(*columns)).mappings():
        before[Counted.of(row)] += row["number"]
    keys = list(connection.execute(select(STATEMENT.c.key).where(which, current)).scalars())
    # Of whom it is known for whom they speak, the side is the source, whoever they are.
    sources = select(STATEMENT.c.id).where(which, current, STATEMENT.c.party.is_(None))
    disputes = _disputes_of(connection, sources)
    met = func.coalesce(STATEMENT.c.met_speaker_id, STATEMENT.c.speaker_id)
    connection.execute(
        update(STATEMENT)
        .where(which)
        .values(
            speaker_id=speaker_id,
            met_speaker_id=case((met == speaker_id, null()), else_=met),
        )
    )
    record_changes(connection, Entity.STATEMENT, ChangeKind.CHANGED, sorted(keys), at=now)
    if disputes:
        # Two statements of one speaker are not independent.
        regroup(connection, now, touched=disputes)
    after: Counter[Counted] = Counter()
    for counted, number in before.items():
        after[counted._replace(speaker_id=speaker_id)] += number
    add_counts(connection, after.elements(), before.elements())


def _disputes_of(connection: Connection, statements: Any) -> set[int]:
    query = select(CONTRADICTION.c.dispute_id).where(
        or_(
            CONTRADICTION.c.statement_a_id.in_(statements),
            CONTRADICTION.c.statement_b_id.in_(statements),
        ),
        CONTRADICTION.c.dispute_id.is_not(None),
    )
    return set(connection.execute(query.distinct()).scalars())


def _tell(connection: Connection, survivor: RowMapping, now: datetime) -> None:
    """Tell of the one to whom the decision was done, too."""
    keys = [survivor["key"]]
    record_changes(connection, Entity.SPEAKER, ChangeKind.REVIEWED, keys, at=now)
