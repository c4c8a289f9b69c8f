"""Lists that fetch their pages as they are read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
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


class Counts[F](Protocol):
    """Counts what a list holds by the values of its items."""

    def __call__(self, names: Sequence[str], limit: int | None, at_most: int | None) -> F:
        """Ask for the counts."""
        ...


class AsyncCounts[F](Protocol):
    """The same for those who await it."""

    async def __call__(self, names: Sequence[str], limit: int | None, at_most: int | None) -> F:
        """Ask for the counts."""
        ...


class Pages[T, F]:
    """Iterates over all items, asking for a page when it comes to it; can be iterated again.

    `T` is the type of an item, `F` that of the list's facets.
    """

    def __init__(self, fetch: Fetch[T], counts: Counts[F]) -> None:
        self._fetch = fetch
        self._counts = counts

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

    def facets(self, *names: str, limit: int | None = None, at_most: int | None = None) -> F:
        """Count how many of all that fit have each value, by names such as `party` or `place`.

        A facet shows its `limit` most frequent values, 10 unless told; of more items than `at_most`
        the first are counted, and `complete` is false.
        """
        return self._counts(names, limit, at_most)


class AsyncPages[T, F]:
    """The same for `async for`."""

    def __init__(self, fetch: AsyncFetch[T], counts: AsyncCounts[F]) -> None:
        self._fetch = fetch
        self._counts = counts

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

    async def facets(self, *names: str, limit: int | None = None, at_most: int | None = None) -> F:
        """Count how many of all that fit have each value, by names such as `party` or `place`.

        A facet shows its `limit` most frequent values, 10 unless told; of more items than `at_most`
        the first are counted, and `complete` is false.
        """
        return await self._counts(names, limit, at_most)
