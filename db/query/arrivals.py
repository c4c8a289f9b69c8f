"""What has come into the archive between two places of the feed, under a filter: one statement.

A subscription is a query on the newest rows: its selection and its filter are compiled as those of
any other, over the events of the feed instead of a table.
"""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.filters.relations import compile_where
from db.filters.scope import Scope, all_of
from db.query.catalogue import CONTRADICTION, STATEMENT
from db.query.changes import FEED
from db.query.compiler import Compiler, Plan
from db.query.connection import mentions
from db.query.description import Member, ObjectType, Row, columns, project
from db.query.dialect import Dialect, Kind, OrderTerm
from db.query.engine import QueryEngine
from db.query.joining import concatenate
from db.query.paging import CURSOR_VERSION
from db.query.parts import TABLES
from db.query.selection import Field, Slot
from db.query.values import Path

MAX_EVENTS = 100
"""Events that one statement answers at most."""
MAX_WINDOW = 2000
"""Places of the feed that one statement looks at."""

AFTER, UP_TO = "where the reader stands", "where the feed ends"
"""Names among the variables; no variable of a document has such a name."""

_EVENT, _ARRIVED = "event", "arrived"


@dataclass(frozen=True, slots=True)
class _Cursor:
    """The place of the event in the feed."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the cursor as the feed itself does."""
        del chosen
        number = compiler.dialect.json(f"{row.alias}.id", Kind.INTEGER, nullable=False)
        head = f"""'[{CURSOR_VERSION},"{FEED}_ASC",'"""
        encoded = compiler.dialect.base64(concatenate([head, number, "','", number, "']'"]))
        return concatenate(["'\"'", encoded, "'\"'"])


@dataclass(frozen=True, slots=True)
class _Arrived:
    """The row that has come; it is joined already, since the filter is on it."""

    target: ObjectType

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the selected fields of the row."""
        return project(compiler, self.target, Row(_ARRIVED, row.joins), chosen.fields)


def _event(name: str, field: str, target: ObjectType) -> ObjectType:
    members: dict[str, Member] = {
        "cursor": _Cursor(),
        **columns(TABLES["change"], recordedAt="recorded_at"),
        field: _Arrived(target),
    }
    return ObjectType(name, lambda: members, "change")


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The events that tell of new rows of one type."""

    target: ObjectType
    event: ObjectType

    def sql(self, compiler: Compiler, chosen: Field, most: int) -> str:
        """Write the events as an array of pairs: the place in the feed, and the answer."""
        compiler.weigh()
        row = Row(_EVENT)
        with compiler.at(chosen.key):
            value = project(compiler, self.event, row, chosen.fields)
            conditions = [*self._between(compiler), *self._fitting(compiler, row, chosen)]
        table = self.target.table
        # By id: else SQLite may walk all rows that a filter finds, once for each event.
        current = (
            f"SELECT known.id FROM {table} known "
            f"WHERE known.key = {_EVENT}.entity_key AND known.superseded_at IS NULL"
        )
        source = (
            f"change {_EVENT} CROSS JOIN {table} {_ARRIVED}{row.joined} "
            f"WHERE {_EVENT}.entity = '{table}' AND {_EVENT}.kind = 'added' "
            f"AND {_ARRIVED}.id = ({current}) AND {all_of(conditions)}"
        )
        number = compiler.dialect.json(f"{_EVENT}.id", Kind.INTEGER, nullable=False)
        item = f"'['||{number}||','||{value}||']'"
        return compiler.dialect.json_list(item, source, [OrderTerm(f"{_EVENT}.id")], most)

    def _between(self, compiler: Compiler) -> list[str]:
        bounds = (("event.id > ", AFTER), ("event.id <= ", UP_TO))
        return [
            test + compiler.bind(Slot(0, (name,)), _as_place, Kind.INTEGER, (name,))
            for test, name in bounds
        ]

    def _fitting(self, compiler: Compiler, row: Row, chosen: Field) -> list[str]:
        where = chosen.arguments.get("where")
        if isinstance(where, Slot) and where.value is None:
            where = None
        conditions = []
        if self.target.reviewed and not mentions(where, "status"):
            conditions.append(f"{_ARRIVED}.status <> 'rejected'")
        if where is not None:
            scope = Scope(compiler, _ARRIVED, row.joins, current=True)
            conditions.append(compile_where(self.target.filters, scope, where, ("where",)))
        return conditions


def _as_place(value: Any, path: Path) -> int:
    """Take a place of the feed, which is ours and not a reader's."""
    del path
    return int(value)


ARRIVALS: Mapping[str, Arrivals] = {
    "statementAdded": Arrivals(STATEMENT, _event("StatementAdded", "statement", STATEMENT)),
    "contradictionAdded": Arrivals(
        CONTRADICTION, _event("ContradictionAdded", "contradiction", CONTRADICTION)
    ),
}
"""By the field of a subscription."""


def plan_arrivals(dialect: Dialect, chosen: Field, *, most: int = MAX_EVENTS) -> Plan:
    """Compile a subscription; raise QueryError where it is at fault."""
    compiler = Compiler(dialect)
    return compiler.plan(ARRIVALS[chosen.name].sql(compiler, chosen, most))


@dataclass(frozen=True, slots=True)
class Batch:
    """Some events, and how far the feed was read for them."""

    events: tuple[tuple[int, bytes], ...]
    """Place in the feed, and the event as JSON."""
    reached: int


async def read_arrivals(
    engine: QueryEngine, plan: Plan, variables: Mapping[str, Any], after: int, end: int, most: int
) -> Batch:
    """Read the first events behind a place, at most up to the end of the feed as it is known."""
    up_to = min(end, after + MAX_WINDOW)
    answer = await engine.run(plan, {**variables, AFTER: after, UP_TO: up_to})
    found = orjson.loads(answer)
    events = tuple((number, orjson.dumps(value)) for number, value in found)
    return Batch(events, events[-1][0] if len(events) == most else up_to)
