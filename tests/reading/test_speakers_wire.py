"""Who speaks, and for whom, in the shapes of news agencies: each case is a report of its own."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article
from importer.pipeline import annotate

CASES = [
    (
        "M23 rebels entered Goma in Congo on Friday, residents and a civil society leader said.",
        "residents and a civil society leader",
        None,
    ),
    (
        "The Malian army has lost the road, a Western diplomat in Bamako told reporters.",
        "a Western diplomat in Bamako",
        None,
    ),
    (
        "The RSF shelled Khartoum in Sudan on Friday, security and humanitarian sources said.",
        "security and humanitarian sources",
        None,
    ),
    (
        "Hamas-run health ministry officials say 40 people died in Gaza.",
        "Hamas-run health ministry officials",
        "Hamas",
    ),
    (
        "Ukraine said Russia had hit Ternopil. In Moscow, the defence ministry said it had struck.",
        "defence ministry",
        "RU",
    ),
    (
        (
            "Kyiv said a Russian bomb had hit Ukraine's Yarova. There was no word from Russia. "
            "On Monday its defence ministry said the settlements were empty."
        ),
        "its defence ministry",
        "RU",
    ),
    (
        "The Leeds-based Orbit Monitor for Civil Rights said 12 people had died in Aleppo.",
        "Orbit Monitor for Civil Rights",
        None,
    ),
    (
        "A little-known group, the People's Red Front, said it had planted the bomb.",
        "People's Red Front",
        None,
    ),
    (
        (
            "The Ethiopian Rights Commission voiced concern over arrests in Gondar, where it said "
            "six people had been beaten."
        ),
        "Ethiopian Rights Commission",
        "ET",
    ),
    (
        "Myanmar's military council did not reply. It has said that it hits only barracks.",
        "Myanmar's military council",
        "MM",
    ),
    (
        (
            "Colonel Andriy Bondar said that President Putin had been told of a siege near Lyman. "
            '"It was a fairy tale," he said.'
        ),
        "Andriy Bondar",
        None,
    ),
    (
        (
            "Israel struck Tyre in Lebanon. The Israel Defense Forces said a man had died. "
            "He was armed, the army said."
        ),
        "Israel Defense Forces",
        "IL",
    ),
    (
        (
            "The U.N. Human Rights Office said the junta had bombed Sagaing. Aid is blocked, "
            "spokeswoman Maria Holt said."
        ),
        "Maria Holt",
        "UN",
    ),
    (
        (
            "Ukrainian drones hit the Syzran refinery in Russia on Friday. "
            "Governor Pavel Orlov said there was no fire."
        ),
        "Pavel Orlov",
        "RU",
    ),
]


@pytest.mark.parametrize(("text", "name", "party"), CASES, ids=[name for _, name, _ in CASES])
def test_who_speaks_last_and_for_whom(text: str, name: str, party: str | None) -> None:
    speaker = annotate(Article("t", text, published=date(2025, 7, 9))).statements[-1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.party) == (name, party)


DATELINES = [
    "Beirut — A drone hit a car, the ministry said.",
    "BAMAKO (Radio Tora) A drone hit a car, the ministry said.",
    "The Tora Standard — A drone hit a car, the ministry said.",
]


@pytest.mark.parametrize("text", DATELINES)
def test_what_stands_before_the_first_words_is_no_part_of_them(text: str) -> None:
    first = annotate(Article("t", text)).statements[0]
    assert text[first.start : first.end] == "A drone hit a car"


def test_since_dawn_is_the_day_of_publication() -> None:
    text = "Fire has killed 65 people in Gaza since dawn, medics said."
    time = annotate(Article("t", text, published=date(2025, 7, 9))).statements[0].time
    assert time is not None
    assert (time.start, time.end) == (date(2025, 7, 9), date(2025, 7, 9))


def test_another_event_is_not_of_the_day_before() -> None:
    text = (
        "Shells hit Kherson on Monday, killing two, the mayor said.\n"
        "Separately, police said a drone had hit a bus.\n"
    )
    times = [s.time for s in annotate(Article("t", text, published=date(2025, 7, 9))).statements]
    assert times[0] is not None
    assert times[-1] is None


def test_one_behind_that_counts() -> None:
    text = "The army confirmed that one soldier was badly hurt."
    counts = annotate(Article("t", text)).statements[0].quantities
    assert [(q.low, q.high, q.counted) for q in counts] == [(1, 1, "soldier")]


def test_another_with_a_number_counts_once() -> None:
    text = "Another 92 people were injured, police said."
    counts = annotate(Article("t", text)).statements[0].quantities
    assert [(q.low, q.high) for q in counts] == [(92, 92)]
