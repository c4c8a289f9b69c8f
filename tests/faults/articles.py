"""Articles of our own that contradict each other, as the program reads them."""

from functools import cache

from sqlalchemy import Engine

from bench.faults.reports import reports
from counterclaim.reading import Reader
from db.linking import link_new
from db.runs import import_run
from db.writer import write_annotation
from importer.model import Annotation, Article


@cache
def readings(number: int) -> tuple[Annotation, ...]:
    """Read the reports with the rules of the program, once in a test run."""
    reader = Reader()
    found = []
    for index, (text, day) in enumerate(reports(number)):
        outlet = f"Outlet {index % 3}"
        read = reader.read(Article(f"report-{index:03}.txt", text, day, outlet=outlet))
        if not isinstance(read, Annotation):
            raise TypeError(read)
        found.append(read)
    return tuple(found)


def fill(engine: Engine, number: int = 6) -> None:
    """Store the reports and link them."""
    with import_run(engine, "reports", "rules", "1") as run:
        for annotation in readings(number):
            write_annotation(engine, annotation, run)
    link_new(engine)
