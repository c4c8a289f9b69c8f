"""Lists that fetch their pages as they are read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Page[T]:
    """Some items in order, and the cursor of the next page; None on the last one."""

    items: list[T]
    next_cursor: str | None
    total_count: int | None = None


class Fetch[T](Protocol):
    """Gets the page behind a cursor."""

    def __call__(self, cursor: str | None, *, count: bool = False) -> Page[T]:
        """Ask for it, with the count of all items where it is wanted."""
        ...


class AsyncFetch[T](Protocol):
    """The same for those who await it."""

    async def __call__(self, cursor: str | None, *, count: bool = False) -> Page[T]:
        """Ask for it, with the count of all items where it is wanted."""
        ...


class Pages[T]:
    """Iterates over all items, asking for a page when it comes to it; can be iterated again."""

    def __init__(self, fetch: Fetch[T]) -> None:
        self._fetch = fetch

    def __iter__(self) -> Iterator[T]:
        """Iterate over the items of all pages."""
        for page in self.pages():
            yield from page.items

    def pages(self, after: str | None = None) -> Iterator[Page[T]]:
        """Iterate over the pages themselves, those behind a cursor where one is given."""
        while True:
            page = self._fetch(after)
            yield page
            after = page.next_cursor
            if after is None:
                return

    def first(self) -> T | None:
        """Return the first item, None where there is none."""
        return next(iter(self), None)

    def count(self) -> int:
        """Count all that fit. This takes the server time: leave it out where you can."""
        return self._fetch(None, count=True).total_count or 0


class AsyncPages[T]:
    """The same for `async for`."""

    def __init__(self, fetch: AsyncFetch[T]) -> None:
        self._fetch = fetch

    async def __aiter__(self) -> AsyncIterator[T]:
        """Iterate over the items of all pages."""
        async for page in self.pages():
            for item in page.items:
                yield item

    async def pages(self, after: str | None = None) -> AsyncIterator[Page[T]]:
        """Iterate over the pages themselves, those behind a cursor where one is given."""
        while True:
            page = await self._fetch(after)
            yield page
            after = page.next_cursor
            if after is None:
                return

    async def first(self) -> T | None:
        """Return the first item, None where there is none."""
        async for item in self:
            return item
        return None

    async def count(self) -> int:
        """Count all that fit. This takes the server time: leave it out where you can."""
        return (await self._fetch(None, count=True)).total_count or 0
