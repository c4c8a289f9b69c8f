"""What people decide holds over what linking finds, and outlives new imports and linkings."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from db import migrations
from db.enums import ChangeKind, Entity, ReviewStatus, Verdict
from db.linking import link_all, link_new, load_links
from db.query.errors import FilterError
from db.reviews import (
    MAX_NOTE,
    Decision,
    ReviewConflictError,
    ReviewError,
    UnknownKeyError,
    merge_disputes,
    review_contradiction,
    review_dispute,
    split_dispute,
)
from db.runs import ImportRun
from db.tables import Change, Contradiction, Dispute, Review
from db.writer import write_annotation
from importer.model import Annotation, ArticleStatement, Link, Relation
from tests.databases import Database
from tests.storage.opposites import NO, YES, Opposites, reading_of
from tests.storage.rows import rows

ANNA = Decision("Anna", "Two different towns.")
CONFIRMED, REJECTED, WITHDRAWN = Verdict.CONFIRMED, Verdict.REJECTED, Verdict.WITHDRAWN


class Neighbours(Opposites):
    """Finds contradictions between days that follow each other, all on one matter."""

    def link(
        self, items: Sequence[ArticleStatement], fresh: frozenset[str] | None = None
    ) -> tuple[Link, ...]:
        """Judge as the others do, and keep what is a day apart."""
        days = {item.reference: item.published or date.min for item in items}
        return tuple(
            replace(each, matter="the town")
            for each in super().link(items, fresh)
            if abs((days[each.a] - days[each.b]).days) == 1
            and each.relation is Relation.CONTRADICTS
        )


def current(engine: Engine, model: type[Any]) -> list[Any]:
    return rows(engine, model, superseded_at=None)


def write(engine: Engine, run: ImportRun, readings: Iterable[Annotation]) -> None:
    for reading in readings:
        write_annotation(engine, reading, run)
    link_new(engine, linker=Neighbours())


def chain(first: int, last: int, version: str = "1") -> list[Annotation]:
    """Make one article a day, each of which contradicts the one of the day before."""
    return [
        reading_of(day, YES if day % 2 else NO, version=version) for day in range(first, last + 1)
    ]


def sizes(engine: Engine) -> dict[str, int]:
    return {row.key: row.contradiction_count for row in current(engine, Dispute)}


def relink(engine: Engine, reason: str = "They exclude each other.") -> None:
    """Judge everything anew, and otherwise, so that every row is replaced."""
    before = {row.id for row in current(engine, Contradiction)}
    link_all(engine, linker=Neighbours(reason=reason))
    assert before.isdisjoint(row.id for row in current(engine, Contradiction))


def pairs_by_day(engine: Engine) -> list[Any]:
    return sorted(current(engine, Contradiction), key=lambda row: row.sort_at)


class TestContradictions:
    """Confirmed, rejected, open again."""

    @pytest.mark.parametrize("verdict", [CONFIRMED, REJECTED])
    def test_a_verdict_is_kept_with_author_reason_and_time(
        self, engine: Engine, run: ImportRun, verdict: Verdict
    ) -> None:
        """It stands in the log, in the row and in the feed."""
        write(engine, run, chain(1, 2))
        (pair,) = current(engine, Contradiction)
        assert pair.status is ReviewStatus.UNREVIEWED
        assert review_contradiction(engine, pair.key, verdict, ANNA) == pair.key
        (logged,) = rows(engine, Review)
        assert (logged.entity, logged.entity_key) == (Entity.CONTRADICTION, pair.key)
        assert (logged.verdict, logged.reviewer, logged.note) == (verdict, "Anna", ANNA.note)
        assert logged.recorded_at > pair.recorded_at
        (pair,) = current(engine, Contradiction)
        assert pair.status.value == verdict.value
        last = rows(engine, Change, entity=Entity.CONTRADICTION)[-1]
        assert (last.entity_key, last.kind) == (pair.key, ChangeKind.REVIEWED)

    def test_it_outlives_a_new_linking_and_a_new_import(
        self, engine: Engine, run: ImportRun
    ) -> None:
        """The rows are new ones, the key and the status are the same."""
        write(engine, run, chain(1, 3))
        confirmed, rejected = pairs_by_day(engine)
        review_contradiction(engine, confirmed.key, CONFIRMED, ANNA)
        review_contradiction(engine, rejected.key, REJECTED, ANNA)
        expected = {confirmed.key: "confirmed", rejected.key: "rejected"}

        def found() -> dict[str, str]:
            return {row.key: row.status.value for row in current(engine, Contradiction)}

        assert found() == expected
        relink(engine)
        assert found() == expected
        write(engine, run, chain(1, 3, version="2"))
        assert found() == expected
        assert [row.contradiction_count for row in current(engine, Dispute)] == [1]
        assert len(load_links(engine)) == 1

    def test_the_last_verdict_counts(self, engine: Engine, run: ImportRun) -> None:
        """What was rejected can be taken up again; the log has all of it."""
        write(engine, run, chain(1, 2))
        (pair,) = current(engine, Contradiction)
        (dispute,) = current(engine, Dispute)
        for verdict in (REJECTED, WITHDRAWN, CONFIRMED, REJECTED, WITHDRAWN):
            review_contradiction(engine, pair.key, verdict, ANNA)
            (row,) = current(engine, Contradiction)
            assert (row.dispute_id is None) == (verdict is REJECTED)
        assert row.status is ReviewStatus.UNREVIEWED
        assert [row.key for row in current(engine, Dispute)] == [dispute.key]
        assert len(rows(engine, Review)) == 5

    def test_a_rejected_bridge_parts_a_dispute(self, engine: Engine, run: ImportRun) -> None:
        """What hung together by a rejected contradiction alone is two disputes."""
        write(engine, run, chain(1, 6))
        (whole,) = current(engine, Dispute)
        bridge = pairs_by_day(engine)[2]
        review_contradiction(engine, bridge.key, REJECTED, ANNA)
        assert sorted(sizes(engine).values()) == [2, 2]
        assert whole.key in sizes(engine)
        review_contradiction(engine, bridge.key, WITHDRAWN, ANNA)
        assert sizes(engine) == {whole.key: 5}

    def test_the_only_one_rejected_closes_its_dispute(self, engine: Engine, run: ImportRun) -> None:
        """A dispute of nothing is none."""
        write(engine, run, chain(1, 2))
        (pair,) = current(engine, Contradiction)
        review_contradiction(engine, pair.key, REJECTED, ANNA)
        assert current(engine, Dispute) == []


def test_decisions_outlive_a_step_down_and_up(
    engine: Engine, run: ImportRun, database: Database
) -> None:
    """The older version has no room for the status; it is read off the log again."""
    write(engine, run, chain(1, 4))
    first, second, third = pairs_by_day(engine)
    review_contradiction(engine, first.key, REJECTED, ANNA)
    review_contradiction(engine, second.key, CONFIRMED, ANNA)
    review_contradiction(engine, third.key, REJECTED, ANNA)
    review_contradiction(engine, third.key, CONFIRMED, ANNA)
    (dispute,) = current(engine, Dispute)
    split_dispute(engine, dispute.key, [third.key], ANNA)
    log = len(rows(engine, Review))
    migrations.downgrade(database.url, "0004")
    migrations.upgrade(database.url)
    found = {row.key: row.status.value for row in current(engine, Contradiction)}
    assert found == {first.key: "rejected", second.key: "confirmed", third.key: "confirmed"}
    assert len(rows(engine, Review)) == log
    link_all(engine, linker=Neighbours())
    assert all(row.source_count for row in current(engine, Dispute))


class TestDisputes:
    """Judged, merged, split."""

    def test_a_verdict_outlives_a_new_linking(self, engine: Engine, run: ImportRun) -> None:
        """The dispute keeps its key though everything in it is judged anew."""
        write(engine, run, chain(1, 3))
        (dispute,) = current(engine, Dispute)
        review_dispute(engine, dispute.key, CONFIRMED, ANNA)
        relink(engine)
        (after,) = current(engine, Dispute)
        assert (after.key, after.status) == (dispute.key, ReviewStatus.CONFIRMED)

    def test_a_key_holds_when_an_earlier_article_came_later(
        self, engine: Engine, run: ImportRun
    ) -> None:
        """The key was made of what was the earliest statement then, and is that no more."""
        write(engine, run, chain(5, 6))
        (dispute,) = current(engine, Dispute)
        write(engine, run, chain(1, 4))
        assert sizes(engine) == {dispute.key: 5}
        relink(engine)
        assert sizes(engine) == {dispute.key: 5}
        write(engine, run, chain(1, 6, version="2"))
        assert sizes(engine) == {dispute.key: 5}

    def test_two_made_one_stay_one(self, engine: Engine, run: ImportRun) -> None:
        """The older is left, through a new linking and new articles; the other points to it."""
        write(engine, run, [*chain(1, 2), *chain(11, 13)])
        older, younger = current(engine, Dispute)
        assert merge_disputes(engine, younger.key, older.key, ANNA) == older.key
        assert sizes(engine) == {older.key: 3}
        (gone,) = rows(engine, Dispute, id=younger.id)
        assert gone.merged_into_id == older.id
        relink(engine)
        assert sizes(engine) == {older.key: 3}
        write(engine, run, chain(1, 13, version="2")[:3])
        assert sizes(engine) == {older.key: 4}
        write(engine, run, [reading_of(14, NO)])
        assert sizes(engine) == {older.key: 5}
        log = [(row.entity_key, row.verdict, row.value) for row in rows(engine, Review)]
        assert log == [
            (older.key, Verdict.MERGED, younger.key),
            (younger.key, Verdict.MERGED, older.key),
        ]

    def test_what_was_split_off_stays_apart(self, engine: Engine, run: ImportRun) -> None:
        """What is left keeps the key, through a new linking; new articles join what is left."""
        write(engine, run, chain(1, 5))
        (whole,) = current(engine, Dispute)
        chosen = [row.key for row in pairs_by_day(engine)[2:]]
        split = split_dispute(engine, whole.key, chosen, ANNA)
        assert sizes(engine) == {whole.key: 2, split: 2}
        relink(engine)
        assert sizes(engine) == {whole.key: 2, split: 2}
        filed = {row.key for row in current(engine, Contradiction) if row.key in chosen}
        assert filed == set(chosen)
        write(engine, run, [reading_of(3, YES, NO, version="2")])
        assert sizes(engine)[split] == 2

    def test_a_split_is_taken_back_by_merging(self, engine: Engine, run: ImportRun) -> None:
        """The last decision on a contradiction counts."""
        write(engine, run, chain(1, 5))
        (whole,) = current(engine, Dispute)
        split = split_dispute(engine, whole.key, [pairs_by_day(engine)[0].key], ANNA)
        assert merge_disputes(engine, whole.key, split, ANNA) == whole.key
        assert sizes(engine) == {whole.key: 4}
        again = split_dispute(engine, whole.key, [pairs_by_day(engine)[0].key], ANNA)
        assert sizes(engine) == {whole.key: 3, again: 1}


class TestWhatCannotBeDecided:
    """Told with the argument at fault, and nothing is written."""

    @pytest.fixture(autouse=True)
    def disputes(self, engine: Engine, run: ImportRun) -> None:
        """Make a dispute of two and one of one."""
        write(engine, run, [*chain(1, 3), *chain(11, 12)])

    def test_unknown_keys(self, engine: Engine) -> None:
        """A key that is none, or that of something else."""
        (dispute, _), pair = current(engine, Dispute), current(engine, Contradiction)[0]
        unknown: list[tuple[Callable[[], object], tuple[str, ...]]] = [
            (lambda: review_contradiction(engine, "x", CONFIRMED, ANNA), ("key",)),
            (lambda: review_contradiction(engine, dispute.key, CONFIRMED, ANNA), ("key",)),
            (lambda: review_dispute(engine, pair.key, REJECTED, ANNA), ("key",)),
            (lambda: merge_disputes(engine, dispute.key, "x", ANNA), ("other",)),
            (lambda: split_dispute(engine, "", [pair.key], ANNA), ("key",)),
        ]
        for call, path in unknown:
            with pytest.raises(UnknownKeyError) as caught:
                call()
            assert caught.value.path == path
        assert rows(engine, Review) == []

    def test_impossible_decisions(self, engine: Engine) -> None:
        """With itself, all of it, none of it, of another."""
        large, small = current(engine, Dispute)
        own = [row.key for row in current(engine, Contradiction) if row.dispute_id == large.id]
        others = [row.key for row in current(engine, Contradiction) if row.dispute_id == small.id]
        impossible: list[Callable[[], object]] = [
            lambda: split_dispute(engine, large.key, [], ANNA),
            lambda: review_contradiction(engine, own[0], Verdict.MERGED, ANNA),
            lambda: Decision("Anna", "x" * (MAX_NOTE + 1)),
            lambda: Decision("Anna", "a\0b"),
            lambda: Decision("Anna", "\ud800"),
        ]
        for call in impossible:
            with pytest.raises(ReviewError):
                call()
        conflicts: list[Callable[[], object]] = [
            lambda: merge_disputes(engine, large.key, large.key, ANNA),
            lambda: split_dispute(engine, large.key, own, ANNA),
            lambda: split_dispute(engine, large.key, [own[0], others[0]], ANNA),
        ]
        for call in conflicts:
            with pytest.raises(ReviewConflictError):
                call()
        with pytest.raises(FilterError):
            review_dispute(engine, "a\0", CONFIRMED, ANNA)
        assert rows(engine, Review) == []
        assert sorted(sizes(engine).values()) == [1, 2]

    def test_decisions_at_once_wait_for_each_other(self, engine: Engine) -> None:
        """Those on one dispute, in any order: nobody is sent away for the other's sake."""
        large, small = current(engine, Dispute)
        keys = [row.key for row in current(engine, Contradiction)]

        def decide(number: int) -> object:
            try:
                match number % 3:
                    case 0:
                        return merge_disputes(engine, large.key, small.key, ANNA)
                    case 1:
                        return split_dispute(engine, large.key, keys[:1], ANNA)
                verdict = CONFIRMED if number % 2 else REJECTED
                return review_contradiction(engine, keys[number % len(keys)], verdict, ANNA)
            except (ReviewConflictError, UnknownKeyError) as error:
                return error

        with ThreadPoolExecutor(6) as threads:
            assert len(list(threads.map(decide, range(30)))) == 30
