"""Articles of our own that contradict each other, as files and as annotations."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import Engine

from counterclaim.reading import Reader
from db.linking import link_new
from db.runs import import_run
from db.writer import write_annotation
from importer.model import Annotation, Article

TOWNS = ("Lviv", "Kharkiv", "Odesa", "Sumy", "Poltava", "Izium")
FIRST_DAY = date(2024, 3, 4)
CLAIMED = (
    "Russian forces captured {town}, the colonel Oleg Sarychev said on Monday. "
    "He said that no civilians were killed in the shelling of {town}. "
    "“The enemy lost {count} tanks near {town},” the ministry said."
)
DENIED = (
    "Russian forces do not control {town}, the governor Pavlo Hrytsenko said on Monday. "
    "“We buried {count} civilians after the shelling of {town},” he added. "
    "The mayor denied that the enemy had entered {town}."
)


def texts(number: int) -> Iterator[tuple[str, date]]:
    """Iterate over so many reports; two in a row tell of one town, each in the words of a side."""
    for index in range(number):
        town, day = TOWNS[index // 2 % len(TOWNS)], FIRST_DAY + timedelta(days=index // 12 * 9)
        words = DENIED if index % 2 else CLAIMED
        yield words.format(town=town, count=10 + index), day


def write_files(folder: Path, number: int) -> Path:
    """Write the reports as files with their day at the head, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, (text, day) in enumerate(texts(number)):
        (folder / f"report-{index:03}.txt").write_text(f" date {day} {text}\n", encoding="utf-8")
    return folder


@cache
def readings(number: int) -> tuple[Annotation, ...]:
    """Read the reports with the rules of the program, once in a test run."""
    reader = Reader()
    found = []
    for index, (text, day) in enumerate(texts(number)):
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
