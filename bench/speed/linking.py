"""What linking a new article costs beside archives of different size.

    python -m bench.speed.linking [--sizes 10000,1000000] [--only sqlite|postgresql]

The archive is the project's sample articles, copied into other weeks and, when ten years are full,
to other places, until there are so many statements. Then each sample is imported once more, dated
into a week that the archive has, and linked: it meets the same statements whatever else is there.
Printed are medians over the samples, and the cost beside the largest over that beside the smallest.
"""
# ruff: noqa: S608 - only names of the schema reach SQL text

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine

from bench.speed.fill import copy_to_postgresql
from bench.speed.servers import ROOT
from db.engine import create_engine
from db.linking import link_new
from db.migrations import upgrade
from db.runs import import_run
from db.statistics import refresh_statistics
from db.writer import write_annotation
from importer.model import Annotation, Statement, TimeInterval
from importer.pipeline import annotate
from importer.read import Rejection, read_inputs
from tests.databases import postgresql_server

WEEKS = 520
MIDDLE = 50
"""The week into which new articles fall, back from that of the samples: one that the smallest
archive has too, and that has others before and behind it."""

_SHIFTS = {
    "key": "{0} || '-' || c.n",
    "name": "{0} || '-' || c.n",
    "said_on": "date({0}, c.shift)",
    "published_on": "date({0}, c.shift)",
    "about_start": "date({0}, c.shift)",
    "about_end": "date({0}, c.shift)",
    "sort_at": "date({0}, c.shift) || 'T00:00:00.000000Z'",
    "partition_key": "CASE WHEN {0} GLOB '*-[0-9][0-9]' THEN substr({0}, 1, length({0}) - 10) "
    "|| c.elsewhere || date(substr({0}, -10), c.shift) ELSE {0} || c.n END",
}
"""How the columns of a copy follow from those of the original."""
_REFERENCES = {"article_id": "article", "statement_id": "statement", "parent_id": "statement"}
_COPIED = ("article", "statement", "statement_location", "quantity", "statement_partition")


@dataclass(frozen=True)
class Cost:
    """What linking one article took, in milliseconds: as a clock and as the processor has it."""

    elapsed: float
    processor: float


def samples() -> list[Annotation]:
    """Read the sample articles of the project."""
    paths = [str(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    return [annotate(item) for item in read_inputs(paths) if not isinstance(item, Rejection)]


def fill(path: Path, annotations: list[Annotation], size: int) -> None:
    """Make an archive of at least `size` statements."""
    url = f"sqlite:///{path}"
    upgrade(url)
    engine = create_engine(url, pooled=False)
    _add(engine, annotations)
    copies = size // sum(len(each.statements) for each in annotations)
    with engine.begin() as connection:
        _multiply(connection, copies)
    refresh_statistics(engine)
    engine.dispose()


def _add(engine: Engine, annotations: list[Annotation]) -> None:
    with import_run(engine, "bench", "rules", "1") as run:
        for annotation in annotations:
            write_annotation(engine, annotation, run)
    link_new(engine)


def _multiply(connection: Connection, copies: int) -> None:
    connection.exec_driver_sql(
        "CREATE TEMP TABLE c AS WITH RECURSIVE numbers(n) AS "
        f"(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {copies}) "
        f"SELECT n, '-' || ((n % {WEEKS}) * 7) || ' days' AS shift, "
        f"CASE n / {WEEKS} WHEN 0 THEN '' ELSE '~' || (n / {WEEKS}) END AS elsewhere FROM numbers"
    )
    count = {
        table: connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar_one()
        for table in _COPIED
    }
    for table in _COPIED:
        names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        values = [
            f"t.id + c.n * {count[table]}"
            if name == "id"
            else f"t.{name} + c.n * {count[_REFERENCES[name]]}"
            if name in _REFERENCES
            else _SHIFTS.get(name, "{0}").format(f"t.{name}")
            for name in names
        ]
        connection.exec_driver_sql(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} "
            f"FROM c CROSS JOIN {table} t WHERE t.id <= {count[table]}"
        )


def moved(annotation: Annotation) -> Annotation:
    """Date a sample into the middle of the archive; a word more makes it another article."""
    article = annotation.article
    text = f"{article.text}\n\nUpdated."
    published = article.published - _BACK if article.published else None
    return replace(
        annotation,
        article=replace(article, text=text, published=published),
        statements=tuple(_moved(each) for each in annotation.statements),
    )


_BACK = timedelta(weeks=MIDDLE)


def _moved(statement: Statement) -> Statement:
    time_of = statement.time
    if time_of is None:
        return statement

    def back(day: date | None) -> date | None:
        return day - _BACK if day else None

    return replace(statement, time=TimeInterval(back(time_of.start), back(time_of.end)))


def costs(url: str, annotations: list[Annotation]) -> list[Cost]:
    """Import and link articles one by one; return what linking each took."""
    engine = create_engine(url)
    taken = []
    with import_run(engine, "bench", "rules", "1") as run:
        for annotation in annotations:
            write_annotation(engine, moved(annotation), run)
            clock, processor = time.perf_counter(), time.process_time()
            link_new(engine)
            taken.append(
                Cost(
                    (time.perf_counter() - clock) * 1000,
                    (time.process_time() - processor) * 1000,
                )
            )
    engine.dispose()
    return taken


@contextmanager
def archives(
    annotations: list[Annotation], sizes: list[int], only: str | None
) -> Iterator[Iterator[tuple[str, int, str]]]:
    """Make the archives; yields database, size and URL of each in turn."""

    def each(folder: Path) -> Iterator[tuple[str, int, str]]:
        for size in sizes:
            path = folder / f"{size}.sqlite"
            fill(path, annotations, size)
            if only != "sqlite":
                with postgresql_server() as server:
                    url = server.create()
                    copy_to_postgresql(path, url)
                    yield "postgresql", size, url
            if only != "postgresql":
                yield "sqlite", size, f"sqlite:///{path}"
            path.unlink()

    with tempfile.TemporaryDirectory() as folder:
        yield each(Path(folder))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed.linking", description=__doc__)
    parser.add_argument("--sizes", default="10000,1000000", help="numbers of statements")
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database alone")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    medians: dict[str, list[tuple[float, float]]] = {}
    annotations = samples()
    with archives(annotations, sizes, options.only) as made:
        for database, size, url in made:
            taken = costs(url, annotations)
            elapsed = statistics.median(each.elapsed for each in taken)
            processor = statistics.median(each.processor for each in taken)
            medians.setdefault(database, []).append((elapsed, processor))
            print(
                f"{database:11}{size:10,} statements: linking an article takes {elapsed:6.1f} ms,"
                f" {processor:6.1f} ms of the program's processor time",
                flush=True,
            )
    for database, found in medians.items():
        ratios = [last / first for first, last in zip(found[0], found[-1], strict=True)]
        print(
            f"{database:11}the largest costs {ratios[0]:.2f} times the smallest by the clock, "
            f"{ratios[1]:.2f} times by the processor"
        )


if __name__ == "__main__":
    main()
