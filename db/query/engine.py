"""The query engine: one statement for each request, planned once for each shape of request."""

import asyncio
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from db.engine import parse_url
from db.postgres_sessions import split_prepared
from db.query.compiler import Compiler, Plan
from db.query.description import Row, project
from db.query.dialect import Dialect
from db.query.errors import BusyError
from db.query.postgres import PostgresExecutor
from db.query.postgres_dialect import Postgres
from db.query.roots import QUERY
from db.query.selection import Field
from db.query.sqlite import SqliteExecutor
from db.query.sqlite_dialect import Sqlite
from db.query.usage import Usage
from db.query.weight import scans

MAX_PLANS, ROOM = 1024, 4_000_000
"""How many plans are kept, and how many characters of SQL they may have together: with what they
bind, a character of SQL stands for some four bytes of a plan."""
HEAVY_AT_ONCE = 2
HEAVY_WAITING = 16
"""Those that run are among them."""
READERS = 8


class Executor(Protocol):
    """Runs statements that answer one JSON text."""

    async def open(self) -> None:
        """Make ready."""
        ...

    async def close(self) -> None:
        """Give all resources back."""
        ...

    def usage(self) -> Usage:
        """Tell how the connections are used."""
        ...

    async def fetch(
        self, sql: str, parameters: Sequence[Any], *, light: bool = False, heavy: bool = False
    ) -> str:
        """Run one statement; a light one is known to take microseconds, a heavy one much."""
        ...


class LruCache[K: Hashable, V]:
    """A bounded dictionary that forgets what was used longest ago."""

    def __init__(
        self, size: int, room: float = math.inf, weigh: Callable[[V], float] = lambda _: 0
    ) -> None:
        """Take how many entries there may be, and what they may weigh together."""
        self._size = size
        self._room = room
        self._weigh = weigh
        self._weight = 0.0
        self._entries: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: K) -> V | None:
        """Return an entry and mark it as used."""
        found = self._entries.get(key)
        if found is not None:
            self._entries.move_to_end(key)
        return found

    def drop(self, key: K) -> None:
        """Forget an entry, if it is there."""
        found = self._entries.pop(key, None)
        if found is not None:
            self._weight -= self._weigh(found)

    def put(self, key: K, value: V) -> None:
        """Add an entry, and drop the oldest when there are too many, or they weigh too much."""
        self.drop(key)
        self._entries[key] = value
        self._weight += self._weigh(value)
        while len(self._entries) > self._size or (
            self._weight > self._room and len(self._entries) > 1
        ):
            _, oldest = self._entries.popitem(last=False)
            self._weight -= self._weigh(oldest)


class QueryEngine:
    """Plans selections and runs them."""

    def __init__(self, dialect: Dialect, executor: Executor) -> None:
        self.dialect = dialect
        self.executor = executor
        self._plans: LruCache[Hashable, Plan] = LruCache(
            MAX_PLANS, ROOM, lambda plan: len(plan.sql)
        )
        self.planned = 0
        """Plans made so far: requests of a shape that was not known."""
        self._room = asyncio.Semaphore(HEAVY_AT_ONCE)
        self._waiting = 0

    def plan(self, fields: Sequence[Field]) -> Plan:
        """Compile a selection on the query root; raise QueryError where it is at fault."""
        self.planned += 1
        compiler = Compiler(self.dialect)
        plan = compiler.plan(project(compiler, QUERY, Row(""), fields))
        return replace(plan, heavy=True) if scans(fields) else plan

    def cached(self, key: Hashable) -> Plan | None:
        """Return the plan kept under a key."""
        return self._plans.get(key)

    def keep(self, key: Hashable, plan: Plan) -> None:
        """Keep a plan for the next request of its shape."""
        self._plans.put(key, plan)

    async def run(self, plan: Plan, variables: Mapping[str, Any], *, heavy: bool = False) -> bytes:
        """Answer one request as JSON; `heavy` where it fetches much, if the plan reads little."""
        parameters = plan.parameters(variables)
        heavy = heavy or plan.heavy
        answer = await self.executor.fetch(plan.sql, parameters, light=plan.light, heavy=heavy)
        return self.dialect.deliver(answer)

    async def run_in_turn(
        self, plan: Plan, variables: Mapping[str, Any], *, heavy: bool = False
    ) -> bytes:
        """Do the same for one of many clients: heavy ones wait for each other, a few at a time.

        Raises BusyError where too many wait already.
        """
        if not (heavy or plan.heavy):
            return await self.run(plan, variables)
        if self._waiting >= HEAVY_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with self._room:
                return await self.run(plan, variables, heavy=True)
        finally:
            self._waiting -= 1


def open_engine(url: str, *, timeout: float = 10.0, readers: int = READERS) -> QueryEngine:
    """Make the engine for a database URL. Its connections open with the first query.

    Statements end after `timeout` seconds; at most `readers` run at once.
    """
    parsed = parse_url(url)
    if parsed.get_backend_name() == "sqlite":
        executor = SqliteExecutor(Path(parsed.database or ""), timeout=timeout, readers=readers)
        return QueryEngine(Sqlite(), executor)
    plain, prepared = split_prepared(parsed.set(drivername="postgresql"))
    dsn = plain.render_as_string(hide_password=False)
    return QueryEngine(
        Postgres(),
        PostgresExecutor(dsn, timeout=timeout, connections=readers, prepared=prepared),
    )
