"""Articles may come in any order and in any pieces: the verdicts of the importer are the same."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import permutations
from random import Random

import pytest
from sqlalchemy import Engine

import importer.link
from db.linking import link_all, link_new, load_links
from db.runs import ImportRun
from db.writer import write_annotation
from importer.model import Annotation, Article, Link, Relation
from importer.pipeline import annotate, statements_of

REPORTS = {
    "a.txt": (
        date(2025, 8, 5),
        (
            "Rebel fighters captured the town of Kyaukme on Monday, a rebel spokesman said.\n\n"
            "Seven people were killed in Kyaukme on Monday, a hospital doctor said.\n\n"
            "The army said that its troops still held Kyaukme on Tuesday."
        ),
    ),
    "b.txt": (
        date(2025, 8, 6),
        (
            "Myanmar's army said on Wednesday that its soldiers were in control of Kyaukme.\n\n"
            "The fighting in Kyaukme on Monday killed 19 people, the Red Cross said.\n\n"
            "There was no fighting in Lashio, residents said."
        ),
    ),
    "c.txt": (
        date(2025, 8, 6),
        (
            "The Ta'ang National Liberation Army has captured Kyaukme, its spokesman said.\n\n"
            "Heavy fighting raged in Lashio on Wednesday, a resident said.\n\n"
            "The army denied that it had lost Kyaukme."
        ),
    ),
    "d.txt": (
        date(2025, 8, 8),
        (
            "At least 30 people were killed in Kyaukme on Monday, a monitoring group said.\n\n"
            "Its fighters had withdrawn from Kyaukme, the Ta'ang National Liberation Army said."
        ),
    ),
}
ORDERS = Random(7).sample(list(permutations(sorted(REPORTS))), 5)  # noqa: S311 - no secret


@cache
def _reading(name: str) -> Annotation:
    published, text = REPORTS[name]
    return annotate(Article(name, text, published))


def _unordered(links: list[Link]) -> set[tuple[object, ...]]:
    """Return verdicts without their sides: which one is first depends on names or keys."""
    return {
        (
            frozenset({(link.a, link.evidence_a), (link.b, link.evidence_b)}),
            link.relation,
            link.type,
            link.rule,
            link.confidence,
            link.matter,
        )
        for link in links
    }


def _expected() -> set[tuple[object, ...]]:
    items = [item for name in REPORTS for item in statements_of([_reading(name)])]
    return _unordered(list(importer.link.link(items)))


def test_the_reports_dispute_something_within_and_across() -> None:
    items = [item for name in REPORTS for item in statements_of([_reading(name)])]
    found = [link for link in importer.link.link(items) if link.relation is Relation.CONTRADICTS]
    articles = [(link.a.partition("#")[0], link.b.partition("#")[0]) for link in found]
    assert len({pair for pair in articles if pair[0] != pair[1]}) > 1


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_articles_linked_as_they_come_give_what_all_at_once_gives(
    engine: Engine, run: ImportRun, order: tuple[str, ...]
) -> None:
    for name in order:
        write_annotation(engine, _reading(name), run)
        link_new(engine)
    grown = load_links(engine)
    assert _unordered(grown) == _expected()
    link_all(engine)
    assert load_links(engine) == grown


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_the_size_of_a_round_does_not_matter(
    engine: Engine, run: ImportRun, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.linking.BATCH", batch)
    for name in reversed(REPORTS):
        write_annotation(engine, _reading(name), run)
    link_new(engine)
    assert _unordered(load_links(engine)) == _expected()
