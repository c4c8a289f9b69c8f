"""Disputes: groups of contradictions about one matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from importer.link import disputes
from importer.model import ContradictionType, Link, Relation, Span


def _link(
    a: str,
    b: str,
    matter: str = "control | Harrow",
    kind: ContradictionType = ContradictionType.CONTROL,
    relation: Relation = Relation.CONTRADICTS,
) -> Link:
    a, b = sorted((a, b))
    return Link(a, b, relation, kind, "rule", 0.8, "why", Span(0, 1), Span(0, 1), matter=matter)


def test_links_that_share_a_statement_are_one_dispute() -> None:
    (found,) = disputes([_link("x#s1", "y#s1"), _link("y#s1", "z#s2")])
    assert found.statements == ("x#s1", "y#s1", "z#s2")
    assert found.articles == ("x", "y", "z")
    assert found.pairs == (("x#s1", "y#s1"), ("y#s1", "z#s2"))


def test_links_that_share_none_are_two() -> None:
    found = disputes([_link("x#s1", "y#s1"), _link("v#s1", "w#s1")])
    assert [one.statements[0] for one in found] == ["v#s1", "x#s1"]
    assert found[0].key != found[1].key


def test_two_matters_are_two_disputes_even_with_one_statement_in_both() -> None:
    links = [_link("x#s1", "y#s1"), _link("x#s1", "y#s1", matter="number killed | Harrow")]
    assert len(disputes(links)) == 2


def test_only_contradictions_make_a_dispute() -> None:
    links = [
        _link("x#s1", "y#s1", relation=relation)
        for relation in (Relation.NEAR_MISS, Relation.CORROBORATES, Relation.REVISES)
    ]
    assert disputes(links) == ()


def test_types_stand_in_the_order_of_the_guide() -> None:
    links = [
        _link("x#s1", "y#s1", kind=ContradictionType.NUMBER),
        _link("x#s1", "y#s2", kind=ContradictionType.DENIAL),
    ]
    (found,) = disputes(links)
    assert found.types == (ContradictionType.DENIAL, ContradictionType.NUMBER)


def test_a_dispute_that_grows_keeps_its_key() -> None:
    (before,) = disputes([_link("a#s1", "b#s1")])
    (after,) = disputes([_link("a#s1", "b#s1"), _link("b#s1", "c#s1"), _link("c#s1", "d#s9")])
    assert after.key == before.key


pairs = st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1])


@given(st.lists(pairs, max_size=15), st.randoms(use_true_random=False))
def test_disputes_do_not_depend_on_the_order_of_links(
    drawn: list[tuple[int, int]], random: object
) -> None:
    links = [_link(f"a#s{one}", f"a#s{other}") for one, other in drawn]
    shuffled = list(links)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert disputes(shuffled) == disputes(links)


@given(st.lists(pairs, max_size=15))
def test_each_contradiction_is_in_one_dispute(drawn: list[tuple[int, int]]) -> None:
    links = [_link(f"a#s{one}", f"a#s{other}") for one, other in drawn]
    found = [pair for dispute in disputes(links) for pair in dispute.pairs]
    assert sorted(found) == sorted({(one.a, one.b) for one in links})
    statements = [reference for dispute in disputes(links) for reference in dispute.statements]
    assert len(statements) == len(set(statements))
