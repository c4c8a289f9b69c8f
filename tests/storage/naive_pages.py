"""The naive evaluator's pages: all rows of a list in order, and a cut out of them."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.storage.archive import Row
from tests.storage.naive_columns import DEFAULT_ORDERS, SORT_COLUMNS

DEFAULT_PAGE = 20


@dataclass(frozen=True)
class PageOrder:
    """How a list of a type is sorted."""

    type: str
    field: str
    descending: bool

    def place(self, row: Row) -> tuple[Any, int]:
        """Return where a row stands: its sort key, and its id to break ties."""
        value = row[SORT_COLUMNS[self.field]]
        # Databases sort text by code point here, as UTF-8 does.
        return value.encode() if isinstance(value, str) else value, row["id"]


type Cursors = Mapping[PageOrder, Mapping[int, str]]
"""The cursors that the interface gives to rows, by the ids of these."""


def page_order(type_name: str, chosen: Mapping[str, str] | None) -> PageOrder:
    """Read an `orderBy`."""
    if not chosen:
        return PageOrder(type_name, *DEFAULT_ORDERS.get(type_name, ("DATE", True)))
    return PageOrder(type_name, chosen["field"], chosen.get("direction", "ASC") == "DESC")


@dataclass(frozen=True)
class Page:
    """A page, and what of the whole list lies in front of it and behind it."""

    rows: list[Row]
    before: list[Row]
    after: list[Row]

    def info(self, marks: Mapping[int, str]) -> dict[str, Any]:
        """Answer `pageInfo`."""
        return {
            "hasNextPage": bool(self.after),
            "hasPreviousPage": bool(self.before),
            "startCursor": marks.get(self.rows[0]["id"]) if self.rows else None,
            "endCursor": marks.get(self.rows[-1]["id"]) if self.rows else None,
            "__typename": "PageInfo",
        }


def page(rows: list[Row], table: list[Row], arguments: Mapping[str, Any], order: PageOrder) -> Page:
    """Cut a page out of sorted rows.

    `after` and `before` are ids of rows of the table here, which need not be among the rows.
    """
    in_front = operator.gt if order.descending else operator.lt
    start, end = 0, len(rows)
    if arguments.get("after"):
        edge = order.place(table[arguments["after"] - 1])
        start = sum(not in_front(edge, order.place(row)) for row in rows)
    if arguments.get("before"):
        edge = order.place(table[arguments["before"] - 1])
        end = sum(in_front(order.place(row), edge) for row in rows)
    if arguments.get("last"):
        cut = max(start, end - arguments["last"])
        return Page(rows[cut:end], rows[:cut], rows[end:])
    cut = min(end, start + (arguments.get("first") or DEFAULT_PAGE))
    return Page(rows[start:cut], rows[:start], rows[cut:])
