"""Plans are kept for all documents together, within one bound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from api.graphql import operations
from api.graphql.operations import Documents
from api.graphql.schema import core_schema
from db.query.engine import QueryEngine, open_engine

QUERY = "query A($where: StatementWhere) { statements(where: $where) { totalCount } }"
OTHER = QUERY.replace("query A", "query B")
SHAPES: tuple[dict[str, Any], ...] = (
    {"party": {"eq": "UA"}},
    {"claimType": {"eq": "STRIKE"}},
    {"contradicted": True},
)


@pytest.fixture
def engine(tmp_path: Path) -> QueryEngine:
    """Open an engine that only plans."""
    return open_engine(f"sqlite:///{tmp_path}/none.sqlite")


def _plan(documents: Documents, engine: QueryEngine, query: str, where: dict[str, Any]) -> str:
    operation = documents.operation(query, None)
    plan = operation.planned(engine, operation.coerce({"where": where})).plan
    assert plan is not None
    return plan.sql


def test_a_plan_is_made_once(engine: QueryEngine) -> None:
    documents = Documents(core_schema())
    for _ in range(2):
        for shape in SHAPES:
            _plan(documents, engine, QUERY, shape)
    assert engine.planned == len(SHAPES)


def test_documents_do_not_take_each_others_plans(engine: QueryEngine) -> None:
    documents = Documents(core_schema())
    counting = _plan(documents, engine, QUERY, SHAPES[0])
    listing = _plan(
        documents, engine, QUERY.replace("totalCount", "edges { node { key } }"), SHAPES[0]
    )
    assert counting != listing


def test_one_bound_holds_for_all_documents(
    engine: QueryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MAX_PLANS", 4)
    documents = Documents(core_schema())
    for query in (QUERY, OTHER):
        for shape in SHAPES:
            _plan(documents, engine, query, shape)
    made = engine.planned
    _plan(documents, engine, OTHER, SHAPES[2])
    assert engine.planned == made
    _plan(documents, engine, QUERY, SHAPES[0])  # pushed out by those of the other document
    assert engine.planned == made + 1
