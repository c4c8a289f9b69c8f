"""The state of one compilation: fresh aliases, bound values, and the finished plan."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from db.query.dialect import Dialect, Kind
from db.query.errors import QueryError, TooComplexError
from db.query.selection import Slot
from db.query.values import Converter, Path


@dataclass(frozen=True, slots=True)
class Bind:
    """A parameter: where its value stands in a request, how it is checked, and its kind."""

    slot: Slot
    convert: Converter
    kind: Kind
    path: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement, and how to fill in its parameters. It answers one row of one JSON text."""

    sql: str
    binds: tuple[Bind, ...]
    dialect: Dialect
    light: bool = False
    """True for look-ups by key with short lists: a few rows, however large the archive."""
    checks: tuple[Bind, ...] = ()
    """Values that the statement does not read, and that must be right all the same."""
    heavy: bool = False
    """True for what may read much of a table."""

    def parameters(self, variables: Mapping[str, Any]) -> list[Any]:
        """Check the values of a request and encode them for the driver."""
        for check in self.checks:
            check.convert(check.slot.read(variables), check.path)
        values = []
        for bind in self.binds:
            value = bind.convert(bind.slot.read(variables), bind.path)
            # Text goes to every driver as it is; look-ups by key bind nothing else.
            values.append(
                value if bind.kind is Kind.TEXT else self.dialect.encode(value, bind.kind)
            )
        return values


class Compiler:
    """Collects what a statement binds while its text is put together."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._binds: list[Bind] = []
        self._checks: list[Bind] = []
        self._numbers = count(1)
        self._location: list[str] = []
        self._light = True
        self._in_list = False

    def weigh(self) -> None:
        """Note that the statement can touch many rows."""
        self._light = False

    @contextmanager
    def list(self) -> Iterator[None]:
        """Write what stands in a short list; a list in a list is short no more."""
        if self._in_list:
            self.weigh()
        outside, self._in_list = self._in_list, True
        try:
            yield
        finally:
            self._in_list = outside

    def alias(self, table: str) -> str:
        """Return a name for a table that is new in this statement."""
        return f"{table[0]}{next(self._numbers)}"

    @contextmanager
    def at(self, key: str) -> Iterator[None]:
        """Name the response key that is being written in every error that comes of it."""
        self._location.append(key)
        try:
            yield
        except QueryError as error:
            raise error.below(key) from None
        finally:
            self._location.pop()

    def bind(self, slot: Slot, convert: Converter, kind: Kind, path: Path) -> str:
        """Bind a value and return the parameter."""
        self._binds.append(Bind(slot, convert, kind, (*self._location, *path)))
        return self.dialect.parameter(len(self._binds) - 1, kind)

    def check(self, slot: Slot, convert: Converter, kind: Kind, path: Path) -> None:
        """Have a value checked that no part of the statement reads."""
        self._checks.append(Bind(slot, convert, kind, (*self._location, *path)))

    def plan(self, expression: str) -> Plan:
        """Finish: the expression becomes a statement."""
        sql, order = self.dialect.finish(f"SELECT {expression}")
        if len(sql) > MAX_SQL:
            raise TooComplexError
        binds = tuple(self._binds[number] for number in order)
        return Plan(sql, binds, self.dialect, self._light, tuple(self._checks))


MAX_SQL = 500_000
