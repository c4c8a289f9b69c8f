"""What the bench asks, and of what: the archive is whole, and the questions are allowed."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import orjson
import pytest

from api.graphql.limits import DEFAULTS, HEAVY_COST
from api.graphql.operations import Documents
from api.graphql.schema import core_schema
from bench.speed.archive import Size
from bench.speed.cases import CASES, value_sets
from bench.speed.fill import bring_up, fill_sqlite
from bench.speed.heavy import KINDS, heaviest
from bench.speed.limit import load_statements
from bench.speed.mixture import Mixture
from bench.speed.pages import listings
from bench.speed.sides import BY_HAND, INDEXED, PLAIN, SIDES
from db.query.connection import Connection
from db.query.engine import QueryEngine, open_engine
from db.query.roots import ROOTS

ARTICLES = 30


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small archive of the bench."""
    path = tmp_path_factory.mktemp("speed") / "archive.sqlite"
    fill_sqlite(path, ARTICLES)
    bring_up(path)
    return path


@pytest.fixture(scope="module")
def engine(archive: Path) -> QueryEngine:
    """Open the engine on it; only plans are made."""
    return open_engine(f"sqlite:///{archive}")


def test_the_archive_holds_together(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("statement", "contradiction", "near_miss", "dispute_statement", "change"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - named here
        (counted,) = connection.execute(
            "SELECT count(*) FROM dispute d WHERE contradiction_count <> "
            "(SELECT count(*) FROM contradiction c WHERE c.dispute_id = d.id)"
        ).fetchone()
    assert counted == 0


def test_the_same_number_gives_the_same_archive(archive: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.sqlite"
    fill_sqlite(again, ARTICLES)
    texts = []
    for path in (archive, again):
        with closing(sqlite3.connect(path)) as connection:
            texts.append([line for line in connection.iterdump() if "search" not in line])
    assert texts[0] == texts[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_questions_are_answered(archive: Path, case: object) -> None:
    chosen = next(each for each in CASES if each is case)
    if chosen.name == "Q6":
        return
    engine = open_engine(f"sqlite:///{archive}")
    documents = Documents(core_schema(), limits=DEFAULTS)
    operation = documents.operation(chosen.query, None)
    for values in value_sets(chosen, Size(ARTICLES))[:3]:
        variables = operation.coerce(values)
        planned = operation.planned(engine, variables)
        assert planned.plan is not None
        assert orjson.loads(await engine.run(planned.plan, variables))
    await engine.executor.close()


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__)
def test_the_heaviest_queries_are_allowed(engine: QueryEngine, make: object) -> None:
    text = next(each for each in KINDS if each is make)()
    operation = Documents(core_schema(), limits=DEFAULTS).operation(text, None)
    planned = operation.planned(engine, {})
    assert planned.plan is not None


def test_some_of_them_come_near_the_limit(engine: QueryEngine) -> None:
    costs = []
    for body in heaviest():
        operation = Documents(core_schema(), limits=DEFAULTS).operation(
            orjson.loads(body)["query"], None
        )
        costs.append(operation.planned(engine, {}).cost)
    assert max(costs) > DEFAULTS.cost * 2 / 3
    assert sum(cost >= HEAVY_COST for cost in costs) >= 3


def test_every_list_and_order_is_paged_through() -> None:
    names = dict.fromkeys(("speaker", "place", "party", "country"), "x")
    listed = list(listings(names))
    on_root = {each.field for each in listed if not each.before}
    assert on_root == {name for name, member in ROOTS.items() if isinstance(member, Connection)}
    orders = {(each.field, each.order) for each in listed if not each.before}
    for name, member in ROOTS.items():
        if isinstance(member, Connection) and name != "changes":
            described = member.target()
            asked = {order for field, order in orders if field == name and order}
            assert len(asked) == 2 * len(described.orders)


def test_sql_by_hand_is_there_for_its_questions() -> None:
    for dialect in ("sqlite", "postgresql"):
        assert {name.strip("/") for name in load_statements(dialect)} == BY_HAND
    assert {name.strip("/") for name in load_statements("postgresql", PLAIN)} == INDEXED


def test_every_server_can_be_asked_its_questions() -> None:
    size = Size(ARTICLES)
    for side in SIDES:
        for case in CASES:
            if case.name in side.cases:
                request = side.request(case, value_sets(case, size)[0], 8000)
                assert request.startswith((b"POST /", b"GET /"))


def test_the_mixture_is_the_same_again_and_has_new_documents() -> None:
    size = Size(ARTICLES)
    one, other = (Mixture(size, random.Random(3)) for _ in range(2))  # noqa: S311 - no secret
    drawn = [one.next(8000) for _ in range(600)]
    assert drawn == [other.next(8000) for _ in range(600)]
    assert sum(b"/v1/export/" in each for each in drawn) >= 3
    assert len(set(drawn)) > 400
