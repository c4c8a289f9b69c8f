"""The query engine's own promises: shapes, plans, limits of time, and what SQL may hold."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from db.query.dialect import Dialect
from db.query.engine import LruCache, QueryEngine, open_engine
from db.query.errors import QueryError, SlowQueryError, TooComplexError, UnavailableError
from db.query.postgres import LONG, PostgresExecutor
from db.query.postgres_dialect import Postgres
from db.query.selection import Field, argument, select, shape_of, variables_as_arguments
from db.query.sqlite import SqliteExecutor, connect
from db.query.sqlite_dialect import Sqlite
from tests.databases import Database
from tests.storage.archive import make_archive

KEYS = select(edges=select(node=select("key")))


def _field(root: str, **arguments: Any) -> Field:
    return Field(root, root, variables_as_arguments(arguments), KEYS)


def test_shapes_keep_apart_what_makes_other_sql() -> None:
    shapes: list[dict[str, Any]] = [
        {},
        {"where": None},
        {"where": {}},
        {"where": {"text": {"eq": "a"}}},
        {"where": {"text": {"contains": "a"}}},
        {"where": {"contradicted": True}},
        {"where": {"contradicted": False}},
        {"where": {"and": []}},
        {"where": {"party": {"in": ["a", "b"]}}},
        {"where": {"and": [{}]}},
        {"where": {"and": [{}, {}]}},
        {"where": {"party": {"in": ["a"]}}},
        {"first": 1},
        {"first": 2},
    ]
    found = {shape_of(each, frozenset({"first"})) for each in shapes}
    assert len(found) == len(shapes)


def test_shapes_leave_values_out() -> None:
    one = {"where": {"text": {"eq": "a"}, "party": {"in": ["x", "y"]}}, "after": "c"}
    other = {"where": {"text": {"eq": "b"}, "party": {"in": ["z", "w", "v"]}}, "after": "d"}
    assert shape_of(one) == shape_of(other)


@pytest.mark.parametrize("written", [Sqlite(), Postgres()], ids=lambda each: each.name)
def test_values_never_reach_the_text_of_a_statement(written: Dialect) -> None:
    attack = "'; DROP TABLE statement; --"
    where = {
        "text": {"contains": attack, "in": [attack]},
        "search": attack,
        "place": {"key": {"eq": attack}, "inside": attack},
        "or": [{"party": {"eq": attack}}, {"speaker": {"name": {"contains": attack}}}],
    }
    fields = [
        _field("statements", where=where, first=3, after=attack),
        Field("node", "n", {"id": argument(attack)}, variants={"Speaker": select("key")}),
        Field("article", "a", {"key": argument(attack)}, fields=select("key")),
    ]
    plan = QueryEngine(written, SqliteExecutor(Path("none"), timeout=10, readers=2)).plan(fields)
    assert "DROP" not in plan.sql
    assert not {"\x01", "\x02"} & set(plan.sql)


def test_response_keys_are_names() -> None:
    for key in ("", "a b", 'a"', "a'", "é", "1a", "a\n"):
        with pytest.raises(ValueError, match="is not a name"):
            Field("key", key)


@pytest.mark.parametrize(
    ("field", "code", "path"),
    [
        (Field("nothing", "x"), "unknown-field", ("x",)),
        (Field("statements", "x", fields=select(edges=select(node=select("nope")))),
         "unknown-field", ("x", "edges", "node", "nope")),
        (_field("statements", size=1), "unknown-argument", ("statements", "size")),
        (_field("statements", where={"nope": 1}), "bad-filter", ("statements", "where", "nope")),
        (_field("statements", where={"text": "x"}), "bad-filter", ("statements", "where", "text")),
        (_field("statements", where={"and": ["x"]}), "bad-filter", ("statements", "where", "and")),
        (_field("statements", where={"superseded": 1}),
         "bad-filter", ("statements", "where", "superseded")),
        (_field("statements", orderBy={"field": "id; --"}),
         "bad-page", ("statements", "orderBy", "field")),
        (_field("statements", orderBy={"field": "DATE", "direction": "UP"}),
         "bad-page", ("statements", "orderBy", "direction")),
        (_field("statements", first=True), "bad-page", ("statements", "first")),
        (_field("node"), "bad-filter", ("node", "id")),
    ],
)  # fmt: skip
def test_mistakes_are_named_where_they_stand(
    field: Field, code: str, path: tuple[str, ...]
) -> None:
    engine = QueryEngine(Sqlite(), SqliteExecutor(Path("none"), timeout=10, readers=2))
    with pytest.raises(QueryError) as caught:
        engine.plan([field])
    assert (caught.value.code, caught.value.path) == (code, path)


def test_caches_are_bounded() -> None:
    cache: LruCache[int, int] = LruCache(2)
    for number in (1, 2):
        cache.put(number, number)
    assert cache.get(1) == 1
    cache.put(3, 3)
    assert (cache.get(1), cache.get(2), cache.get(3), len(cache)) == (1, None, 3, 2)


def test_caches_are_bounded_by_weight_too() -> None:
    cache: LruCache[int, str] = LruCache(10, 6, len)
    for number, value in enumerate(("aaa", "bb", "c")):
        cache.put(number, value)
    cache.put(1, "b")  # lighter than before
    cache.put(3, "d")
    assert len(cache) == 4
    cache.put(4, "e")
    assert [cache.get(number) for number in range(5)] == [None, "b", "c", "d", "e"]
    cache.drop(4)
    cache.put(5, "more than all")  # of no use to anybody else, but it was asked for
    assert (len(cache), cache.get(5)) == (1, "more than all")
    cache.put(6, "f")
    assert (len(cache), cache.get(6)) == (1, "f")


async def test_long_statements_are_not_kept(database: Database) -> None:
    """They take megabytes each: whoever sends ever new ones must not fill the memory."""
    engine = open_engine(database.url, timeout=30)
    try:
        words = "a" * LONG
        assert await engine.executor.fetch(f"SELECT '{words}'", []) == words
        assert await engine.executor.fetch(f"SELECT '{words}!'", []) == f"{words}!"
        assert await engine.executor.fetch("SELECT 'short'", []) == "short"
        if isinstance(engine.executor, PostgresExecutor):
            kept = "SELECT coalesce(max(length(statement)), 0)::text FROM pg_prepared_statements"
            assert int(await engine.executor.fetch(kept, [])) < LONG
        else:
            assert isinstance(engine.executor, SqliteExecutor)
            assert not engine.executor._connections  # those for long ones are closed again
    finally:
        await engine.executor.close()


@pytest.fixture
async def engine_on(database: Database) -> AsyncIterator[QueryEngine]:
    """Give a query engine with a short limit of time, over an empty archive."""
    engine = open_engine(database.url, timeout=0.3)
    yield engine
    await engine.executor.close()


_SLOW = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000000) "
    "SELECT count(*) FROM n"
)


async def test_slow_statements_are_stopped(engine_on: QueryEngine) -> None:
    for _ in range(3):
        with pytest.raises(SlowQueryError):
            await engine_on.executor.fetch(_SLOW, [])
        assert await engine_on.executor.fetch("SELECT 'well'", []) == "well"


async def test_a_slow_statement_does_not_hold_up_others(engine_on: QueryEngine) -> None:
    slow = asyncio.ensure_future(engine_on.executor.fetch(_SLOW, []))
    await asyncio.sleep(0)
    assert await engine_on.executor.fetch("SELECT 'quick'", []) == "quick"
    assert not slow.done()
    with pytest.raises(SlowQueryError):
        await slow


async def test_a_cancelled_request_leaves_the_connection_well(engine_on: QueryEngine) -> None:
    slow = asyncio.ensure_future(engine_on.executor.fetch(_SLOW, []))
    await asyncio.sleep(0.05)
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow
    answers = await asyncio.gather(
        *(engine_on.executor.fetch(f"SELECT '{number}'", []) for number in range(12))
    )
    assert answers == [str(number) for number in range(12)]


async def test_readers_cannot_write(engine_on: QueryEngine) -> None:
    with pytest.raises(QueryError):
        await engine_on.executor.fetch("DELETE FROM statement RETURNING 'gone'", [])


async def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    executor = SqliteExecutor(path, timeout=10, readers=2)
    with pytest.raises(UnavailableError):
        await executor.fetch("SELECT '1'", [])
    await executor.close()
    assert not path.exists()


async def test_a_statement_too_deep_is_refused(engine_on: QueryEngine, dialect: str) -> None:
    deep = select("key")
    for _ in range(14):
        deep = select(nested=deep)
    field = Field("statements", "s", fields=select(edges=select(node=deep)))
    plan = engine_on.plan([field])
    if dialect == "sqlite" and sqlite3.sqlite_version_info < (3, 46):
        with pytest.raises(TooComplexError):
            await engine_on.run(plan, {})
    else:
        assert await engine_on.run(plan, {}) == b'{"s":{"edges":[]}}'


HOT = {
    "newest": (_field("statements", first=5), "ix_statement_sort_at_id"),
    "a side, newest": (
        _field("statements", where={"party": {"eq": "UA"}}), "ix_statement_party_sort_at_id",
    ),
    "a place, a side, a period": (
        _field("statements", where={"place": {"key": {"eq": "geonames:900"}},
            "party": {"eq": "UA"}, "said": {"gte": "2024-03-01", "lte": "2024-03-09"}}),
        "ix_statement_location_by_party",
    ),
    "a place, newest": (
        _field("statements", where={"place": {"key": {"eq": "geonames:900"}}}),
        "ix_statement_location_by_time",
    ),
    "a statement by key": (
        Field("statement", "s", {"key": argument("x")}, select("text")), "uq_statement_key_current",
    ),
    "newest contradictions": (_field("contradictions"), "ix_contradiction_sort_at_id"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOT)
def test_hot_queries_are_served_by_their_index(sqlite_template: Path, name: str) -> None:
    """A plan, not a time: SQLite says which index it takes, and that it sorts nothing large."""
    path = sqlite_template.with_name("hot.sqlite")
    if not path.exists():
        path.write_bytes(sqlite_template.read_bytes())
        writer = Database(f"sqlite:///{path}", "sqlite").engine()
        make_archive(1, statements=800).store(writer)
        with writer.begin() as connection:
            connection.execute(text("ANALYZE"))
        writer.dispose()
    field, index = HOT[name]
    plan = QueryEngine(Sqlite(), SqliteExecutor(path, timeout=10, readers=2)).plan([field])
    variables = {key: _unwrap(value) for key, value in field.arguments.items()}
    reader = connect(path)
    rows = reader.execute(f"EXPLAIN QUERY PLAN {plan.sql}", plan.parameters(variables))
    steps = [str(row[3]) for row in rows]
    reader.close()
    assert any(index in step for step in steps), steps
    scanned = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    assert all(step.split()[1] in _SMALL or step.split()[1][0] in "pe(" for step in scanned), steps


_SMALL = {"CONSTANT", "page"}


def _unwrap(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unwrap(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_unwrap(item) for item in value]
    return value.value


@pytest.mark.parametrize("written", [Sqlite(), Postgres()], ids=lambda each: each.name)
def test_only_look_ups_with_short_lists_are_light(written: Dialect) -> None:
    places = select("mention", location=select("name"))
    opposed = select(contradictions=select(other=select("text")))

    def is_light(*fields: Field) -> bool:
        plan = QueryEngine(written, SqliteExecutor(Path("none"), timeout=10, readers=2)).plan(
            [Field("statement", "s", {"key": argument("k")}, fields=tuple(fields))]
        )
        return plan.light

    assert is_light(*select("text", places=places), *opposed)
    assert not is_light(*select(contradictions=select(other=opposed)))
    assert not is_light(*select(article=select(statements=select(edges=select("cursor")))))
    assert not (
        QueryEngine(written, SqliteExecutor(Path("none"), timeout=10, readers=2))
        .plan([_field("statements", first=1)])
        .light
    )
