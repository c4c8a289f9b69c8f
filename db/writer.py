"""Write annotations: an article is a transaction, and writing it again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, select, update

from db.changes import record_changes
from db.counts import COUNTED_COLUMNS, Counted, add_counts
from db.dates import sort_moment
from db.enums import ChangeKind, Entity, Outcome
from db.errors import DatabaseError
from db.inserts import Row, chunks, insert_if_new, insert_missing
from db.keys import hash_key
from db.merged_speakers import hold_mergers
from db.runs import ImportRun, record_item
from db.speakers import Likeness
from db.statements import StatementRows
from db.tables import (
    Article,
    Contradiction,
    NearMiss,
    Source,
    Statement,
    StatementLocation,
    StatementPartition,
)
from db.tables.base import table_of
from importer.model import Annotation

ARTICLE = table_of(Article)
SOURCE = table_of(Source)
STATEMENT = table_of(Statement)


def write_annotation(
    engine: Engine,
    annotation: Annotation,
    run: ImportRun,
    *,
    same_person: Likeness | None = None,
) -> Outcome:
    """Store the reading of an article and say what that changed.

    The same content read by the same extractor is left alone. Another version of the extractor
    supersedes the statements; those with the same span and kind keep their keys.
    """
    _require_storable(annotation.article.text)
    with engine.begin() as connection:
        writing = _Writing(connection, annotation, run, datetime.now(UTC))
        return writing.write(same_person or _same_name)


def _same_name(one: str, other: str) -> float:
    """Compare names where nothing cleverer is at hand."""
    return float(one == other)


def _require_storable(text: str) -> None:
    """Refuse what PostgreSQL cannot hold, on SQLite too."""
    if "\x00" in text:
        message = "The text holds a NUL character. Remove it and import again."
        raise DatabaseError("text-not-storable", message)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"The text holds half of a surrogate pair at character {error.start}."
        raise DatabaseError("text-not-storable", message) from error


@dataclass(frozen=True)
class _Writing:
    """One article on its way into the database."""

    connection: Connection
    annotation: Annotation
    run: ImportRun
    now: datetime

    def write(self, same_person: Likeness) -> Outcome:
        """Add or replace the article, unless it is there as it is."""
        hold_mergers(self.connection)
        article_id, outcome = self._claim_article()
        added: list[Counted] = []
        gone: dict[str, Counted] = {}
        if outcome is not Outcome.UNCHANGED:
            gone = self._supersede(article_id) if outcome is Outcome.REPLACED else {}
            adding = StatementRows(self.connection, self.annotation, article_id, self.now)
            new = adding.add(same_person)
            added = new.counted
            self._tell(outcome, set(gone), set(new.keys))
        name = self.annotation.article.name
        record_item(self.connection, self.run, name, outcome, article_id=article_id)
        # Last: other writers wait for these rows from here on.
        add_counts(self.connection, added, gone.values())
        return outcome

    def _claim_article(self) -> tuple[int, Outcome]:
        """Insert the article's row, or lock the one that is there and bring it up to date."""
        row = self._article_row()
        article_id = insert_if_new(self.connection, ARTICLE, row, "key")
        if article_id is not None:
            return article_id, Outcome.IMPORTED
        stored = self.connection.execute(
            # Of two writers of one article the second waits here, and sees the first one's work.
            select(ARTICLE).where(ARTICLE.c.key == row["key"]).with_for_update()
        ).one()
        extractor = (stored.extractor, stored.extractor_version)
        if extractor == (self.annotation.extractor, self.annotation.version):
            return stored.id, Outcome.UNCHANGED
        # The text is replaced as well: offsets count its white space, which the key does not.
        given = {column: value for column, value in row.items() if value is not None}
        del given["recorded_at"]
        self.connection.execute(
            update(ARTICLE).where(ARTICLE.c.id == stored.id).values(**given, linked_at=None)
        )
        return stored.id, Outcome.REPLACED

    def _article_row(self) -> Row:
        article = self.annotation.article
        return {
            "key": article.key,
            "name": article.name,
            "title": article.title,
            "text": article.text,
            "body_start": article.body_start,
            "language": article.language,
            "url": article.url,
            "source_id": self._source_id(article.outlet),
            "published_on": article.published,
            "sort_at": sort_moment(article.published),
            "recorded_at": self.now,
            "extractor": self.annotation.extractor,
            "extractor_version": self.annotation.version,
            "warnings": list(self.annotation.warnings),
            "text_warnings": list(article.warnings),
        }

    def _source_id(self, outlet: str | None) -> int | None:
        if outlet is None:
            return None
        row = {"key": hash_key("source", outlet), "name": outlet}
        insert_missing(self.connection, SOURCE, [row], "key")
        found: int = self.connection.execute(
            select(SOURCE.c.id).where(SOURCE.c.key == row["key"])
        ).scalar_one()
        return found

    def _supersede(self, article_id: int) -> dict[str, Counted]:
        """Mark the article's statements, and all that hangs on them.

        Return what they were counted by, by their keys.
        """
        columns = [STATEMENT.c[name] for name in ("id", "key", *COUNTED_COLUMNS)]
        current = select(*columns).where(
            STATEMENT.c.article_id == article_id, STATEMENT.c.superseded_at.is_(None)
        )
        rows = self.connection.execute(current).mappings().all()
        for ids in chunks([row["id"] for row in rows]):
            self._supersede_statements(ids)
        return {row["key"]: Counted.of(row) for row in rows}

    def _supersede_statements(self, ids: Iterable[int]) -> None:
        mark: dict[str, Any] = {"superseded_at": self.now}
        self._run(update(STATEMENT).where(STATEMENT.c.id.in_(ids)).values(**mark))
        places = table_of(StatementLocation)
        self._run(update(places).where(places.c.statement_id.in_(ids)).values(listed=False))
        partitions = table_of(StatementPartition)
        self._run(delete(partitions).where(partitions.c.statement_id.in_(ids)))
        for pairs in (table_of(Contradiction), table_of(NearMiss)):
            touched = pairs.c.statement_a_id.in_(ids) | pairs.c.statement_b_id.in_(ids)
            ended = update(pairs).where(touched, pairs.c.superseded_at.is_(None)).values(**mark)
            keys = self.connection.execute(ended.returning(pairs.c.key)).scalars().all()
            if pairs.name == "contradiction":
                self._tell_of(Entity.CONTRADICTION, ChangeKind.SUPERSEDED, keys)

    def _run(self, statement: Any) -> None:
        self.connection.execute(statement)

    def _tell(self, outcome: Outcome, before: set[str], after: set[str]) -> None:
        """Put what changed into the feed."""
        kind = ChangeKind.ADDED if outcome is Outcome.IMPORTED else ChangeKind.CHANGED
        events = (
            (Entity.ARTICLE, kind, {self.annotation.article.key}),
            (Entity.STATEMENT, ChangeKind.SUPERSEDED, before - after),
            (Entity.STATEMENT, ChangeKind.CHANGED, before & after),
            (Entity.STATEMENT, ChangeKind.ADDED, after - before),
        )
        for entity, change, keys in events:
            self._tell_of(entity, change, keys)

    def _tell_of(self, entity: Entity, kind: ChangeKind, keys: Iterable[str]) -> None:
        record_changes(self.connection, entity, kind, sorted(keys), at=self.now, run_id=self.run.id)
