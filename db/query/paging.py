"""Pages by keyset: a cursor carries the sort key and the id of its row, and the order it is of."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from db.query.compiler import Compiler
from db.query.dialect import Kind, OrderTerm, order_by
from db.query.errors import PageError
from db.query.joining import concatenate
from db.query.selection import Argument, Slot
from db.query.values import Path, as_moment

DEFAULT_PAGE = 20
MAX_PAGE = 100
MAX_COUNTED = 1_000_000
CURSOR_VERSION = 1
MAX_CURSOR = 4000
MAX_ID = 2**63 - 1
KEY, ROW = 2, 3
"""Where sort key and row id stand in a cursor, behind its version and the order's name."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column that pages can be sorted by. It is never null, and the id breaks ties."""

    column: str
    kind: Kind
    tied: bool = False
    """Whether so many rows have the same value that a planner reckons wrongly with them."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The paging arguments of one connection, checked."""

    size: int
    backwards: bool
    order_name: str
    order: Order
    descending: bool
    after: Slot | None
    before: Slot | None
    spare: bool = True
    """Whether a row more is read, to see if there are others."""
    most: str = ""
    """How many rows are read where that is another number than the page shows."""

    @property
    def length(self) -> int:
        """Return how many rows are read."""
        return self.size + self.spare

    @property
    def falls(self) -> bool:
        """Tell whether the rows are read from the greatest on."""
        return self.descending != self.backwards

    @property
    def sign(self) -> str:
        """Write how a row compares with one that is read after it."""
        return ">=" if self.falls else "<="

    def terms(self, key: str, row: str) -> tuple[OrderTerm, OrderTerm]:
        """Return the two terms to sort by."""
        return OrderTerm(key, self.descending), OrderTerm(row, self.descending)

    def beyond(self, compiler: Compiler, key: str, row: str, *, cursor: str) -> str:
        """Write the test for rows strictly past a cursor, away from where it points."""
        return self._compare(compiler, key, row, cursor, inside=True)

    def outside(self, compiler: Compiler, key: str, row: str, *, cursor: str) -> str:
        """Write the test for the rows that the cursor cuts off."""
        return self._compare(compiler, key, row, cursor, inside=False)

    def _compare(self, compiler: Compiler, key: str, row: str, cursor: str, *, inside: bool) -> str:
        sign, bound_key, bound_row = self.bounds(compiler, cursor, inside=inside)
        # The row-value form is the one that indexes serve on both databases.
        return f"({key},{row}) {sign} ({bound_key},{bound_row})"

    def bounds(
        self, compiler: Compiler, cursor: str, *, inside: bool = True
    ) -> tuple[str, str, str]:
        """Bind a cursor: the sign of the comparison, the sort key, the row id."""
        slot = self.after if cursor == "after" else self.before
        if slot is None:
            raise ValueError(cursor)
        onward = (cursor == "after") != self.descending
        sign = {True: ">", False: "<"}[onward] if inside else {True: "<=", False: ">="}[onward]
        name = self.order_name
        kind = self.order.kind
        bound_key = compiler.bind(slot, CursorPart(name, kind, KEY), kind, (cursor,))
        bound_row = compiler.bind(slot, CursorPart(name, kind, ROW), Kind.INTEGER, (cursor,))
        if self.order.tied:  # of rows past a key that many share PostgreSQL expects hardly any
            hide = compiler.dialect.hidden.format
            bound_key, bound_row = hide(bound_key), hide(bound_row)
        return sign, bound_key, bound_row

    @property
    def given_cursors(self) -> list[str]:
        """Name the cursors that the page is bounded by."""
        return [name for name in ("after", "before") if getattr(self, name) is not None]

    def cursors(self, compiler: Compiler, key: str, row: str) -> list[str]:
        """Write the tests for rows between the cursors."""
        return [self.beyond(compiler, key, row, cursor=name) for name in self.given_cursors]

    def ending(self, *keys: str) -> str:
        """Write ORDER BY and LIMIT: the page, from where it is read, and a row to spare."""
        terms = [OrderTerm(key, self.falls) for key in keys]
        return f"ORDER BY {order_by(terms)} LIMIT {self.most or self.length}"

    def last(self, *keys: str) -> str:
        """Write ORDER BY and LIMIT: the row that is read last."""
        return f"ORDER BY {order_by([OrderTerm(key, not self.falls) for key in keys])} LIMIT 1"

    def check_cursors(self, compiler: Compiler) -> None:
        """Have the cursors checked where no page is read, as for a count alone."""
        for name, slot in (("after", self.after), ("before", self.before)):
            if slot is not None:
                kind = self.order.kind
                for part in (KEY, ROW):
                    compiler.check(slot, CursorPart(self.order_name, kind, part), kind, (name,))

    def cursor(self, compiler: Compiler, key: str, row: str) -> str:
        """Write the cursor of a row, as text without quotes."""
        dialect = compiler.dialect
        head = f'[{CURSOR_VERSION},"{self.order_name}",'
        key_text = dialect.sort_key_text(key, self.order.kind)
        row_text = dialect.json(row, Kind.INTEGER, nullable=False)
        return dialect.base64(concatenate([f"'{head}'", key_text, "','", row_text, "']'"]))


@dataclass(frozen=True, slots=True)
class CursorPart:
    """Reads one part of a cursor, after checking all of it."""

    order_name: str
    kind: Kind
    index: int

    def __call__(self, value: Any, path: Path) -> Any:
        """Return the part, of the kind that it is compared with."""
        parts = self._decode(value, path)
        if parts[1] != self.order_name:
            raise PageError(f"is a cursor of another order than {self.order_name}", path)
        if self.index == KEY:
            return _read_key(parts[KEY], self.kind, path)
        row = parts[ROW]
        if not isinstance(row, int) or not 0 <= row <= MAX_ID:
            raise PageError("is not a cursor of this interface", path)
        return row

    @staticmethod
    def _decode(value: Any, path: Path) -> list[Any]:
        if isinstance(value, str) and len(value) <= MAX_CURSOR:
            try:
                parts = orjson.loads(base64.b64decode(value, validate=True))
            except (binascii.Error, orjson.JSONDecodeError, ValueError):
                parts = None
            if isinstance(parts, list) and len(parts) == ROW + 1 and parts[0] == CURSOR_VERSION:
                return parts
        raise PageError("is not a cursor of this interface", path)


def _read_key(key: Any, kind: Kind, path: Path) -> Any:
    """Return a sort key as a value of its kind."""
    if kind is Kind.NUMBER and isinstance(key, int | float):
        return float(key)
    if kind is Kind.INTEGER and isinstance(key, int) and abs(key) <= MAX_ID:
        return key
    if kind is Kind.TEXT and isinstance(key, str) and "\0" not in key:
        return key
    if kind is Kind.MOMENT:
        return as_moment(key, path)
    raise PageError("is not a cursor of this interface", path)


def read_page(
    arguments: Mapping[str, Argument],
    orders: Mapping[str, Order],
    default: tuple[str, bool],
    largest: int = MAX_PAGE,
) -> PageRequest:
    """Check the paging arguments of a connection. Their values are part of the plan's key."""
    first = _size(arguments, "first", largest)
    last = _size(arguments, "last", largest)
    if first is not None and last is not None:
        raise PageError("first and last cannot be used together", ("last",))
    name, descending = _order(arguments.get("orderBy"), orders, default)
    return PageRequest(
        size=last or first or DEFAULT_PAGE,
        backwards=last is not None,
        order_name=f"{name}_{'DESC' if descending else 'ASC'}",
        order=orders[name],
        descending=descending,
        after=_cursor(arguments, "after"),
        before=_cursor(arguments, "before"),
    )


def _value(argument: Argument | None) -> Any:
    return argument.value if isinstance(argument, Slot) else argument


def _size(arguments: Mapping[str, Argument], name: str, largest: int) -> int | None:
    size = _value(arguments.get(name))
    if size is None:
        return None
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= largest:
        raise PageError(f"must be a whole number from 1 to {largest}", (name,))
    return int(size)


def _cursor(arguments: Mapping[str, Argument], name: str) -> Slot | None:
    slot = arguments.get(name)
    if _value(slot) is None:
        return None
    if not isinstance(slot, Slot):
        raise PageError("is not a cursor of this interface", (name,))
    return slot


def _order(
    argument: Argument | None, orders: Mapping[str, Order], default: tuple[str, bool]
) -> tuple[str, bool]:
    if _value(argument) is None:
        return default
    if not isinstance(argument, dict) or not set(argument) <= {"field", "direction"}:
        raise PageError("must have a field and may have a direction", ("orderBy",))
    field = str(_value(argument.get("field")))
    direction = str(_value(argument.get("direction")) or "ASC")
    if field not in orders:
        raise PageError(f"must be one of {', '.join(orders)}", ("orderBy", "field"))
    if direction not in {"ASC", "DESC"}:
        raise PageError("must be ASC or DESC", ("orderBy", "direction"))
    return field, direction == "DESC"
