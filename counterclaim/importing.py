"""Importing: read, annotate, store and link; what became of each article is reported."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field

from sqlalchemy import Engine

from counterclaim.extractors import ExtractorTally
from counterclaim.reading import Reader, Rejected
from db.engine import create_engine
from db.enums import Outcome
from db.errors import DatabaseError
from db.known import is_known
from db.linking import link_new
from db.runs import ImportRun, import_run, record_item, record_rejection
from db.statistics import refresh_statistics
from db.writer import write_annotation
from importer.model import Article
from importer.read import Rejection, read_inputs
from importer.resolve.speakers import same_person

type Progress = Callable[[str, Outcome], None]


@dataclass
class ImportReport:
    """What became of the inputs of one run."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    contradictions: int = 0
    tally: ExtractorTally | None = None
    """What was asked of a language model; None where rules read."""

    def summary(self) -> str:
        """Say it in one line, in two where a model was asked."""
        parts = [f"{self.outcomes[outcome]} {outcome.value}" for outcome in Outcome]
        asked = f"{self.tally.summary()}\n" if self.tally else ""
        return f"{asked}{', '.join(parts)}; {self.contradictions} contradictions found"

    def as_json(self) -> dict[str, object]:
        """Say it for a program."""
        return {
            **{outcome.value: self.outcomes[outcome] for outcome in Outcome},
            "contradictions": self.contradictions,
            "rejections": [asdict(item) for item in self.rejected],
            "warnings": self.warnings,
            **({"model": self.tally.as_json()} if self.tally else {}),
        }


def import_targets(
    database: str,
    targets: list[str],
    progress: Progress | None = None,
    reader: Reader | None = None,
) -> ImportReport:
    """Import files, folders, addresses or standard input, and link what is new.

    An article that can't be read, or that breaks the reading, is reported and the rest goes on.
    Raises DatabaseError where the archive itself can't be used.
    """
    reader = reader or Reader()
    report = ImportReport(tally=reader.tally)
    extractor = reader.extractor
    engine = create_engine(database)
    try:
        with import_run(engine, " ".join(targets)[:500], extractor.name, extractor.version) as run:
            for item in read_inputs(targets, sys.stdin.buffer):
                outcome = _import_one(engine, run, item, report, reader)
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
    engine: Engine,
    run: ImportRun,
    item: Article | Rejection,
    report: ImportReport,
    reader: Reader,
) -> Outcome:
    if isinstance(item, Rejection):
        return _reject(engine, run, Rejected(item.name, item.code, item.message, item.hint), report)
    if is_known(engine, item.key, reader.extractor.name, reader.extractor.version):
        with engine.begin() as connection:
            record_item(connection, run, item.name, Outcome.UNCHANGED)
        return Outcome.UNCHANGED
    annotation = reader.read(item)
    if isinstance(annotation, Rejected):
        return _reject(engine, run, annotation, report)
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
