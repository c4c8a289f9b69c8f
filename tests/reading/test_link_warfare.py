"""Whether an article is of a war at all, and what its claims may be linked by if it is not."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link.warfare import tells_of_war
from importer.model import Article, Link, Relation
from importer.pipeline import annotate_corpus
from tests.reading.link_statements import Said

PEACE = (
    "The guests attacked from the first minute, the coach, Ada Lind, said on Sunday. "
    "She said that the deal with the striker had been signed on Friday, and the board was glad. "
    "The captain, Viktor Obi, said that the crowd of 9,000 had been behind the side all evening, "
    "and that nobody in the dressing room had expected a win of that size after such a winter. "
    "Lind said that the hall would be repaired in June and that the city would bear the cost. "
    "She added that the old stand would have to go, and that the club would ask the fans first. "
)
CLASH = (
    "The bridge in Lusaka is open, the mayor said on Sunday. "
    "The bridge in Lusaka is closed, a lorry driver said on Sunday."
)
ARMS = "Soldiers stood at the gate, Obi said. The army had sent them, he said. "


def clashes(text: str) -> list[Link]:
    """Return the contradictions within a text."""
    _, links = annotate_corpus([Article("a.txt", text, date(2031, 5, 11))])
    return [link for link in links if link.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize(
    ("before", "told"), [("", True), (ARMS, True), (PEACE + ARMS, True), (PEACE, False)]
)
def test_predicates_of_war_are_held_against_each_other_in_reports_on_a_war_alone(
    *, before: str, told: bool
) -> None:
    assert bool(clashes(before + CLASH)) is told


def test_a_denial_is_one_in_any_report() -> None:
    text = (
        f"{PEACE}The league said that Obi had taken money from a bookmaker in Lusaka. "
        "Obi called the league's claim that he had taken money “a lie”."
    )
    assert [link.rule for link in clashes(text)] == ["denies what it reports"]


@pytest.mark.parametrize(
    ("said", "of_war"),
    [
        (Said("the deal is dead " * 40, "ceasefire"), False),
        (Said("the deal is dead " * 40, "ceasefire", agent="US"), False),
        (Said("the deal is dead " * 40, "ceasefire", agent="Hamas"), True),
        (Said("the deal is dead " * 40, "ceasefire", agent="UN"), False),
        (Said("the army broke the truce " * 30, "ceasefire"), True),
        (
            Said("the deal is dead " * 40, "ceasefire", speaker="army spokesman for the militia"),
            True,
        ),
        (Said("the deal is dead", "ceasefire"), True),
    ],
    ids=["no arms", "a state", "an armed group", "a bystander", "words", "speaker", "too short"],
)
def test_an_article_is_of_a_war_by_words_or_parties(*, said: Said, of_war: bool) -> None:
    assert tells_of_war([said.build("a.txt", "Ada Lind").statement]) is of_war


REJECTED = (
    "The army burned six houses in Lusaka on Monday, the mayor said. {} an army spokesman said."
)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("That is made up,", True),
        ("That claim is false,", True),
        ("The gangs in this report are made up of foreigners,", False),
    ],
)
def test_what_is_made_up_of_something_is_no_lie(*, answer: str, told: bool) -> None:
    rules = {link.rule for link in clashes(REJECTED.format(answer))}
    assert ("denies what was said before" in rules) is told


@pytest.mark.parametrize(
    ("word", "told"), [("less safe", False), ("safe", True)], ids=["less", "opposite"]
)
def test_less_of_something_is_near_its_opposite(*, word: str, told: bool) -> None:
    text = (
        f"People in Lusaka feel {word}, a soldier said on Sunday. "
        "People in Lusaka feel unsafe since the troops left, the mayor said on Sunday."
    )
    assert bool(clashes(text)) is told
