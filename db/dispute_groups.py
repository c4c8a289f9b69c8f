"""Which contradictions hang together: by their statements, and by what people decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from db.inserts import chunks
from db.keys import hash_key
from db.tables import Article, Contradiction, ReviewedGroup, Statement
from db.tables.base import table_of
from db.tables.contradiction import SHOWN, UNFILED

CONTRADICTION = table_of(Contradiction)
STATEMENT = table_of(Statement)
ARTICLE = table_of(Article)
REVIEWED = table_of(ReviewedGroup)

type Node = tuple[Any, ...]
"""What contradictions meet in: a statement and a matter, or a group that people made."""


@dataclass(frozen=True)
class Label:
    """The group that people put a contradiction in."""

    group: str
    apart: bool


@dataclass(frozen=True)
class Group:
    """Contradictions that hang together, and their statements."""

    contradictions: tuple[RowMapping, ...]
    statements: tuple[RowMapping, ...]
    """The earliest first."""
    split_off: str = ""
    """The label of a group that people split off from another."""

    @property
    def key(self) -> str:
        """Name a new dispute after its matter and its earliest statement."""
        parts = [self.split_off] if self.split_off else []
        return hash_key("dispute", self.matter, self.statements[0]["key"], *parts)

    @property
    def matter(self) -> str:
        """Return what the dispute is about: what most of its contradictions have."""
        counts = Counter(row["matter"] or "" for row in self.contradictions)
        return min(counts, key=lambda matter: (-counts[matter], matter))

    @property
    def dispute_ids(self) -> set[int]:
        """Return the disputes that the contradictions are filed under so far."""
        return {row["dispute_id"] for row in self.contradictions} - {None}


def find_groups(connection: Connection, shrunk: AbstractSet[int]) -> list[Group]:
    """Collect the groups that hold an unfiled contradiction, or are under one of these disputes.

    Groups that were split off come last: what they were part of keeps its key.
    """
    search = _Search(connection)
    search.add(connection.execute(select(CONTRADICTION).where(UNFILED)).mappings())
    for part in chunks(sorted(shrunk)):
        filed = select(CONTRADICTION).where(CONTRADICTION.c.dispute_id.in_(part), SHOWN)
        search.add(connection.execute(filed).mappings())
    search.spread()
    statements = _statements(connection, _ends(search.found.values()))
    rows = sorted(search.found.values(), key=_row_id)
    groups = [_group(part, statements, search.labels) for part in connected(rows, search.labels)]
    return sorted(groups, key=lambda group: bool(group.split_off))


@dataclass
class _Search:
    """Finds all that hangs together with some contradictions."""

    connection: Connection
    found: dict[int, RowMapping] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    _fresh: list[RowMapping] = field(default_factory=list)

    def add(self, rows: Iterable[RowMapping]) -> None:
        """Take rows in that are not there yet."""
        for row in rows:
            if row["id"] not in self.found:
                self.found[row["id"]] = row
                self._fresh.append(row)

    def spread(self) -> None:
        """Go on until nothing more is reached."""
        reached: set[int] = set()
        groups: set[str] = set()
        while self._fresh:
            rows, self._fresh = self._fresh, []
            self._read_labels(sorted(row["key"] for row in rows))
            ends = _ends(rows) - reached
            reached |= ends
            self._add_where((CONTRADICTION.c.statement_a_id, CONTRADICTION.c.statement_b_id), ends)
            new = {self.labels[row["key"]].group for row in rows if row["key"] in self.labels}
            self._add_where((CONTRADICTION.c.key,), self._members(new - groups))
            groups |= new

    def _add_where(self, columns: Iterable[Any], values: set[Any]) -> None:
        for part in chunks(sorted(values)):
            for column in columns:
                query = select(CONTRADICTION).where(column.in_(part), SHOWN)
                self.add(self.connection.execute(query).mappings())

    def _read_labels(self, keys: list[str]) -> None:
        for part in chunks(keys):
            query = select(REVIEWED).where(REVIEWED.c.contradiction_key.in_(part))
            for row in self.connection.execute(query):
                self.labels[row.contradiction_key] = Label(row.group_key, row.apart)

    def _members(self, groups: set[str]) -> set[str]:
        return {
            key
            for part in chunks(sorted(groups))
            for key in self.connection.execute(
                select(REVIEWED.c.contradiction_key).where(REVIEWED.c.group_key.in_(part))
            ).scalars()
        }


def _row_id(row: RowMapping) -> int:
    number: int = row["id"]
    return number


def _ends(rows: Iterable[Mapping[Any, Any]]) -> set[int]:
    return {row[side] for row in rows for side in ("statement_a_id", "statement_b_id")}


def _statements(connection: Connection, ids: set[int]) -> dict[int, RowMapping]:
    names = ("id", "key", "sort_at", "said_on", "about_start", "about_end", "party")
    columns = [STATEMENT.c[name] for name in (*names, "speaker_id", "article_id")]
    query = select(*columns, ARTICLE.c.source_id).join(ARTICLE)
    return {
        row["id"]: row
        for part in chunks(sorted(ids))
        for row in connection.execute(query.where(STATEMENT.c.id.in_(part))).mappings()
    }


def connected[R: Mapping[Any, Any]](
    rows: Iterable[R], labels: Mapping[str, Label]
) -> list[list[R]]:
    """Sort contradictions into groups (union-find).

    Two meet in a statement of one matter, or in a group that people made; what was split off meets
    only what was split off with it.
    """
    parent: dict[Node, Node] = {}

    def root(item: Node) -> Node:
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    rows = list(rows)
    for row in rows:
        first, *others = _nodes(row, labels.get(row["key"]))
        for other in others:
            parent[root(first)] = root(other)
    groups: defaultdict[Node, list[R]] = defaultdict(list)
    for row in rows:
        groups[root(_nodes(row, labels.get(row["key"]))[0])].append(row)
    return list(groups.values())


def _nodes(row: Mapping[Any, Any], label: Label | None) -> list[Node]:
    if label is not None and label.apart:
        return [(label.group,)]
    own = [(row["matter"] or "", row[side]) for side in ("statement_a_id", "statement_b_id")]
    return [*own, *([(label.group,)] if label else [])]


def _group(
    rows: list[RowMapping], statements: Mapping[int, RowMapping], labels: Mapping[str, Label]
) -> Group:
    members = [statements[number] for number in _ends(rows)]
    members.sort(key=lambda row: (row["sort_at"], row["key"]))
    label = labels.get(rows[0]["key"])
    return Group(tuple(rows), tuple(members), label.group if label and label.apart else "")
