"""Compare statements across articles and keep what came of it.

Only statements that share a partition (a place, a matter, a week) are compared, so what a new
article costs does not grow with the archive. Whole articles are handed to the linker: a statement
may owe its place or day to the one before it. Reading and judging hold no write lock; what was
superseded in the meantime is left out when the verdicts are stored.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy import Connection, Engine, Table, delete, func, select, update

import importer.link
from db.disputes import regroup, uncounted
from db.engine import reading
from db.enums import ReviewStatus
from db.inserts import Row, chunks, insert_missing
from db.known import ArticleNames
from db.loader import load_article_statements
from db.pairs import CONTRADICTION, NEAR_MISS, PairRows, Side, last_ids
from db.tables import Article, Statement, StatementPartition
from db.tables.base import table_of
from importer.link import Context
from importer.model import ArticleStatement, Link, Relation, Span

ARTICLE = table_of(Article)
STATEMENT = table_of(Statement)
PARTITION = table_of(StatementPartition)

# Any number will do, as long as nothing else in the database takes it.
_ADVISORY_LOCK = 7_061_991

BATCH = 50
"""Articles compared in one round."""
MEETS = 400
"""How many statements of a partition a round looks at, its own among them."""


class Linker(Protocol):
    """What linking needs of the importer; the module `importer.link` is one."""

    def build_context(self, items: Iterable[ArticleStatement]) -> Context:
        """Read off whole articles what their statements leave unsaid."""

    def partitions(self, item: ArticleStatement, context: Context | None = None) -> frozenset[str]:
        """Name the partitions in which a statement may meet its opposites."""

    def link(
        self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
    ) -> tuple[Link, ...]:
        """Judge all pairs that share a partition or an article and that one of `fresh` is in."""


type Progress = Callable[[int, int], None]
"""Told how many articles are done, and of how many."""


@dataclass
class LinkReport:
    """What a linking run did."""

    articles: int = 0
    contradictions: int = 0
    near_misses: int = 0

    @property
    def total(self) -> int:
        """Count all pairs that were given a verdict."""
        return self.contradictions + self.near_misses

    def __str__(self) -> str:
        """Say it in one line."""
        return (
            f"{self.articles} articles compared: {self.contradictions} contradictions, "
            f"{self.near_misses} pairs that do not contradict each other"
        )


def link_new(
    engine: Engine,
    article_keys: Iterable[str] | None = None,
    *,
    linker: Linker = importer.link,
    progress: Progress | None = None,
) -> LinkReport:
    """Compare the statements of these articles, or of all not yet compared, with all others."""
    ids = _waiting(engine, None if article_keys is None else sorted(set(article_keys)))
    return _link(_Rounds(engine, linker), ids, progress)


def link_all(
    engine: Engine, *, linker: Linker = importer.link, progress: Progress | None = None
) -> LinkReport:
    """Compare everything anew, and supersede the verdicts that do not come again.

    Verdicts that others add meanwhile are left alone.
    """
    with engine.begin() as connection:
        known = last_ids(connection)
        connection.execute(update(ARTICLE).values(linked_at=None))
    rounds = _Rounds(engine, linker)
    report = _link(rounds, _waiting(engine, None), progress)
    with engine.begin() as connection:
        now = datetime.now(UTC)
        PairRows(connection, now).supersede_others(rounds.keys, known)
        regroup(connection, now, touched=uncounted(connection))
    return report


def _link(rounds: "_Rounds", ids: Sequence[int], progress: Progress | None) -> LinkReport:
    for start in range(0, len(ids), BATCH):
        rounds.run(ids[start : start + BATCH])
        if progress:
            progress(rounds.report.articles, len(ids))
    return rounds.report


def load_links(engine: Engine) -> list[Link]:
    """Return all current verdicts that nobody rejected.

    Statements are named `article name#id`, as in annotations.
    """
    with reading(engine) as connection:
        found = [link for table in (CONTRADICTION, NEAR_MISS) for link in _load(connection, table)]
    return sorted(found, key=lambda link: (link.a, link.b))


def _load(connection: Connection, table: Table) -> Iterator[Link]:
    name_of = ArticleNames(connection)
    a, b = STATEMENT.alias("a"), STATEMENT.alias("b")
    in_a, in_b = ARTICLE.alias("in_a"), ARTICLE.alias("in_b")
    query = (
        select(
            table,
            *(in_a.c.name.label("name_a"), in_a.c.key.label("key_a"), a.c.local_id.label("id_a")),
            *(in_b.c.name.label("name_b"), in_b.c.key.label("key_b"), b.c.local_id.label("id_b")),
        )
        .join(a, a.c.id == table.c.statement_a_id)
        .join(in_a, in_a.c.id == a.c.article_id)
        .join(b, b.c.id == table.c.statement_b_id)
        .join(in_b, in_b.c.id == b.c.article_id)
        .where(table.c.superseded_at.is_(None))
    )
    if table is CONTRADICTION:
        query = query.where(table.c.status != ReviewStatus.REJECTED)
    for row in connection.execute(query).mappings():
        yield Link(
            a=f"{name_of(row['name_a'], row['key_a'])}#{row['id_a']}",
            b=f"{name_of(row['name_b'], row['key_b'])}#{row['id_b']}",
            relation=row["relation"] if table is NEAR_MISS else Relation.CONTRADICTS,
            type=row["type"],
            rule=row["rule"],
            confidence=row["confidence"],
            reason=row["reason"],
            evidence_a=Span(row["evidence_a_start"], row["evidence_a_end"]),
            evidence_b=Span(row["evidence_b_start"], row["evidence_b_end"]),
            value_a=row["value_a"],
            value_b=row["value_b"],
            matter=row["matter"],
        )


def _waiting(engine: Engine, keys: Sequence[str] | None) -> list[int]:
    with reading(engine) as connection:
        query = select(ARTICLE.c.id).order_by(ARTICLE.c.id)
        if keys is None:
            return list(connection.execute(query.where(ARTICLE.c.linked_at.is_(None))).scalars())
        return sorted(
            number
            for part in chunks(keys)
            for number in connection.execute(query.where(ARTICLE.c.key.in_(part))).scalars()
        )


@dataclass(frozen=True)
class _Rounds:
    """Batches of articles, compared with each other and with what is there."""

    engine: Engine
    linker: Linker
    report: LinkReport = field(default_factory=LinkReport)
    keys: set[str] = field(default_factory=set)
    """The pairs that were given a verdict."""

    def run(self, article_ids: Sequence[int]) -> None:
        """Compare one batch."""
        self._write_partitions(article_ids)
        with reading(self.engine) as connection:
            versions = _versions(connection, article_ids)
            new = _current_ids(connection, article_ids)
            meeting = _candidates(connection, new)
            ids = sorted(_current_ids(connection, _article_ids(connection, meeting | new)))
            items = load_article_statements(connection, ids)
            sides = _sides(connection, ids)
        references = {items[number].reference: number for number in ids}
        fresh = frozenset(reference for reference, number in references.items() if number in new)
        links = self.linker.link([items[number] for number in ids], fresh)
        by_reference = {reference: sides[number] for reference, number in references.items()}
        self._store(versions, links, by_reference)

    def _write_partitions(self, article_ids: Sequence[int]) -> None:
        with reading(self.engine) as connection:
            ids = sorted(_current_ids(connection, article_ids))
            items = load_article_statements(connection, ids)
        context = self.linker.build_context(items[number] for number in ids)
        rows: list[Row] = [
            {"partition_key": key, "statement_id": number}
            for number in ids
            for key in sorted(self.linker.partitions(items[number], context))
        ]
        wanted = {(row["partition_key"], row["statement_id"]) for row in rows}
        with self.engine.begin() as connection:
            _remove_partitions(connection, ids, wanted)
            insert_missing(connection, PARTITION, rows, "partition_key", "statement_id")

    def _store(
        self, versions: Mapping[int, str], links: Sequence[Link], sides: Mapping[str, Side]
    ) -> None:
        with self.engine.begin() as connection:
            _wait_for_linkers(connection)
            now = datetime.now(UTC)
            current = _still_current(connection, {side.id for side in sides.values()})
            kept = [
                link
                for link in links
                if sides[link.a].id in current and sides[link.b].id in current
            ]
            self.keys.update(PairRows(connection, now).store(kept, sides))
            regroup(connection, now)
            # One that was read anew in the meantime has statements that nobody compared yet.
            again = _versions(connection, sorted(versions))
            done = [number for number, version in versions.items() if again[number] == version]
            connection.execute(update(ARTICLE).where(ARTICLE.c.id.in_(done)).values(linked_at=now))
        found = sum(link.relation is Relation.CONTRADICTS for link in kept)
        self.report.contradictions += found
        self.report.near_misses += len(kept) - found
        self.report.articles += len(versions)


def _remove_partitions(
    connection: Connection, ids: Sequence[int], wanted: AbstractSet[tuple[str, int]]
) -> None:
    """Remove the partitions that statements were in and no longer are.

    The others stay in place: another linker may be looking through them.
    """
    for part in chunks(ids):
        query = select(PARTITION).where(PARTITION.c.statement_id.in_(part))
        stale = [
            row.id
            for row in connection.execute(query)
            if (row.partition_key, row.statement_id) not in wanted
        ]
        for gone in chunks(sorted(stale)):
            connection.execute(delete(PARTITION).where(PARTITION.c.id.in_(gone)))


def _wait_for_linkers(connection: Connection) -> None:
    """Let no two linkers store verdicts at once: both would add the same pair."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))


def _versions(connection: Connection, article_ids: Sequence[int]) -> dict[int, str]:
    """Return by which extractor each article was read."""
    columns = (ARTICLE.c.id, ARTICLE.c.extractor, ARTICLE.c.extractor_version)
    rows = connection.execute(select(*columns).where(ARTICLE.c.id.in_(article_ids)))
    return {row.id: f"{row.extractor} {row.extractor_version}" for row in rows}


def _current_ids(connection: Connection, article_ids: Sequence[int]) -> set[int]:
    return {
        number
        for part in chunks(article_ids)
        for number in connection.execute(
            select(STATEMENT.c.id).where(
                STATEMENT.c.article_id.in_(part), STATEMENT.c.superseded_at.is_(None)
            )
        ).scalars()
    }


def _article_ids(connection: Connection, statement_ids: set[int]) -> list[int]:
    found: set[int] = set()
    for part in chunks(sorted(statement_ids)):
        query = select(STATEMENT.c.article_id).where(STATEMENT.c.id.in_(part)).distinct()
        found |= set(connection.execute(query).scalars())
    return sorted(found)


def _candidates(connection: Connection, ids: set[int]) -> set[int]:
    """Return current statements that share a partition with one of these, the last so many of it.

    Without a bound, a town that all the world writes about for a week would cost more each day.
    """
    found: set[int] = set()
    other = PARTITION.alias("other")
    for part in chunks(sorted(ids)):
        mine = select(PARTITION.c.partition_key).where(PARTITION.c.statement_id.in_(part))
        keys = mine.distinct().subquery("mine")
        # Read off the end of the index: a crowded partition costs no more than a full one.
        first = (
            select(PARTITION.c.statement_id)
            .where(PARTITION.c.partition_key == keys.c.partition_key)
            .order_by(PARTITION.c.statement_id.desc())
            .offset(MEETS - 1)
            .limit(1)
            .scalar_subquery()
        )
        last = select(keys.c.partition_key, func.coalesce(first, 0).label("first")).subquery("last")
        query = (
            select(other.c.statement_id)
            .join(last, other.c.partition_key == last.c.partition_key)
            .join(STATEMENT, STATEMENT.c.id == other.c.statement_id)
            .where(other.c.statement_id >= last.c.first, STATEMENT.c.superseded_at.is_(None))
            .distinct()
        )
        found |= set(connection.execute(query).scalars())
    return found


def _still_current(connection: Connection, ids: set[int]) -> set[int]:
    return {
        number
        for part in chunks(sorted(ids))
        for number in connection.execute(
            select(STATEMENT.c.id).where(
                STATEMENT.c.id.in_(part), STATEMENT.c.superseded_at.is_(None)
            )
        ).scalars()
    }


def _sides(connection: Connection, ids: Sequence[int]) -> dict[int, Side]:
    columns = (STATEMENT.c.id, STATEMENT.c.key, STATEMENT.c.sort_at)
    return {
        row.id: Side(row.id, row.key, row.sort_at)
        for part in chunks(ids)
        for row in connection.execute(select(*columns).where(STATEMENT.c.id.in_(part)))
    }
