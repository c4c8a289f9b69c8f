"""Queries generated from the schema have the answers that a naive evaluator gives."""

from __future__ import annotations

import json

from hypothesis import given, reject
from hypothesis import strategies as st

from api.graphql.schema import core_schema
from tests.properties.conftest import Interface
from tests.properties.documents import Asked
from tests.properties.examples import examples
from tests.properties.places import ELSEWHERE, ROOT_FIELDS
from tests.storage.archive import Row
from tests.storage.naive import Naive, same
from tests.storage.naive_columns import TABLES

REFUSED = {
    "bad-filter",
    "query-too-costly",
    "query-too-deep",
    "too-complex",
    "too-many-aliases",
    "too-many-directives",
    "too-many-fields",
}
"""What may be refused: filters and selections beyond the limits."""


@examples(60)
@given(data=st.data())
def test_queries_from_the_schema_agree(interface: Interface, data: st.DataObject) -> None:
    asked: Asked = data.draw(interface.queries)
    text = interface.text(asked.text, asked.variables)
    answer = json.loads(text)
    if "errors" in answer:
        code = answer["errors"][0]["extensions"]["code"]
        assert code in REFUSED, (answer, asked)
        reject()
    assert same(text, {"data": interface.naive.answer(asked.fields)}), asked


def test_the_evaluator_knows_every_field(interface: Interface) -> None:
    """One that it does not know would be met by chance alone."""
    known = interface.naive
    unknown = {
        (type_name, name)
        for type_name, table in TABLES.items()
        for row in interface.archive.rows(table)[:20]
        for name in core_schema().type_map[type_name].fields  # type: ignore[attr-defined]  # objects
        if not _answers(known, type_name, row, name)
    }
    assert not unknown


def _answers(known: Naive, type_name: str, row: Row, name: str) -> bool:
    try:
        known._value(type_name, row, name)
    except KeyError:
        return False
    return True


def test_every_field_on_the_root_is_tried() -> None:
    query = core_schema().query_type
    assert query
    assert set(query.fields) - ELSEWHERE == set(ROOT_FIELDS)
