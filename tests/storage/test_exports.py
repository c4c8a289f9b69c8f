"""Exports are read a page at a time, and no row is met twice, whatever is imported meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from db.exports import Export, ExportRow
from db.query.engine import QueryEngine, open_engine
from db.query.errors import QueryError
from db.query.selection import select
from db.runs import ImportRun
from db.writer import write_annotation
from importer.model import Annotation
from tests.databases import Database
from tests.storage.archive import Archive, make_archive
from tests.storage.factories import ARELIAN, TEXT, article, statement

FIELDS = select("key", places=select("mention"))


@pytest.fixture
def archive(database: Database) -> Archive:
    """Fill the database with random rows."""
    archive = make_archive(17, statements=80)
    writer = database.engine()
    archive.store(writer)
    writer.dispose()
    return archive


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Give a loop for the readers."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture
def reader(database: Database, loop: asyncio.AbstractEventLoop) -> Iterator[QueryEngine]:
    """Give an engine on the database."""
    engine = open_engine(database.url)
    yield engine
    loop.run_until_complete(engine.executor.close())


def _export(reader: QueryEngine, page: int, where: Any = None, root: str = "statements") -> Export:
    return Export(
        reader, root, FIELDS if root == "statements" else select("key"), root, where or {}, page
    )


async def _all(pages: AsyncGenerator[list[ExportRow]]) -> list[list[ExportRow]]:
    return [page async for page in pages]


def _keys(pages: list[list[ExportRow]]) -> list[str]:
    return [row.values["key"] for page in pages for row in page]


def _current(archive: Archive) -> list[str]:
    rows = [row for row in archive.rows("statement") if not row["superseded_at"]]
    rows.sort(key=lambda row: (row["sort_at"], row["id"]), reverse=True)
    return [row["key"] for row in rows]


@pytest.mark.parametrize("size", [1, 7, 30, 1000])
def test_pages_joined_are_all_rows(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop, size: int
) -> None:
    pages = loop.run_until_complete(_all(_export(reader, size).pages()))
    assert _keys(pages) == _current(archive)
    assert max(len(page) for page in pages) <= size


def test_a_page_is_asked_for_when_the_one_before_is_done_with(
    archive: Archive,
    reader: QueryEngine,
    loop: asyncio.AbstractEventLoop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """So no more than a page is ever held, however much is exported."""
    asked = 0
    run = reader.run

    async def counting(*arguments: Any) -> bytes:
        nonlocal asked
        asked += 1
        return await run(*arguments)

    monkeypatch.setattr(reader, "run", counting)

    async def read() -> None:
        taken = 0
        async for page in _export(reader, 10).pages():
            taken += 1
            assert asked == taken
            assert len(page) <= 10

    loop.run_until_complete(read())
    assert asked == -(-len(_current(archive)) // 10)


@pytest.mark.parametrize("limit", [1, 10, 11, 20, 79, 1000])
def test_a_limit_is_kept_to(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop, limit: int
) -> None:
    pages = loop.run_until_complete(_all(_export(reader, 10).pages(limit=limit)))
    assert _keys(pages) == _current(archive)[:limit]


def test_exports_of_any_length_share_a_few_statements(
    archive: Archive,
    reader: QueryEngine,
    loop: asyncio.AbstractEventLoop,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A database keeps each one prepared, which takes a lot of memory."""
    kept = set()
    monkeypatch.setattr(reader, "keep", lambda key, _: kept.add(key))
    whole = _current(archive)
    for limit in range(1, 41):
        pages = loop.run_until_complete(_all(_export(reader, 1000).pages(limit=limit)))
        assert _keys(pages) == whole[:limit]
    assert len(kept) == len({1, 2, 4, 8, 16, 32, 64})


@pytest.mark.parametrize("cut", [0, 3, 9, 10, 33])
def test_a_cut_export_goes_on_where_it_was(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop, cut: int
) -> None:
    whole = [
        row for page in loop.run_until_complete(_all(_export(reader, 10).pages())) for row in page
    ]
    rest = _export(reader, 10).pages(whole[cut].cursor)
    assert _keys(loop.run_until_complete(_all(rest))) == _current(archive)[cut + 1 :]


def test_behind_the_last_row_there_is_one_empty_page(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop
) -> None:
    del archive
    pages = loop.run_until_complete(_all(_export(reader, 10).pages()))
    again = _export(reader, 10).pages(pages[-1][-1].cursor)
    assert loop.run_until_complete(_all(again)) == [[]]


def test_an_import_in_the_middle_neither_doubles_nor_loses_rows(
    engine: Engine, run: ImportRun, reader: QueryEngine, loop: asyncio.AbstractEventLoop
) -> None:
    def add(number: int, day: date) -> None:
        text = f"Report {number}. {TEXT}"
        said = statement("Tarnova was theirs", text=text, speaker=ARELIAN)
        dated = replace(article(text, name=f"{number}.txt"), published=day)
        write_annotation(engine, Annotation(dated, (said,)), run)

    for number in range(9):
        add(number, date(2024, 5, 1 + number))

    async def read() -> tuple[list[str], list[str]]:
        export = _export(reader, 3)
        before = _keys(await _all(export.pages()))
        found: list[list[ExportRow]] = []
        async for page in export.pages():
            found.append(page)
            if len(found) == 1:
                add(20, date(2024, 6, 1))  # in front of the reader
                add(21, date(2024, 4, 1))  # behind
        return before, _keys(found)

    before, found = loop.run_until_complete(read())
    assert found[:-1] == before
    assert len(set(found)) == len(found) == 10


@pytest.mark.parametrize(
    "where",
    [
        {"party": {"in": ["UA", "RU"]}},
        {"place": {"country": {"in": ["AM", "SD", "UA"]}}},
        {"search": "drones"},
        {"superseded": True},
        {"place": {"name": {"in": ["Tarnova", "Hill"]}}, "contradicted": False},
    ],
)
def test_any_filter_pages_like_a_list(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop, where: Any
) -> None:
    del archive
    small = loop.run_until_complete(_all(_export(reader, 4, where).pages()))
    whole = loop.run_until_complete(_all(_export(reader, 1000, where).pages()))
    assert _keys(small) == _keys(whole) != []


def test_contradictions_are_those_that_are_shown(
    archive: Archive, reader: QueryEngine, loop: asyncio.AbstractEventLoop
) -> None:
    pages = loop.run_until_complete(_all(_export(reader, 4, root="contradictions").pages()))
    shown = {
        row["key"]
        for row in archive.rows("contradiction")
        if not row["superseded_at"] and row["status"].value != "rejected"
    }
    assert set(_keys(pages)) == shown


@pytest.mark.parametrize(
    ("where", "cursor", "path"),
    [
        ({"colour": 1}, None, ("where", "colour")),
        ({}, "abc", ("after",)),
        ({"said": {"gte": "x"}}, None, ("where", "said", "gte")),
    ],
)
def test_a_fault_shows_with_the_first_page(
    reader: QueryEngine, loop: asyncio.AbstractEventLoop, where: Any, cursor: Any, path: Any
) -> None:
    with pytest.raises(QueryError) as caught:
        loop.run_until_complete(anext(_export(reader, 10, where).pages(cursor)))
    assert caught.value.path == path
