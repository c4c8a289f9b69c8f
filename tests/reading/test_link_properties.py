"""What must hold of linking whatever the statements say."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from importer.link import build_context, judge, link, partitions
from importer.model import ArticleStatement, ClaimType, Modality, Relation
from tests.reading.link_statements import PLACES, Count, Said

PARTIES = st.sampled_from([None, "RED", "BLU", "UN"])
WORDS = [
    "the town", "soldiers", "never", "still", "no such thing", "a lie", "the market", "closed",
    "open", "stable", "worse", "not on Sunday", "half", "all of it", "", "…", "\u200b", "9",
]  # fmt: skip
FIRST_DAY = date(2031, 5, 1)


@st.composite
def counts(draw: st.DrawFn) -> Count:
    low = draw(st.one_of(st.none(), st.integers(0, 60).map(float)))
    high = draw(st.one_of(st.none(), st.integers(0, 60).map(float)))
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    noun = draw(st.sampled_from([None, "people", "soldiers", "civilians", "tanks", "odd things"]))
    unit = draw(st.sampled_from(["1", "km2", "%", "ratio", "d"]))
    return Count("some", low, high, noun, None, unit, draw(st.booleans()))


@st.composite
def days(draw: st.DrawFn) -> str | tuple[str, str] | None:
    if draw(st.booleans()):
        return None
    first = FIRST_DAY + timedelta(draw(st.integers(0, 20)))
    return first.isoformat(), (first + timedelta(draw(st.integers(0, 5)))).isoformat()


@st.composite
def corpora(draw: st.DrawFn) -> list[ArticleStatement]:
    items: list[ArticleStatement] = []
    for article in range(draw(st.integers(1, 3))):
        published = draw(st.sampled_from([None, "2031-05-12", "2031-05-20"]))
        for number in range(draw(st.integers(1, 4))):
            earlier = [None, *(f"s{n}" for n in range(number))]
            said = Said(
                text=" ".join(draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))),
                type=draw(st.sampled_from(ClaimType)).value,
                agent=draw(PARTIES),
                target=draw(PARTIES),
                negative=draw(st.booleans()),
                modality=draw(st.sampled_from(Modality)).value,
                predicate=draw(st.sampled_from([None, "capture", "hold", "withdraw", "odd"])),
                holder=draw(PARTIES),
                degree=draw(st.sampled_from([None, 0.0, 0.3, 1.0])),
                updates=draw(st.booleans()),
                place=draw(st.sampled_from([None, *PLACES])),
                day=draw(days()),
                counts=draw(st.lists(counts(), max_size=2)),
                party=draw(PARTIES),
                cue=draw(st.sampled_from([None, "said", "denied", "lied about"])),
                published=published,
                id=f"s{number}",
                start=number * 100,
                parent=draw(st.sampled_from(earlier)),
                stance=draw(st.sampled_from([None, "denies", "doubts", "affirms", "reports"])),
            )
            speaker = draw(st.sampled_from(["Ada", "Bo", "Cy"]))
            items.append(said.build(f"article {article}", speaker))
    return items


@settings(max_examples=150, deadline=None)
@given(corpora())
def test_a_verdict_does_not_depend_on_the_order_of_the_pair(items: list[ArticleStatement]) -> None:
    context = build_context(items)
    for a in items:
        for b in items:
            assert judge(a, b, context) == judge(b, a, context)


@settings(max_examples=100, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_links_do_not_depend_on_the_order_of_the_statements(
    items: list[ArticleStatement], random: object
) -> None:
    shuffled = list(items)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert link(shuffled) == link(items)


@settings(max_examples=100, deadline=None)
@given(corpora())
def test_links_are_sorted_and_sound(items: list[ArticleStatement]) -> None:
    links = link(items)
    references = {item.reference for item in items}
    assert list(links) == sorted(links, key=lambda one: (one.a, one.b, one.relation.value))
    for one in links:
        assert one.a < one.b
        assert {one.a, one.b} <= references
        assert 0 < one.confidence <= 1
        assert one.reason
        assert (one.type is None) == (one.relation in (Relation.CORROBORATES, Relation.REVISES))


@settings(max_examples=60, deadline=None)
@given(corpora(), corpora())
def test_another_article_takes_no_link_away(
    items: list[ArticleStatement], more: list[ArticleStatement]
) -> None:
    others = [
        ArticleStatement(f"later {item.article}", item.published, item.statement) for item in more
    ]
    assert set(link(items)) <= set(link([*items, *others]))


@settings(max_examples=60, deadline=None)
@given(corpora())
def test_links_across_articles_share_a_partition(items: list[ArticleStatement]) -> None:
    context = build_context(items)
    by_reference = {item.reference: item for item in items}
    for one in link(items):
        a, b = by_reference[one.a], by_reference[one.b]
        if a.article != b.article:
            assert partitions(a, context) & partitions(b, context)
