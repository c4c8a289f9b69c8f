"""Read a text in a process of its own: the server stays small, and a heavy text blocks nobody.

The process starts with the first request. It is ended when a text takes too long, or breaks it,
and the next request starts another.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

DEADLINE = 60.0
"""Seconds that one text may take."""
WAITING = 8
"""Requests that may wait for the process; the next one is turned away."""


@dataclass(frozen=True, slots=True)
class Given:
    """A text to be read, and what is known of it."""

    name: str
    text: str
    published: date | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class GivenPair:
    """Two texts to be compared, and what is known of them."""

    a: str
    b: str
    a_published: date | None = None
    b_published: date | None = None
    a_speaker: str | None = None
    b_speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a text was not read."""

    code: str
    message: str


class AnnotatorBusyError(Exception):
    """Too many texts are waiting."""


class AnnotatorFailedError(Exception):
    """The text took too long, or ended the process."""


class Annotator:
    """Hands texts to the process and waits for what it found."""

    def __init__(self, deadline: float = DEADLINE) -> None:
        self._deadline = deadline
        self._pool: ProcessPoolExecutor | None = None
        self._waiting = 0
        self._turn = asyncio.Lock()

    async def read(self, given: Given, *, layers: bool = False) -> dict[str, Any] | Unread:
        """Read one text."""
        return await self._in_turn(partial(read_text, given, layers=layers))

    async def compare(self, pairs: Sequence[GivenPair]) -> list[dict[str, Any]]:
        """Judge pairs of texts: a verdict for each, or what is wrong with it."""
        return await self._in_turn(partial(compare_pairs, pairs))

    async def _in_turn[T](self, work: Callable[[], T]) -> T:
        if self._waiting >= WAITING:
            raise AnnotatorBusyError
        self._waiting += 1
        try:
            async with self._turn:
                return await self._run(work)
        finally:
            self._waiting -= 1

    async def _run[T](self, work: Callable[[], T]) -> T:
        if self._pool is None:
            # A fresh interpreter: a fork would copy the server's threads and connections.
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn)
        reading = asyncio.wrap_future(self._pool.submit(work))
        try:
            return await asyncio.wait_for(reading, self._deadline)
        except (TimeoutError, BrokenProcessPool) as error:
            self._end()
            raise AnnotatorFailedError from error

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        # Waiting for it would wait for the very text that is given up.
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 - 3.12 has no kill
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the process."""
        self._end()


def read_text(given: Given, *, layers: bool) -> dict[str, Any] | Unread:
    """Read a text; runs in the process, which alone loads the language model."""
    # Imported here, so that the server itself never loads them.
    from importer.gold import corpus_records, layers_record  # noqa: PLC0415 - the process alone
    from importer.model import Article  # noqa: PLC0415 - the process alone
    from importer.pipeline import annotate_corpus  # noqa: PLC0415 - the process alone
    from importer.read.parse import article_of  # noqa: PLC0415 - the process alone
    from importer.read.rejection import UnreadableError  # noqa: PLC0415 - the process alone

    try:
        article = article_of(
            Article(
                given.name,
                given.text,
                published=given.published,
                url=given.url,
                outlet=given.outlet,
                title=given.title,
            )
        )
    except UnreadableError as problem:
        rejection = problem.rejection(given.name)
        return Unread(rejection.code, f"{rejection.message} {rejection.hint}".strip())
    annotations, links = annotate_corpus([article])
    record = next(iter(corpus_records(annotations, links)))
    if layers:
        record |= {"layers": layers_record(annotations[0])}
    return {**record, "text": article.text, "warnings": list(annotations[0].warnings)}


def compare_pairs(pairs: Sequence[GivenPair]) -> list[dict[str, Any]]:
    """Judge pairs of texts; runs in the process. A bad pair never stops the rest."""
    from importer.compare import compare, comparison_record, make_side  # noqa: PLC0415 - see above
    from importer.read.rejection import UnreadableError  # noqa: PLC0415 - the process alone

    records: list[dict[str, Any]] = []
    for pair in pairs:
        try:
            a = make_side(pair.a, pair.a_published, pair.a_speaker)
            b = make_side(pair.b, pair.b_published, pair.b_speaker)
            records.append(comparison_record(compare(a, b), a.text, b.text))
        except UnreadableError as problem:
            message = f"{problem.message} {problem.hint}".strip()
            records.append({"error": {"code": problem.code.value, "message": message}})
    return records
