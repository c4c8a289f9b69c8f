"""People merge speakers and split them again: an overlay that outlasts imports and linking."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select

from db.enums import Entity
from db.keys import speaker_key
from db.linking import link_all, link_new
from db.merged_speakers import list_mergers, merge_speakers, split_speaker
from db.query.errors import QueryError
from db.reviews import Decision, ReviewConflictError
from db.runs import ImportRun
from db.tables import metadata
from db.verification import verify
from importer.model import Speaker, SpeakerKind
from tests.storage.merging import BY, KEYS, NAMES, fill, reading, write
from tests.storage.opposites import Opposites


@pytest.fixture
def filled(engine: Engine, run: ImportRun) -> Engine:
    """Give an archive in which each speaker said two things."""
    fill(engine, run)
    return engine


def _rows(engine: Engine, table: str, *columns: str) -> list[tuple[Any, ...]]:
    found = metadata.tables[table]
    with engine.connect() as connection:
        query = select(*(found.c[name] for name in columns)).order_by(found.c.id)
        return [tuple(row) for row in connection.execute(query)]


def _state(engine: Engine) -> dict[str, Any]:
    """Return all that readers go by."""
    counts = _rows(engine, "statement_count", "key", "statements")
    return {
        "speakers": _rows(engine, "speaker", "key", "merged_into_id"),
        "statements": _rows(engine, "statement", "key", "speaker_id", "met_speaker_id"),
        "counts": sorted(counts),
        "disputes": _rows(engine, "dispute", "key", "source_count", "superseded_at"),
        "sides": sorted(_rows(engine, "dispute_side", "dispute_id", "position", "source_count")),
    }


def _said_by(engine: Engine) -> dict[str, int]:
    """Count the current statements of each speaker, by name."""
    names = {key: name for name, key in KEYS.items()}
    ids = dict(_rows(engine, "speaker", "id", "key"))
    found: dict[str, int] = {}
    for speaker, gone in _rows(engine, "statement", "speaker_id", "superseded_at"):
        if gone is None:
            found[names[ids[speaker]]] = found.get(names[ids[speaker]], 0) + 1
    return found


def _whole(engine: Engine) -> list[str]:
    return [str(fault) for fault in verify(engine).faults]


def test_statements_go_to_the_one_who_is_left(filled: Engine) -> None:
    left = merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    assert left == KEYS["arelian"]
    assert _said_by(filled) == {"arelian": 4, "command": 2, "rebels": 2, "stranger": 2}
    assert _whole(filled) == []


def test_a_split_restores_exactly(filled: Engine) -> None:
    before = _state(filled)
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    assert _state(filled) != before
    assert split_speaker(filled, KEYS["arlen"], BY) == KEYS["arlen"]
    assert _state(filled) == before
    assert _whole(filled) == []


def test_a_chain_leads_to_its_end_and_comes_apart_where_it_is_split(filled: Engine) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    middle = _state(filled)
    merge_speakers(filled, KEYS["arelian"], KEYS["command"], BY)
    assert _said_by(filled) == {"command": 6, "rebels": 2, "stranger": 2}
    split_speaker(filled, KEYS["arelian"], BY)
    assert _state(filled) == middle
    merge_speakers(filled, KEYS["arelian"], KEYS["command"], BY)
    split_speaker(filled, KEYS["arlen"], BY)
    assert _said_by(filled) == {"command": 4, "arlen": 2, "rebels": 2, "stranger": 2}
    assert _whole(filled) == []


def test_who_is_merged_stands_for_the_one_who_is_left(filled: Engine) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    assert merge_speakers(filled, KEYS["stranger"], KEYS["arlen"], BY) == KEYS["arelian"]
    split_speaker(filled, KEYS["arlen"], BY)
    # The stranger was taken for Arelian, whom the other stood for at that time.
    assert _said_by(filled) == {"arelian": 4, "arlen": 2, "command": 2, "rebels": 2}
    assert _whole(filled) == []


@pytest.mark.parametrize(
    ("key", "other", "path"),
    [
        ("arelian", "arelian", ("other",)),
        ("arelian", "arlen", ("other",)),
        ("arlen", "command", ("key",)),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    filled: Engine, key: str, other: str, path: Any
) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    before = _state(filled)
    with pytest.raises(ReviewConflictError) as caught:
        merge_speakers(filled, KEYS[key], KEYS[other], BY)
    assert (caught.value.code, caught.value.path) == ("review-conflict", path)
    with pytest.raises(ReviewConflictError):
        split_speaker(filled, KEYS["arelian"], BY)
    assert _state(filled) == before


@pytest.mark.parametrize("key", ["nobody", "", "x" * 501, "\0", "\ud800"])
def test_keys_of_nobody(filled: Engine, key: str) -> None:
    works: list[Callable[[], str]] = [
        lambda: merge_speakers(filled, key, KEYS["arelian"], BY),
        lambda: merge_speakers(filled, KEYS["arelian"], key, BY),
        lambda: split_speaker(filled, key, BY),
    ]
    for work in works:
        with pytest.raises(QueryError) as caught:
            work()
        assert caught.value.code in {"unknown-key", "bad-filter"}


def test_what_is_imported_afterwards_goes_to_the_one_who_is_left(
    filled: Engine, run: ImportRun
) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    write(filled, run, reading(20, "arlen"), reading(21, "arelian"))
    assert _said_by(filled)["arelian"] == 6
    split_speaker(filled, KEYS["arlen"], BY)
    assert (_said_by(filled)["arlen"], _said_by(filled)["arelian"]) == (3, 3)
    assert _whole(filled) == []


def test_a_new_reading_of_what_was_there_keeps_the_merger(filled: Engine, run: ImportRun) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    before = _said_by(filled)
    for number in range(4):
        who = "arelian" if number < 2 else "arlen"
        write(filled, run, reading(number, who, version="2"))
    assert _said_by(filled) == before
    assert _whole(filled) == []
    split_speaker(filled, KEYS["arlen"], BY)
    assert (_said_by(filled)["arlen"], _said_by(filled)["arelian"]) == (2, 2)
    # Readings of old were moved along, so that what they say is right as well.
    moved = _rows(filled, "statement", "met_speaker_id")
    assert {each[0] for each in moved} == {None}
    assert _whole(filled) == []


def test_a_name_that_fits_two_who_are_one_finds_the_one_who_is_left(
    filled: Engine, run: ImportRun
) -> None:
    sides = [replace(NAMES["stranger"], party=party) for party in ("AM", "FHA")]
    for number, speaker in enumerate(sides):
        report = reading(30 + number, "stranger")
        said = replace(report.statements[0], speaker=speaker)
        write(filled, run, replace(report, statements=(said,)))
    people = [row for row in _rows(filled, "speaker", "key", "name") if row[1] == "Mara Oll"]
    assert len(people) == 2
    merge_speakers(filled, people[1][0], people[0][0], BY)
    write(filled, run, reading(40, "stranger"))
    again = [row for row in _rows(filled, "speaker", "key", "name") if row[1] == "Mara Oll"]
    assert again == people
    assert _whole(filled) == []


def test_linking_anew_keeps_it_and_sources_are_counted_once(engine: Engine, run: ImportRun) -> None:
    """Two statements of one speaker are not independent, whatever names they came under."""
    sides = [Speaker(name, SpeakerKind.PERSON) for name in ("Ana Ruiz", "Bo Lind", "Cy Marr")]
    for number, speaker in enumerate(sides):
        report = reading(number, "stranger")
        said = replace(report.statements[0], speaker=speaker)
        frame = replace(said.frames[0], polarity=list(type(said.frames[0].polarity))[number == 0])
        write(engine, run, replace(report, statements=(replace(said, frames=(frame,)),)))
    link_new(engine, linker=Opposites())
    keys = [speaker_key(speaker, "") for speaker in sides]
    assert [row[0] for row in _rows(engine, "dispute", "source_count")] == [3]
    merge_speakers(engine, keys[2], keys[1], BY)
    assert [row[0] for row in _rows(engine, "dispute", "source_count")] == [2]
    link_all(engine, linker=Opposites())
    assert [row[0] for row in _rows(engine, "dispute", "source_count")] == [2]
    split_speaker(engine, keys[2], BY)
    assert [row[0] for row in _rows(engine, "dispute", "source_count")] == [3]
    # The linker of this test has partitions of its own.
    assert [fault for fault in _whole(engine) if "partition" not in fault] == []


def test_the_feed_tells_of_both_and_of_what_they_said(filled: Engine) -> None:
    known = len(_rows(filled, "change", "id"))
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    new = _rows(filled, "change", "entity", "kind", "entity_key")[known:]
    told = {(entity.value, kind.value) for entity, kind, _ in new}
    assert told == {("speaker", "reviewed"), ("statement", "changed")}
    speakers = [key for entity, _, key in new if entity is Entity.SPEAKER]
    assert sorted(speakers) == sorted([KEYS["arlen"], KEYS["arelian"]])
    assert len(new) == 4


def test_mergers_are_listed_with_author_reason_and_time(filled: Engine) -> None:
    assert list_mergers(filled) == []
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    merge_speakers(filled, KEYS["arelian"], KEYS["command"], Decision("Desk"))
    listed = list_mergers(filled)
    assert [(row["key"], row["into"], row["reviewer"], row["note"]) for row in listed] == [
        (KEYS["arelian"], KEYS["command"], "Desk", None),
        (KEYS["arlen"], KEYS["command"], "Newsroom", "One man, two spellings."),
    ]
    assert all(row["recorded_at"].tzinfo for row in listed)


def test_any_order_of_decisions_keeps_the_archive_whole(filled: Engine) -> None:
    """What readers go by is what the log says, whatever came before; undone, nothing is left."""
    chance = random.Random(5)  # noqa: S311 - no secret hangs on it
    before = _state(filled)
    expected: dict[str, str] = {}

    def end(name: str) -> str:
        return end(expected[name]) if name in expected else name

    for _ in range(40):
        one, other = chance.sample(list(NAMES), 2)
        if one in expected:
            split_speaker(filled, KEYS[one], BY)
            del expected[one]
        elif end(other) != one:
            merge_speakers(filled, KEYS[one], KEYS[other], BY)
            expected[one] = end(other)
        found: dict[str, int] = {}
        for name in NAMES:
            found[end(name)] = found.get(end(name), 0) + 2
        assert _said_by(filled) == found
    assert _whole(filled) == []
    for name in list(expected):
        split_speaker(filled, KEYS[name], BY)
    assert _state(filled) == before


def _at_once(*works: Callable[[], Any]) -> list[Any]:
    start = threading.Barrier(len(works))
    outcomes: list[Any] = [None] * len(works)

    def run(number: int, work: Callable[[], Any]) -> None:
        start.wait()
        try:
            outcomes[number] = work()
        except ReviewConflictError as error:
            outcomes[number] = error

    threads = [threading.Thread(target=run, args=each) for each in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_two_who_merge_the_other_way_round_make_no_circle(filled: Engine) -> None:
    one, other = KEYS["arelian"], KEYS["arlen"]
    outcomes = _at_once(
        lambda: merge_speakers(filled, one, other, BY),
        lambda: merge_speakers(filled, other, one, BY),
    )
    assert sum(isinstance(each, ReviewConflictError) for each in outcomes) == 1
    assert sum(row[1] is not None for row in _rows(filled, "speaker", "key", "merged_into_id")) == 1
    assert _whole(filled) == []


def test_importing_and_merging_at_once_lose_no_statement(filled: Engine, run: ImportRun) -> None:
    readings = [reading(50 + number, "arlen") for number in range(6)]
    _at_once(
        lambda: write(filled, run, *readings[:3]),
        lambda: write(filled, run, *readings[3:]),
        lambda: merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY),
        lambda: merge_speakers(filled, KEYS["stranger"], KEYS["command"], BY),
    )
    assert _said_by(filled) == {"arelian": 10, "command": 4, "rebels": 2}
    assert _whole(filled) == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE speaker SET merged_into_id = NULL", "log"),
        ("UPDATE speaker SET merged_into_id = 4 WHERE id = 2", "log"),
        ("UPDATE statement SET speaker_id = 4 WHERE met_speaker_id > 0", "found by"),
        ("UPDATE statement SET speaker_id = met_speaker_id WHERE met_speaker_id > 0", "merged"),
        ("DELETE FROM review WHERE entity = 'speaker'", "log"),
        ("UPDATE review SET entity_key = 'x' WHERE entity = 'speaker'", "never was"),
    ],
)
def test_verify_sees_what_does_not_fit(filled: Engine, damage: str, words: str) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    with filled.begin() as connection:
        connection.exec_driver_sql(damage)
    assert any(words in fault for fault in _whole(filled)), _whole(filled)
