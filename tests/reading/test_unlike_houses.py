"""What newsrooms do differently: marks without gaps, capitals, labels, clauses beside reports."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from importer.model import Article, Statement
from importer.pipeline import annotate

PUBLISHED = date(2031, 5, 14)
"""A Wednesday."""


def _read(text: str) -> tuple[Statement, ...]:
    return annotate(Article("t", text + "\n", published=PUBLISHED)).statements


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(s.speaker.name if s.speaker else None, text[s.start : s.end]) for s in _read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Marks without a gap beside them.
        (
            'Mayor Petro Halka wrote on Telegram:"Two men were hurt. One of them died."',
            [("Petro Halka", "Two men were hurt"), ("Petro Halka", "One of them died")],
        ),
        ('"The bridge was hit,"said Mayor Petro Halka.', [("Petro Halka", "The bridge was hit")]),
        # A comma behind the mark, and few words before it.
        (
            'The agency said a shell fell on the pier. "No injuries", it noted.',
            [("agency", "a shell fell on the pier"), ("agency", "No injuries")],
        ),
        # Texts that speak.
        (
            "Forty gunmen were killed near Lyman, the report reads.",
            [("report", "Forty gunmen were killed near Lyman")],
        ),
        # What describes a place is no source.
        (
            "Rebels took Uvira, a key port on the lake, two residents and a soldier said.",
            [("two residents and a soldier", "Rebels took Uvira, a key port on the lake")],
        ),
        # Sources and clauses that hang elsewhere.
        (
            "A commander said in a video that his men hold the town.",
            [("A commander", "his men hold the town")],
        ),
        (
            "Musa Dabo said that Karim Sall was lying when he claimed that the town had fallen.",
            [
                ("Musa Dabo", "Karim Sall was lying when he claimed that the town had fallen"),
                ("Karim Sall", "the town had fallen"),
            ],
        ),
        # What the article tells before another's words.
        (
            "Rebels shelled Goma on Monday, and the army said it had killed ten of them.",
            [(None, "Rebels shelled Goma on Monday"), ("army", "it had killed ten of them")],
        ),
        (
            "Two men were killed in Goma on Monday after the army said it had hit a tunnel.",
            [(None, "Two men were killed in Goma on Monday"), ("army", "it had hit a tunnel")],
        ),
        # A transcript's label holds for its paragraph, dates or not; questions claim nothing.
        (
            "Adam Dury, director of the clinic: We have no blood. Two rooms were hit on Monday.",
            [("Adam Dury", "We have no blood"), ("Adam Dury", "Two rooms were hit on Monday")],
        ),
        ("Were the two rooms hit by a shell?", []),
        # A moment and where it is counted are one sentence.
        (
            "On Monday at 3 p.m. (local time), rebels shelled Goma.",
            [(None, "On Monday at 3 p.m. (local time), rebels shelled Goma")],
        ),
        # Datelines.
        (
            "(SANAA) May 14, 2031 — Jets bombed Hodeidah, the agency said.",
            [("agency", "Jets bombed Hodeidah")],
        ),
    ],
)
def test_who_is_told_to_have_said_what(text: str, expected: list[tuple[str | None, str]]) -> None:
    """Each source has its own words, and the article keeps its own."""
    assert _told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oryol OVA head Petro Halka said two men died in Izium.", "Petro Halka"),
        ("Tavria Group of Forces Spokesman Major Petro Halka said the line holds.", "Petro Halka"),
        ("The Brol Humanitarian Research Lab said 12 men died.", "Brol Humanitarian Research Lab"),
    ],
)
def test_offices_and_bodies_in_front_of_names(text: str, expected: str) -> None:
    """A body in front is the person's office; an adjective for aid is part of a body's name."""
    assert _told(text)[0][0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Governor Petro Halkevskyi said the dam holds. Halkevsky added that it may burst.",
            ["Petro Halkevskyi", "Petro Halkevskyi"],
        ),
        (
            (
                "Musa Dabo, a spokesman for the rebels, said the town holds.\n\n"
                "The mayor of the town said that 500 people are hungry."
            ),
            ["Musa Dabo", "The mayor of the town"],
        ),
        (
            (
                "Ada Obi, the UN Resident and Humanitarian Coordinator, said aid had arrived.\n\n"
                "Humanitarian partners report that two wells are closed."
            ),
            ["Ada Obi", "Humanitarian partners"],
        ),
    ],
)
def test_who_speaks_again(text: str, expected: list[str]) -> None:
    """Another spelling is the same man; another office is not."""
    assert [name for name, _ in _told(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels are near Sittwe, the state capital, residents said.", ["Sittwe"]),
        ("Two ships were hit in the Red Sea, the agency said.", ["Red Sea"]),
        ("A convoy came from Red Sea state, the agency said.", ["Red Sea State"]),
        ("The ministry reported that Sudzha had been retaken.", ["Sudzha"]),
        (
            "ARMY RETOOK DJIBO\n\nThe army retook the camp of Djibo, the ministry said.",
            ["Djibo"],
        ),
    ],
)
def test_places_beside_descriptions_and_headlines(text: str, expected: list[str]) -> None:
    """A description adds no place and no kind; a headline in capitals names no persons."""
    assert [place.name for s in _read(text) for place in s.locations] == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Three jets crashed near Goma during the night, the army said.", 13, 14),
        ("Drones hit Kursk overnight on May 8 to 9, the army said.", 8, 9),
        ("The army said on Monday that it had retaken Djibo, which fell on 3 May.", 12, 12),
    ],
)
def test_days_beside_what_is_told(text: str, first: int, last: int) -> None:
    """A date in a clause behind a comma is another event's."""
    time = _read(text)[0].time
    assert time is not None
    assert (time.start, time.end) == (date(2031, 5, first), date(2031, 5, last))


def test_clauses_kept_for_the_article_never_run_into_reports() -> None:
    """What the article tells ends before the report begins."""
    text = "Rebels shelled Goma, but the army said it had fled. Rain fell, and the mayor said so."
    spans = [(s.start, s.end) for s in _read(text)]
    assert all(before[1] <= behind[0] for before, behind in pairwise(spans))
