"""Reports of our own that contradict each other, as files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

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


def reports(number: int) -> Iterator[tuple[str, date]]:
    """Iterate over so many reports; two in a row tell of one town, each in the words of a side."""
    for index in range(number):
        town, day = TOWNS[index // 2 % len(TOWNS)], FIRST_DAY + timedelta(days=index // 12 * 9)
        words = DENIED if index % 2 else CLAIMED
        yield words.format(town=town, count=10 + index), day


def write_reports(folder: Path, number: int) -> Path:
    """Write the reports as files with their day at the head, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, (text, day) in enumerate(reports(number)):
        path = folder / f"report-{index:03}.txt"
        path.write_text(f" date {day} {text}\n", encoding="utf-8")
    return folder
