"""What the databases read to answer: indexes, and in the order in which rows are listed.

Plans, not times. PostgreSQL is told to avoid scans and sorts, so that it shows whether an index can
serve at all: of the few rows of a test it would rather read them all.
"""

from __future__ import annotations

import asyncio
import base64
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from sqlalchemy import text

from db.engine import parse_url
from db.query.catalogue import (
    ARTICLE,
    CONTRADICTION,
    DISPUTE,
    LOCATION,
    NEAR_MISS,
    SPEAKER,
    STATEMENT,
)
from db.query.description import ObjectType
from db.query.dialect import Kind
from db.query.engine import QueryEngine, open_engine
from db.query.selection import Field, Slot, select, variables_as_arguments
from db.query.sqlite import connect
from tests.databases import Database, PostgresqlServer
from tests.storage.archive import make_archive

LISTS: Mapping[str, ObjectType] = {
    "statements": STATEMENT,
    "speakers": SPEAKER,
    "locations": LOCATION,
    "articles": ARTICLE,
    "contradictions": CONTRADICTION,
    "nearMisses": NEAR_MISS,
    "disputes": DISPUTE,
}
KEYS = select(edges=select(node=select("key")))
COUNT = select("totalCount")
SOME_KEY = {Kind.MOMENT: "2024-03-01T00:00:00.000000Z", Kind.TEXT: "m", Kind.NUMBER: 0.5}
PLACE = {"key": {"eq": "geonames:900"}}
COUNT_TO_9 = (Field("totalCount", "n", {"atMost": Slot(9)}, ()),)
BEFORE_IT = select(pageInfo=select("hasPreviousPage"))
LATE_OF_A_PARTY = {"party": {"eq": "UA"}, "said": {"gt": "2024-03-02"}}
PERIOD = {"gte": "2024-03-01", "lte": "2024-03-09"}


@pytest.fixture(scope="module")
def filled(
    dialect: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """Give a database with some hundreds of statements, of which the planner knows."""
    if dialect == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = tmp_path_factory.mktemp("plans") / "plans.sqlite"
        path.write_bytes(template.read_bytes())
        database = Database(f"sqlite:///{path}", dialect)
        _fill(database)
        yield database
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    url = server.create(request.getfixturevalue("postgresql_template"))
    database = Database(url, dialect)
    _fill(database)
    yield database
    server.drop(url)


def _fill(database: Database) -> None:
    engine = database.engine()
    make_archive(1, statements=800).store(engine)
    if database.dialect != "sqlite":  # which, knowing how few rows there are, may well sort them
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    engine.dispose()


def _field(root: str, fields: tuple[Field, ...] = KEYS, **arguments: Any) -> Field:
    return Field(root, root, variables_as_arguments(arguments), fields)


def explain(
    database: Database,
    field: Field,
    arguments: Mapping[str, Any],
    avoided: tuple[str, ...] = ("seqscan", "sort"),
) -> list[str]:
    """Return the steps of the plan for a query, in the words of the database.

    PostgreSQL avoids what it can of the ways that are named.
    """
    engine: QueryEngine = open_engine(database.url)
    plan = engine.plan([field])
    parameters = plan.parameters(arguments)
    if database.dialect == "sqlite":
        path = parse_url(database.url).database
        with closing(connect(Path(str(path)))) as connection:
            rows = connection.execute(f"EXPLAIN QUERY PLAN {plan.sql}", parameters).fetchall()
        return [row[3] for row in rows]
    return asyncio.run(_explain(database.url, plan.sql, parameters, avoided))


async def _explain(
    url: str, sql: str, parameters: list[Any], avoided: tuple[str, ...]
) -> list[str]:
    dsn = parse_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    settings = {"jit": "off", **{f"enable_{each}": "off" for each in avoided}}
    connection = await asyncpg.connect(dsn, server_settings=settings)
    try:
        return [row[0] for row in await connection.fetch(f"EXPLAIN {sql}", *parameters)]
    finally:
        await connection.close()


def _listed() -> Iterator[Any]:
    for root, described in LISTS.items():
        for name, order in described.orders.items():
            tail = "_superseded_at" if described is STATEMENT else ""
            index = f"ix_{described.table}_{order.column}_id{tail}"
            for direction in ("ASC", "DESC"):
                cursor = [1, f"{name}_{direction}", SOME_KEY.get(order.kind, 5), 7]
                for after in (None, base64.b64encode(orjson.dumps(cursor)).decode()):
                    arguments = {
                        "first": 5,
                        "orderBy": {"field": name, "direction": direction},
                        **({"after": after} if after else {}),
                    }
                    where = "behind a cursor" if after else "first"
                    yield pytest.param(
                        root, arguments, index, id=f"{root}-{name}-{direction}-{where}"
                    )


@pytest.mark.parametrize(("root", "arguments", "index"), list(_listed()))
def test_every_order_is_read_off_an_index(
    filled: Database, root: str, arguments: dict[str, Any], index: str
) -> None:
    """The first page and one behind a cursor: no more rows are read than are shown."""
    steps = explain(filled, _field(root, **arguments), arguments)
    assert any(f"{index} " in f"{step} " for step in steps), steps


def _hot(
    root: str, index: str, fields: tuple[Field, ...] = KEYS, **arguments: Any
) -> tuple[Field, dict[str, Any], str]:
    return _field(root, fields, **arguments), arguments, index


HOT: dict[str, tuple[Field, dict[str, Any], str]] = {
    "of a party, newest": _hot(
        "statements", "ix_statement_party_sort_at_id", where={"party": {"eq": "UA"}}
    ),
    "of a type, newest": _hot(
        "statements", "ix_statement_claim_type_sort_at_id", where={"claimType": {"eq": "STRIKE"}}
    ),
    "on a place, newest": _hot(
        "statements", "ix_statement_location_by_time", where={"place": PLACE}
    ),
    "on a place, by a party, in a period": _hot(
        "statements",
        "ix_statement_location_by_party",
        where={"place": PLACE, "party": {"eq": "UA"}, "said": PERIOD},
    ),
    "within a circle": _hot(
        "statements",
        "ix_statement_location_by_time",
        where={"place": {"near": {"latitude": 48.0, "longitude": 37.0, "radiusKm": 50.0}}},
    ),
    "a count of a party in a period": _hot(
        "statements",
        "ix_statement_party_sort_at_id",
        COUNT,
        where={"party": {"eq": "UA"}, "said": PERIOD},
    ),
    "a count on a place": _hot(
        "statements", "ix_statement_location_by", COUNT, where={"place": PLACE}
    ),
    "contradictions of a type": _hot(
        "contradictions", "ix_contradiction_type_sort_at_id", where={"type": {"eq": "NEGATION"}}
    ),
    "speakers of a party": _hot(
        "speakers", "ix_speaker_party_name_id", where={"party": {"eq": "UA"}}
    ),
    "kept counts": _hot(
        "statementStats",
        "ix_statement_count_by",
        select("count", "period"),
        groupBy=["SPEAKER", "MONTH"],
        where={"party": {"eq": "UA"}},
        first=50,
    ),
}


@pytest.mark.parametrize("name", HOT)
def test_hot_questions_are_served_by_their_index(filled: Database, name: str) -> None:
    field, arguments, index = HOT[name]
    steps = explain(filled, field, arguments)
    assert any(index in step for step in steps), steps


def test_words_on_a_place_are_asked_of_the_full_text_index(filled: Database) -> None:
    arguments: dict[str, Any] = {"where": {"search": "bridge", "place": PLACE}, "first": 5}
    avoided = ("seqscan", "indexscan")  # it would walk so few rows in the order of time
    steps = explain(filled, _field("statements", **arguments), arguments, avoided)
    index = {"sqlite": "VIRTUAL TABLE INDEX", "postgresql": "ix_statement_search_by_month"}
    assert any(index[filled.dialect] in step for step in steps), steps


@pytest.mark.parametrize("fields", [KEYS, COUNT_TO_9, BEFORE_IT], ids=["page", "count", "before"])
def test_words_are_read_month_by_month(filled: Database, fields: tuple[Field, ...]) -> None:
    """Else PostgreSQL gathers all that have a word before it shows the newest."""
    cursor = base64.b64encode(orjson.dumps([1, "DATE_DESC", SOME_KEY[Kind.MOMENT], 7])).decode()
    arguments: dict[str, Any] = {"where": {"search": "bridge", **LATE_OF_A_PARTY}, "after": cursor}
    steps = explain(filled, _field("statements", fields, **arguments), arguments)
    index = {"sqlite": "VIRTUAL TABLE INDEX", "postgresql": "ix_statement_search_by_month"}
    assert any(index[filled.dialect] in step for step in steps), steps
    other = re.compile(r"ix_statement_search\b|Seq Scan|Gather")
    assert not any(other.search(step) for step in steps), steps


@pytest.mark.parametrize("asked", ["originalSpeaker", "relayedBy"])
def test_chains_are_not_walked_anew_for_every_place(filled: Database, asked: str) -> None:
    """Where few speakers are asked for, their statements lead to the places, not these to them."""

    def goes_from_place_to_place(where: dict[str, Any]) -> bool:
        by_confidence = _field("statements", where=where, orderBy={"field": "CONFIDENCE"})
        sql = open_engine(filled.url).plan([by_confidence]).sql
        return re.search(r"AS MATERIALIZED \(SELECT \w+\.id FROM location", sql) is not None

    one = {"key": {"eq": "s1"}}
    near = {"place": {"near": {"latitude": 49.7, "longitude": 37.6, "radiusKm": 2000}}}
    assert goes_from_place_to_place(near)
    chain = one if asked == "originalSpeaker" else {"speaker": one}
    assert not goes_from_place_to_place({**near, asked: chain})
    assert not goes_from_place_to_place({**near, "quantity": {"counted": {"eq": "civilians"}}})
    assert goes_from_place_to_place({**near, "quantity": {"unit": {"eq": "1"}}})
    by_words = goes_from_place_to_place({**near, "search": "bridge"})
    assert by_words == (filled.dialect == "postgresql")


def test_a_plan_without_its_index_is_told_from_one_with_it(filled: Database) -> None:
    """The test above can fail: where an index is missing the plan says so."""
    engine = filled.engine()
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_dispute_recorded_at_id"))
    arguments: dict[str, Any] = {"orderBy": {"field": "RECORDED", "direction": "ASC"}}
    steps = explain(filled, _field("disputes", **arguments), arguments)
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE INDEX ix_dispute_recorded_at_id ON dispute (recorded_at, id) "
                "WHERE superseded_at IS NULL AND status <> 'rejected'"
            )
        )
    engine.dispose()
    assert not any("ix_dispute_recorded_at_id" in step for step in steps)


ORDERS = [(root, name) for root, described in LISTS.items() for name in described.orders]


@pytest.mark.parametrize(("root", "name"), ORDERS)
def test_a_page_among_rows_with_an_equal_key_begins_at_its_cursor(
    filled: Database, root: str, name: str
) -> None:
    """A day may have thousands of statements: those before the cursor are not read again."""
    order = LISTS[root].orders[name]
    value = SOME_KEY.get(order.kind, 5)
    cursor = base64.b64encode(orjson.dumps([1, f"{name}_DESC", value, 7])).decode()
    arguments: dict[str, Any] = {
        "first": 5,
        "orderBy": {"field": name, "direction": "DESC"},
        "after": cursor,
    }
    steps = explain(filled, _field(root, **arguments), arguments)
    sought = {
        "sqlite": rf"\({order.column}=\? AND id<\?\)",
        "postgresql": rf"Index Cond: \(ROW\(\(?{order.column}\b.*, id\) <",
    }
    assert any(re.search(sought[filled.dialect], step) for step in steps), steps


TIED = [
    (root, name)
    for root, described in LISTS.items()
    for name, order in described.orders.items()
    if order.tied
]


@pytest.mark.parametrize(("root", "name"), TIED)
def test_the_key_that_a_page_begins_at_has_no_say_in_the_plan(
    filled: Database, root: str, name: str
) -> None:
    """PostgreSQL takes rows past a key that many share for hardly any, and plans each page anew."""
    plans = []
    for key in (SOME_KEY.get(LISTS[root].orders[name].kind, 5), None):
        value = key or {"RECORDED": "2999-01-01T00:00:00.000000Z"}.get(name, 10**6)
        cursor = base64.b64encode(orjson.dumps([1, f"{name}_ASC", value, 7])).decode()
        arguments: dict[str, Any] = {
            "first": 5,
            "orderBy": {"field": name, "direction": "ASC"},
            "after": cursor,
        }
        plans.append(explain(filled, _field(root, **arguments), arguments))
    assert plans[0] == plans[1]


BUSY = {
    "location": (
        "location_by_",
        {"DATE": "time", "RECORDED": "recorded", "CONFIDENCE": "confidence"},
    ),
    "speaker": (
        "speaker_id_",
        {"DATE": "sort_at", "RECORDED": "recorded_at", "CONFIDENCE": "confidence"},
    ),
}
"""Those of whom many statements may be listed, and the indexes by the orders on offer."""


@pytest.mark.parametrize("order", STATEMENT.orders)
@pytest.mark.parametrize("root", BUSY)
def test_statements_of_one_are_read_off_an_index_in_every_order(
    filled: Database, root: str, order: str
) -> None:
    """Nested or filtered: none reads all that the busiest place or speaker has."""
    start, ends = BUSY[root]
    index = f"ix_statement_{start}{ends[order]}"
    paged: dict[str, Any] = {"first": 5, "orderBy": {"field": order, "direction": "DESC"}}
    nested = Field("statements", "statements", variables_as_arguments(paged), KEYS)
    name = "place" if root == "location" else root
    where = {name: {"key": {"eq": "x"}}}
    for field in (_field(root, (nested,), key="x"), _field("statements", **paged, where=where)):
        given = {**paged, "key": "x", "where": where}
        steps = explain(filled, field, given)
        assert any(index in step for step in steps), steps


ONE_PLAN: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "within a circle": (
        {"place": {"near": {"latitude": 48.0, "longitude": 37.0, "radiusKm": 50.0}}},
        {"place": {"near": {"latitude": -89.0, "longitude": 179.0, "radiusKm": 1.0}}},
    ),
    "words on a place": (
        {"search": "bridge", "place": PLACE},
        {"search": '"never said" anywhere', "place": PLACE},
    ),
}


@pytest.mark.parametrize("name", ONE_PLAN)
def test_what_is_asked_with_many_values_keeps_its_plan(filled: Database, name: str) -> None:
    """A plan that hangs on a value is made for each request, which takes as long as to run it."""
    plans = [
        explain(filled, _field("statements", where=where), {"where": where})
        for where in ONE_PLAN[name]
    ]
    if filled.dialect == "postgresql":  # it names a centre, which only the rows are compared with
        plans = [[step for step in plan if "asin" not in step] for plan in plans]
    assert plans[0] == plans[1]
