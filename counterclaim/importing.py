"""Importing: read, annotate, store and link; what became of each article is reported."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field

from sqlalchemy import Engine

from db.engine import create_engine
from db.enums import Outcome
from db.errors import DatabaseError
from db.known import is_known
from db.linking import link_new
from db.runs import ImportRun, import_run, record_item, record_rejection
from db.statistics import refresh_statistics
from db.writer import write_annotation
from importer.gazetteer.schema import GazetteerError
from importer.model import Article
from importer.pipeline import EXTRACTOR, VERSION, annotate
from importer.read import Rejection, read_inputs
from importer.resolve.speakers import same_person

type Progress = Callable[[str, Outcome], None]


@dataclass(frozen=True)
class Rejected:
    """An input that was not imported, and why."""

    name: str
    code: str
    message: str
    hint: str = ""


@dataclass
class ImportReport:
    """What became of the inputs of one run."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    contradictions: int = 0

    def summary(self) -> str:
        """Say it in one line."""
        parts = [f"{self.outcomes[outcome]} {outcome.value}" for outcome in Outcome]
        return f"{', '.join(parts)}; {self.contradictions} contradictions found"

    def as_json(self) -> dict[str, object]:
        """Say it for a program."""
        return {
            **{outcome.value: self.outcomes[outcome] for outcome in Outcome},
            "contradictions": self.contradictions,
            "rejections": [asdict(item) for item in self.rejected],
            "warnings": self.warnings,
        }


def import_targets(
    database: str, targets: list[str], progress: Progress | None = None
) -> ImportReport:
    """Import files, folders, addresses or standard input, and link what is new.

    An article that can't be read, or that breaks the reading, is reported and the rest goes on.
    Raises DatabaseError where the archive itself can't be used.
    """
    report = ImportReport()
    engine = create_engine(database)
    try:
        with import_run(engine, " ".join(targets)[:500], EXTRACTOR, VERSION) as run:
            for item in read_inputs(targets, sys.stdin.buffer):
                outcome = _import_one(engine, run, item, report)
                report.outcomes[outcome] += 1
                if progress:
                    progress(item.name, outcome)
            # Also where nothing is new: a run that was cut short may have left articles unlinked.
            report.contradictions = link_new(engine).contradictions
            if report.outcomes[Outcome.IMPORTED] or report.outcomes[Outcome.REPLACED]:
                refresh_statistics(engine)
    finally:
        engine.dispose()
    return report


def _import_one(
    engine: Engine, run: ImportRun, item: Article | Rejection, report: ImportReport
) -> Outcome:
    if isinstance(item, Rejection):
        return _reject(engine, run, Rejected(item.name, item.code, item.message, item.hint), report)
    if is_known(engine, item.key, EXTRACTOR, VERSION):
        with engine.begin() as connection:
            record_item(connection, run, item.name, Outcome.UNCHANGED)
        return Outcome.UNCHANGED
    try:
        annotation = annotate(item)
    except GazetteerError:
        raise  # no text can be read then
    except Exception as problem:  # noqa: BLE001 - a text that breaks a rule must not cost the batch
        message = f"The text could not be read: {type(problem).__name__}: {problem}"
        hint = "Report the text as a bug; the other articles are not touched by it."
        return _reject(engine, run, Rejected(item.name, "unreadable-text", message, hint), report)
    try:
        outcome = write_annotation(engine, annotation, run, same_person=same_person)
    except DatabaseError as problem:
        return _reject(engine, run, Rejected(item.name, problem.code, problem.detail), report)
    report.warnings += [f"{item.name}: {warning}" for warning in annotation.warnings]
    return outcome


def _reject(engine: Engine, run: ImportRun, item: Rejected, report: ImportReport) -> Outcome:
    report.rejected.append(item)
    record_rejection(engine, run, item.name, item.code, item.message)
    return Outcome.REJECTED


def describe(rejections: Iterable[Rejected]) -> list[str]:
    """Give a line or two for each rejection: what is wrong, what to do."""
    return [
        f"rejected {item.name}: {item.code}: {item.message} {item.hint}".rstrip()
        for item in rejections
    ]
