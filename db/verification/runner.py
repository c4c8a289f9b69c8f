"""Runs all checks over one state of the archive, whatever is written meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError, OperationalError

from db.keys import pair_key
from db.verification.articles import check_articles
from db.verification.constraints import check_constraints, check_storage
from db.verification.copies import check_map, check_partitions, check_text_index
from db.verification.counts import count_checks
from db.verification.disputes import check_connected, dispute_checks
from db.verification.queries import Check, checks
from db.verification.report import Kind, Report
from db.verification.speakers import merger_checks

BUFFER = 500
"""Rows of an answer that the driver holds at once."""

type Progress = Callable[[str], None]
"""Told what is looked at next."""


def verify(engine: Engine, progress: Progress | None = None) -> Report:
    """Check everything and return what was found.

    Memory does not grow with the archive, but with its largest article and its largest dispute.
    Writers are not held up, save on SQLite while the full-text index is compared.
    """
    report = Report()
    try:
        _check_all(engine, report, progress or _nothing)
    except DatabaseError as error:
        if isinstance(error, OperationalError):
            raise  # the database went away; what it holds may be whole
        report.add(Kind.STORAGE, "the file", str(error.orig))
    return report


def _check_all(engine: Engine, report: Report, tell: Progress) -> None:
    with _one_state(engine) as connection:
        tell("the files of the database")
        check_storage(connection, report)
        tell("references and values")
        check_constraints(connection, report)
        tell("articles and statements")
        check_articles(connection, report)
        tell("links and disputes")
        dialect = engine.dialect.name
        kept = (*count_checks(dialect), *merger_checks(dialect))
        for check in (*checks(), *dispute_checks(), *kept):
            _run(connection, check, report)
        _check_pair_keys(connection, report)
        check_connected(connection, report)
        check_map(connection, report)
        tell("partitions")
        check_partitions(connection, report)
        _find_waiting(connection, report)
    tell("the full-text index")
    check_text_index(engine, report)


def _nothing(_: str) -> None:
    """Tell nobody."""


@contextmanager
def _one_state(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that sees the archive as it is now, until it ends."""
    options: dict[str, Any] = {"reads": True, "stream_results": True, "max_row_buffer": BUFFER}
    if engine.dialect.name == "postgresql":
        options |= {"isolation_level": "REPEATABLE READ"}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def _run(connection: Connection, check: Check, report: Report) -> None:
    for where, words in connection.execute(text(check.sql)):
        report.add(check.kind, where, words)


def _check_pair_keys(connection: Connection, report: Report) -> None:
    for table in ("contradiction", "near_miss"):
        query = text(
            f"SELECT l.key, a.key AS a, b.key AS b FROM {table} l "  # noqa: S608 - own names
            "JOIN statement a ON a.id = l.statement_a_id "
            "JOIN statement b ON b.id = l.statement_b_id"
        )
        for row in connection.execute(query):
            if row.key != pair_key(row.a, row.b):
                report.add(Kind.LINK, f"{table} {row.key}", "its key is not that of its statements")


def _find_waiting(connection: Connection, report: Report) -> None:
    for words, table, condition in (
        ("articles not linked yet (counterclaim import does it)", "article", "linked_at IS NULL"),
        ("imports not ended (killed, or still at it)", "import_run", "status = 'running'"),
    ):
        found = text(f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608 - own names
        number = connection.execute(found).scalar_one()
        if number:
            report.waiting.append(f"{number} {words}")
    detached = text(
        "SELECT count(*) FROM contradiction WHERE dispute_id IS NOT NULL "
        "AND superseded_at IS NOT NULL"
    )
    number = connection.execute(detached).scalar_one()
    if number and not any("not linked" in words for words in report.waiting):
        words = f"{number} superseded contradictions are still filed, and nothing is to be linked"
        report.add(Kind.DISPUTE, "contradiction", words)
