"""Who held a place, according to whom: claims of control and movement, by day and by side.

The claims of a place in a period are gathered once, in a table of the statement that both the days
and their sides are read from. It is bounded: by the period, by claims said at most a month after
it, and by a number of statements and of rows.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from db.filters.operators import start_of_day
from db.query.catalogue import LOCATION, STATEMENT
from db.query.compiler import Compiler
from db.query.description import Column, Many, ObjectType, One, Row, project
from db.query.dialect import Kind
from db.query.errors import FilterError
from db.query.selection import Argument, Field, Slot
from db.query.values import Path, as_date, as_text

MAX_DAYS = 92
MAX_HEARD = 500
"""Statements that are looked at, the latest of the period."""
MAX_CLAIMS = 2000
"""Pairs of a day and a statement."""
SAID_WITHIN = 31
"""Days after the period within which a claim on it must have been made."""

CLAIM_TYPES = ("control", "advance", "repel", "withdraw", "encircle")
MODALITIES = ("asserted", "possible")
"""What is planned or supposed is no claim on who holds a place."""
CONTESTING = ("denial", "negation", "antonym", "control")
"""Contradictions over whether it is so; over how many or when, both can agree on who holds it."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A column that counts: true above 0."""

    expression: str

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write true or false."""
        del compiler, chosen
        test = self.expression.format(row=row.alias)
        return f"CASE WHEN {test} THEN 'true' ELSE 'false' END"


SIDE = ObjectType(
    "ControlSide",
    lambda: {
        "party": Column("party", Kind.TEXT, nullable=True),
        "contested": Truth("{row}.contested > 0"),
        "statements": Many(
            lambda: STATEMENT,
            "{other}.id IN (SELECT claims.statement_id FROM claims "
            "WHERE claims.day = {row}.day AND claims.side = {row}.side)",
            ("sort_at", "id"),
        ),
    },
    "side",
)

DAY = ObjectType(
    "ControlDay",
    lambda: {
        "date": Column("day", Kind.DATE, nullable=False),
        "contested": Truth("{row}.contested > 0"),
        "sides": Many(
            lambda: SIDE,
            "1=1",
            ("side",),
            "(SELECT side, max(party) AS party, max(contested) AS contested, max(day) AS day "
            "FROM claims WHERE claims.day = {row}.day GROUP BY side) {other}",
        ),
    },
    "day",
)

CONTROL = ObjectType(
    "Control",
    lambda: {
        "place": One(lambda: LOCATION, "{other}.id = {row}.id"),
        "days": Many(
            lambda: DAY,
            "1=1",
            ("day",),
            "(SELECT day, max(contested) AS contested FROM claims GROUP BY day) {other}",
        ),
        "complete": Truth(
            f"(SELECT count(*) FROM heard) < {MAX_HEARD} "
            f"AND (SELECT count(*) FROM claims) < {MAX_CLAIMS}"
        ),
    },
    "location",
)


@dataclass(frozen=True, slots=True)
class ControlOf:
    """The claims on a place in a period; null for a place that is not known."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the table of claims, and the answer over it."""
        del row
        compiler.weigh()
        first, last = (_leaf(chosen, name) for name in ("from", "to"))
        place = compiler.alias("location")
        inner = Row(place)
        value = project(compiler, CONTROL, inner, chosen.fields)
        key = compiler.bind(_leaf(chosen, "place"), as_text, Kind.TEXT, ("place",))
        period = Slot([first.value, last.value], items=(first, last))
        days = compiler.dialect.each_day(compiler.bind(period, as_days, Kind.TEXTS, ()), "each_day")
        begin = compiler.bind(first, start_of_day(0), Kind.MOMENT, ("from",))
        end = compiler.bind(last, start_of_day(SAID_WITHIN + 1), Kind.MOMENT, ("to",))
        located = f"(SELECT id FROM location WHERE key = {key})"
        return (
            f"coalesce((WITH heard AS ({_heard(located, begin, end)}), "
            "claims AS (SELECT each_day.value AS day, heard.id AS statement_id, heard.party AS "
            "party, coalesce(heard.party, '') AS side, heard.contested AS contested FROM heard "
            f"JOIN {days} ON each_day.value BETWEEN heard.first_day AND heard.last_day "
            f"ORDER BY 1, 2 LIMIT {MAX_CLAIMS}) "
            f"SELECT {value} FROM location {place}{inner.joined} WHERE {place}.id = {located}),"
            "'null')"
        )


def _heard(place: str, begin: str, end: str) -> str:
    """Select the statements of the period, read off the index of the covering table."""
    first = "coalesce(s.about_start, s.about_end, s.said_on)"
    last = "coalesce(s.about_end, s.said_on, s.about_start)"
    probes = " OR ".join(
        f"EXISTS (SELECT 1 FROM contradiction c JOIN statement_location o "
        f"ON o.statement_id = c.statement_{far}_id AND o.location_id = d.location_id AND o.listed "
        f"WHERE c.superseded_at IS NULL AND c.status <> 'rejected' "
        f"AND c.type IN ({_texts(CONTESTING)}) AND c.statement_{near}_id = s.id)"
        for near, far in (("a", "b"), ("b", "a"))
    )
    return (
        f"SELECT s.id, s.party, {first} AS first_day, {last} AS last_day, "
        f"CASE WHEN {probes} THEN 1 ELSE 0 END AS contested "
        "FROM statement_location d JOIN statement s ON s.id = d.statement_id "
        f"WHERE d.listed AND d.location_id = {place} "
        f"AND d.claim_type IN ({_texts(CLAIM_TYPES)}) "
        f"AND d.sort_at >= {begin} AND d.sort_at < {end} "
        f"AND s.modality IN ({_texts(MODALITIES)}) "
        f"ORDER BY d.sort_at DESC, d.statement_id DESC LIMIT {MAX_HEARD}"
    )


def _texts(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _leaf(chosen: Field, name: str) -> Slot:
    given: Argument | None = chosen.arguments.get(name)
    if not isinstance(given, Slot) or given.value is None:
        raise FilterError("is missing", (name,))
    return given


def as_days(value: Any, path: Path) -> list[str]:
    """Take the first and the last day of a period and return all of its days."""
    first, last = (
        as_date(day, (*path, name)) for day, name in zip(value, ("from", "to"), strict=True)
    )
    if last < first:
        raise FilterError("must not be before from", (*path, "to"))
    if (last - first).days >= MAX_DAYS:
        raise FilterError(f"must be less than {MAX_DAYS} days after from", (*path, "to"))
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
