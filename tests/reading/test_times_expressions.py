"""Expressions of time: which words name a day, and which day. All read on Thursday 12 June 2025."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article, TimeMention
from importer.normalise.times import find_times
from importer.segment import segment

THURSDAY = date(2025, 6, 12)


def times_of(text: str, published: date | None = THURSDAY) -> list[TimeMention]:
    return find_times(segment(Article("report", text, published)))


def only(text: str, published: date | None = THURSDAY) -> tuple[str, str, str]:
    (mention,) = times_of(text, published)
    return mention.mention, str(mention.interval.start), str(mention.interval.end)


ABSOLUTE = [
    ("The town fell on 3 November 2024.", "3 November 2024", "2024-11-03", "2024-11-03"),
    ("The town fell on November 3, 2024.", "November 3, 2024", "2024-11-03", "2024-11-03"),
    ("The town fell on 3rd of November 2024.", "3rd of November 2024", "2024-11-03", "2024-11-03"),
    ("The town fell on Nov. 3, 2024.", "Nov. 3, 2024", "2024-11-03", "2024-11-03"),
    ("The town fell on 2024-11-03.", "2024-11-03", "2024-11-03", "2024-11-03"),
    ("The town fell on 03.11.2024 at last.", "03.11.2024", "2024-11-03", "2024-11-03"),
    (
        "The town fell on Sunday, 3 November 2024.",
        "Sunday, 3 November 2024",
        "2024-11-03",
        "2024-11-03",
    ),
    ("The town fell on 2 June.", "2 June", "2025-06-02", "2025-06-02"),
    ("The town fell on 2 July.", "2 July", "2024-07-02", "2024-07-02"),
    ("Fighting raged on 4 and 5 May.", "4 and 5 May", "2025-05-04", "2025-05-05"),
    ("Fighting raged from 4 to 9 May.", "4 to 9 May", "2025-05-04", "2025-05-09"),
    ("Fighting raged (May 4-9) in the hills.", "May 4-9", "2025-05-04", "2025-05-09"),
    ("Fighting raged from 28 April to 3 May.", "28 April to 3 May", "2025-04-28", "2025-05-03"),
    ("Fighting raged from April 28 to May 3.", "April 28 to May 3", "2025-04-28", "2025-05-03"),
    ("They came in early March.", "early March", "2025-03-01", "2025-03-10"),
    ("They came in mid-March.", "mid-March", "2025-03-11", "2025-03-20"),
    ("They came in late February.", "late February", "2025-02-21", "2025-02-28"),
    ("They came at the end of April.", "the end of April", "2025-04-21", "2025-04-30"),
    ("They came in March 2022.", "March 2022", "2022-03-01", "2022-03-31"),
    ("They came in March.", "March", "2025-03-01", "2025-03-31"),
    ("They came in August.", "August", "2024-08-01", "2024-08-31"),
    ("They came in 2014.", "2014", "2014-01-01", "2014-12-31"),
    ("They came in late 2014.", "late 2014", "2014-09-01", "2014-12-31"),
    ("They came in the summer of 2014.", "the summer of 2014", "2014-06-01", "2014-08-31"),
    ("They came in the late 1990s.", "late 1990s", "1996-01-01", "1999-12-31"),
    ("It fell in the second half of 2023.", "the second half of 2023", "2023-07-01", "2023-12-31"),
]

RELATIVE = [
    ("They left today.", "today", "2025-06-12", "2025-06-12"),
    ("They left yesterday.", "yesterday", "2025-06-11", "2025-06-11"),
    ("They left the day before yesterday.", "the day before yesterday", "2025-06-10", "2025-06-10"),
    ("They left on Thursday.", "Thursday", "2025-06-12", "2025-06-12"),
    ("They left on Friday.", "Friday", "2025-06-06", "2025-06-06"),
    ("They left on Tuesday evening.", "Tuesday evening", "2025-06-10", "2025-06-10"),
    ("They will leave on Friday.", "Friday", "2025-06-13", "2025-06-13"),
    ("The exchange is scheduled for Friday.", "Friday", "2025-06-13", "2025-06-13"),
    ("They left between Monday and Wednesday.", "Monday and Wednesday", "2025-06-09", "2025-06-11"),
    ("The city was hit overnight.", "overnight", "2025-06-11", "2025-06-12"),
    ("They left at the weekend.", "the weekend", "2025-06-07", "2025-06-08"),
    ("They left last week.", "last week", "2025-06-02", "2025-06-08"),
    ("They left last month.", "last month", "2025-05-01", "2025-05-31"),
    ("They left late last month.", "late last month", "2025-05-21", "2025-05-31"),
    ("They left three days ago.", "three days ago", "2025-06-09", "2025-06-09"),
    ("They left a week ago.", "a week ago", "2025-06-02", "2025-06-08"),
    ("They left two months ago.", "two months ago", "2025-04-01", "2025-04-30"),
    ("They lost ten men in the past 24 hours.", "the past 24 hours", "2025-06-11", "2025-06-12"),
    (
        "They lost ten men over the last three days.",
        "the last three days",
        "2025-06-09",
        "2025-06-12",
    ),
    ("Shelling went on for the third day.", "for the third day", "2025-06-10", "2025-06-12"),
    ("They will leave next month.", "next month", "2025-07-01", "2025-07-31"),
    ("They will leave in two weeks.", "in two weeks", "2025-06-26", "2025-06-26"),
]


@pytest.mark.parametrize(("text", "mention", "start", "end"), [*ABSOLUTE, *RELATIVE])
def test_an_expression_and_its_days(text: str, mention: str, start: str, end: str) -> None:
    assert only(text) == (mention, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "They may march through the town.",
        "Its shop opens on Fridays.",
        "It was a Sunday of great heat.",
        "General March and Private May met.",
        "The 57th Brigade holds the line at 10:30.",
        "They took 2000 prisoners.",
        "The column had 14 March tanks.".replace("March", "battle"),
    ],
)
def test_other_words_name_no_day(text: str) -> None:
    assert times_of(text) == []


@pytest.mark.parametrize(
    ("text", "last", "day"),
    [
        ("It fell on 8 June 2025. That day, nine died.", "That day", "2025-06-08"),
        ("It fell on 8 June 2025. They fled the same evening.", "the same evening", "2025-06-08"),
        ("It fell on 8 June 2025. They fled the next day.", "the next day", "2025-06-09"),
        ("It fell on 8 June 2025. Two days earlier, they fled.", "Two days earlier", "2025-06-06"),
        (
            "It came on 7 June 2025, not on 8 June 2025. That day, nine died.",
            "That day",
            "2025-06-07",
        ),
    ],
)
def test_a_day_named_before(text: str, last: str, day: str) -> None:
    mention = times_of(text, None)[-1]
    assert (mention.mention, str(mention.interval.start)) == (last, day)


@pytest.mark.parametrize(
    "text", ["They left on Tuesday.", "They left on 8 June.", "They left last week."]
)
def test_without_a_day_of_publication_only_years_resolve(text: str) -> None:
    (mention,) = times_of(text, None)
    assert (mention.interval.start, mention.interval.end) == (None, None)


def test_no_such_day() -> None:
    assert [found.mention for found in times_of("It fell on 30 February 2024 or so.")] == [
        "February 2024"
    ]


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_any_full_date_is_read_in_both_orders(day: date) -> None:
    month = day.strftime("%B")
    for written in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        assert only(f"The bridge fell on {written}.") == (written, str(day), str(day))


@given(st.dates(date(2000, 1, 8), date(2040, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_the_latest_not_after_publication(published: date, back: int) -> None:
    day = published - timedelta(days=back)
    assert only(f"The bridge fell on {day.strftime('%A')}.", published)[1] == str(day)


@given(st.text(max_size=150), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_no_text_breaks_it(text: str, published: date) -> None:
    for found in times_of(text, published):
        assert text[found.start : found.end] == found.mention
        interval = found.interval
        assert not (interval.start and interval.end and interval.start > interval.end)
