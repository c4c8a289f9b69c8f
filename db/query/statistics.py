"""Counts of statements by speaker, party, place, type and period: one statement of SQL.

Groups are gathered in a table of the statement, cut to the most frequent, and shown by the ordinary
projection. Where the kept counts (`db.counts`) tell all that is asked, they are added up instead of
statements; days that fill no whole month are counted one by one, so that the answer is exact.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.filters.relations import compile_where
from db.filters.scope import Scope
from db.query.catalogue import LOCATION, SPEAKER, STATEMENT
from db.query.compiler import Compiler
from db.query.connection import mentions
from db.query.description import Column, ObjectType, One, Row, project
from db.query.dialect import Kind, OrderTerm, order_by
from db.query.errors import PageError, QueryError
from db.query.finder import Finder
from db.query.kept_counts import KeptCounts, kept_counts
from db.query.periods import by_code_point, first_day
from db.query.rows import Rows
from db.query.selection import Argument, Field, Slot

DEFAULT_GROUPS = 100
MAX_GROUPS = 1000


class StatementGroup(StrEnum):
    """What statements can be counted by."""

    SPEAKER = "SPEAKER"
    PARTY = "PARTY"
    PLACE = "PLACE"
    TYPE = "TYPE"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


PERIODS = frozenset({StatementGroup.DAY, StatementGroup.WEEK, StatementGroup.MONTH})

COLUMNS: Mapping[str, str] = {
    "speaker_id": "bigint",
    "party": "text",
    "place_id": "bigint",
    "claim_type": "text",
    "period": "date",
}
"""The columns of the groups, and their types on PostgreSQL, which a bare null has not."""

COLUMN_OF: Mapping[StatementGroup, str] = {
    StatementGroup.SPEAKER: "speaker_id",
    StatementGroup.PARTY: "party",
    StatementGroup.PLACE: "place_id",
    StatementGroup.TYPE: "claim_type",
    **dict.fromkeys(PERIODS, "period"),
}

STATEMENT_STAT = ObjectType(
    "StatementStat",
    lambda: {
        "count": Column("statements", Kind.INTEGER, nullable=False),
        "speaker": One(lambda: SPEAKER, "{other}.id = {row}.speaker_id", nullable=True),
        "party": Column("party", Kind.TEXT, nullable=True),
        "place": One(lambda: LOCATION, "{other}.id = {row}.place_id", nullable=True),
        "type": Column("claim_type", Kind.ENUM, nullable=True),
        "period": Column("period", Kind.DATE, nullable=True),
    },
    "counted",
)


@dataclass(frozen=True, slots=True)
class StatementStats:
    """The most frequent groups of the statements under a filter."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the table of groups, and an array of them."""
        del row
        compiler.weigh()
        groups = read_groups(chosen.arguments)
        size = _size(chosen.arguments.get("first"))
        kept = _kept(chosen.arguments)
        if kept is None:
            counted = _of_rows(compiler, groups, _where(chosen.arguments))
        else:
            counted = _of_kept(compiler, kept)
        terms = _order(compiler, groups)
        table = compiler.alias("counted")
        inner = Row(table)
        value = project(compiler, STATEMENT_STAT, inner, chosen.fields)
        most = f"SELECT * FROM ({counted}) g ORDER BY {_written(terms, 'g')} LIMIT {size}"
        listed = [OrderTerm(each.expression.format(table), each.descending) for each in terms]
        items = compiler.dialect.json_list(value, f"{table}{inner.joined}", listed, size)
        return f"(WITH {table} AS ({most}) SELECT {items})"


def reads_statements(arguments: Mapping[str, Argument]) -> bool:
    """Say whether all statements under the filter are read, and not the kept counts."""
    return _kept(arguments) is None


def read_groups(arguments: Mapping[str, Argument]) -> tuple[StatementGroup, ...]:
    """Check what to count by; it is part of the plan's key."""
    asked = arguments.get("groupBy")
    names = asked.value if isinstance(asked, Slot) else None
    names = names if isinstance(names, list) else [names]
    if not names or any(name not in list(StatementGroup) for name in names):
        allowed = ", ".join(StatementGroup)
        raise QueryError("bad-group", f"must be one or more of {allowed}", ("groupBy",))
    groups = tuple(dict.fromkeys(StatementGroup(name) for name in names))
    if len(PERIODS.intersection(groups)) > 1:
        raise QueryError("bad-group", "can have one of DAY, WEEK and MONTH", ("groupBy",))
    return groups


def _size(argument: Argument | None) -> int:
    size = argument.value if isinstance(argument, Slot) else DEFAULT_GROUPS
    if size is None:
        return DEFAULT_GROUPS
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MAX_GROUPS:
        raise PageError(f"must be a whole number from 1 to {MAX_GROUPS}", ("first",))
    return size


def _where(arguments: Mapping[str, Argument]) -> Argument | None:
    where = arguments.get("where")
    return None if isinstance(where, Slot) and where.value is None else where


def _kept(arguments: Mapping[str, Argument]) -> KeptCounts | None:
    groups = read_groups(arguments)
    # Days, weeks and places are in no kept count.
    names = {"month" if group == "MONTH" else COLUMN_OF[group] for group in groups}
    return kept_counts(names, _where(arguments))


def _of_kept(compiler: Compiler, kept: KeptCounts) -> str:
    """Select groups from the kept counts; each is one row of them, or the sum of several."""
    own = {"month" if name == "period" else name: name for name in COLUMNS}
    shown = ", ".join(
        f"k.{column} AS {name}" if column in kept.columns else _nothing(name)
        for column, name in own.items()
    )
    source = f"({' UNION ALL '.join(kept.branches(compiler))}) k"
    if kept.single:
        return f"SELECT k.statements AS statements, {shown} FROM {source}"
    grouped = ", ".join(f"k.{name}" for name in sorted(kept.columns))
    total = "CAST(sum(k.statements) AS bigint) AS statements"
    return f"SELECT {total}, {shown} FROM {source} GROUP BY {grouped}"


def _of_rows(compiler: Compiler, groups: tuple[StatementGroup, ...], where: Argument | None) -> str:
    """Select groups from the statements themselves."""
    own = compiler.alias("statement")
    rows, current = _rows(compiler, own, where)
    values: dict[str, str] = {}
    for group in groups:
        name = COLUMN_OF[group]
        if group in PERIODS:
            values[name] = first_day(compiler.dialect, group.lower(), f"{own}.said_on")
        elif group is StatementGroup.PLACE:
            values[name] = _place(compiler, rows, current=current)
        else:
            values[name] = f"{own}.{name}"
    shown = ", ".join(
        f"{values[name]} AS {name}" if name in values else _nothing(name) for name in COLUMNS
    )
    source = rows.source(reads=shown)
    grouped = ", ".join(values.values())
    return f"SELECT count(*) AS statements, {shown} FROM {source} GROUP BY {grouped}"


def _rows(compiler: Compiler, own: str, where: Argument | None) -> tuple[Rows, bool]:
    """Find the statements, and say whether they are known to be current."""
    if not mentions(where, "superseded"):
        return Finder(compiler, STATEMENT, own).rows(where), True
    rows = Rows(STATEMENT, own)
    if where is not None:
        scope = Scope(compiler, own, rows.joins)
        rows.conditions.append(compile_where(STATEMENT.filters, scope, where, ("where",)))
    return rows, False


def _place(compiler: Compiler, rows: Rows, *, current: bool) -> str:
    """Join the places that a statement names, each once; a statement without any is kept."""
    named = compiler.alias("named")
    first = f"{named}.listed"
    if not current:  # of what is superseded no mention is listed
        first = (
            f"{named}.position = (SELECT min(o.position) FROM statement_location o "
            f"WHERE o.statement_id = {named}.statement_id AND o.location_id = {named}.location_id)"
        )
    rows.joins.append(
        f"LEFT JOIN statement_location {named} ON {named}.statement_id = {rows.row} AND {first}"
    )
    return f"{named}.location_id"


def _nothing(name: str) -> str:
    return f"CAST(NULL AS {COLUMNS[name]}) AS {name}"


def _order(compiler: Compiler, groups: tuple[StatementGroup, ...]) -> list[OrderTerm]:
    """Sort by count, then by what was counted by; `{}` stands for the table."""
    terms = [OrderTerm("{}.statements", descending=True)]
    for name in COLUMNS:
        if name in {COLUMN_OF[group] for group in groups}:
            column = f"{{}}.{name}"
            if COLUMNS[name] == "text":
                column = by_code_point(compiler.dialect, column)
            # The databases disagree on where nulls come.
            terms += [OrderTerm(f"{{}}.{name} IS NULL"), OrderTerm(column)]
    return terms


def _written(terms: list[OrderTerm], table: str) -> str:
    return order_by(terms).format(*[table] * len(terms))
