"""How the databases run a statement: which tables they walk, and which indexes they use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.tables import metadata

_ALIASED = re.compile(r"\b(?:FROM|JOIN) ([a-z_]+) ([a-z]+[0-9]*)\b")
_STEP = re.compile(r"(SCAN|SEARCH) (\w+)(?:.* USING (?:COVERING )?INDEX (\w+)(.*))?")
_MATCHED = re.compile(r"VIRTUAL TABLE INDEX \d+:M")
"""FTS5 says so where it looks words up."""
_MANY = 3000
"""Rows whose sorting takes longer than reading a page."""


@dataclass(frozen=True, slots=True)
class Step:
    """One reading of a table of ours."""

    table: str
    index: str | None
    whole: bool
    """True where all of the table or the index may be read."""


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What a database is going to do."""

    steps: tuple[Step, ...]
    large_sorts: int
    text: str

    @property
    def indexes(self) -> set[str]:
        """Return the names of the indexes that are used."""
        return {step.index for step in self.steps if step.index}

    @property
    def walked(self) -> set[str]:
        """Return the tables that are read as a whole, or the index that is walked for one."""
        return {step.index or step.table for step in self.steps if step.whole}


def of_sqlite(sql: str, rows: list[str]) -> QueryPlan:
    """Read what EXPLAIN QUERY PLAN tells; it names aliases, whose tables stand in the statement."""
    tables = {alias: table for table, alias in _ALIASED.findall(sql) if table in metadata.tables}
    steps = []
    for row in rows:
        if "statement_search" in sql and _MATCHED.search(row):
            steps.append(Step("statement", "statement_search", whole=False))
        found = _STEP.match(row)
        name = found and found[2]
        if found is None or (name not in tables and name not in metadata.tables):
            continue
        table = tables.get(str(name), str(name))
        whole = found[1] == "SCAN" or "AUTOMATIC" in row
        steps.append(Step(table, found[3], whole))
    return QueryPlan(tuple(steps), 0, "\n".join(rows))


def of_postgresql(plan: dict[str, Any], text: str) -> QueryPlan:
    """Read what EXPLAIN (FORMAT JSON) tells."""
    nodes = list(_nodes(plan))
    steps = [
        Step(
            node.get("Relation Name", ""),
            node.get("Index Name"),
            whole=node["Node Type"] == "Seq Scan"
            or ("Index Name" in node and "Index Cond" not in node),
        )
        for node in nodes
        if "Index Name" in node or node.get("Relation Name") in metadata.tables
    ]
    sorts = [node for node in nodes if node["Node Type"] == "Sort" and node["Plan Rows"] > _MANY]
    return QueryPlan(tuple(steps), len(sorts), text)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)
