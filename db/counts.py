"""Kept counts of the current statements, brought up to date by whoever adds or supersedes some.

What changes is told as columns of statements with +1 or -1, summed, and added to the rows in the
order of their keys: two writers at once then wait for each other and cannot stop each other for
good. It is done last in a transaction, since many writers meet on the counts of one month.
"""
# ruff: noqa: S608 - only names of columns reach SQL text

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, delete, text
from sqlalchemy.dialects import postgresql, sqlite

from db.enums import CountLevel
from db.inserts import chunks
from db.tables import StatementCount
from db.tables.base import table_of
from importer.model import ClaimType

COUNT = table_of(StatementCount)

COUNTED_COLUMNS = ("speaker_id", "party", "claim_type", "said_on")
"""The columns of `statement` that it is counted by."""

LEVELS: Mapping[CountLevel, frozenset[str]] = {
    CountLevel.SPEAKER: frozenset({"speaker_id"}),
    CountLevel.SPEAKER_PARTY: frozenset({"speaker_id", "party"}),
    CountLevel.PARTY_TYPE_MONTH: frozenset({"party", "claim_type", "month"}),
    CountLevel.SPEAKER_MONTH: frozenset({"speaker_id", "month"}),
    CountLevel.SPEAKER_PARTY_MONTH: frozenset({"speaker_id", "party", "month"}),
}
"""What each level tells apart, from few rows to many.

Speakers by type are not kept: that would be about as many rows as there are statements.
"""


class Counted(NamedTuple):
    """What a statement is counted by."""

    speaker_id: int | None
    party: str | None
    claim_type: str
    month: date | None

    @classmethod
    def of(cls, row: Any) -> "Counted":
        """Read it off a row of `statement`."""
        said: date | None = row["said_on"]
        month = said.replace(day=1) if said else None
        return cls(row["speaker_id"], row["party"], ClaimType(row["claim_type"]).value, month)


@dataclass(frozen=True, slots=True)
class _Key:
    """A row of the table."""

    text: str
    values: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, level: CountLevel, counted: Counted) -> "_Key":
        own = LEVELS[level]
        values = {name: value for name, value in counted._asdict().items() if name in own}
        told = (str(value) if value is not None else "" for value in values.values())
        return cls(":".join([level.value, *told]), (("level", level), *values.items()))


def add_counts(connection: Connection, added: Iterable[Counted], gone: Iterable[Counted]) -> None:
    """Count statements in that are now current, and out those that no longer are."""
    changes: Counter[_Key] = Counter()
    for statements, sign in ((added, 1), (gone, -1)):
        for counted, number in Counter(statements).items():
            for level in LEVELS:
                changes[_Key.of(level, counted)] += sign * number
    touched = sorted((key for key, change in changes.items() if change), key=lambda key: key.text)
    if not touched:
        return
    blank = dict.fromkeys(("speaker_id", "party", "claim_type", "month"))
    rows = [
        {**blank, "key": key.text, **dict(key.values), "statements": changes[key]}
        for key in touched
    ]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(COUNT)
    total = COUNT.c.statements + statement.excluded.statements
    connection.execute(
        statement.on_conflict_do_update(index_elements=["key"], set_={"statements": total}), rows
    )
    # Rows that fell to 0 are ours until the commit, so nobody can have added to them.
    for part in chunks([key.text for key in touched if changes[key] < 0]):
        connection.execute(delete(COUNT).where(COUNT.c.key.in_(part), COUNT.c.statements == 0))


def recount(engine: Engine) -> None:
    """Make all counts anew, for an archive that was filled by other means than the importer's."""
    with engine.begin() as connection:
        connection.execute(delete(COUNT))
        for level in LEVELS:
            connection.execute(text(_filling(level, connection.dialect.name)))


def _filling(level: CountLevel, dialect: str) -> str:
    """Write what counts the statements of a level."""
    month = "date_trunc('month', said_on::timestamp)::date"
    written = f"to_char({month}, 'YYYY-MM-DD')"
    if dialect == "sqlite":
        month = written = "date(said_on, 'start of month')"
    expressions = {
        name: month if name == "month" else name
        for name in Counted._fields
        if name in LEVELS[level]
    }
    texts = (written if name == "month" else f"CAST({name} AS varchar)" for name in expressions)
    told = (f"coalesce({each}, '')" for each in texts)
    key = " || ':' || ".join([f"'{level.value}'", *told])
    grouped = ", ".join(expressions.values())
    return (
        f"INSERT INTO statement_count (key, level, {', '.join(expressions)}, statements) "
        f"SELECT {key}, '{level.value}', {grouped}, count(*) FROM statement "
        f"WHERE superseded_at IS NULL GROUP BY {grouped}"
    )
