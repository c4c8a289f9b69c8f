"""Exports on their way: written piece by piece, a bounded number at a time."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from http import HTTPStatus

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from api.problems import RETRY_AFTER, ProblemError
from api.rest.export_formats import Format
from db.exports import Export
from db.query.errors import QueryError

HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}


async def written(
    export: Export,
    form: Format,
    cursor: str | None = None,
    limit: int | None = None,
    *,
    raises: bool = False,
) -> AsyncGenerator[bytes]:
    """Iterate over the pieces of an export.

    Raise QueryError before the first piece, where the request is at fault. What goes wrong later is
    told by the last piece, since the answer is then on its way; with `raises` by an error as well.
    """
    count, last, more = 0, cursor, False
    pages = export.pages(cursor, limit)
    async with aclosing(pages):
        rows = await anext(pages)
        yield form.begin()
        try:
            while True:
                if rows:
                    count, last = count + len(rows), rows[-1].cursor
                    yield form.page(rows)
                try:
                    rows = await anext(pages)
                except StopAsyncIteration:
                    more = count == limit
                    break
            if export.after is not None and not more:
                async with aclosing(export.after.pages()) as others:
                    async for rows in others:
                        yield form.after(rows)
        except QueryError as error:
            yield form.broken(error.code, count, last)
            if raises:
                raise
            return
    yield form.end(count, last if more else None)


class Slots:
    """How many exports run in one process: each keeps the database busy for as long as it lasts."""

    def __init__(self, most: int) -> None:
        """Take how many there may be; 0: any number."""
        self._most = most
        self._taken = 0

    def take(self) -> None:
        """Take a slot, or raise ProblemError."""
        if self._most and self._taken >= self._most:
            raise ProblemError(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "too-many-exports",
                f"{self._taken} exports are running, and no more may at a time "
                "(COUNTERCLAIM_EXPORTS_AT_ONCE). Ask again when one has ended.",
                headers={"Retry-After": RETRY_AFTER},
            )
        self._taken += 1

    def give_back(self) -> None:
        """Give a slot back."""
        self._taken -= 1


async def answered(
    export: Export, form: Format, slots: Slots, cursor: str | None, limit: int | None
) -> StreamingResponse:
    """Begin an export; a fault is raised here, so that the status tells it."""
    slots.take()
    pieces = written(export, form, cursor, limit)
    try:
        first = await anext(pieces)
    except BaseException:
        slots.give_back()
        raise
    return _ExportResponse(export.root, form, slots, first, pieces)


class _ExportResponse(StreamingResponse):
    """Sends the pieces, and gives the slot back however that ends."""

    def __init__(
        self, name: str, form: Format, slots: Slots, first: bytes, pieces: AsyncGenerator[bytes]
    ) -> None:
        async def body() -> AsyncGenerator[bytes]:
            yield first
            async for piece in pieces:
                yield piece

        disposition = f'attachment; filename="{name}.{form.suffix}"'
        headers = {**HEADERS, "Content-Disposition": disposition}
        super().__init__(body(), media_type=form.media_type, headers=headers)
        self._slots = slots
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            async with aclosing(self._pieces):
                await super().__call__(scope, receive, send)
        finally:
            self._slots.give_back()
