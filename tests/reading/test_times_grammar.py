"""Forms of dates one by one, several wordings of each: read on Thursday 12 June 2025."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.test_times_expressions import only, times_of

DAY_RANGES = [
    ("The lull lasted from the 4th to the 9th.", "the 4th to the 9th", "2025-06-04", "2025-06-09"),
    ("It held between the 2nd and the 5th.", "the 2nd and the 5th", "2025-06-02", "2025-06-05"),
    ("It held from the 20th to the 25th.", "the 20th to the 25th", "2025-05-20", "2025-05-25"),
    ("It held from the 28th to the 3rd.", "the 28th to the 3rd", "2025-05-28", "2025-06-03"),
    ("It will hold from the 16th to the 20th.", "the 16th to the 20th", "2025-06-16", "2025-06-20"),
    (
        "It held between the second and the fifth of May.",
        "the second and the fifth of May",
        "2025-05-02",
        "2025-05-05",
    ),
    ("It held May third through ninth.", "May third through ninth", "2025-05-03", "2025-05-09"),
    (
        "It held from the 29th to the 2nd of May.",
        "the 29th to the 2nd of May",
        "2025-04-29",
        "2025-05-02",
    ),
    ("It fell on 8 or 9 June.", "8 or 9 June", "2025-06-08", "2025-06-09"),
    (
        "It held from 26 June of 2020 to 28 June of 2020.",
        "26 June of 2020 to 28 June of 2020",
        "2020-06-26",
        "2020-06-28",
    ),
    ("It held from 10/1-11/2/2017.", "10/1-11/2/2017", "2017-10-01", "2017-11-02"),
    ("It held 28.12.–3.1.2024.", "28.12.–3.1.2024", "2023-12-28", "2024-01-03"),
    (
        "They lost it between January and March this year.",
        "January and March this year",
        "2025-01-01",
        "2025-03-31",
    ),
    (
        "They lost it from March to May last year.",
        "March to May last year",
        "2024-03-01",
        "2024-05-31",
    ),
]

UP_TO_NOW = [
    ("It raged from March 2024 until now.", "March 2024 until now", "2024-03-01", "2025-06-12"),
    ("It raged between 5 May and now.", "5 May and now", "2025-05-05", "2025-06-12"),
    (
        "It has raged from 2014 to the present day.",
        "2014 to the present day",
        "2014-01-01",
        "2025-06-12",
    ),
    ("They lost forty from 1 May to date.", "1 May to date", "2025-05-01", "2025-06-12"),
    ("There is no truce at the moment.", "at the moment", "2025-06-12", "2025-06-12"),
    ("There is no power at present.", "at present", "2025-06-12", "2025-06-12"),
]

WEEKDAYS_AND_WEEKS = [
    ("They will meet on Friday in two weeks.", "Friday in two weeks", "2025-06-27", "2025-06-27"),
    ("It fell on Tuesday two weeks ago.", "Tuesday two weeks ago", "2025-05-27", "2025-05-27"),
    ("It fell three weeks ago on Monday.", "three weeks ago on Monday", "2025-05-19", "2025-05-19"),
    ("They will vote the Sunday after next.", "the Sunday after next", "2025-06-22", "2025-06-22"),
    ("They will meet three days from now.", "three days from now", "2025-06-15", "2025-06-15"),
    (
        "They will meet half an hour from now.",
        "half an hour from now",
        "2025-06-12",
        "2025-06-12",
    ),
    ("They rested this working week.", "this working week", "2025-06-09", "2025-06-13"),
    ("It fell in week 27 of last year.", "week 27 of last year", "2024-07-01", "2024-07-07"),
    ("It came on Tue 3rd.", "Tue 3rd", "2025-06-03", "2025-06-03"),
]

LENGTHS_FROM_A_DAY = [
    (
        "A truce of three days starting on Monday held.",
        "three days starting on Monday",
        "2025-06-09",
        "2025-06-11",
    ),
    (
        "It stays shut for two weeks from 20 June 2025.",
        "for two weeks from 20 June 2025",
        "2025-06-20",
        "2025-07-03",
    ),
    (
        "They halt fire for a week beginning tomorrow.",
        "for a week beginning tomorrow",
        "2025-06-13",
        "2025-06-19",
    ),
    (
        "They will return in three days from today.",
        "in three days from today",
        "2025-06-15",
        "2025-06-15",
    ),
    (
        "The road opens within 5 days.",
        "within 5 days",
        "2025-06-12",
        "2025-06-17",
    ),
    (
        "They lost it over the past two months and three weeks.",
        "the past two months and three weeks",
        "2025-03-22",
        "2025-06-12",
    ),
]

YEARS = [
    ("The city was founded in 1648.", "1648", "1648-01-01", "1648-12-31"),
    ("The uprising of 1881 was put down.", "1881", "1881-01-01", "1881-12-31"),
    ("The famine of the 1880s shaped it.", "1880s", "1880-01-01", "1889-12-31"),
    ("He came in nineteen eighty-six.", "nineteen eighty-six", "1986-01-01", "1986-12-31"),
    (
        "He came in two thousand and fifteen.",
        "two thousand and fifteen",
        "2015-01-01",
        "2015-12-31",
    ),
    (
        "He came in October two thousand and five.",
        "October two thousand and five",
        "2005-10-01",
        "2005-10-31",
    ),
    (
        "He came on 6 April seventeen hundred and thirty-three.",
        "6 April seventeen hundred and thirty-three",
        "1733-04-06",
        "1733-04-06",
    ),
    (
        "He came on the fifth of May twenty twenty-four.",
        "the fifth of May twenty twenty-four",
        "2024-05-05",
        "2024-05-05",
    ),
    (
        "It stood in the mid-19th century.",
        "the mid-19th century",
        "1834-01-01",
        "1866-12-31",
    ),
    ("Spending rose in fiscal 2024.", "fiscal 2024", "2024-01-01", "2024-12-31"),
    (
        "Spending rose in financial year 2024.",
        "financial year 2024",
        "2024-01-01",
        "2024-12-31",
    ),
    ("He came on 2019-Aug-1.", "2019-Aug-1", "2019-08-01", "2019-08-01"),
    ("He came on 20190801.", "20190801", "2019-08-01", "2019-08-01"),
    ("He came on 14 nov 2023.", "14 nov 2023", "2023-11-14", "2023-11-14"),
]

PARTS = [
    ("It fell in the first half of May.", "the first half of May", "2025-05-01", "2025-05-15"),
    ("It fell in the second half of May.", "the second half of May", "2025-05-16", "2025-05-31"),
    ("The harvest failed in the summer.", "the summer", "2024-06-01", "2024-08-31"),
    ("They will attack in the summer.", "the summer", "2026-06-01", "2026-08-31"),
    ("They grew over the past two quarters.", "the past two quarters", "2024-10-01", "2025-03-31"),
    (
        "They will grow in the next two quarters.",
        "the next two quarters",
        "2025-07-01",
        "2025-12-31",
    ),
    ("It was the deadliest raid of the year.", "the year", "2025-01-01", "2025-12-31"),
    (
        "They lost forty men in May 2024, ten fewer for the year.",
        "the year",
        "2024-01-01",
        "2024-12-31",
    ),
    ("They must leave by the end of the day.", "the end of the day", "2025-06-12", "2025-06-12"),
]

HOLIDAYS = [
    ("They will meet before next Easter.", "next Easter", "2026-04-05", "2026-04-05"),
    ("They left last Christmas.", "last Christmas", "2024-12-25", "2024-12-25"),
    ("They left over the Easter weekend.", "Easter weekend", "2025-04-19", "2025-04-20"),
    ("They left on the Labor Day weekend.", "Labor Day weekend", "2024-08-31", "2024-09-02"),
    ("They left the weekend of 7 June.", "the weekend of 7 June", "2025-06-07", "2025-06-08"),
    (
        "They left the weekend before 6 June.",
        "the weekend before 6 June",
        "2025-05-31",
        "2025-06-01",
    ),
    (
        "They marched on International Workers' Day.",
        "International Workers' Day",
        "2025-05-01",
        "2025-05-01",
    ),
]


@pytest.mark.parametrize(
    ("text", "mention", "start", "end"),
    [
        *DAY_RANGES,
        *UP_TO_NOW,
        *WEEKDAYS_AND_WEEKS,
        *LENGTHS_FROM_A_DAY,
        *YEARS,
        *PARTS,
        *HOLIDAYS,
    ],
)
def test_what_a_form_stands_for(text: str, mention: str, start: str, end: str) -> None:
    found = times_of(text)[-1]
    assert (found.mention, str(found.interval.start), str(found.interval.end)) == (
        mention,
        start,
        end,
    )


@pytest.mark.parametrize(
    "text",
    [
        "To date, nobody has come.",
        "For now, the guns are silent.",
        "Now, what is the plan?",
        "At the end of the day, it is up to them.",
        "He was named partner of the year.",
        "They spoke of victory within a week.",
        "It would be the deadliest strike in a decade.",
        "It is the first raid in two years.",
        "A force of 1700 men left.",
        "The loss of 1700 was heavy.",
        "He counted in two thousand and twenty cases.",
        "They came in twenty twelve-man squads.",
        "In winter the roads freeze.",
        "Units from the fourth to the ninth battalion moved.",
        "The scores were 10.1-11.2 in all.",
        "The serial number is 20191801.",
    ],
)
def test_what_only_looks_like_a_form(text: str) -> None:
    assert times_of(text) == []


def test_the_close_of_a_named_day_is_that_day() -> None:
    assert only("They left by the close of business yesterday.")[1] == "2025-06-11"


def test_the_day_that_a_story_tells_of_ends_itself() -> None:
    found = times_of("It began on 3 June 2025. By the end of the day, ten were dead.")
    assert found[-1].interval.start == date(2025, 6, 3)


@pytest.mark.parametrize(
    "text",
    [
        "It held from the 4th to the 9th.",
        "They left the Sunday after next.",
        "They left three days from now.",
        "They left over the past two quarters.",
        "They left over the past two months and three weeks.",
        "They left last Christmas.",
        "They left in the first half of May.",
        "They left this working week.",
        "It was the deadliest raid of the year.",
    ],
)
def test_without_a_day_of_publication_none_resolves(text: str) -> None:
    assert {found.interval.start for found in times_of(text, None)} == {None}
