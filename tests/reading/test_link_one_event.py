"""What must be shown before two accounts are compared: one population, one event, one claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from importer.link import judge, link
from importer.model import ArticleStatement, ContradictionType, Link, Relation
from tests.reading.link_statements import Count, Said, pair


def _contradicts(found: Link | None) -> bool:
    return found is not None and found.relation is Relation.CONTRADICTS


def _article(name: str, *said: Said) -> list[ArticleStatement]:
    """Put statements one behind the other into one article."""
    start, items = 0, []
    for number, one in enumerate(said, start=1):
        fields = {"id": f"s{number}", "start": start}
        items.append(_with(one, **fields).build(name, f"Speaker {number} of {name}"))
        start += len(one.text) + 2
    return items


def _with(said: Said, **fields: object) -> Said:
    return replace(said, **fields)  # type: ignore[arg-type] # fields of Said, passed on


def _contradictions(items: list[ArticleStatement]) -> dict[tuple[str, str], ContradictionType]:
    return {
        (found.a, found.b): found.type
        for found in link(items)
        if found.relation is Relation.CONTRADICTS and found.type
    }


def _killed(mention: str, low: float | None, high: float | None, noun: str, **more: object) -> Said:
    count = Count(mention, low, high, noun, "killed")
    said = Said(f"{mention} were killed", "casualties", predicate="kill", counts=[count])
    return _with(said, **more)


OTHER_PEOPLE = [
    (_killed("15 gunmen", 15, None, "gunmen"), _killed("nine people", 9, 9, "people")),
    (_killed("60 soldiers", 60, 60, "soldiers"), _killed("nine people", 9, 9, "people")),
    (_killed("60 soldiers", 60, 60, "soldiers"), _killed("four rebels", 4, 4, "rebels")),
    (_killed("19 of his men", 19, 19, "men"), _killed("80 people", 80, None, "people")),
    (
        _killed("68 people", 68, None, "people"),
        _killed("54", 54, 54, "bodies", text="54 bodies had been found in the streets"),
    ),
    (_killed("30 people", 30, None, "people"), _killed("44 people", 44, 44, "people")),
]


@pytest.mark.parametrize(("one", "other"), OTHER_PEOPLE, ids=lambda said: said.text)
def test_counts_of_other_people_are_not_compared(one: Said, other: Said) -> None:
    assert not _contradicts(judge(*pair(one, other)))


def test_the_dead_of_one_side_are_compared_whatever_they_are_called() -> None:
    one = _killed("60 soldiers", 60, 60, "soldiers", target="RED")
    other = _killed("nine men", 9, 9, "men", target="RED")
    assert _contradicts(judge(*pair(one, other)))


def test_that_no_civilian_died_is_not_denied_by_the_death_of_fighters() -> None:
    spared = Said("we killed no civilians there", "casualties", "RED", negative=True)
    killed = _killed("19 of his men", 19, 19, "men", agent="RED")
    assert not _contradicts(judge(*pair(_with(spared, predicate="kill"), killed)))


def test_a_place_that_is_lent_is_not_enough_for_a_count() -> None:
    before = (
        Said("the Reds shelled the town", "strike", "RED", predicate="strike"),
        Said("the Blues hold Selby", "control", "BLU", holder="BLU", place="Selby"),
        Said("the mill is idle", "other", place="Harrow", day=None),
    )
    told = _killed("31 people", 31, 31, "people", place=None)
    second = _article("b.txt", _killed("four people", 4, 4, "people"))
    assert _contradictions([*_article("a.txt", *before, told), *second]) == {}
    total = _with(told, text="31 people were killed in all")
    assert _contradictions([*_article("a.txt", *before, total), *second])


def test_a_denial_is_of_the_claim_before_it_not_of_another_toll_behind_it() -> None:
    items = _article(
        "a.txt",
        _killed("46 patients", 46, 46, "patients", agent="RED"),
        Said("the killings", "casualties", negative=True, predicate="kill", cue="denied"),
        _killed("900 people", 900, 900, "people", text="900 people were killed in three days"),
    )
    placed = [items[0], _lent(items[1]), items[2]]
    assert set(_contradictions(placed)) == {("a.txt#s1", "a.txt#s2")}


def _lent(item: ArticleStatement) -> ArticleStatement:
    return replace(item, statement=replace(item.statement, locations=()))


CHANGES = [
    (
        Said("the Reds took the town", "control", "RED", predicate="capture", holder="RED"),
        Said("the Reds were thrown out", "repel", None, "RED", predicate="repel", holder="BLU"),
    ),
    (
        Said("the Reds took the town", "control", "RED", predicate="capture", holder="RED"),
        Said("the Blues retook it", "control", "BLU", predicate="capture", holder="BLU"),
    ),
]


@pytest.mark.parametrize(("before", "after"), CHANGES, ids=lambda said: said.text)
def test_a_place_may_be_taken_one_day_and_lost_two_days_later(before: Said, after: Said) -> None:
    assert not _contradicts(judge(*pair(before, _with(after, day="2031-05-06"))))
    assert _contradicts(judge(*pair(before, after)))


def test_his_town_is_not_the_town_named_before() -> None:
    items = _article(
        "a.txt",
        Said("the situation is stable", "situation", predicate="stabilise"),
        Said("shells fell by the river", "strike", place=None),
        Said("it is getting worse in his town", "situation", predicate="deteriorate", place=None),
    )
    assert _contradictions(items) == {}


AGAINST_EACH_OTHER = [
    (
        Said("the Reds hold 70 per cent", "control", "RED", holder="RED", degree=0.7),
        Said("the Blues hold half of it", "control", "BLU", holder="BLU", degree=0.5),
    ),
    (
        Said("the Reds took the airport", "control", "RED", predicate="capture", holder="RED"),
        Said("the airport is held by the Blues", "control", "BLU", holder="BLU"),
    ),
    (
        Said("the Reds have full control", "control", "RED", holder="RED", degree=1.0),
        Said(
            "our men are still in the western streets",
            "forces",
            "BLU",
            predicate="present",
            degree=0.3,
            party="BLU",
        ),
    ),
]


@pytest.mark.parametrize(("one", "other"), AGAINST_EACH_OTHER, ids=lambda said: said.text)
def test_two_sides_cannot_both_hold_what_is_one(one: Said, other: Said) -> None:
    found = judge(*pair(one, other))
    assert found is not None
    assert found.type is ContradictionType.CONTROL


def test_shares_that_add_up_to_one_town_are_no_contradiction() -> None:
    one = Said("the Reds hold 60 per cent", "control", "RED", holder="RED", degree=0.6)
    other = Said("the Blues hold a third of it", "control", "BLU", holder="BLU", degree=0.33)
    assert not _contradicts(judge(*pair(one, other)))


def test_who_harmed_nobody_killed_nobody() -> None:
    spared = Said("they harmed not one soul", "casualties", "RED", negative=True, predicate="wound")
    killed = _killed("12 villagers", 12, 12, "villagers", agent="RED")
    assert _contradicts(judge(*pair(spared, killed)))
    assert not _contradicts(judge(*pair(spared, _with(killed, agent="BLU"))))


def test_what_came_back_was_gone_before() -> None:
    dark = Said("the town was left without power", "humanitarian", predicate="outage")
    back = Said("power had been restored in town", "humanitarian", predicate="service")
    assert not _contradicts(judge(*pair(dark, back)))
    still = _with(dark, text="the town was still without power")
    assert _contradicts(judge(*pair(still, back)))


def test_a_town_that_has_not_fallen_is_held_by_no_attacker() -> None:
    held = Said("it is under Red control", "control", "RED", predicate="hold", holder="RED")
    stands = Said("it had not fallen", "control", negative=True, predicate="capture", party="BLU")
    assert _contradicts(judge(*pair(held, stands)))
    assert not _contradicts(judge(*pair(held, _with(stands, party="RED"))))


def test_all_of_a_town_is_not_half_of_it() -> None:
    whole = Said("complete control", "control", "RED", holder="RED", degree=1.0)
    half = [Count("about half of the town", 0.5, 0.5, unit="ratio", approx=True)]
    part = Said("the Reds held half", "control", "RED", holder="RED", degree=0.5, counts=half)
    found = judge(*pair(whole, part))
    assert found is not None
    assert found.type is ContradictionType.NUMBER


def test_the_north_in_a_name_is_no_part_of_a_place() -> None:
    some = Said("3,000 North Markan troops were there", "forces", "RED", predicate="present")
    none = Said("no North Markan troops are there", "forces", "RED", negative=True)
    assert _contradicts(judge(*pair(some, _with(none, predicate="present"))))


def test_a_count_over_eight_days_is_not_one_of_a_day() -> None:
    one = _killed("three people", 3, 3, "people")
    counts = [
        Count("102 people", 102, 102, "people", "killed"),
        Count("eight days", 8, 8, unit="d"),
    ]
    other = _with(_killed("102 people", 102, 102, "people"), counts=counts)
    assert not _contradicts(judge(*pair(one, other)))


def test_who_was_struck_may_have_lost_nobody() -> None:
    struck = Said("it struck army targets", "strike", "BLU", "RED", predicate="strike")
    none = [Count("no casualties", 0, 0, "casualties", "killed")]
    unhurt = Said("there were no casualties", "casualties", None, "RED", negative=True, counts=none)
    assert not _contradicts(judge(*pair(struck, unhurt)))


def test_only_pairs_of_fresh_statements_are_judged() -> None:
    items = [
        *_article("a.txt", _killed("four people", 4, 4, "people")),
        *_article("b.txt", _killed("nine people", 9, 9, "people")),
        *_article("c.txt", _killed("20 people", 20, 20, "people")),
    ]
    fresh = frozenset({"c.txt#s1"})
    judged = {(found.a, found.b) for found in link(items, fresh)}
    every = {(found.a, found.b) for found in link(items)}
    assert judged == {("a.txt#s1", "c.txt#s1"), ("b.txt#s1", "c.txt#s1")}
    assert judged < every
