"""Dates in figures, holidays, periods, ranges, dates by other dates: read on 12 June 2025."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article
from importer.normalise.calendar import first_week_after, last_week_before, quarter_of
from importer.normalise.holidays import easter_sunday
from importer.normalise.times import find_times_elsewhere
from importer.segment import Document, Paragraph, ParagraphKind
from importer.segment.parser import load_parser
from tests.reading.test_times_expressions import THURSDAY, times_of

DATES = [
    ("They left on 5/17/2024.", "5/17/2024", "2024-05-17", "2024-05-17"),
    ("They left on 17/5/2024.", "17/5/2024", "2024-05-17", "2024-05-17"),
    ("They left on 5.6.2024.", "5.6.2024", "2024-06-05", "2024-06-05"),
    ("They left on 5/17/98.", "5/17/98", "1998-05-17", "1998-05-17"),
    ("They left on 2024/05/17.", "2024/05/17", "2024-05-17", "2024-05-17"),
    ("They left on Monday 9/6.", "Monday 9/6", "2025-06-09", "2025-06-09"),
    ("They left on Monday 6/9.", "Monday 6/9", "2025-06-09", "2025-06-09"),
    ("They left on 12-May-2019.", "12-May-2019", "2019-05-12", "2019-05-12"),
    ("They left on July 4, 1776.", "July 4, 1776", "1776-07-04", "1776-07-04"),
    ("They left in Dec/2018.", "Dec/2018", "2018-12-01", "2018-12-31"),
    ("They left on May 5 '95.", "May 5 '95", "1995-05-05", "1995-05-05"),
    ("They left in 2018 april.", "2018 april", "2018-04-01", "2018-04-30"),
    ("They left on May twenty-nine.", "May twenty-nine", "2025-05-29", "2025-05-29"),
    (
        "They left on the twenty-ninth of May.",
        "the twenty-ninth of May",
        "2025-05-29",
        "2025-05-29",
    ),
    ("They left on the 9th.", "the 9th", "2025-06-09", "2025-06-09"),
    ("They left on Monday the 9th.", "Monday the 9th", "2025-06-09", "2025-06-09"),
    ("They left on 5 June last year.", "5 June last year", "2024-06-05", "2024-06-05"),
    ("They left in June last year.", "June last year", "2024-06-01", "2024-06-30"),
    ("They left last June.", "last June", "2024-06-01", "2024-06-30"),
    ("They left on Christmas Eve.", "Christmas Eve", "2024-12-24", "2024-12-24"),
    ("They left on Good Friday 2024.", "Good Friday 2024", "2024-03-29", "2024-03-29"),
    (
        "They left on the second Sunday in May.",
        "the second Sunday in May",
        "2025-05-11",
        "2025-05-11",
    ),
    ("They left on next week's day.", "next week", "2025-06-16", "2025-06-22"),
    ("They left on Tuesday of last week.", "Tuesday of last week", "2025-06-03", "2025-06-03"),
    ("They will meet next week on Tuesday.", "next week on Tuesday", "2025-06-17", "2025-06-17"),
    ("They will meet next Friday.", "next Friday", "2025-06-20", "2025-06-20"),
    ("They will meet this coming Friday.", "this coming Friday", "2025-06-13", "2025-06-13"),
    ("They left on the previous Monday.", "previous Monday", "2025-06-02", "2025-06-02"),
    (
        "They left two days before Christmas.",
        "two days before Christmas",
        "2024-12-23",
        "2024-12-23",
    ),
    (
        "They left 1 month and 2 days before yesterday.",
        "1 month and 2 days before yesterday",
        "2025-05-09",
        "2025-05-09",
    ),
    (
        "They left a year and a half ago.",
        "a year and a half ago",
        "2023-12-12",
        "2023-12-12",
    ),
    ("They left a year ago today.", "a year ago today", "2024-06-12", "2024-06-12"),
    (
        "They will leave three weeks from tomorrow.",
        "three weeks from tomorrow",
        "2025-07-04",
        "2025-07-04",
    ),
]

SPANS = [
    ("They grew in Q1 2024.", "Q1 2024", "2024-01-01", "2024-03-31"),
    (
        "They grew in the third quarter of 2024.",
        "the third quarter of 2024",
        "2024-07-01",
        "2024-09-30",
    ),
    ("They grew last quarter.", "last quarter", "2025-01-01", "2025-03-31"),
    (
        "They grew in the first half of last year.",
        "the first half of last year",
        "2024-01-01",
        "2024-06-30",
    ),
    ("They grew in Q2 of last year.", "Q2 of last year", "2024-04-01", "2024-06-30"),
    ("They grew in week 31.", "week 31", "2025-07-28", "2025-08-03"),
    ("They grew in the last week of May.", "the last week of May", "2025-05-26", "2025-06-01"),
    ("It was built in the 15th century.", "the 15th century", "1400-01-01", "1499-12-31"),
    ("It was built in the nineties.", "the nineties", "1990-01-01", "1999-12-31"),
    ("It was built in the last two decades.", "the last two decades", "2000-01-01", "2019-12-31"),
    ("They grew in the year to date.", "the year to date", "2025-01-01", "2025-06-12"),
    (
        "They will rest for the rest of the month.",
        "the rest of the month",
        "2025-06-12",
        "2025-06-30",
    ),
    ("They will rest the week after next.", "the week after next", "2025-06-23", "2025-06-29"),
    (
        "They will rest the next four working days.",
        "the next four working days",
        "2025-06-13",
        "2025-06-18",
    ),
    ("They will rest the next three days.", "the next three days", "2025-06-13", "2025-06-15"),
    (
        "They left in the week after Easter Sunday.",
        "the week after Easter Sunday",
        "2025-04-21",
        "2025-04-27",
    ),
    (
        "They left in the two weeks since 1 May.",
        "in the two weeks since 1 May",
        "2025-05-02",
        "2025-05-15",
    ),
    (
        "They left in the first three months of 2024.",
        "the first three months of 2024",
        "2024-01-01",
        "2024-03-31",
    ),
    (
        "They left in the first ten days of May.",
        "the first ten days of May",
        "2025-05-01",
        "2025-05-10",
    ),
]

RANGES = [
    ("They stayed from 5/1 to 5/7.", "5/1 to 5/7", "2025-05-01", "2025-05-07", "2025-05-07"),
    (
        "They will stay from Monday to Friday of next week.",
        "Monday to Friday of next week",
        "2025-06-16",
        "2025-06-20",
        "2025-06-20",
    ),
    ("They stayed from March to May.", "March to May", "2025-03-01", "2025-05-31", "2025-05-01"),
    ("They stayed from 2019 to 2021.", "2019 to 2021", "2019-01-01", "2021-12-31", "2021-01-01"),
    (
        "They stayed from Monday to 11 June.",
        "Monday to 11 June",
        "2025-06-09",
        "2025-06-11",
        "2025-06-11",
    ),
    (
        "They stayed between 28 April 2024 and 3 May 2025.",
        "28 April 2024 and 3 May 2025",
        "2024-04-28",
        "2025-05-03",
        "2025-05-03",
    ),
    (
        "They stayed in May from the 4th to the 9th.",
        "May from the 4th to the 9th",
        "2025-05-04",
        "2025-05-09",
        "2025-05-09",
    ),
]

NONE_OF_THEM = [
    "He took 3/4 of the flour.",
    "The side won 2-1.",
    "They work 24/7.",
    "The twenty second division moved up.",
    "The Easter market burned.",
    "He was the second to march.",
    "They may fall.",
    "The 18th Brigade is here.",
    "A force of 1700 people left.",
]


@pytest.mark.parametrize(("text", "mention", "start", "end"), [*DATES, *SPANS])
def test_what_a_mention_stands_for(text: str, mention: str, start: str, end: str) -> None:
    (found,) = times_of(text)
    assert (found.mention, str(found.interval.start), str(found.interval.end)) == (
        mention,
        start,
        end,
    )


@pytest.mark.parametrize(("text", "mention", "start", "end", "last"), RANGES)
def test_ranges_know_where_their_last_member_begins(
    text: str, mention: str, start: str, end: str, last: str
) -> None:
    (found,) = times_of(text)
    interval = found.interval
    assert (found.mention, str(interval.start), str(interval.end)) == (mention, start, end)
    assert found.last is not None
    assert str(found.last.start) == last


@pytest.mark.parametrize("text", NONE_OF_THEM)
def test_what_is_no_time(text: str) -> None:
    assert times_of(text) == []


def test_a_change_from_one_day_to_another_is_no_range() -> None:
    found = times_of("The talks were postponed from 3 May to 9 May.")
    assert [mention.mention for mention in found] == ["3 May", "9 May"]
    found = times_of("The army grew from 2019 to 2021.")
    assert [mention.mention for mention in found] == ["2019 to 2021"]


def test_times_of_headings_are_kept_apart() -> None:
    text = "Shelling on 3 May 2025"
    heading = Paragraph(0, 0, len(text), ParagraphKind.HEADING, load_parser()(text))
    document = Document(Article("report", text, THURSDAY), (heading,))
    assert [mention.mention for mention in find_times_elsewhere(document)] == ["3 May 2025"]


@pytest.mark.parametrize(
    ("year", "day"),
    [(1999, "04-04"), (2000, "04-23"), (2019, "04-21"), (2024, "03-31"), (2038, "04-25")],
)
def test_easter_sunday(year: int, day: str) -> None:
    assert easter_sunday(year) == date.fromisoformat(f"{year}-{day}")


@given(st.integers(min_value=1583, max_value=4000))
def test_easter_is_a_sunday_of_march_or_april(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_weeks_have_their_thursday_on_the_right_side(day: date) -> None:
    first, last = first_week_after(day), last_week_before(day)
    assert first.start is not None
    assert last.start is not None
    assert first.start + timedelta(days=3) >= day >= last.start + timedelta(days=3)


@given(st.dates())
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = quarter_of(day)
    assert quarter.start is not None
    assert quarter.end is not None
    assert quarter.start <= day <= quarter.end


@given(st.text(alphabet="0123456789/-. MondayFrimtherfksQ1to'", max_size=50))
def test_any_run_of_signs_is_read_in_order(text: str) -> None:
    parsed = load_parser()(f"They left {text}.")
    paragraph = Paragraph(0, 0, len(parsed.text), ParagraphKind.CAPTION, parsed)
    document = Document(Article("report", parsed.text, THURSDAY), (paragraph,))
    last = 0
    for mention in find_times_elsewhere(document):
        assert last <= mention.start < mention.end
        last = mention.end


@pytest.mark.parametrize("published", [date.min, date(1, 1, 9), date(9999, 12, 25), date.max])
def test_nothing_is_read_that_lies_outside_the_calendar(published: date) -> None:
    sentences = [sentence for sentence, *_ in DATES]
    for sentence in (*sentences, *AT_THE_ENDS):
        for found in times_of(sentence, published):
            days = [day for day in (found.interval.start, found.interval.end) if day]
            told = {*range(2, 9999), published.year}  # "since Friday" runs to that day
            assert {day.year for day in days} <= told, (sentence, found)


AT_THE_ENDS = [
    "They left on Monday, last week, last month, last year, ten years ago and since Friday.",
    "They leave tomorrow, next week, next month, next year, in ten years and within two years.",
    "They left over the weekend, this week, the day before yesterday and the night before.",
    "They left on 31/12/9999, two days before 1/1/0001 and three weeks after 30/12/9999.",
    "They left 9,000 years before 1 March 2024 and 999,999 weeks after 1 March 2024.",
    "They leave 99999999 quarters from now and in the third week of last month.",
]
