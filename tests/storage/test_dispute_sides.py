"""Sides: no two statements of one contradict each other, and sources are counted once."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from db.dispute_groups import Label, connected
from db.dispute_sides import source_of, take_sides
from db.linking import link_new
from db.runs import ImportRun
from db.tables import Dispute, DisputeSide, DisputeStatement
from db.writer import write_annotation
from tests.storage.opposites import NO, YES, Opposites, reading_of
from tests.storage.rows import rows

type Row = dict[str, Any]


def said(number: int, party: str | None = None, **own: Any) -> Row:
    plain = {"party": party, "speaker_id": None, "source_id": None, "article_id": number}
    return {"id": number, **plain, **own}


def against(a: int, b: int, value_a: str = "yes", value_b: str = "no", matter: str = "m") -> Row:
    return {
        "key": f"{a}-{b}-{matter}",
        "statement_a_id": a,
        "statement_b_id": b,
        "value_a": value_a,
        "value_b": value_b,
        "matter": matter,
    }


PAIRS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] != pair[1]),
    unique_by=frozenset,
    max_size=25,
)
PARTIES = st.lists(st.sampled_from(["UA", "RU", None]), min_size=10, max_size=10)


@given(pairs=PAIRS, parties=PARTIES)
def test_nobody_contradicts_his_own_side(
    pairs: list[tuple[int, int]], parties: list[str | None]
) -> None:
    statements = [said(number, parties[number]) for number in range(10)]
    sides = take_sides([against(a, b) for a, b in pairs], statements)
    placed = [number for side in sides for number in side.statement_ids]
    assert sorted(placed) == list(range(10))
    for a, b in pairs:
        assert not any({a, b} <= set(side.statement_ids) for side in sides)
    assert all(1 <= len(side.sources) <= len(side.statement_ids) for side in sides)


def test_figures_make_a_side_each_and_the_same_figure_joins() -> None:
    pairs = [
        against(1, 2, "3", "9"),
        against(1, 3, "3", "20"),
        against(2, 3, "9", "20"),
        against(4, 1, "20", "3"),
        against(4, 2, "20", "9"),
    ]
    sides = take_sides(pairs, [said(1, "UA"), said(2, "RU"), said(3), said(4, "UN")])
    assert [side.claims for side in sides] == [["3"], ["9"], ["20"]]
    assert [side.statement_ids for side in sides] == [[1], [2], [3, 4]]
    assert [side.parties for side in sides] == [["UA"], ["RU"], ["UN"]]


def test_of_two_free_sides_that_of_the_same_party_is_taken() -> None:
    pairs = [against(1, 2, "a", "b"), against(2, 3, "b", "c"), against(1, 3, "a", "c")]
    pairs.append(against(1, 4, "a", "d"))
    sides = take_sides(pairs, [said(1, "UA"), said(2, "RU"), said(3, "SD"), said(4, "SD")])
    assert [side.statement_ids for side in sides] == [[1], [2], [3, 4]]


def test_sources_are_parties_else_speakers_else_outlets() -> None:
    assert source_of(said(1, "UA", speaker_id=4)) == source_of(said(2, "UA", speaker_id=5))
    assert source_of(said(1, speaker_id=4)) == source_of(said(2, speaker_id=4))
    assert source_of(said(1, speaker_id=4)) != source_of(said(2, speaker_id=5))
    assert source_of(said(1, source_id=7)) == source_of(said(2, source_id=7))
    assert source_of(said(1)) != source_of(said(2))
    assert len({source_of(said(1, speaker_id=1)), source_of(said(1, source_id=1))}) == 2


def keys(groups: list[list[Row]]) -> list[list[str]]:
    return [[row["key"] for row in group] for group in groups]


def test_groups_share_statements_of_one_matter() -> None:
    pairs = [against(1, 2), against(3, 4), against(2, 3), against(4, 5, matter="n")]
    assert keys(connected(pairs, {})) == [["1-2-m", "3-4-m", "2-3-m"], ["4-5-n"]]


def test_people_put_groups_together_and_apart() -> None:
    pairs = [against(1, 2), against(2, 3), against(8, 9, matter="n")]
    together = {"1-2-m": Label("g", apart=False), "8-9-n": Label("g", apart=False)}
    assert keys(connected(pairs, together)) == [["1-2-m", "2-3-m", "8-9-n"]]
    apart = {"2-3-m": Label("h", apart=True), "8-9-n": Label("h", apart=True)}
    assert keys(connected(pairs, apart)) == [["1-2-m"], ["2-3-m", "8-9-n"]]


def test_sides_are_stored_and_kept_up(engine: Engine, run: ImportRun) -> None:
    for reading in (reading_of(1, YES), reading_of(4, NO, NO), reading_of(6, YES)):
        write_annotation(engine, reading, run)
    link_new(engine, linker=Opposites())
    (dispute,) = rows(engine, Dispute, superseded_at=None)
    assert (dispute.statement_count, dispute.source_count) == (4, 1)
    found = [
        (side.position, side.parties, side.claims, side.statement_count, side.source_count)
        for side in rows(engine, DisputeSide, dispute_id=dispute.id)
    ]
    assert found == [
        (0, ["AM"], ["positive"], 2, 1),
        (1, ["AM"], ["negative"], 2, 1),
    ]
    assert len(rows(engine, DisputeStatement, dispute_id=dispute.id)) == 4
    write_annotation(engine, reading_of(4, YES, YES, version="2"), run)
    link_new(engine, linker=Opposites())
    assert rows(engine, DisputeSide) == rows(engine, DisputeStatement) == []
