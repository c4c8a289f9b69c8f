"""The days that a statement is about: its own dates, its tense, what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from importer.attribute.attribution import Attribution
from importer.model import Article, Span, StatementKind
from importer.normalise.times import find_times, statement_times
from importer.segment import segment

THURSDAY = date(2025, 6, 12)
INDIRECT, DIRECT, NARRATION = (
    StatementKind.INDIRECT,
    StatementKind.DIRECT,
    StatementKind.NARRATION,
)


@dataclass(frozen=True)
class Said:
    """A statement in a text, found by its words."""

    content: str
    cue: str | None = None
    kind: StatementKind = INDIRECT
    parent: int | None = None
    utterance: int | None = None


def spans_of(text: str, said: Said) -> Attribution:
    start = text.index(said.content)
    cue = text.index(said.cue) if said.cue else None
    return Attribution(
        Span(start, start + len(said.content)),
        said.kind if said.cue else NARRATION,
        cue=Span(cue, cue + len(said.cue)) if cue is not None and said.cue else None,
        cue_text=said.cue,
        parent=said.parent,
        utterance=said.utterance,
    )


def times_of(text: str, *said: Said, published: date | None = THURSDAY) -> list[str | None]:
    """Date the statements; an interval as `start..end`, a single day as that day."""
    document = segment(Article("report", text, published))
    attributions = [spans_of(text, item) for item in said]
    found = statement_times(document, attributions, find_times(document))
    return [
        None
        if interval is None
        else str(interval.start)
        if interval.start == interval.end
        else f"{interval.start}..{interval.end}"
        for interval in found
    ]


OWN_DATES = [
    ("Rebels took the port on Monday.", "Rebels took the port on Monday", "2025-06-09"),
    ("They have held it since Monday.", "They have held it since Monday", "2025-06-09..2025-06-12"),
    ("It has been calm since May.", "It has been calm since May", "2025-05-01..2025-06-12"),
    ("It has been calm all year.", "It has been calm all year", "2025-01-01..2025-06-12"),
    ("Ten trucks came this week.", "Ten trucks came this week", "2025-06-09..2025-06-12"),
    (
        "Nine died since the truce ended on Monday.",
        "Nine died since the truce ended on Monday",
        "2025-06-09..2025-06-12",
    ),
    (
        "The siege that began on Monday will go on.",
        "The siege that began on Monday will go on",
        None,
    ),
    ("It stayed shut until Monday.", "It stayed shut until Monday", "None..2025-06-09"),
    (
        "They came on Saturday, not on Sunday.",
        "They came on Saturday, not on Sunday",
        "2025-06-07",
    ),
    ("The port was calm before Monday.", "The port was calm before Monday", None),
    (
        "They have tightened their grip since taking the port on Monday.",
        "They have tightened their grip since taking the port on Monday",
        "2025-06-09..2025-06-12",
    ),
    (
        "They rested after taking the port on Monday.",
        "They rested after taking the port on Monday",
        "2025-06-09",
    ),
    (
        "They fire half of what they fired in May.",
        "They fire half of what they fired in May",
        "2025-06-12",
    ),
    ("They fire more shells in June.", "They fire more shells in June", "2025-06-01..2025-06-12"),
    (
        "Ten men taken hostage in May were freed on Monday.",
        "Ten men taken hostage in May were freed on Monday",
        "2025-06-09",
    ),
    (
        "Ten men took the port on Sunday and were freed on Monday.",
        "Ten men took the port on Sunday and were freed on Monday",
        "2025-06-08",
    ),
    (
        "A truce was due to take effect on Friday.",
        "A truce was due to take effect on Friday",
        "2025-06-13",
    ),
    ("They agreed to leave by 20 June.", "They agreed to leave by 20 June", None),
    (
        "There will be power for 20 hours a day from Saturday.",
        "There will be power for 20 hours a day from Saturday",
        "2025-06-14",
    ),
    (
        "There have been ten clashes since the start of the day.",
        "There have been ten clashes since the start of the day",
        "2025-06-12",
    ),
]

TENSE = [
    ("The militia holds the port.", "The militia holds the port", "2025-06-12"),
    ("The militia has taken the port.", "The militia has taken the port", "2025-06-12"),
    ("The militia is attacking the port.", "The militia is attacking the port", "2025-06-12"),
    ("The militia took the port.", "The militia took the port", None),
    ("The militia had taken the port.", "The militia had taken the port", None),
    ("The militia will take the port.", "The militia will take the port", None),
    ("The militia plans to take the port.", "The militia plans to take the port", None),
    ("The militia is going to take the port.", "The militia is going to take the port", None),
    ("The militia will leave on Saturday.", "The militia will leave on Saturday", "2025-06-14"),
]


@pytest.mark.parametrize(("text", "content", "expected"), [*OWN_DATES, *TENSE])
def test_a_sentence_by_itself(text: str, content: str, expected: str | None) -> None:
    assert times_of(text, Said(content)) == [expected]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        (
            "Fighting has gone on for two days, residents said.",
            "Fighting has gone on for two days",
            "2025-06-11..2025-06-12",
        ),
        (
            "The mayor said that the rebels were using boats.",
            "the rebels were using boats",
            "2025-06-12",
        ),
        (
            "The mayor said both had agreed to free 20 men by 20 June.",
            "both had agreed to free 20 men by 20 June",
            None,
        ),
        (
            "The mayor said there were 40 men in the town, although on Monday there were 60.",
            "there were 40 men in the town, although on Monday there were 60",
            None,
        ),
    ],
)
def test_reported_courses_and_dates_of_something_else(
    text: str, content: str, expected: str | None
) -> None:
    assert times_of(text, Said(content, "said")) == [expected]


def test_when_only_the_saying_is_dated_its_day_is_used() -> None:
    text = "The mayor said on Tuesday that the bridge was closed."
    assert times_of(text, Said("the bridge was closed", "said")) == ["2025-06-10"]


def test_of_two_dated_sayings_each_has_its_own_day() -> None:
    text = "The army said on 3 June that it fled, and the guard said on 5 June that it was gone."
    said = (Said("it fled", "said"), Said("it was gone", "said on 5"))
    assert times_of(text, *said) == ["2025-06-03", "2025-06-05"]


def test_the_own_date_wins_over_that_of_the_saying() -> None:
    text = "The mayor said on Tuesday that the bridge was hit on Sunday."
    assert times_of(text, Said("the bridge was hit on Sunday", "said")) == ["2025-06-08"]


def test_a_date_in_a_clause_about_the_speaker_is_not_that_of_the_saying() -> None:
    text = "The mayor, who was elected on Sunday, said the bridge is closed."
    assert times_of(text, Said("the bridge is closed", "said")) == ["2025-06-12"]


def test_yesterday_in_a_quotation_is_seen_from_the_saying() -> None:
    text = "“We left yesterday,” the mayor said on Tuesday."
    said = Said("We left yesterday", "said", DIRECT)
    assert times_of(text, said) == ["2025-06-09"]


def test_the_past_takes_its_day_from_the_sentences_before() -> None:
    text = "Rockets hit the market on Monday. Nine traders died."
    both = [Said("Rockets hit the market on Monday"), Said("Nine traders died")]
    assert times_of(text, *both) == ["2025-06-09", "2025-06-09"]


def test_the_past_takes_its_day_from_the_paragraph_before() -> None:
    text = "Rockets hit the market on Monday.\n\nThe army denied that it fired them."
    assert times_of(text, Said("it fired them", "denied")) == ["2025-06-09"]


def test_no_day_comes_from_further_back() -> None:
    text = "Rockets hit the market on Monday.\n\nIt lies by the sea.\n\nThe governor fled, he said."
    assert times_of(text, Said("The governor fled", "said")) == [None]


def test_a_paragraph_of_two_events_lends_no_day() -> None:
    text = "Rockets hit on Monday. Tanks came on Tuesday.\n\nThe governor fled, he said."
    assert times_of(text, Said("The governor fled", "said")) == [None]


def test_the_date_of_a_state_lends_no_day() -> None:
    text = "Rebels were still holding the port on Monday.\n\nThe governor fled, he said."
    assert times_of(text, Said("The governor fled", "said")) == [None]


def test_words_of_another_speaker_lend_no_day() -> None:
    text = "“We struck a depot on Monday,” one said.\n\nThe governor fled, a clerk told us."
    found = times_of(
        text,
        Said("We struck a depot on Monday", "said", DIRECT, utterance=1),
        Said("The governor fled", "told", utterance=2),
    )
    assert found == ["2025-06-09", None]


def test_a_day_named_later_in_the_utterance_counts() -> None:
    text = "It rained on Monday.\n\n“A bomb fell,” she said. “The square was full that morning.”"
    found = times_of(
        text,
        Said("A bomb fell", "said", DIRECT, utterance=1),
        Said("The square was full that morning", "said", DIRECT, utterance=1),
    )
    assert found == ["2025-06-09", "2025-06-09"]


def test_days_after_another_event_are_counted_back() -> None:
    text = "Shells fell on Monday, two days after the army announced that it had left."
    assert times_of(text, Said("it had left", "announced")) == ["2025-06-07"]


def test_a_nested_claim_has_its_own_date() -> None:
    text = "He called the claim that troops entered on Sunday a lie."
    outer = Said("the claim that troops entered on Sunday a lie", "called")
    inner = Said("troops entered on Sunday", "claim", parent=0)
    assert times_of(text, outer, inner) == ["2025-06-08", "2025-06-08"]


def test_a_nested_claim_in_the_present_has_the_day_of_its_outer_one() -> None:
    text = "“They lied on Monday that the town is surrounded,” he said."
    outer = Said("They lied on Monday that the town is surrounded", "said", DIRECT)
    inner = Said("the town is surrounded", "lied", parent=0)
    assert times_of(text, outer, inner) == ["2025-06-09", "2025-06-09"]


def test_a_nominal_claim_has_no_day() -> None:
    text = "They lie about the capture of the port, he said."
    outer = Said("They lie about the capture of the port", "said")
    inner = Said("the capture of the port", "lie about", parent=0)
    assert times_of(text, outer, inner) == ["2025-06-12", None]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("The militia holds the port.", "The militia holds the port", None),
        ("They left on Monday.", "They left on Monday", None),
        ("They left on 2 June 2025.", "They left on 2 June 2025", "2025-06-02"),
        ("It fell on 2 June 2025. They left on Monday.", "They left on Monday", None),
    ],
)
def test_without_a_day_of_publication(text: str, content: str, expected: str | None) -> None:
    assert times_of(text, Said(content), published=None) == [expected]


def test_statements_keep_their_order() -> None:
    text = "Rain fell on Monday. The sun shines. Snow will fall."
    said = [Said("Rain fell on Monday"), Said("The sun shines"), Said("Snow will fall")]
    assert times_of(text, *said) == ["2025-06-09", "2025-06-12", None]


def test_an_empty_article_has_no_times() -> None:
    assert times_of("", published=None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A clause on who speaks tells of times past …
        ("The group, which seized Mogo in July 2023, said it had left the town.", None),
        ("The brigade, formed in May 2024, said it had left the town.", None),
        # … or of the very day.
        ("Residents who fled on Monday said it had left the town.", "2025-06-09"),
    ],
)
def test_dates_in_a_clause_on_the_speaker(text: str, expected: str | None) -> None:
    assert times_of(text, Said("it had left the town", "said")) == [expected]
