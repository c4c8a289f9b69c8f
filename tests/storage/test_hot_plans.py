"""Hot queries are served by their indexes, and walk no table: plans, not times.

The archive is the one of the bench, small, and the planners choose freely. PostgreSQL is told that
its tables have a hundred times the rows, so that it plans as for a large one, where a walk through
a table is never cheap.
"""

from __future__ import annotations

import asyncio
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from api.graphql.operations import Documents
from api.graphql.schema import core_schema
from bench.speed.archive import Size
from bench.speed.cases import ASKED
from bench.speed.fill import copy_to_postgresql, fill_sqlite
from db.query.catalogue import STATEMENT
from db.query.engine import QueryEngine, open_engine
from db.query.sqlite import connect
from db.tables import metadata
from tests.databases import Database, PostgresqlServer
from tests.storage.query_plans import QueryPlan, of_postgresql, of_sqlite

ARTICLES = 400
# An older snapshot, of a worker in the background, can keep pages from being marked as all visible.
_GROWN = (
    "UPDATE pg_class SET reltuples = reltuples * 100, relallvisible = relpages "
    "WHERE relnamespace = 'public'::regnamespace AND reltuples > 0"
)
_SPELT = (
    "INSERT INTO speaker_alias (speaker_id, name, folded, block) "
    "SELECT id, name, lower(name), 'a' FROM speaker"
)
_JUDGED = (
    "INSERT INTO review (entity, entity_key, verdict, reviewer, recorded_at) SELECT "
    "'contradiction', key, 'confirmed', 'Desk', recorded_at FROM contradiction"
)


@dataclass(frozen=True)
class Hot:
    """A query, the indexes that it needs, and what it may walk: from its end, up to a page."""

    query: str
    needs: tuple[str, ...]
    walks: tuple[str, ...] = ()
    variables: dict[str, Any] = field(default_factory=dict)
    sorts: bool = False
    """True where many rows are sorted, since all are counted."""


PLACED = "ix_statement_location_by_"
OF_STATEMENT = "ix_statement_location_statement_id_position"
NEWEST = "ix_statement_sort_at_id_superseded_at"
OF_SIDE = "ix_statement_party_sort_at_id_superseded_at"
OF_SPEAKER = "ix_statement_speaker_id_sort_at_id_superseded_at"
OF_TYPE = "ix_statement_claim_type_{}_id_superseded_at"
FIGURES = "ix_quantity_statement_id_position"
PAIRS = "ix_contradiction_sort_at_id"
SPOKEN = 'speaker: {key: {eq: "x"}}'
KEYS = "{ edges { node { key } } }"
AT = 'place: {key: {eq: "bench:1"}}'
AROUND = "place: {near: {latitude: 48, longitude: 37, radiusKm: 50}}"
ORDERS = tuple(STATEMENT.orders)
WRITERS = {"ix_statement_met_speaker_id"}
"""Indexes of statements that only those who write need."""

BENCH = {
    "Q1": Hot("", ("uq_statement_key_current", OF_STATEMENT, FIGURES)),
    "Q2": Hot("", (f"{PLACED}party", OF_STATEMENT, FIGURES)),
    "Q3": Hot("", ("ix_contradiction_type_sort_at_id", OF_STATEMENT)),
    "Q4": Hot("", ("ix_statement_count_by_count",)),
    "Q5": Hot("", (OF_SIDE,)),
    "Q7": Hot("", ("statement_search",)),
    "Q8": Hot("", ("ix_location_latitude_longitude", f"{PLACED}time", OF_STATEMENT)),
}
"""The questions of the bench but for that on the schema, by name."""

HOT = {
    "newest": Hot(f"{{ statements {KEYS} }}", (NEWEST,), walks=(NEWEST,)),
    "from a cursor on": Hot(
        f"query ($c: String) {{ statements(first: 5, after: $c) {KEYS} }}",
        (NEWEST,),
        variables={"c": "WzEsIkRBVEVfREVTQyIsIjIwMjUtMDYtMDFUMDA6MDA6MDBaIiw0MDAwXQ=="},
    ),
    "a side": Hot(f'{{ statements(where: {{party: {{eq: "UA"}}}}) {KEYS} }}', (OF_SIDE,)),
    "a list of one side": Hot(
        f'{{ statements(where: {{party: {{in: ["UA"]}}}}) {KEYS} }}', (OF_SIDE,)
    ),
    "a type": Hot(
        f"{{ statements(where: {{claimType: {{eq: STRIKE}}}}) {KEYS} }}",
        (OF_TYPE.format("sort_at"),),
    ),
    "a speaker": Hot(
        f'{{ statements(where: {{speaker: {{key: {{eq: "x"}}}}}}) {KEYS} }}', (OF_SPEAKER,)
    ),
    "a place": Hot(f"{{ statements(where: {{{AT}}}) {KEYS} }}", (f"{PLACED}time",)),
    **{
        f"{name}, by {order}": Hot(
            f"{{ statements(where: {{{where}}}, orderBy: {{field: {order}}}) {KEYS} }}", (index,)
        )
        for name, where, order, index in (
            ("a speaker", SPOKEN, "RECORDED", OF_SPEAKER.replace("sort_at", "recorded_at")),
            ("a speaker", SPOKEN, "CONFIDENCE", OF_SPEAKER.replace("sort_at", "confidence")),
            ("a place", AT, "RECORDED", f"{PLACED}recorded"),
            ("a place", AT, "CONFIDENCE", f"{PLACED}confidence"),
            ("a circle", AROUND, "RECORDED", f"{PLACED}recorded"),
            ("a circle", AROUND, "CONFIDENCE", f"{PLACED}confidence"),
            ("a side", 'party: {eq: "UA"}', "RECORDED", OF_SIDE.replace("sort_at", "recorded_at")),
            ("a side", 'party: {eq: "UA"}', "CONFIDENCE", OF_SIDE.replace("sort_at", "confidence")),
            ("a type", "claimType: {eq: STRIKE}", "RECORDED", OF_TYPE.format("recorded_at")),
            ("a type", "claimType: {eq: STRIKE}", "CONFIDENCE", OF_TYPE.format("confidence")),
        )
    },
    "a place and a type": Hot(
        f"{{ statements(where: {{{AT}, claimType: {{eq: STRIKE}}}}) {KEYS} }}",
        (f"{PLACED}claim_type",),
    ),
    "a place by name": Hot(
        f'{{ statements(where: {{place: {{name: {{eq: "Kupiansk"}}}}}}) {KEYS} }}',
        ("ix_location_alias_folded", f"{PLACED}time"),
    ),
    "a piece of map": Hot(
        "{ statements(where: {place: {bbox: {west: 36, south: 49, east: 37, north: 50}}}) "
        f"{KEYS} }}",
        ("ix_location_latitude_longitude", f"{PLACED}time"),
    ),
    "a count that stops": Hot(
        '{ statements(where: {party: {eq: "UA"}}) { totalCount(atMost: 100) } }',
        ("ix_statement_party_",),  # in whichever order
    ),
    "words": Hot(f'{{ statements(where: {{search: "captured"}}) {KEYS} }}', ("statement_search",)),
    "all around a statement": Hot(
        "{ statements(first: 5) { edges { node { nested { key } parent { key } quantities { low } "
        "contradictions { other { key } } nearMisses { other { key } } places { mention } "
        f"article {{ statements(first: 2) {KEYS} }} }} }} }} }}",
        (
            "ix_statement_parent_id",
            "ix_contradiction_statement_a_id",
            "ix_contradiction_statement_b_id",
            "ix_near_miss_statement_a_id",
            "ix_near_miss_statement_b_id",
            "ix_statement_article_id_position",
            OF_STATEMENT,
            FIGURES,
        ),
        walks=(NEWEST,),
    ),
    "speakers and what they say": Hot(
        f"{{ speakers(first: 5) {{ edges {{ node {{ statements(first: 3) {KEYS} }} }} }} }}",
        ("ix_speaker_name_id", OF_SPEAKER),
        walks=("ix_speaker_name_id",),
    ),
    "places and what is said there": Hot(
        f"{{ locations(first: 5) {{ edges {{ node {{ statements(first: 3) {KEYS} }} }} }} }}",
        ("ix_location_name_id", f"{PLACED}time"),
        walks=("ix_location_name_id",),
    ),
    "newest articles": Hot(
        f"{{ articles {KEYS} }}", ("ix_article_sort_at_id",), walks=("ix_article_sort_at_id",)
    ),
    "newest contradictions": Hot(
        "{ contradictions { edges { node { reviews { verdict } evidenceA { text } } } } }",
        (PAIRS, "ix_review_entity_entity_key_id"),
        walks=(PAIRS,),
    ),
    "a contradiction": Hot(
        '{ contradiction(key: "x") { reason } }', ("uq_contradiction_key_current",)
    ),
    "newest near misses": Hot(
        f"{{ nearMisses {KEYS} }}", ("ix_near_miss_sort_at_id",), walks=("ix_near_miss_sort_at_id",)
    ),
    "newest disputes": Hot(
        "{ disputes(first: 5) { edges { node { sides { statements { key } } places { "
        f"statementCount }} contradictions(first: 3) {KEYS} }} }} }} }}",
        (
            "ix_dispute_sort_at_id",
            "ix_dispute_side_dispute_id_position",
            "ix_dispute_statement_side_id",
            "ix_dispute_location_dispute_id_location_id",
            "ix_contradiction_dispute_id",
        ),
        walks=("ix_dispute_sort_at_id",),
    ),
    "the feed": Hot(
        "query ($c: String) { changes(first: 50, after: $c) { edges { node { key statement { text }"
        " contradiction { reason } } } } }",
        ("uq_statement_key_current", "uq_contradiction_key_current"),
        variables={"c": "WzEsIkZFRURfQVNDIiwwLDBd"},
    ),
    "the feed of one kind": Hot(
        f"{{ changes(where: {{entity: {{eq: CONTRADICTION}}}}) {KEYS} }}", ("ix_change_entity_id",)
    ),
    "counts by party and month": Hot(
        '{ statementStats(groupBy: [PARTY, MONTH], where: {said: {gte: "2026-01-01"}}) { count } }',
        ("ix_statement_count_by_month",),
        sorts=True,
    ),
    "counts at a place": Hot(
        f"{{ statementStats(groupBy: [TYPE], where: {{{AT}}}) {{ count }} }}", (PLACED,)
    ),
    "facets": Hot(
        '{ statements(where: {party: {eq: "UA"}}) { facets { party { count } place { count } '
        "outlet { count } } } }",
        (OF_SIDE, OF_STATEMENT),
        sorts=True,
    ),
    "facets of contradictions": Hot(
        "{ contradictions { facets { type { count } party { count } place { count } } } }",
        (PAIRS, OF_STATEMENT),
        walks=(PAIRS, "contradiction"),  # to look so many up by key can be the longer way
        sorts=True,
    ),
    "who held a place": Hot(
        '{ control(place: "bench:1", from: "2026-05-01", to: "2026-05-31") '
        "{ days { date sides { statements { key } } } } }",
        (f"{PLACED}time", "ix_contradiction_statement_a_id", "ix_contradiction_statement_b_id"),
    ),
}


@dataclass(repr=False)
class Explained:
    """A filled database that is asked what it would do."""

    dialect: str
    path: Path
    engine: QueryEngine
    runner: asyncio.Runner
    documents: Documents = field(default_factory=lambda: Documents(core_schema()))

    def plan(self, query: str, variables: dict[str, Any]) -> QueryPlan:
        """Return the plan of a GraphQL query."""
        operation = self.documents.operation(query, None)
        plan = operation.planned(self.engine, operation.coerce(variables)).plan
        assert plan is not None
        parameters = plan.parameters(variables)
        if self.dialect == "sqlite":
            with closing(connect(self.path)) as connection:
                rows = connection.execute(f"EXPLAIN QUERY PLAN {plan.sql}", parameters).fetchall()
            return of_sqlite(plan.sql, [row[3] for row in rows])
        asked = self.engine.executor.fetch(f"EXPLAIN (FORMAT JSON) {plan.sql}", parameters)
        answer = self.runner.run(asked)
        return of_postgresql(json.loads(answer)[0]["Plan"], answer)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a SQLite file with the archive of the bench, and what that leaves out."""
    path = tmp_path_factory.mktemp("plans") / "filled.sqlite"
    fill_sqlite(path, ARTICLES)
    engine = Database(f"sqlite:///{path}", "sqlite").engine()
    with engine.begin() as connection:
        for statement in (_SPELT, _JUDGED, "ANALYZE"):
            connection.execute(text(statement))
    engine.dispose()
    return path


@pytest.fixture(scope="module")
def explained(dialect: str, filled: Path, request: pytest.FixtureRequest) -> Iterator[Explained]:
    """Give the archive on one of the databases."""
    url = f"sqlite:///{filled}"
    server: PostgresqlServer | None = None
    if dialect == "postgresql":
        server = request.getfixturevalue("postgresql")
        url = server.create()
        copy_to_postgresql(filled, url)
        engine = Database(url, dialect).engine()
        with engine.begin() as connection:
            for name in metadata.tables:  # or the server would count the rows again by itself
                connection.execute(text(f"ALTER TABLE {name} SET (autovacuum_enabled = false)"))
            connection.execute(text(_GROWN))
        engine.dispose()
    with asyncio.Runner() as runner:
        queries = open_engine(url)
        yield Explained(dialect, filled, queries, runner)
        runner.run(queries.executor.close())
    if server is not None:
        server.drop(url)


def _check(plan: QueryPlan, hot: Hot) -> None:
    missing = [need for need in hot.needs if not any(need in name for name in plan.indexes)]
    assert not missing, f"{missing} is not used:\n{plan.text}"
    walked = plan.walked - set(hot.walks)
    assert not walked, f"{walked} is read as a whole:\n{plan.text}"
    assert hot.sorts or not plan.large_sorts, f"Many rows are sorted:\n{plan.text}"


@pytest.mark.parametrize("name", BENCH)
def test_questions_of_the_bench_are_served_by_indexes(explained: Explained, name: str) -> None:
    (case,) = (each for each in ASKED if each.name == name)
    chance = Random(3)  # noqa: S311 - no secret hangs on it
    for _ in range(3):
        _check(explained.plan(case.query, case.values(chance, Size(ARTICLES))), BENCH[name])


@pytest.mark.parametrize("name", HOT)
def test_hot_queries_are_served_by_indexes(explained: Explained, name: str) -> None:
    hot = HOT[name]
    _check(explained.plan(hot.query, hot.variables), hot)


def test_every_question_of_the_bench_is_tried() -> None:
    assert {case.name for case in ASKED} - {"Q6"} == set(BENCH)


def test_every_index_of_statements_serves_a_hot_query(explained: Explained) -> None:
    """An index that no reader needs costs every import its time."""
    chance, size = Random(3), Size(ARTICLES)  # noqa: S311 - as above
    asked = [
        *((hot.query, hot.variables) for hot in HOT.values()),
        *((f"{{ statements(orderBy: {{field: {each}}}) {KEYS} }}", {}) for each in ORDERS),
        *((case.query, case.values(chance, size)) for case in ASKED if case.name in BENCH),
    ]
    used = set().union(*(explained.plan(*each).indexes for each in asked))
    for name in ("statement", "statement_location"):
        own = {str(index.name) for index in metadata.tables[name].indexes}
        assert own <= used | WRITERS, name


def test_a_walk_is_seen(explained: Explained) -> None:
    """The checks fail where they should: no index has the words of a statement's cue."""
    query = '{ statements(where: {cue: {eq: "x"}}) { totalCount } }'
    plan = explained.plan(query, {})
    assert plan.walked & {"statement", NEWEST}
    with pytest.raises(AssertionError, match="read as a whole"):
        _check(plan, Hot(query, ()))
    with pytest.raises(AssertionError, match="is not used"):
        _check(plan, Hot(query, (OF_SPEAKER,)))


def test_a_page_among_equals_begins_at_its_cursor(explained: Explained) -> None:
    """Thousands of disputes have one size: those before the cursor are not read again."""
    query = f"query ($c: String) {{ disputes(after: $c, orderBy: {{field: SIZE}}) {KEYS} }}"
    cursor = b64encode(b'[1,"SIZE_ASC",1,40]').decode()
    plan = explained.plan(query, {"c": cursor})
    assert "ix_dispute_contradiction_count_id" in plan.indexes
    seeks = {
        "sqlite": "(contradiction_count=? AND id>?)",
        "postgresql": "(ROW(contradiction_count, id) > ROW(",
    }
    assert seeks[explained.dialect] in plan.text
