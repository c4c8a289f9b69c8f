"""Verdicts and disputes are kept up as articles come, change and are read anew."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

import importer.link
from db.enums import ChangeKind, Entity
from db.linking import LinkReport, link_all, link_new, load_links
from db.runs import ImportRun
from db.tables import (
    Article,
    Change,
    Contradiction,
    Dispute,
    DisputeLocation,
    NearMiss,
    Statement,
    StatementPartition,
)
from db.writer import write_annotation
from importer.model import (
    Annotation,
    ArticleStatement,
    Link,
    Relation,
)
from tests.storage.opposites import NO, YES, Opposites, reading_of
from tests.storage.rows import rows


def neighbours(links: Iterable[Link], items: Iterable[ArticleStatement]) -> list[Link]:
    """Keep the pairs of two days that follow each other."""
    days = {item.reference: item.published or date.min for item in items}
    return [each for each in links if abs((days[each.a] - days[each.b]).days) == 1]


def current(engine: Engine, model: type[Any]) -> list[Any]:
    return rows(engine, model, superseded_at=None)


def write(engine: Engine, run: ImportRun, *annotations: Annotation) -> None:
    for annotation in annotations:
        write_annotation(engine, annotation, run)


def test_new_articles_meet_those_that_are_there(engine: Engine, run: ImportRun) -> None:
    linker = Opposites()
    write(engine, run, reading_of(1, YES))
    assert link_new(engine, linker=linker).contradictions == 0
    write(engine, run, reading_of(2, NO), reading_of(3, YES), reading_of(4, NO, town=2))
    report = link_new(engine, linker=linker)
    assert report == LinkReport(3, contradictions=2, near_misses=1)
    pair, _ = current(engine, Contradiction)
    statements = {row.id: row for row in rows(engine, Statement)}
    a, b = statements[pair.statement_a_id], statements[pair.statement_b_id]
    assert {a.said_on, b.said_on} == {date(2024, 5, 1), date(2024, 5, 2)}
    assert (pair.type, pair.reason, pair.rule) == (
        "negation",
        "One affirms what the other denies.",
        "opposites",
    )
    assert (pair.evidence_a_start, pair.evidence_a_end) == (a.span_start, a.span_end)
    assert pair.sort_at == max(a.sort_at, b.sort_at)
    assert {row.linked_at is None for row in rows(engine, Article)} == {False}


def test_only_statements_of_a_shared_partition_are_looked_at(
    engine: Engine, run: ImportRun
) -> None:
    linker = Opposites()
    write(engine, run, *(reading_of(number, YES, town=number) for number in range(1, 9)))
    link_new(engine, linker=linker)
    write(engine, run, reading_of(9, NO, town=3))
    link_new(engine, linker=linker)
    assert linker.sees == 2


def test_the_articles_asked_for_are_linked_and_no_others(engine: Engine, run: ImportRun) -> None:
    first, second = reading_of(1, YES), reading_of(2, NO)
    write(engine, run, first, second)
    report = link_new(engine, [first.article.key, "no such key"], linker=Opposites())
    assert (report.articles, report.contradictions) == (1, 0)
    report = link_new(engine, [second.article.key], linker=Opposites())
    assert report.contradictions == 1


def test_linking_again_changes_nothing(engine: Engine, run: ImportRun) -> None:
    write(engine, run, reading_of(1, YES, NO), reading_of(2, NO), reading_of(3, YES))
    link_new(engine, linker=Opposites())
    tables = (Contradiction, NearMiss, Dispute, DisputeLocation, StatementPartition)
    before = [rows(engine, table) for table in tables]
    assert link_new(engine, linker=Opposites()).articles == 0
    link_all(engine, linker=Opposites())
    after = [rows(engine, table) for table in tables]
    assert before[:4] == after[:4]
    assert [row.partition_key for row in before[4]] == [row.partition_key for row in after[4]]


def test_the_order_and_the_batches_do_not_matter(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.linking.BATCH", 2)
    articles = [reading_of(number, YES if number % 2 else NO) for number in range(1, 8)]
    write(engine, run, *articles)
    link_new(engine, linker=Opposites())
    pieces = {row.key for row in current(engine, Contradiction)}
    assert len(pieces) == 12
    monkeypatch.setattr("db.linking.BATCH", 50)
    link_all(engine, linker=Opposites())
    assert {row.key for row in current(engine, Contradiction)} == pieces


def test_a_better_reading_supersedes_its_verdicts_and_keys_stay(
    engine: Engine, run: ImportRun
) -> None:
    write(engine, run, reading_of(1, YES), reading_of(2, NO))
    link_new(engine, linker=Opposites())
    (old,) = current(engine, Contradiction)
    (dispute,) = current(engine, Dispute)

    write(engine, run, reading_of(2, NO, version="2"))
    assert current(engine, Contradiction) == []
    link_new(engine, linker=Opposites())
    (new,) = current(engine, Contradiction)
    assert new.key == old.key
    assert new.id != old.id
    assert [row.key for row in current(engine, Dispute)] == [dispute.key]

    write(engine, run, reading_of(2, YES, version="3"))
    link_new(engine, linker=Opposites())
    assert current(engine, Contradiction) == []
    assert current(engine, Dispute) == []
    assert len(current(engine, NearMiss)) == 1


def test_a_changed_verdict_replaces_the_old_one_under_its_key(
    engine: Engine, run: ImportRun
) -> None:
    write(engine, run, reading_of(1, YES), reading_of(2, NO))
    link_new(engine, linker=Opposites())
    (old,) = current(engine, Contradiction)
    link_all(engine, linker=Opposites(reason="They exclude each other."))
    (new,) = current(engine, Contradiction)
    assert (new.key, new.reason) == (old.key, "They exclude each other.")
    events = rows(engine, Change, entity=Entity.CONTRADICTION)
    assert [row.kind for row in events] == [ChangeKind.ADDED, ChangeKind.CHANGED]


def test_verdicts_that_do_not_come_again_are_superseded(engine: Engine, run: ImportRun) -> None:
    class Silent(Opposites):
        def link(
            self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
        ) -> tuple[Link, ...]:
            del items, fresh
            return ()

    write(engine, run, reading_of(1, YES), reading_of(2, NO), reading_of(3, NO))
    link_new(engine, linker=Opposites())
    link_all(engine, linker=Silent())
    assert current(engine, Contradiction) == current(engine, NearMiss) == []
    assert current(engine, Dispute) == []
    assert {row.dispute_id for row in rows(engine, Contradiction)} == {None}


def test_a_statement_superseded_while_judging_gets_no_verdict(
    engine: Engine, run: ImportRun
) -> None:
    class Slow(Opposites):
        def link(
            self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
        ) -> tuple[Link, ...]:
            write(engine, run, reading_of(2, NO, version="2"))
            return super().link(items, fresh)

    write(engine, run, reading_of(1, YES), reading_of(2, NO))
    link_new(engine, linker=Slow())
    assert current(engine, Contradiction) == []
    waiting = rows(engine, Article, linked_at=None)
    assert [row.name for row in waiting] == ["2.txt"]
    link_new(engine, linker=Opposites())
    assert len(current(engine, Contradiction)) == 1


class TestDisputes:
    """Contradictions that share statements and a matter are one dispute."""

    def test_counts_days_and_places(self, engine: Engine, run: ImportRun) -> None:
        """A dispute knows its size, its span of days and its places."""
        write(engine, run, reading_of(1, YES), reading_of(4, NO), reading_of(6, YES))
        write(engine, run, reading_of(2, YES, town=2), reading_of(3, NO, town=2))
        link_new(engine, linker=Opposites())
        large, small = sorted(current(engine, Dispute), key=lambda row: -row.statement_count)
        assert (large.statement_count, large.contradiction_count) == (3, 2)
        assert (large.first_seen_on, large.last_seen_on) == (date(2024, 5, 1), date(2024, 5, 6))
        assert (small.statement_count, small.contradiction_count) == (2, 1)
        places = rows(engine, DisputeLocation)
        assert [row.statement_count for row in places if row.dispute_id == large.id] == [3]

    def test_a_dispute_keeps_its_key_while_it_grows(self, engine: Engine, run: ImportRun) -> None:
        """Later and earlier articles join it, and it is still the same."""
        write(engine, run, reading_of(3, YES), reading_of(4, NO))
        link_new(engine, linker=Opposites())
        (before,) = current(engine, Dispute)
        write(engine, run, reading_of(1, YES), reading_of(7, NO))
        link_new(engine, linker=Opposites())
        (after,) = current(engine, Dispute)
        assert (after.key, after.id) == (before.key, before.id)
        assert after.statement_count == 4

    def test_two_that_meet_become_one(self, engine: Engine, run: ImportRun) -> None:
        """The older survives, the younger points to it."""

        class Chain(Opposites):
            """Finds a contradiction only between days that follow each other."""

            def link(
                self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
            ) -> tuple[Link, ...]:
                found = neighbours(super().link(items, fresh), items)
                return tuple(replace(each, matter="the town") for each in found)

        write(engine, run, reading_of(1, YES), reading_of(2, NO))
        write(engine, run, reading_of(4, NO), reading_of(5, YES))
        link_new(engine, linker=Chain())
        older, younger = current(engine, Dispute)
        write(engine, run, reading_of(3, YES))
        link_new(engine, linker=Chain())
        (left,) = current(engine, Dispute)
        assert (left.id, left.contradiction_count) == (older.id, 4)
        (merged,) = rows(engine, Dispute, id=younger.id)
        assert merged.merged_into_id == older.id
        assert {row.dispute_id for row in current(engine, Contradiction)} == {older.id}

    def test_one_that_falls_apart_becomes_two(self, engine: Engine, run: ImportRun) -> None:
        """The article that held the halves together reads otherwise now."""

        class Pairs(Opposites):
            """Finds contradictions between neighbours in the order of days."""

            def link(
                self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
            ) -> tuple[Link, ...]:
                found = neighbours(super().link(items, fresh), items)
                return tuple(each for each in found if each.relation is Relation.CONTRADICTS)

        write(engine, run, *(reading_of(day, YES if day % 2 else NO) for day in range(1, 6)))
        link_new(engine, linker=Pairs())
        (whole,) = current(engine, Dispute)
        write(engine, run, reading_of(3, NO, version="2"))
        link_new(engine, linker=Pairs())
        halves = current(engine, Dispute)
        assert [row.contradiction_count for row in halves] == [1, 1]
        assert whole.key in {row.key for row in halves}


def test_the_importer_links_what_the_database_gives_back(engine: Engine, run: ImportRun) -> None:
    """The rules of the importer come to the same verdicts on rows as on annotations."""
    readings = [reading_of(1, YES, NO), reading_of(2, NO), reading_of(3, YES, town=2)]
    items = [
        ArticleStatement(each.article.key, each.article.published, said)
        for each in readings
        for said in each.statements
    ]
    expected = {
        (found.relation, found.type, found.rule, found.reason, found.confidence)
        for found in importer.link.link(items)
    }
    assert expected
    write(engine, run, *readings)
    link_all(engine)
    stored = {
        (Relation.CONTRADICTS, row.type, row.rule, row.reason, row.confidence)
        for row in current(engine, Contradiction)
    } | {
        (row.relation, row.type, row.rule, row.reason, row.confidence)
        for row in current(engine, NearMiss)
    }
    assert stored == expected


def test_links_come_back_as_they_were_given(engine: Engine, run: ImportRun) -> None:
    readings = [reading_of(1, YES, NO), reading_of(2, NO)]
    items = [
        ArticleStatement(each.article.name, each.article.published, said)
        for each in readings
        for said in each.statements
    ]
    write(engine, run, *readings)
    link_all(engine, linker=Opposites())

    def unordered(links: Iterable[Link]) -> set[tuple[object, ...]]:
        # Which side is a depends on the article's key or name.
        return {
            (frozenset({(each.a, each.evidence_a), (each.b, each.evidence_b)}), each.relation,
             each.type, each.reason, each.matter, each.confidence)
            for each in links
        }  # fmt: skip

    assert unordered(load_links(engine)) == unordered(Opposites().link(items))


def test_a_crowded_partition_is_looked_at_in_part(
    engine: Engine, run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.linking.MEETS", 3)
    linker = Opposites()
    write(engine, run, *(reading_of(number, YES) for number in range(1, 9)))
    link_new(engine, linker=linker)
    write(engine, run, reading_of(9, NO))
    report = link_new(engine, linker=linker)
    assert linker.sees == 3
    assert report.contradictions == 2
