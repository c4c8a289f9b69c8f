"""Speakers who may be one, and short reports of what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from db.keys import speaker_key
from db.reviews import Decision
from db.runs import ImportRun
from db.writer import write_annotation
from importer.model import Annotation, Speaker, SpeakerKind
from tests.storage.factories import article, place, statement

BY = Decision("Newsroom", "One man, two spellings.")
NAMES = {
    "arelian": Speaker("Davit Arelian", SpeakerKind.PERSON, role="Colonel", party="AM"),
    "arlen": Speaker("D. Arlen", SpeakerKind.PERSON, party="AM"),
    "command": Speaker("Northern Command", SpeakerKind.BODY, party="AM"),
    "rebels": Speaker("Free Hills Army", SpeakerKind.BODY, party="FHA"),
    "stranger": Speaker("Mara Oll", SpeakerKind.PERSON),
}
KEYS = {name: speaker_key(speaker, "") for name, speaker in NAMES.items()}


def reading(number: int, who: str, *, version: str = "1") -> Annotation:
    """Make a report in which somebody says one thing."""
    text = f"Report {number}. {NAMES[who].name} said that Tarnova was theirs."
    said = statement("Tarnova was theirs", text=text, speaker=NAMES[who])
    said = replace(said, locations=(place(text=text),))
    dated = replace(article(text, name=f"{number}.txt"), published=date(2024, 1 + number % 3, 3))
    return Annotation(dated, (said,), version=version)


def write(engine: Engine, run: ImportRun, *readings: Annotation) -> None:
    """Store reports."""
    for reading in readings:
        write_annotation(engine, reading, run)


def fill(engine: Engine, run: ImportRun) -> None:
    """Store two reports of each speaker."""
    write(engine, run, *(reading(2 * n + k, who) for n, who in enumerate(NAMES) for k in range(2)))
