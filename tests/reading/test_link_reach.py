"""How far back a denial reaches: to the claim it answers, and as far as "never" does."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article, Relation
from importer.pipeline import annotate_corpus

MONDAY = "The army shelled a market in Lusaka on Monday, killing six people, the mayor said. "


def relations(text: str) -> list[tuple[Relation, str]]:
    """Return the links within a report of a Sunday, with the reason of a near miss."""
    _, links = annotate_corpus([Article("a.txt", text, date(2031, 5, 11))])
    near = Relation.NEAR_MISS
    return [(each.relation, each.reason if each.relation is near else "") for each in links]


@pytest.mark.parametrize(
    "answer",
    [
        "That is made up, an army spokesman said.",
        "“His version is made up,” an army spokesman said.",
        "An army spokesman called the accusation baseless.",
    ],
)
def test_who_answers_a_claim_means_the_day_that_it_names(answer: str) -> None:
    assert relations(MONDAY + answer) == [(Relation.CONTRADICTS, "")]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("“We have never shelled a market,” an army spokesman said.", (Relation.CONTRADICTS, "")),
        (
            "“We have not shelled a market today,” an army spokesman said.",
            (Relation.NEAR_MISS, "different time"),
        ),
    ],
)
def test_never_is_of_the_weeks_before_too(answer: str, found: tuple[Relation, str]) -> None:
    assert relations(MONDAY + answer) == [found]


TOLD = (
    "The army said that it had taken the town of Kafue. "
    "The army said that the rebels had lost nine vehicles. {}"
)


@pytest.mark.parametrize(
    ("answer", "denied"),
    [
        ("“It is a lie,” a rebel spokesman said.", "nine vehicles"),
        (
            "A rebel spokesman called that another lie told to please the president.",
            "nine vehicles",
        ),
        ("A rebel spokesman called the army's statement a fantasy.", "Kafue"),
    ],
)
def test_it_is_of_the_last_claim_and_a_statement_as_a_whole_of_its_first(
    answer: str, denied: str
) -> None:
    article = Article("a.txt", TOLD.format(answer), date(2031, 5, 11))
    (annotation,), links = annotate_corpus([article])
    texts = {f"a.txt#{each.id}": each.text for each in annotation.statements}
    clashes = [link for link in links if link.relation is Relation.CONTRADICTS]
    assert [denied in texts[link.a] for link in clashes] == [True]


BOTH = (
    "Pakistan's army said on Sunday that 23 of its soldiers had died at Torkham. The Taliban's "
    "spokesman said that 58 Pakistani soldiers had been killed at Torkham. The army said that more "
    "than 200 Taliban had been killed at Torkham. The Taliban's spokesman said that nine Taliban "
    "fighters had been killed at Torkham."
)


DAYS = (
    "Taliban forces attacked Pakistani posts on Saturday night, officials on both sides said.\n\n"
    "Pakistan's army said on Sunday that 23 of its soldiers had died. The Taliban's spokesman, "
    "Zabihullah Mujahid, said that 58 Pakistani soldiers had been killed.\n\n"
    "The Torkham crossing did not open on Sunday."
)


def test_counts_told_in_turn_are_of_one_event_where_only_the_saying_has_a_day() -> None:
    _, links = annotate_corpus([Article("a.txt", DAYS, date(2025, 10, 12))])
    assert [link.rule for link in links if link.relation is Relation.CONTRADICTS] == [
        "disjoint figures"
    ]


def test_what_two_sides_say_of_the_dead_of_each_are_two_contradictions() -> None:
    (annotation,), links = annotate_corpus([Article("a.txt", BOTH, date(2025, 10, 13))])
    texts = {f"a.txt#{each.id}": each.text for each in annotation.statements}
    found = [
        {texts[link.a].split()[0], texts[link.b].split()[0]}
        for link in links
        if link.relation is Relation.CONTRADICTS
    ]
    assert found == [{"23", "58"}, {"more", "nine"}]
