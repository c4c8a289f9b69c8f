"""What readers find of merged speakers, through the query engine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from sqlalchemy import Engine

from db.merged_speakers import merge_speakers
from db.query.engine import QueryEngine, open_engine
from db.query.selection import Field, variables_as_arguments
from db.query.selection import select as fields
from db.runs import ImportRun
from tests.databases import Database
from tests.storage.merging import BY, KEYS, fill


@pytest.fixture
def filled(engine: Engine, run: ImportRun) -> Engine:
    """Give an archive in which each speaker said two things."""
    fill(engine, run)
    return engine


@pytest.fixture
def ask(filled: Engine, database: Database) -> Iterator[Callable[..., Any]]:
    """Give what asks the query engine for one root."""
    del filled
    loop = asyncio.new_event_loop()
    engine: QueryEngine = open_engine(database.url, readers=1)

    def asking(root: str, selection: Any, **variables: Any) -> Any:
        plan = engine.plan([Field(root, root, variables_as_arguments(variables), selection)])
        return orjson.loads(loop.run_until_complete(engine.run(plan, variables)))[root]

    yield asking
    loop.run_until_complete(engine.executor.close())
    loop.close()


SPEAKER = (
    *fields("key", "name", "aliases"),
    *fields(mergedInto=fields("key"), mergedFrom=fields("key"), spellings=fields("name")),
    *fields(reviews=fields("verdict", "value", "note", "reviewer")),
)


def _edges(*names: str) -> Any:
    return fields(edges=fields(node=fields(*names)))


def test_readers_find_the_one_who_is_left(filled: Engine, ask: Callable[..., Any]) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    gone = ask("speaker", SPEAKER, key=KEYS["arlen"])
    assert gone["mergedInto"] == {"key": KEYS["arelian"]}
    (review,) = gone["reviews"]
    assert review == {
        "verdict": "MERGED",
        "value": KEYS["arelian"],
        "note": BY.note,
        "reviewer": BY.reviewer,
    }
    left = ask("speaker", SPEAKER, key=KEYS["arelian"])
    assert (left["mergedInto"], left["mergedFrom"]) == (None, [{"key": KEYS["arlen"]}])
    assert left["aliases"] == ["D. Arlen", "Davit Arelian"]
    assert [each["name"] for each in left["spellings"]] == left["aliases"]
    listed = ask("speakers", _edges("key"))["edges"]
    assert sorted(edge["node"]["key"] for edge in listed) == sorted(
        key for name, key in KEYS.items() if name != "arlen"
    )


@pytest.mark.parametrize(
    "where",
    [
        {"key": {"eq": KEYS["arlen"]}},
        {"key": {"eq": KEYS["arelian"]}},
        {"key": {"in": [KEYS["arlen"]]}},
        {"key": {"in": [KEYS["arelian"], KEYS["arlen"]]}},
        {"name": {"eq": "d arlen"}},
        {"name": {"contains": "arel"}},
        {"or": [{"key": {"eq": KEYS["arlen"]}}]},
        {"key": {"eq": KEYS["arlen"]}, "party": {"eq": "AM"}, "role": {"eq": "Colonel"}},
    ],
)
def test_filters_find_what_was_said_under_either_name(
    filled: Engine, ask: Callable[..., Any], where: Any
) -> None:
    merge_speakers(filled, KEYS["arlen"], KEYS["arelian"], BY)
    assert len(ask("statements", _edges("key"), where={"speaker": where})["edges"]) == 4
    named = ask("speakers", _edges("key"), where=where)["edges"]
    assert [edge["node"]["key"] for edge in named] == [KEYS["arelian"]]
    under = {"not": {"speaker": where}}
    assert len(ask("statements", _edges("key"), where=under)["edges"]) == 6
