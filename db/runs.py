"""The books of the importer: what was asked for, and what became of each article."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select, update

from db.enums import Outcome, RunStatus
from db.tables import ImportItem
from db.tables import ImportRun as ImportRunTable
from db.tables.base import table_of

RUN = table_of(ImportRunTable)
ITEM = table_of(ImportItem)


@dataclass(frozen=True)
class ImportRun:
    """A run that is under way."""

    id: int
    key: str


def start_run(engine: Engine, origin: str, extractor: str, version: str) -> ImportRun:
    """Open a run; `origin` says what is imported."""
    key = uuid4().hex
    row = {
        "key": key,
        "origin": origin,
        "status": RunStatus.RUNNING,
        "extractor": extractor,
        "extractor_version": version,
        "started_at": datetime.now(UTC),
    } | {outcome.value: 0 for outcome in Outcome}
    with engine.begin() as connection:
        run_id: int = connection.execute(insert(RUN).values(**row).returning(RUN.c.id)).scalar_one()
    return ImportRun(run_id, key)


def finish_run(engine: Engine, run: ImportRun, status: RunStatus = RunStatus.FINISHED) -> None:
    """Close a run."""
    with engine.begin() as connection:
        connection.execute(
            update(RUN)
            .where(RUN.c.id == run.id)
            .values(status=status, finished_at=datetime.now(UTC))
        )


@contextmanager
def import_run(engine: Engine, origin: str, extractor: str, version: str) -> Iterator[ImportRun]:
    """Open a run for the length of a block; an exception closes it as failed."""
    run = start_run(engine, origin, extractor, version)
    try:
        yield run
    except BaseException:
        finish_run(engine, run, RunStatus.FAILED)
        raise
    finish_run(engine, run)


def record_rejection(engine: Engine, run: ImportRun, name: str, code: str, message: str) -> None:
    """Write down that an article could not be read, and why."""
    with engine.begin() as connection:
        record_item(connection, run, name, Outcome.REJECTED, code=code, message=message)


def record_item(
    connection: Connection,
    run: ImportRun,
    name: str,
    outcome: Outcome,
    *,
    article_id: int | None = None,
    code: str | None = None,
    message: str | None = None,
) -> None:
    """Write down what became of an article, in the transaction that stores it."""
    connection.execute(
        insert(ITEM).values(
            run_id=run.id,
            name=name,
            outcome=outcome,
            code=code,
            message=message,
            article_id=article_id,
            recorded_at=datetime.now(UTC),
        )
    )
    counter = RUN.c[outcome.value]
    connection.execute(update(RUN).where(RUN.c.id == run.id).values({counter: counter + 1}))


def run_counts(engine: Engine, run: ImportRun) -> dict[Outcome, int]:
    """Count the outcomes of a run."""
    with engine.connect() as connection:
        row = connection.execute(select(RUN).where(RUN.c.id == run.id)).mappings().one()
    return {outcome: row[outcome.value] for outcome in Outcome}
