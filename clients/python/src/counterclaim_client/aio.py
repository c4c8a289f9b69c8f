"""The client for programs that do other things while they wait."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

import httpx

from counterclaim_client import calls
from counterclaim_client.async_lists import Lists
from counterclaim_client.calls import Call
from counterclaim_client.errors import UnreachableError
from counterclaim_client.models import Annotated, Change, ChangePage, Compared, Control, Uncompared
from counterclaim_client.paging import AsyncPages, Page
from counterclaim_client.retrying import Retry


class AsyncClient(Lists):
    """Asks a server; use it in an `async with` block, or close it.

    `key` is an API key, where the server wants one. `timeout` is in seconds, for each attempt.
    """

    def __init__(
        self,
        base_url: str,
        *,
        key: str | None = None,
        timeout: float = 30.0,
        retry: Retry | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._retry = retry or Retry()
        self._sleep = sleep
        self._http = httpx.AsyncClient(
            base_url=base_url,
            headers=calls.headers(key),
            timeout=timeout,
            transport=transport,
            follow_redirects=True,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.aclose()

    async def control(self, place: str, first: date | str, last: date | str) -> Control:
        """Say who held a place (its key) on the days from `first` to `last`, and who says so."""
        return calls.read(await self._send(calls.control(place, first, last)), Control)

    async def compare(self, a: str, b: str, **given: Any) -> Compared | Uncompared:
        """Judge two texts; `given` may be a_published, b_published, a_speaker, b_speaker."""
        return (await self.compare_all([{"a": a, "b": b, **given}]))[0]

    async def compare_all(self, pairs: Sequence[Mapping[str, Any]]) -> list[Compared | Uncompared]:
        """Judge at most 100 pairs, in order; each has `a`, `b` and may have an `id`."""
        return calls.read_verdicts(await self._send(calls.comparison(pairs)))

    async def annotate(self, text: str, **given: Any) -> Annotated:
        """Read a text that is not stored; `given` may be published, name, title, url, outlet."""
        return calls.read(await self._send(calls.annotation(text, given)), Annotated)

    async def changes(
        self, cursor: str | None = None, *, page_size: int = 100
    ) -> AsyncIterator[Change]:
        """Iterate over what happened, from the first event or behind a cursor, up to now."""
        more = True
        while more:
            page = await self.change_page(cursor, page_size=page_size)
            for change in page.items:
                yield change
            cursor, more = page.next_cursor, page.has_more

    async def change_page(
        self, cursor: str | None = None, *, page_size: int = 100, wait: float = 0
    ) -> ChangePage:
        """Return a page of the feed; its `next_cursor` leads on, at once or days later."""
        return calls.read(await self._send(calls.feed(cursor, page_size, wait)), ChangePage)

    async def graphql(
        self, query: str, variables: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """Ask a query and return its `data`; raise GraphQLError for what went wrong."""
        return calls.read_data(await self._sent(calls.graphql(query, variables)))

    def _pages[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, filters: Mapping[str, Any]
    ) -> AsyncPages[T, F]:
        return self._paged(calls.listing(path, size, filters), *models)

    def _queried[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, body: dict[str, Any]
    ) -> AsyncPages[T, F]:
        return self._paged(Call("POST", path, json={**body, "limit": size}), *models)

    def _paged[T, F](self, call: Call, model: type[T], facets: type[F]) -> AsyncPages[T, F]:
        async def fetch(cursor: str | None, *, count: bool = False) -> Page[T]:
            return calls.read_page(
                await self._send(calls.page_of(call, cursor, count=count)), model
            )

        async def counts(names: Sequence[str], limit: int | None, at_most: int | None) -> F:
            asked = calls.facets_of(call, names, limit, at_most)
            return calls.read_facets(await self._send(asked), facets)

        return AsyncPages(fetch, counts)

    async def _one[T](self, path: str, key: str, model: type[T]) -> T:
        return calls.read(await self._send(calls.item(path, key)), model)

    async def _send(self, call: Call) -> httpx.Response:
        return calls.check(await self._sent(call))

    async def _sent(self, call: Call) -> httpx.Response:
        """Send a request as often as patience lasts."""
        attempt = 0
        while True:
            attempt += 1
            response, problem = None, None
            try:
                response = await self._http.request(call.method, call.path, **call.arguments())
            except httpx.TransportError as error:
                problem = error
            lost = response is None and call.writes
            wait = None if lost else self._retry.wait(attempt, response)
            if wait is not None:
                await self._sleep(wait)
            elif response is not None:
                return response
            else:
                raise UnreachableError(f"{self._http.base_url}: {problem}") from problem
