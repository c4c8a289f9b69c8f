"""Linking over whole articles: nested claims, answers, lent places, repeats, partitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from importer.link import build_context, judge, link, partitions
from importer.model import ArticleStatement, ContradictionType, Link, Relation
from tests.reading.link_statements import Count, Said

CAPTURE = Said(
    "the Reds took the town", "control", "RED", predicate="capture", holder="RED", party="RED"
)
RETREAT = Said("the Reds left", "withdraw", "RED", predicate="withdraw", party="BLU")


def _article(name: str, *said: Said) -> list[ArticleStatement]:
    """Put statements one behind the other into one article, nested ones at their parent's end."""
    items: list[ArticleStatement] = []
    end = 0
    for number, one in enumerate(said, start=1):
        start = end - len(one.text) if one.parent else end + 2
        placed = replace(one, id=f"s{number}", start=start, article=name)
        items.append(placed.build(name, one.speaker or "Nobody"))
        end = max(end, start + len(one.text))
    return items


def _contradictions(items: list[ArticleStatement]) -> dict[tuple[str, str], Link]:
    return {
        (found.a, found.b): found for found in link(items) if found.relation is Relation.CONTRADICTS
    }


def test_a_parent_that_denies_contradicts_the_claim_it_reports() -> None:
    items = _article(
        "a",
        Said("it is a lie that the Reds hold it", "control", "RED", negative=True, speaker="Ada"),
        Said("the Reds hold it", "control", "RED", speaker="Bo", parent="s1", stance="denies"),
    )
    found = _contradictions(items)
    assert {pair: one.type for pair, one in found.items()} == {
        ("a#s1", "a#s2"): ContradictionType.DENIAL
    }


@pytest.mark.parametrize("stance", ["reports", "doubts", "affirms"])
def test_a_parent_that_does_not_deny_contradicts_nothing(stance: str) -> None:
    items = _article(
        "a",
        Said("they say that the Reds hold it", "control", "RED", speaker="Ada"),
        Said("the Reds hold it", "control", "RED", speaker="Bo", parent="s1", stance=stance),
    )
    assert _contradictions(items) == {}


def test_nobody_rejects_in_one_breath_what_he_says_himself() -> None:
    items = _article(
        "a",
        Said("it is a lie that the Reds hold it", "control", "RED", negative=True, speaker="Ada"),
        Said("the Reds hold it", "control", "RED", speaker="Ada", parent="s1", stance="denies"),
    )
    assert _contradictions(items) == {}


def test_who_passes_a_claim_on_does_not_make_it_his_own() -> None:
    items = _article(
        "a",
        Said("the Reds say that they hold it", "control", "RED", speaker="Ada", holder="RED"),
        Said("they hold it", "control", "RED", speaker="Bo", parent="s1", stance="reports"),
        Said("the Blues hold it", "control", "BLU", speaker="Cy", holder="BLU"),
    )
    assert items[0].statement.start < items[1].statement.start < items[0].statement.end
    assert ("a#s1", "a#s3") not in _contradictions(items)


def test_we_did_no_such_thing_answers_the_claim_before_it() -> None:
    items = _article(
        "a",
        Said("Red gunners shelled the mill", "strike", "RED", speaker="Ada", party="BLU"),
        Said("we did no such thing", "strike", "RED", negative=True, speaker="Bo", party="RED"),
    )
    found = _contradictions(items)
    assert found["a#s1", "a#s2"].type is ContradictionType.DENIAL
    assert found["a#s1", "a#s2"].rule == "denies what was said before"


def test_a_bare_denial_carries_over_to_other_articles() -> None:
    answer = _article(
        "a",
        Said("Red gunners shelled the mill", "strike", "RED", speaker="Ada", party="BLU"),
        Said("we did no such thing", "strike", "RED", negative=True, speaker="Bo", party="RED"),
    )
    other = _article("b", Said("the mill was shelled by Red guns", "strike", "RED", speaker="Cy"))
    found = _contradictions([*answer, *other])
    assert found["a#s2", "b#s1"].type is ContradictionType.DENIAL


def test_a_bare_denial_is_not_of_what_another_party_did() -> None:
    answer = _article(
        "a",
        Said("Red gunners shelled the mill", "strike", "RED", speaker="Ada", party="BLU"),
        Said("we did no such thing", "strike", "RED", negative=True, speaker="Bo", party="RED"),
    )
    other = _article("b", Said("the mill was shelled at noon", "strike", speaker="Cy"))
    assert ("a#s2", "b#s1") not in _contradictions([*answer, *other])


def test_a_figure_told_in_turn_answers_the_one_before_it() -> None:
    entered, let_in = Count("900 lorries", 900, 900, "lorries"), Count("40", 40, 40, "lorries")
    items = _article(
        "a",
        Said("900 lorries entered the strip", "advance", counts=[entered], speaker="Ada"),
        Said("only 40 were let in on that day", "other", counts=[let_in], speaker="Bo"),
    )
    assert _contradictions(items)["a#s1", "a#s2"].type is ContradictionType.NUMBER


def test_a_source_does_not_contradict_itself_in_one_article() -> None:
    items = _article(
        "a",
        Said("the Reds entered", "advance", "RED", predicate="enter", speaker="Ada"),
        Said("the Reds did not enter", "advance", "RED", negative=True, speaker="Ada"),
    )
    assert link(items) == ()


def test_a_statement_without_a_place_takes_the_one_named_before() -> None:
    first = _article(
        "a",
        Said("quiet days", "other", speaker="Ada"),
        Said("the Reds hold it", "control", "RED", holder="RED", place=None, speaker="Ada"),
    )
    second = _article("b", Said("it is held by us", "control", "BLU", holder="BLU", speaker="Bo"))
    assert ("a#s2", "b#s1") in _contradictions([*first, *second])


def test_a_place_lent_does_not_stand_against_another_that_is_named() -> None:
    items = _article(
        "a",
        Said("the Reds pulled out", "withdraw", "RED", speaker="Ada", place="Harrow"),
        Said("they are gone", "withdraw", "RED", speaker="Ada", place=None),
        Said("the Reds hold it", "control", "RED", holder="RED", speaker="Bo", place="Selby"),
    )
    assert _contradictions(items) == {}


def test_of_repeats_the_most_explicit_pair_is_kept() -> None:
    first = _article(
        "a",
        Said("the Reds hold it", "control", "RED", holder="RED", speaker="Ada"),
        Said("Red rule goes on", "control", "RED", holder="RED", speaker="Ada", day=None),
    )
    second = _article("b", Said("we hold it", "control", "BLU", holder="BLU", speaker="Bo"))
    assert list(_contradictions([*first, *second])) == [("a#s1", "b#s1")]


def test_other_speakers_and_other_matters_are_kept_apart() -> None:
    killed = Count("four people", 4, 4, "people", "killed")
    more = Count("nine people", 9, 9, "people", "killed")
    first = _article(
        "a",
        Said("the Reds hold it", "control", "RED", holder="RED", speaker="Ada"),
        Said("the Reds hold all of it", "control", "RED", holder="RED", speaker="Cy"),
        Said("four people were killed", "casualties", counts=[killed], speaker="Ada"),
    )
    second = _article(
        "b",
        Said("we hold it", "control", "BLU", holder="BLU", speaker="Bo"),
        Said("nine people were killed", "casualties", counts=[more], speaker="Bo"),
    )
    assert set(_contradictions([*first, *second])) == {
        ("a#s1", "b#s1"),
        ("a#s2", "b#s1"),
        ("a#s3", "b#s2"),
    }


def test_a_new_article_leaves_old_links_as_they_were() -> None:
    old = [*_article("a", CAPTURE), *_article("b", RETREAT)]
    new = _article("c", Said("the Blues hold it", "control", "BLU", holder="BLU", party="BLU"))
    assert set(link(old)) <= set(link([*old, *new]))


def test_undated_statements_of_unrelated_months_do_not_meet() -> None:
    first = _article("a", Said("the Reds hold it", "control", "RED", holder="RED", day=None))
    moved = Said("we hold it", "control", "BLU", holder="BLU", day=None, published="2031-09-01")
    dated = Said("a note", "other", day=None, published="2031-05-01")
    assert not _contradictions([*first, *_article("b", moved), *_article("c", dated)])


def test_partitions_name_place_matter_and_week() -> None:
    (item,) = _article("a", CAPTURE)
    keys = partitions(item)
    assert any("control of the ground" in key and "2031-04-28" in key for key in keys)
    assert not any("2031-07" in key for key in keys)


def test_partitions_are_bounded() -> None:
    long = Said("the Reds hold it", "situation", day=("2019-01-01", "2031-05-04"))
    (item,) = _article("a", long)
    assert len(partitions(item)) <= 4 * 4 * 3 * 8
    assert any("2031-05-05" in key for key in partitions(item))
    assert not any("2019" in key for key in partitions(item))


def test_a_statement_without_a_place_has_no_partition_of_its_own() -> None:
    (item,) = _article("a", Said("they hold it", "control", "RED", place=None))
    assert partitions(item) == frozenset()


def test_a_nested_statement_shares_the_partitions_of_its_parent() -> None:
    items = _article(
        "a",
        Said("a lie that they took it", "control", "RED", negative=True, speaker="Ada"),
        Said("they took it", "control", "RED", place=None, parent="s1", stance="denies"),
    )
    context = build_context(items)
    assert partitions(items[0], context) & partitions(items[1], context)


@pytest.mark.parametrize(
    ("one", "other"), [("Harrow", "Northmark"), ("Northmark", "Harrow"), ("Harrow", "Harrow")]
)
def test_a_town_meets_its_region_where_control_is_told(one: str, other: str) -> None:
    (first,) = _article("a", Said("the Reds hold it", "control", "RED", place=one))
    (second,) = _article("b", Said("the Reds hold it", "control", "RED", place=other))
    assert partitions(first) & partitions(second)


def test_whatever_is_linked_across_articles_shares_a_partition() -> None:
    items = [*_article("a", CAPTURE), *_article("b", RETREAT)]
    context = build_context(items)
    by_reference = {item.reference: item for item in items}
    for found in link(items):
        one, other = by_reference[found.a], by_reference[found.b]
        assert partitions(one, context) & partitions(other, context)


def test_the_reason_names_states_and_not_their_codes() -> None:
    items = [
        *_article("a", Said("it is ours", "control", "CD", holder="CD", speaker="Ada")),
        *_article("b", Said("it is ours", "control", "RW", holder="RW", speaker="Bo")),
    ]
    (found,) = link(items)
    assert "Ada says that the Democratic Republic of Congo holds it" in found.reason
    assert "Bo says that Rwanda holds it" in found.reason
    assert (found.value_a, found.value_b) == ("CD holds it", "RW holds it")


def test_a_denial_is_told_in_its_own_words() -> None:
    items = [
        *_article("a", Said("Red guns shelled the mill", "strike", "RED", speaker="Ada")),
        *_article(
            "b",
            Said(
                "its guns had shelled a mill",
                "strike",
                "RED",
                negative=True,
                cue="denied",
                speaker="Bo",
            ),
        ),
    ]
    (found,) = link(items)
    assert "Ada says “Red guns shelled the mill”" in found.reason
    assert "Bo denies “its guns had shelled a mill”" in found.reason


def test_nothing_to_link() -> None:
    assert link([]) == ()
    assert link(_article("a", CAPTURE)) == ()


def test_a_statement_is_not_linked_with_itself_even_when_given_twice() -> None:
    (item,) = _article("a", CAPTURE)
    assert link([item, item]) == ()
    assert judge(item, item) is None


def test_evidence_lies_within_the_statements() -> None:
    items = [*_article("a", CAPTURE), *_article("b", RETREAT)]
    by_reference = {item.reference: item.statement for item in items}
    links = link(items)
    assert links
    for found in links:
        for reference, span in ((found.a, found.evidence_a), (found.b, found.evidence_b)):
            statement = by_reference[reference]
            assert statement.start <= span.start < span.end <= statement.end


def test_the_reason_names_matter_place_day_and_both_positions() -> None:
    items = [
        *_article("a", Said("the Reds hold it", "control", "RED", holder="RED", speaker="Ada")),
        *_article("b", Said("we hold it", "control", "BLU", holder="BLU", speaker="Bo")),
    ]
    (found,) = link(items)
    assert found.reason == (
        "Both speak of control of the ground in Harrow on 4 May 2031: "
        "Ada says that RED holds it, Bo says that BLU holds it."
    )
    assert date(2031, 5, 4).isoformat() not in found.reason
