"""What is derived from rows and kept beside them: full text, boxes of places, partitions."""

from collections import defaultdict

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

import importer.link
from db.loader import load_article_statements
from db.tables import Article, Statement, StatementPartition
from db.tables.base import table_of
from db.verification.report import Kind, Report

ARTICLE = table_of(Article)
STATEMENT = table_of(Statement)
PARTITION = table_of(StatementPartition)

PAGE = 20
"""Articles whose partitions are held in memory at once."""

_BOXES = text("""
SELECT l.id, 'has no box on the map, or one that it lies outside'
FROM location l LEFT JOIN location_box b ON b.id = l.id
WHERE l.latitude IS NOT NULL AND l.longitude IS NOT NULL AND (b.id IS NULL
   OR l.latitude NOT BETWEEN b.min_latitude AND b.max_latitude
   OR l.longitude NOT BETWEEN b.min_longitude AND b.max_longitude)
UNION ALL
SELECT b.id, 'is on the map and is no place' FROM location_box b
LEFT JOIN location l ON l.id = b.id AND l.latitude IS NOT NULL AND l.longitude IS NOT NULL
WHERE l.id IS NULL
""")


def check_text_index(engine: Engine, report: Report) -> None:
    """Compare SQLite's full-text index with the statements, word for word.

    SQLite does so under its write lock, hence in a transaction of its own. PostgreSQL keeps its
    index itself.
    """
    if engine.dialect.name != "sqlite":
        return
    compare = "INSERT INTO statement_search (statement_search, rank) VALUES ('integrity-check', 1)"
    with engine.begin() as connection:
        try:
            connection.exec_driver_sql(compare)
        except DBAPIError as error:
            words = f"differs from the statements: {error.orig}"
            report.add(Kind.SEARCH, "statement_search", words)


def check_map(connection: Connection, report: Report) -> None:
    """Compare SQLite's boxes of places with the places."""
    if connection.dialect.name != "sqlite":
        return
    verdict = connection.exec_driver_sql("SELECT rtreecheck('location_box')").scalar_one()
    if verdict != "ok":
        report.add(Kind.SEARCH, "location_box", str(verdict).partition("\n")[0])
    for number, words in connection.execute(_BOXES):
        report.add(Kind.SEARCH, f"location {number}", words)


def check_partitions(connection: Connection, report: Report) -> None:
    """Compare where the linker would look for statements with where they are filed.

    Statements are loaded as the linker loads them: one that cannot be is found here.
    """
    last = 0
    while True:
        page = list(
            connection.execute(
                select(ARTICLE.c.id)
                .where(ARTICLE.c.id > last, ARTICLE.c.linked_at.is_not(None))
                .order_by(ARTICLE.c.id)
                .limit(PAGE)
            ).scalars()
        )
        if not page:
            return
        last = page[-1]
        _compare_partitions(connection, page, report)


def _compare_partitions(connection: Connection, page: list[int], report: Report) -> None:
    current = select(STATEMENT.c.id).where(
        STATEMENT.c.article_id.in_(page), STATEMENT.c.superseded_at.is_(None)
    )
    kept: defaultdict[int, set[str]] = defaultdict(set)
    stored = select(PARTITION.c.statement_id, PARTITION.c.partition_key)
    for row in connection.execute(stored.where(PARTITION.c.statement_id.in_(current))):
        kept[row.statement_id].add(row.partition_key)
    ids = sorted(connection.execute(current).scalars())
    try:
        items = load_article_statements(connection, ids)
    except (LookupError, TypeError, ValueError) as error:
        words = f"hold what the program cannot load: {error!r:.80}"
        report.add(Kind.VALUE, f"statements of articles {page[0]} to {page[-1]}", words)
        return
    context = importer.link.build_context(items[number] for number in ids)
    for number in ids:
        wanted = importer.link.partitions(items[number], context)
        if wanted != kept[number]:
            words = f"is filed under {len(kept[number])} partitions, not the {len(wanted)} it is of"
            report.add(Kind.PARTITION, f"statement {items[number].reference}", words)
