"""What bounds an export: memory that does not grow with its length, and how many run at a time."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import pyarrow as pa
import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from api.problems import ProblemError
from api.rest import export_parquet
from api.rest.export_catalogue import FORMATS, format_of
from api.rest.export_formats import JsonLines
from api.rest.export_writing import Slots, answered, written
from db.exports import Export, ExportRow
from db.query.errors import PageError

ROWS_OF_PAGE = 20


class Page(list[ExportRow]):
    """A list that can be watched."""


@dataclass
class Watch:
    """Knows which pages somebody still holds."""

    pages: list[weakref.ref[Page]] = field(default_factory=list)

    def held(self) -> int:
        """Count them."""
        return sum(each() is not None for each in self.pages)


class Made(Export):
    """As many pages as `selection` says, each made when it is asked for, of the row in `where`."""

    watch = Watch()

    async def pages(
        self, cursor: str | None = None, limit: int | None = None
    ) -> AsyncGenerator[list[ExportRow]]:
        """Iterate over the pages."""
        del limit
        if cursor == "bad":
            raise PageError("is no cursor", ("after",))
        text = orjson.dumps(self.where)
        for number in range(int(self.selection)):
            # Read anew, as from the engine: no page shares its rows with another.
            page = Page(ExportRow(f"{number}", orjson.loads(text)) for _ in range(ROWS_OF_PAGE))
            self.watch.pages.append(weakref.ref(page))
            yield page
            del page


def _made(root: str, row: Any, pages: int) -> Export:
    return Made(None, root, (), str(pages), row)  # type: ignore[arg-type]  # it asks no engine


@pytest.fixture(params=[(root, form) for root in FORMATS for form in FORMATS[root]])
def exported(request: pytest.FixtureRequest, api: httpx.Client) -> tuple[str, str, Any]:
    """Give what is exported, each format of it, and a row."""
    root, form = request.param
    if root == "annotations":
        article = {"file": "a", "key": "k", "published": None, "text": "word " * 100}
        return root, form, {**article, "statements": [], "contradictions": []}
    return root, form, api.get(f"/v1/{root}").json()["items"][0]


def test_no_more_than_two_pages_are_held(
    exported: tuple[str, str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, form, row = exported
    monkeypatch.setattr(export_parquet, "ROWS_OF_GROUP", 3 * ROWS_OF_PAGE)
    watch = Watch()
    monkeypatch.setattr(Made, "watch", watch)

    async def read() -> tuple[int, int]:
        most = size = 0
        async for piece in written(_made(root, row, 60), format_of(root, form)):
            most, size = max(most, watch.held()), size + len(piece)
        return most, size

    most, size = asyncio.run(read())
    assert len(watch.pages) == 60
    assert most <= 2
    assert size > 60 * ROWS_OF_PAGE


def test_parquet_holds_one_group(api: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Packed rows lie where the pages do not show: in memory of Arrow's."""
    row = api.get("/v1/statements").json()["items"][0]
    monkeypatch.setattr(export_parquet, "ROWS_OF_GROUP", 3 * ROWS_OF_PAGE)

    async def most(pages: int) -> int:
        before, found = pa.total_allocated_bytes(), 0
        async for _ in written(_made("statements", row, pages), format_of("statements", "parquet")):
            found = max(found, pa.total_allocated_bytes() - before)
        return found

    short, long = asyncio.run(most(6)), asyncio.run(most(90))
    assert 0 < long < 2 * short


async def _take(_: Message) -> None:
    """Take whatever is sent."""


async def _wait() -> Message:
    await asyncio.sleep(60)
    return {"type": "http.disconnect"}


SCOPE = {"type": "http", "asgi": {"spec_version": "2.4"}}


async def _begin(slots: Slots, cursor: str | None = None) -> Any:
    return await answered(_made("x", {}, 3), JsonLines(), slots, cursor, None)


def test_one_too_many_is_refused_by_name_until_one_has_ended() -> None:
    async def run() -> None:
        slots = Slots(2)
        first = await _begin(slots)
        await _begin(slots)
        with pytest.raises(ProblemError) as caught:
            await _begin(slots)
        assert (caught.value.status, caught.value.code) == (503, "too-many-exports")
        assert "COUNTERCLAIM_EXPORTS_AT_ONCE" in caught.value.detail
        assert int(caught.value.headers["Retry-After"]) > 0
        await first(SCOPE, _wait, _take)
        await _begin(slots)
        with pytest.raises(ProblemError):
            await _begin(slots)

    asyncio.run(run())


def test_a_fault_takes_no_slot() -> None:
    async def run() -> None:
        slots = Slots(1)
        for _ in range(3):
            with pytest.raises(PageError):
                await _begin(slots, "bad")
        await _begin(slots)

    asyncio.run(run())


@pytest.mark.parametrize("problem", [OSError("gone"), asyncio.CancelledError()])
def test_who_goes_away_gives_the_slot_back(problem: BaseException) -> None:
    async def run() -> None:
        slots = Slots(1)
        sent = 0

        async def breaking(_: Message) -> None:
            nonlocal sent
            sent += 1
            if sent == 3:
                raise problem

        answer = await _begin(slots)
        with pytest.raises((ClientDisconnect, asyncio.CancelledError)):
            await answer(SCOPE, _wait, breaking)
        await (await _begin(slots))(SCOPE, _wait, _take)

    asyncio.run(run())


def test_no_limit_is_none() -> None:
    async def run() -> None:
        slots = Slots(0)
        for _ in range(50):
            await _begin(slots)

    asyncio.run(run())
