"""Everything under a filter, read page by page: the memory it takes does not grow with its length.

Pages follow each other by cursor, as those of a list do, and each is a query of its own, so that an
export of any length holds no connection between two pages and no snapshot of the archive. Rows come
newest first: what an import adds in front of a reader's place while it reads is not met, what it
adds behind is, and no row is met twice.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.annotation_exports import ACROSS, ANNOTATION
from db.query.catalogue import CONTRADICTION, STATEMENT
from db.query.compiler import Compiler
from db.query.connection import Connection
from db.query.description import ObjectType, Row, project
from db.query.engine import QueryEngine
from db.query.errors import QueryError
from db.query.selection import Field, select, shape_of, variables_as_arguments

PAGE = 1000
"""Rows of a page: enough that the work between two pages does not count."""
ARTICLES = 25
"""Articles of a page, each with all that stands in it."""

EXPORTED = ObjectType(
    "Export",
    lambda: {
        "statements": Connection(lambda: STATEMENT, largest=PAGE),
        "contradictions": Connection(lambda: CONTRADICTION, largest=PAGE),
        "annotations": Connection(lambda: ANNOTATION, largest=ARTICLES),
        "across": Connection(lambda: ACROSS, largest=PAGE),
    },
)


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A row as it was selected, and its place in the export."""

    cursor: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Export:
    """What to read, one of the members of `EXPORTED`, with the fields of each row."""

    engine: QueryEngine
    root: str
    fields: tuple[Field, ...]
    selection: str
    """Names the fields, so that their plans are found again."""
    where: Mapping[str, Any]
    page: int = PAGE
    after: "Export | None" = None
    """What follows when all rows have been read."""

    async def pages(
        self, cursor: str | None = None, limit: int | None = None
    ) -> AsyncGenerator[list[ExportRow]]:
        """Iterate over pages behind a cursor, `limit` rows in all.

        At least one page comes, which may be empty. Raise QueryError where the filter or the cursor
        is at fault, which shows with the first page, or when the database does not answer.
        """
        left = limit
        while True:
            rows, more = await self._page(cursor, _asked(self.page, left))
            if left is not None:
                rows, more = rows[:left], more or len(rows) > left
                left -= len(rows)
            yield rows
            if not more or left == 0:
                return
            cursor = rows[-1].cursor

    async def _page(self, cursor: str | None, size: int) -> tuple[list[ExportRow], bool]:
        given: dict[str, Any] = {"first": size}
        if self.where:
            given["where"] = dict(self.where)
        if cursor is not None:
            given["after"] = cursor
        key = ("export", self.root, self.selection, shape_of(given, frozenset({"first"})))
        plan = self.engine.cached(key)
        try:
            if plan is None:
                compiler = Compiler(self.engine.dialect)
                arguments = variables_as_arguments(given)
                node = Field("node", "node", fields=self.fields)
                edges = Field("edges", "edges", fields=(*select("cursor"), node))
                parts = (edges, *select(pageInfo=select("hasNextPage")))
                root = Field(self.root, self.root, arguments, parts)
                plan = compiler.plan(project(compiler, EXPORTED, Row(""), [root]))
                self.engine.keep(key, plan)
            answer = orjson.loads(await self.engine.run(plan, given))[self.root]
        except QueryError as error:
            raise QueryError(error.code, error.message, error.path[1:]) from error
        rows = [ExportRow(edge["cursor"], edge["node"]) for edge in answer["edges"]]
        return rows, answer["pageInfo"]["hasNextPage"]


def _asked(page: int, left: int | None) -> int:
    """Return how many rows to ask for: a power of two, or a whole page.

    Each number asked for is a statement of its own, which a database keeps prepared, and one that
    exports all fields takes half a megabyte.
    """
    if left is None or left >= page:
        return page
    return min(page, 1 << (left - 1).bit_length())
