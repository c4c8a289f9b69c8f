"""The books of the importer: what was asked for, and what became of each article."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, insert, select, update

from db.enums import Outcome, RunStatus
from db.processes import has_ended, this_process
from db.tables import ImportItem
from db.tables import ImportRun as ImportRunTable
from db.tables.base import table_of

RUN = table_of(ImportRunTable)
ITEM = table_of(ImportItem)

SILENCE = timedelta(hours=6)
"""How long a run on another machine may have stored nothing until it is taken for dead."""


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
        "process": this_process(),
    } | {outcome.value: 0 for outcome in Outcome}
    with engine.begin() as connection:
        _mark_interrupted(connection)
        run_id: int = connection.execute(insert(RUN).values(**row).returning(RUN.c.id)).scalar_one()
    return ImportRun(run_id, key)


def _mark_interrupted(connection: Connection) -> None:
    """Close the runs whose process is no more: it was killed, or its machine was switched off."""
    seen = select(func.max(ITEM.c.recorded_at)).where(ITEM.c.run_id == RUN.c.id).scalar_subquery()
    query = select(RUN.c.id, RUN.c.process, func.coalesce(seen, RUN.c.started_at).label("seen"))
    for row in connection.execute(query.where(RUN.c.status == RunStatus.RUNNING)).all():
        ended = has_ended(row.process) if row.process else None
        if ended is None:
            ended = datetime.now(UTC) - row.seen > SILENCE
        if ended:
            values = {"status": RunStatus.INTERRUPTED, "finished_at": row.seen}
            connection.execute(update(RUN).where(RUN.c.id == row.id).values(**values))


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
