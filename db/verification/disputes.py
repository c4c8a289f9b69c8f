"""Disputes: that they hold what hangs together, and that their counts are right.

A dispute from which a contradiction was taken by a new reading waits for the next linking; until
then its counts are those of before, which is no fault.
"""
# ruff: noqa: S608 - only names of the schema stand in these statements

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, text

from db.dispute_groups import Label, connected
from db.verification.queries import SHOWN, Check
from db.verification.report import Kind, Report

_SETTLED = """d.superseded_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM contradiction w WHERE w.dispute_id = d.id AND w.superseded_at IS NOT NULL)"""
"""Disputes that wait for nothing."""

_LINKS = f"""
SELECT dispute_id, statement_a_id AS statement_id, sort_at FROM contradiction WHERE {SHOWN}
UNION
SELECT dispute_id, statement_b_id, sort_at FROM contradiction WHERE {SHOWN}
"""
_SOURCE = """CASE
    WHEN s.party IS NOT NULL AND s.party <> '' THEN 'party ' || s.party
    WHEN s.speaker_id IS NOT NULL THEN 'speaker ' || s.speaker_id
    WHEN a.source_id IS NOT NULL THEN 'outlet ' || a.source_id
    ELSE 'article ' || a.id END"""
"""Whom a statement counts for; two of one party, or of one speaker, are not independent."""

_MEMBERS = """FROM dispute_statement m JOIN statement s ON s.id = m.statement_id
    JOIN article a ON a.id = s.article_id WHERE m.dispute_id = d.id"""

_COUNTS = (
    (
        "contradiction_count",
        f"SELECT count(*) FROM contradiction c WHERE c.dispute_id = d.id AND {SHOWN}",
    ),
    ("statement_count", "SELECT count(*) FROM dispute_statement m WHERE m.dispute_id = d.id"),
    ("source_count", f"SELECT count(DISTINCT {_SOURCE}) {_MEMBERS}"),
    ("sort_at", f"SELECT max(s.sort_at) {_MEMBERS}"),
    ("first_seen_on", f"SELECT min(s.said_on) {_MEMBERS}"),
    ("last_seen_on", f"SELECT max(s.said_on) {_MEMBERS}"),
)


def dispute_checks() -> Iterator[Check]:
    """Iterate over what one statement of the database can find."""
    for column, truth in _COUNTS:
        condition = f"d.{column} <> ({truth})"
        yield _check(f"{column} is wrong", f"FROM dispute d WHERE {_SETTLED} AND {condition}")
    yield _check(
        "is current and holds no contradiction",
        f"""FROM dispute d WHERE {_SETTLED} AND NOT EXISTS (
            SELECT 1 FROM contradiction c WHERE c.dispute_id = d.id AND {SHOWN})""",
    )
    yield _check(
        "is superseded and holds a contradiction",
        f"""FROM dispute d WHERE d.superseded_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM contradiction c WHERE c.dispute_id = d.id AND {SHOWN})""",
    )
    yield _check(
        "a statement of its contradictions is not among its own",
        f"""FROM dispute d JOIN ({_LINKS}) l ON l.dispute_id = d.id WHERE {_SETTLED}
            AND NOT EXISTS (SELECT 1 FROM dispute_statement m
                WHERE m.dispute_id = d.id AND m.statement_id = l.statement_id)""",
    )
    yield _check(
        "has a statement that none of its contradictions is about",
        f"""FROM dispute d JOIN dispute_statement m ON m.dispute_id = d.id WHERE {_SETTLED}
            AND NOT EXISTS (SELECT 1 FROM contradiction c WHERE c.dispute_id = d.id AND {SHOWN}
                AND m.statement_id IN (c.statement_a_id, c.statement_b_id))""",
    )
    yield Check(
        Kind.DISPUTE,
        f"""SELECT 'contradiction ' || key, 'is under no dispute' FROM contradiction
            WHERE {SHOWN} AND dispute_id IS NULL""",
    )
    yield from _side_checks()
    yield from _place_checks()
    yield from _group_checks()


def _check(words: str, rest: str) -> Check:
    return Check(Kind.DISPUTE, f"SELECT 'dispute ' || d.key, '{words}' {rest}")


def _side_checks() -> Iterator[Check]:
    yield _check(
        "a side counts other statements than it has",
        f"""FROM dispute d JOIN dispute_side i ON i.dispute_id = d.id WHERE {_SETTLED}
            AND i.statement_count <> (
                SELECT count(*) FROM dispute_statement m WHERE m.side_id = i.id)""",
    )
    yield _check(
        "a statement is on a side of another dispute",
        """FROM dispute_statement m JOIN dispute_side i ON i.id = m.side_id
           JOIN dispute d ON d.id = m.dispute_id WHERE i.dispute_id <> m.dispute_id""",
    )
    yield _check(
        "two statements of one side contradict each other",
        f"""FROM contradiction c JOIN dispute d ON d.id = c.dispute_id
            JOIN dispute_statement x
              ON x.dispute_id = d.id AND x.statement_id = c.statement_a_id
            JOIN dispute_statement y
              ON y.dispute_id = d.id AND y.statement_id = c.statement_b_id
            WHERE {_SETTLED} AND c.superseded_at IS NULL AND c.status <> 'rejected'
              AND x.side_id = y.side_id""",
    )


def _place_checks() -> Iterator[Check]:
    told = """SELECT m.dispute_id, p.location_id, count(*) AS number FROM dispute_statement m
        JOIN statement_location p ON p.statement_id = m.statement_id AND p.listed
        GROUP BY m.dispute_id, p.location_id"""
    yield _check(
        "a place is missing, or counted wrongly",
        f"""FROM dispute d JOIN ({told}) t ON t.dispute_id = d.id
            LEFT JOIN dispute_location o
              ON o.dispute_id = d.id AND o.location_id = t.location_id
            WHERE {_SETTLED} AND (o.id IS NULL OR o.statement_count <> t.number)""",
    )
    yield _check(
        "has a place that none of its statements names",
        f"""FROM dispute_location o JOIN dispute d ON d.id = o.dispute_id WHERE {_SETTLED}
            AND NOT EXISTS (SELECT 1 FROM dispute_statement m
                JOIN statement_location p ON p.statement_id = m.statement_id AND p.listed
                WHERE m.dispute_id = d.id AND p.location_id = o.location_id)""",
    )


def _group_checks() -> Iterator[Check]:
    """Look for two disputes that should be one."""
    apart = (
        "NOT EXISTS (SELECT 1 FROM reviewed_group g "
        "WHERE g.apart AND g.contradiction_key IN (x.key, y.key))"
    )
    shown = " AND ".join(
        f"{side}.superseded_at IS NULL AND {side}.status <> 'rejected'" for side in "xy"
    )
    for one in "ab":
        for other in "ab":
            yield Check(
                Kind.DISPUTE,
                f"""SELECT 'contradiction ' || x.key, 'is in another dispute than ' || y.key
                    FROM contradiction x
                    JOIN contradiction y ON y.statement_{other}_id = x.statement_{one}_id
                    WHERE x.id < y.id AND x.dispute_id <> y.dispute_id AND {shown}
                      AND coalesce(x.matter, '') = coalesce(y.matter, '') AND {apart}""",
            )
    yield Check(
        Kind.DISPUTE,
        f"""SELECT 'contradiction ' || x.key, 'was put together with ' || y.key || ' and is not'
            FROM reviewed_group g JOIN reviewed_group h
              ON h.group_key = g.group_key AND h.apart = g.apart
            JOIN contradiction x ON x.key = g.contradiction_key
            JOIN contradiction y ON y.key = h.contradiction_key
            WHERE x.id < y.id AND x.dispute_id <> y.dispute_id AND {shown}""",
    )


def check_connected(connection: Connection, report: Report) -> None:
    """Find disputes whose contradictions do not all hang together; one is in memory at a time."""
    query = text(
        f"""
        SELECT d.key AS dispute, c.key, c.matter, c.statement_a_id, c.statement_b_id,
               g.group_key, g.apart
        FROM contradiction c JOIN dispute d ON d.id = c.dispute_id
        LEFT JOIN reviewed_group g ON g.contradiction_key = c.key
        WHERE {_SETTLED} AND c.superseded_at IS NULL AND c.status <> 'rejected'
        ORDER BY c.dispute_id
        """
    )
    rows = connection.execute(query).mappings()
    for dispute, members in groupby(rows, key=lambda row: str(row["dispute"])):
        found = list(members)
        labels = {
            row["key"]: Label(row["group_key"], bool(row["apart"]))
            for row in found
            if row["group_key"] is not None
        }
        parts = len(connected(found, labels))
        if parts != 1:
            report.add(Kind.DISPUTE, f"dispute {dispute}", f"is {parts} disputes in one")
